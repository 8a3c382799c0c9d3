package org.medaid.referral;

import java.util.List;
import java.util.Map;
import org.medaid.kernel.Citation;
import org.medaid.kernel.PoolingArea;
import org.medaid.procedure.ParameterForm;
import org.medaid.procedure.ProcedureParameterCatalogue;
import org.medaid.procedure.ProcedureParameterKey;
import org.springframework.stereotype.Component;

/** What an office sets for referrals. */
public enum ReferralParameter implements ProcedureParameterKey {
    SUMMARY_DAYS(ParameterForm.workingDays("referral.summary-working-days", "医师填写转诊申请期限（工作日）")),
    OPINION_DAYS(ParameterForm.workingDays("referral.opinion-working-days", "科主任签署意见期限（工作日）")),
    STAMP_DAYS(ParameterForm.workingDays("referral.stamp-working-days", "医务科审核盖章期限（工作日）")),
    FILING_DAYS(ParameterForm.workingDays("referral.filing-working-days", "经办人办理转诊备案期限（工作日）")),
    REVIEW_DAYS(ParameterForm.workingDays("referral.review-working-days", "复核转诊备案期限（工作日）")),
    EMERGENCY_DAYS(ParameterForm.workingDays("referral.emergency-working-days", "急诊抢救补办转诊期限（入院后工作日）")),
    VALID_DAYS(ParameterForm.number("referral.valid-days", "转诊备案有效期（自备案之日起自然日）", 1, 730)),
    WAIVER_DAYS(ParameterForm.number("referral.deposit-waiver-days", "免缴住院押金告知卡有效期（自出具之日起自然日）", 1, 30)),
    USE(ParameterForm.choice(
            "referral.use", "转诊备案使用次数", ReferralParameter.SINGLE, "一次有效", "REPEATED", "有效期内多次有效"));

    static final String SINGLE = "SINGLE";

    private static final Map<PoolingArea, Citation> BASES = Map.of(
            PoolingArea.FUSHUN, new Citation("抚政办发〔2014〕67号", "五(二)1"),
            PoolingArea.LIANYUNGANG, new Citation("连政办发〔2017〕22号", "六(二)"),
            PoolingArea.JINING, new Citation("济医保发〔2020〕28号", "一"),
            PoolingArea.JIANGMEN, new Citation("江人社发〔2018〕567号", "五(二)1"),
            PoolingArea.HESHAN, new Citation("江人社发〔2018〕567号", "五(二)1"));

    private final ParameterForm form;

    ReferralParameter(ParameterForm form) {
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

    /** The area's article about treatment elsewhere. */
    static Citation article(PoolingArea area) {
        return BASES.get(area);
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
