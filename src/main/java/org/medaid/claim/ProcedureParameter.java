package org.medaid.claim;

import java.util.Map;
import org.medaid.claim.model.Aggregation;
import org.medaid.kernel.Citation;
import org.medaid.kernel.PoolingArea;
import org.medaid.procedure.ParameterForm;
import org.medaid.procedure.ProcedureParameterKey;

/** What an office sets for its own procedure of settling bills. */
public enum ProcedureParameter implements ProcedureParameterKey {
    CHECK_DAYS(ParameterForm.workingDays("claim.check-working-days", "核对单据期限（工作日）")),
    CORRECTION_DAYS(ParameterForm.workingDays("claim.correction-working-days", "更正单据期限（工作日）")),
    EXCLUSIONS_DAYS(ParameterForm.workingDays("claim.exclusions-working-days", "认定不予支付费用期限（工作日）")),
    CONFIRM_DAYS(ParameterForm.workingDays("claim.confirm-working-days", "确认计算单期限（工作日）")),
    DRAW_UP_DAYS(ParameterForm.workingDays("review.draw-up-working-days", "组织评审期限（工作日）")),
    OPINION_DAYS(ParameterForm.workingDays("review.opinion-working-days", "专家提出意见期限（工作日）")),
    REMINDER_DAYS(ParameterForm.workingDays("review.reminder-working-days", "提醒专家（第几个工作日）")),
    CLOSE_REVIEW_DAYS(ParameterForm.workingDays("review.close-working-days", "汇总评审期限（工作日）")),
    /** The plan asks for experts in the plural; three is the least with which a majority means something. */
    MINIMUM_EXPERTS(ParameterForm.number("review.minimum-experts", "评审专家最少人数", 3, 15)),
    AGGREGATION(ParameterForm.choice(
            "review.aggregation",
            "评审意见汇总方式",
            Aggregation.MEDIAN.name(),
            "中位数",
            Aggregation.MAJORITY.name(),
            "过半数"));

    /** The articles that leave the handling of bills to the offices; an office's own document sets the figures. */
    private static final Map<PoolingArea, Citation> BASES = Map.of(
            PoolingArea.FUSHUN, new Citation("抚政办发〔2014〕67号", "五(二)"),
            PoolingArea.LIANYUNGANG, new Citation("连政办发〔2017〕22号", "六(二)"),
            PoolingArea.JINING, new Citation("鲁医保发〔2020〕79号", "二(四)"),
            PoolingArea.JIANGMEN, new Citation("江人社发〔2018〕567号", "五(三)"),
            PoolingArea.HESHAN, new Citation("江人社发〔2018〕567号", "五(三)"));

    private final ParameterForm form;

    ProcedureParameter(ParameterForm form) {
        this.form = form;
    }

    @Override
    public ParameterForm form() {
        return form;
    }

    @Override
    public Citation basis(PoolingArea area) {
        return BASES.get(area);
    }
}
