package org.medaid.ledger;

/** Whose money it is: each has books of its own, in each office and year. */
public enum Fund {
    MEDICAL_ASSISTANCE_FUND("医疗救助基金"),
    POVERTY_ALLEVIATION_FUND("医疗保障精准扶贫资金"),
    HEALTH_AUTHORITY("卫生健康部门"),
    CIVIL_AFFAIRS("民政部门"),
    /** What hospitals bear themselves: no fund's money, but the office sees that persons get it. */
    HOSPITALS_OWN("医院自行承担");

    private final String chineseName;

    Fund(String chineseName) {
        this.chineseName = chineseName;
    }

    public String chineseName() {
        return chineseName;
    }
}
