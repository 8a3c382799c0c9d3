package org.medaid.referral;

/** As which of the two hospitals of the form a hospital acts, whatever its own level: Kaiping's central one acts as tier 2. */
public enum HospitalTier {
    TIER2("二级定点医疗机构"),
    TIER3("三级定点医疗机构");

    private final String chineseName;

    HospitalTier(String chineseName) {
        this.chineseName = chineseName;
    }

    public String chineseName() {
        return chineseName;
    }
}
