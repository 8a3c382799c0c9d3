package org.medaid.settlement.statement;

import java.util.List;
import java.util.Map;
import org.medaid.kernel.Citation;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.procedure.ParameterForm;
import org.medaid.procedure.ProcedureParameterCatalogue;
import org.medaid.procedure.ProcedureParameterKey;
import org.springframework.stereotype.Component;

/** What an office sets for settling with hospitals. The documents say how often, not on which day: that is the office's practice. */
@Clause("M1")
public enum StatementParameter implements ProcedureParameterKey {
    DAY(ParameterForm.number("statement.day", "生成医院结算单的日期（每月几日）", 1, 28)),
    CONFIRMATION_DAYS(ParameterForm.workingDays("statement.confirmation-working-days", "医院核对结算单期限（工作日）")),
    OVERDUE(ParameterForm.choice(
            "statement.overdue", "医院逾期未核对结算单的处理", "ESCALATE", "报负责人督办，不视为确认", StatementParameter.CONFIRM, "视为确认")),
    DISPUTE_DAYS(ParameterForm.workingDays("statement.dispute-working-days", "复核结算争议期限（工作日）")),
    APPROVAL_DAYS(ParameterForm.workingDays("statement.approval-working-days", "经办机构审批结算单期限（工作日）")),
    HEALTH_DAYS(ParameterForm.workingDays("statement.health-working-days", "卫生健康部门审核自费费用期限（工作日）")),
    FINANCE_DAYS(ParameterForm.workingDays("statement.finance-working-days", "财政部门审批结算单期限（工作日）")),
    ADVANCE(ParameterForm.choice(
            "statement.advance", "预付医院款的冲抵", "YEAR_END", "年终清算时收回", StatementParameter.MONTHLY, "在次月结算单中冲抵")),
    INSURER(ParameterForm.choice(
            "statement.insurer", "由承办保险公司和县（区）办理（未开展一站式结算前）", "NO", "否", StatementParameter.YES, "是")),
    INSURER_DISTRICTS(ParameterForm.text(
            "statement.insurer-districts",
            "由承办保险公司办理的城区（区划代码，逗号分隔）",
            value -> value != null && value.matches("\\d{6}(,\\d{6}){0,13}") ? null : "请填写六位区划代码，用英文逗号分隔。"));

    /** The value of {@link #OVERDUE} by which silence counts as consent; otherwise it is chased. */
    static final String CONFIRM = "CONFIRM";
    /** The value of {@link #ADVANCE} by which each month's statement is charged with it; otherwise the year's clearing. */
    static final String MONTHLY = "MONTHLY";

    /** The value of {@link #INSURER} by which they do. */
    static final String YES = "YES";

    private static final Map<PoolingArea, Citation> BASES = Map.of(
            PoolingArea.FUSHUN, new Citation("抚政办发〔2014〕67号", "五(二)2"),
            PoolingArea.LIANYUNGANG, new Citation("连政办发〔2017〕22号", "六(一)"),
            PoolingArea.JINING, new Citation("济医保发〔2020〕28号", "二"),
            PoolingArea.JIANGMEN, new Citation("江人社发〔2018〕567号", "五(五)"),
            PoolingArea.HESHAN, new Citation("江人社发〔2018〕567号", "五(五)"));

    private final ParameterForm form;

    StatementParameter(ParameterForm form) {
        this.form = form;
    }

    @Override
    public ParameterForm form() {
        return form;
    }

    @Override
    public Citation basis(PoolingArea area) {
        return article(area);
    }

    /** The area's article about settling with hospitals. */
    public static Citation article(PoolingArea area) {
        return BASES.get(area);
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
