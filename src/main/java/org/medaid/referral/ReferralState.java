package org.medaid.referral;

/** How far a referral has come. */
public enum ReferralState {
    AT_TIER2("二级医院办理中"),
    AT_TIER3("三级医院办理中"),
    AT_OFFICE("经办机构办理中"),
    FILED("已备案"),
    REFUSED_BY_HOSPITAL("医院不同意转诊"),
    NOT_FILED("不予备案"),
    TOO_LATE("逾期不予受理"),
    WITHDRAWN("已撤回"),
    REVOKED("备案已撤销");

    private final String chineseName;

    ReferralState(String chineseName) {
        this.chineseName = chineseName;
    }

    public String chineseName() {
        return chineseName;
    }

    /** Whether somebody still has a step to take. */
    public boolean isOpen() {
        return this == AT_TIER2 || this == AT_TIER3 || this == AT_OFFICE;
    }
}
