package org.medaid.referral;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.medaid.kernel.Citation;
import org.medaid.kernel.PoolingArea;
import org.medaid.procedure.ProcedureParameterCatalogue;
import org.medaid.procedure.ProcedureParameterKey;
import org.springframework.stereotype.Component;

/** What an office sets for referrals. */
public enum ReferralParameter implements ProcedureParameterKey {
    SUMMARY_DAYS("referral.summary-working-days", "医师填写转诊申请期限（工作日）", 60),
    OPINION_DAYS("referral.opinion-working-days", "科主任签署意见期限（工作日）", 60),
    STAMP_DAYS("referral.stamp-working-days", "医务科审核盖章期限（工作日）", 60),
    FILING_DAYS("referral.filing-working-days", "经办人办理转诊备案期限（工作日）", 60),
    REVIEW_DAYS("referral.review-working-days", "复核转诊备案期限（工作日）", 60),
    EMERGENCY_DAYS("referral.emergency-working-days", "急诊抢救补办转诊期限（入院后工作日）", 60),
    VALID_DAYS("referral.valid-days", "转诊备案有效期（自备案之日起自然日）", 730),
    WAIVER_DAYS("referral.deposit-waiver-days", "免缴住院押金告知卡有效期（自出具之日起自然日）", 30),
    USE("referral.use", "转诊备案使用次数", 0);

    static final String SINGLE = "SINGLE";
    private static final Map<String, String> USES = Map.of(SINGLE, "一次有效", "REPEATED", "有效期内多次有效");

    private static final Map<PoolingArea, Citation> BASES = Map.of(
            PoolingArea.FUSHUN, new Citation("抚政办发〔2014〕67号", "五(二)1"),
            PoolingArea.LIANYUNGANG, new Citation("连政办发〔2017〕22号", "六(二)"),
            PoolingArea.JINING, new Citation("济医保发〔2020〕28号", "一"),
            PoolingArea.JIANGMEN, new Citation("江人社发〔2018〕567号", "五(二)1"),
            PoolingArea.HESHAN, new Citation("江人社发〔2018〕567号", "五(二)1"));

    private final String code;
    private final String chineseName;
    private final int most;

    ReferralParameter(String code, String chineseName, int most) {
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

    /** The area's article about treatment elsewhere. */
    static Citation article(PoolingArea area) {
        return BASES.get(area);
    }

    @Override
    public Map<String, String> choices() {
        return this == USE ? USES : Map.of();
    }

    @Override
    public Optional<String> problem(String value) {
        if (this == USE) {
            return USES.containsKey(String.valueOf(value)) ? Optional.empty() : Optional.of("请选择转诊备案使用次数。");
        }
        boolean inRange =
                value != null && value.matches("\\d{1,3}") && Integer.parseInt(value) >= 1 && Integer.parseInt(value) <= most;
        return inRange ? Optional.empty() : Optional.of(chineseName + "应为1至" + most + "的整数。");
    }

    /** Makes the keys known to the page of settings. */
    @Component
    static class Catalogue implements ProcedureParameterCatalogue {

        @Override
        public List<? extends ProcedureParameterKey> keys() {
            return List.of(ReferralParameter.values());
        }
    }
}
