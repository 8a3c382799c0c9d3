package org.medaid.settlement.recovery;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.medaid.api.Typed;
import org.medaid.kernel.Citation;
import org.medaid.kernel.PoolingArea;
import org.medaid.procedure.ParameterForm;
import org.medaid.procedure.ProcedureParameterCatalogue;
import org.medaid.procedure.ProcedureParameterKey;
import org.springframework.stereotype.Component;

/** What an office sets for claiming back what should not have been paid. */
public enum RecoveryParameter implements ProcedureParameterKey {
    DECISION_DAYS(ParameterForm.workingDays("recovery.decision-working-days", "审定追回期限（工作日）")),
    CORRECTION_DAYS(ParameterForm.workingDays("recovery.correction-working-days", "更正追回事项期限（工作日）")),
    PAYMENT_DAYS(ParameterForm.number("recovery.payment-working-days", "追回决定的退回期限（工作日）", 10, 90)),
    OVERDUE_DAYS(ParameterForm.workingDays("recovery.overdue-working-days", "负责人处理逾期未退期限（工作日）")),
    GIVING_UP_DAYS(ParameterForm.workingDays("recovery.giving-up-working-days", "财政部门复核移送法院或核销期限（工作日）")),
    MOST_MONTHS(ParameterForm.number("recovery.most-months", "分期退回、抵扣的最长期限（月）", 1, 60)),
    /** Under a hundred, so that something of each benefit is left. */
    OFFSET_PERCENT(ParameterForm.number("recovery.offset-percent", "每笔救助金抵扣应追回款的最高比例（%）", 1, 90)),
    PAY_INTO(ParameterForm.text(
            "recovery.pay-into",
            "退回账户（户名、开户银行、账号）",
            value -> Typed.blank(value) || value.length() > 200 ? "请填写退回账户，不超过200个字。" : null));

    /** What the areas' documents say about getting back what should not have been paid; Lianyungang's says nothing. */
    private static final Map<PoolingArea, Citation> BASES = Map.of(
            PoolingArea.FUSHUN, new Citation("抚政办发〔2014〕67号", "六(四)"),
            PoolingArea.JINING, new Citation("鲁医保发〔2020〕79号", "四(三)"),
            PoolingArea.JIANGMEN, new Citation("江人社发〔2018〕567号", "五(四)14"),
            PoolingArea.HESHAN, new Citation("江人社发〔2018〕567号", "五(四)14"));

    private static final Citation PAYMENTS_OF_LIANYUNGANG = new Citation("连政办发〔2017〕22号", "六");

    private final ParameterForm form;

    RecoveryParameter(ParameterForm form) {
        this.form = form;
    }

    @Override
    public ParameterForm form() {
        return form;
    }

    @Override
    public Citation basis(PoolingArea area) {
        return article(area).orElse(PAYMENTS_OF_LIANYUNGANG);
    }

    /** The area's article about claiming back, which a form proposes; empty where its document has none. */
    public static Optional<Citation> article(PoolingArea area) {
        return Optional.ofNullable(BASES.get(area));
    }

    /** Makes the keys known to the page of settings. */
    @Component
    static class Catalogue implements ProcedureParameterCatalogue {

        @Override
        public List<? extends ProcedureParameterKey> keys() {
            return List.of(RecoveryParameter.values());
        }
    }
}
