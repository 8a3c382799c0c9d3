package org.medaid.settlement.statement;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.medaid.kernel.Citation;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.procedure.ProcedureParameterCatalogue;
import org.medaid.procedure.ProcedureParameterKey;
import org.springframework.stereotype.Component;

/** What an office sets for settling with hospitals. The documents say how often, not on which day: that is the office's practice. */
@Clause("M1")
public enum StatementParameter implements ProcedureParameterKey {
    DAY("statement.day", "生成医院结算单的日期（每月几日）", 28),
    CONFIRMATION_DAYS("statement.confirmation-working-days", "医院核对结算单期限（工作日）", 60),
    OVERDUE("statement.overdue", "医院逾期未核对结算单的处理", 0),
    DISPUTE_DAYS("statement.dispute-working-days", "复核结算争议期限（工作日）", 60),
    APPROVAL_DAYS("statement.approval-working-days", "经办机构审批结算单期限（工作日）", 60),
    HEALTH_DAYS("statement.health-working-days", "卫生健康部门审核自费费用期限（工作日）", 60),
    FINANCE_DAYS("statement.finance-working-days", "财政部门审批结算单期限（工作日）", 60),
    ADVANCE("statement.advance", "预付医院款的冲抵", 0),
    INSURER("statement.insurer", "由承办保险公司和县（区）办理（未开展一站式结算前）", 0),
    INSURER_DISTRICTS("statement.insurer-districts", "由承办保险公司办理的城区（区划代码，逗号分隔）", 0);

    /** The value of {@link #OVERDUE} by which silence counts as consent; otherwise it is chased. */
    static final String CONFIRM = "CONFIRM";
    /** The value of {@link #ADVANCE} by which each month's statement is charged with it; otherwise the year's clearing. */
    static final String MONTHLY = "MONTHLY";

    /** The value of {@link #INSURER} by which they do. */
    static final String YES = "YES";

    private static final Map<String, String> INSURER_CHOICES = Map.of("NO", "否", YES, "是");
    private static final Map<String, String> OVERDUE_CHOICES = Map.of("ESCALATE", "报负责人督办，不视为确认", CONFIRM, "视为确认");
    private static final Map<String, String> ADVANCE_CHOICES = Map.of("YEAR_END", "年终清算时收回", MONTHLY, "在次月结算单中冲抵");

    private static final Map<PoolingArea, Citation> BASES = Map.of(
            PoolingArea.FUSHUN, new Citation("抚政办发〔2014〕67号", "五(二)2"),
            PoolingArea.LIANYUNGANG, new Citation("连政办发〔2017〕22号", "六(一)"),
            PoolingArea.JINING, new Citation("济医保发〔2020〕28号", "二"),
            PoolingArea.JIANGMEN, new Citation("江人社发〔2018〕567号", "五(五)"),
            PoolingArea.HESHAN, new Citation("江人社发〔2018〕567号", "五(五)"));

    private final String code;
    private final String chineseName;
    private final int most;

    StatementParameter(String code, String chineseName, int most) {
        this.code = code;
        this.chineseName = chineseName;
        this.most = most;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String chineseName() {
        return chineseName;
    }

    @Override
    public Citation basis(PoolingArea area) {
        return article(area);
    }

    /** The area's article about settling with hospitals. */
    public static Citation article(PoolingArea area) {
        return BASES.get(area);
    }

    @Override
    public Map<String, String> choices() {
        return switch (this) {
            case OVERDUE -> OVERDUE_CHOICES;
            case ADVANCE -> ADVANCE_CHOICES;
            case INSURER -> INSURER_CHOICES;
            default -> Map.of();
        };
    }

    @Override
    public Optional<String> problem(String value) {
        if (!choices().isEmpty()) {
            return choices().containsKey(String.valueOf(value)) ? Optional.empty() : Optional.of("请选择" + chineseName + "。");
        }
        if (this == INSURER_DISTRICTS) {
            return value != null && value.matches("\\d{6}(,\\d{6}){0,13}")
                    ? Optional.empty()
                    : Optional.of("请填写六位区划代码，用英文逗号分隔。");
        }
        boolean inRange =
                value != null && value.matches("\\d{1,2}") && Integer.parseInt(value) >= 1 && Integer.parseInt(value) <= most;
        return inRange ? Optional.empty() : Optional.of(chineseName + "应为1至" + most + "的整数。");
    }

    /** Makes the keys known to the page of settings. */
    @Component
    static class Catalogue implements ProcedureParameterCatalogue {

        @Override
        public List<? extends ProcedureParameterKey> keys() {
            return List.of(StatementParameter.values());
        }
    }
}
