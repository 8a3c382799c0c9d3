package org.medaid.claim;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.medaid.claim.model.Aggregation;
import org.medaid.kernel.Citation;
import org.medaid.kernel.PoolingArea;
import org.medaid.procedure.ProcedureParameterKey;

/** What an office sets for its own procedure of settling bills. */
public enum ProcedureParameter implements ProcedureParameterKey {
    CHECK_DAYS("claim.check-working-days", "核对单据期限（工作日）", 1, 60),
    CORRECTION_DAYS("claim.correction-working-days", "更正单据期限（工作日）", 1, 60),
    EXCLUSIONS_DAYS("claim.exclusions-working-days", "认定不予支付费用期限（工作日）", 1, 60),
    CONFIRM_DAYS("claim.confirm-working-days", "确认计算单期限（工作日）", 1, 60),
    DRAW_UP_DAYS("review.draw-up-working-days", "组织评审期限（工作日）", 1, 60),
    OPINION_DAYS("review.opinion-working-days", "专家提出意见期限（工作日）", 1, 60),
    REMINDER_DAYS("review.reminder-working-days", "提醒专家（第几个工作日）", 1, 60),
    CLOSE_REVIEW_DAYS("review.close-working-days", "汇总评审期限（工作日）", 1, 60),
    /** The plan asks for experts in the plural; three is the least with which a majority means something. */
    MINIMUM_EXPERTS("review.minimum-experts", "评审专家最少人数", 3, 15),
    AGGREGATION("review.aggregation", "评审意见汇总方式", 0, 0);

    /** The articles that leave the handling of bills to the offices; an office's own document sets the figures. */
    private static final Map<PoolingArea, Citation> BASES = Map.of(
            PoolingArea.FUSHUN, new Citation("抚政办发〔2014〕67号", "五(二)"),
            PoolingArea.LIANYUNGANG, new Citation("连政办发〔2017〕22号", "六(二)"),
            PoolingArea.JINING, new Citation("鲁医保发〔2020〕79号", "二(四)"),
            PoolingArea.JIANGMEN, new Citation("江人社发〔2018〕567号", "五(三)"),
            PoolingArea.HESHAN, new Citation("江人社发〔2018〕567号", "五(三)"));

    private final String code;
    private final String chineseName;
    private final int least;
    private final int most;

    ProcedureParameter(String code, String chineseName, int least, int most) {
        this.code = code;
        this.chineseName = chineseName;
        this.least = least;
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
        return BASES.get(area);
    }

    @Override
    public Map<String, String> choices() {
        Map<String, String> choices = new LinkedHashMap<>();
        if (this == AGGREGATION) {
            choices.put(Aggregation.MEDIAN.name(), "中位数");
            choices.put(Aggregation.MAJORITY.name(), "过半数");
        }
        return choices;
    }

    @Override
    public Optional<String> problem(String value) {
        if (this == AGGREGATION) {
            return choices().containsKey(value)
                    ? Optional.empty()
                    : Optional.of("汇总方式只能是中位数（MEDIAN）或过半数（MAJORITY）。");
        }
        boolean inRange = value != null
                && value.matches("\\d{1,3}")
                && Integer.parseInt(value) >= least
                && Integer.parseInt(value) <= most;
        return inRange ? Optional.empty() : Optional.of(chineseName + "应为" + least + "至" + most + "的整数。");
    }
}
