package org.medaid.policy;

import java.util.Optional;

/** Why something was not paid. */
public enum ReasonCode {
    NOT_A_BENEFICIARY("不属于当地医疗救助对象"),
    CARE_TYPE_NOT_COVERED("该就医方式不在救助范围内"),
    DISEASE_NOT_LISTED("病种不在特病门诊救助范围内"),
    NON_DESIGNATED_HOSPITAL("非定点医院，未备案且非急诊"),
    REFERRAL_NOT_FILED("应办理转诊备案而未办理"),
    NO_POLICY_IN_FORCE("出院时当地政策尚未施行");

    private final String chineseName;

    ReasonCode(String chineseName) {
        this.chineseName = chineseName;
    }

    public String chineseName() {
        return chineseName;
    }

    public static Optional<ReasonCode> of(String code) {
        return Codes.find(values(), code);
    }
}
