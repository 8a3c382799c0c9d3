package org.medaid.policy;

import java.util.Optional;

/** How the patient was treated. */
public enum CareType {
    INPATIENT("住院"),
    OUTPATIENT("普通门诊"),
    /** 特定病种门诊, 特病门诊, 门诊慢特病. */
    SPECIAL_OUTPATIENT("特病门诊");

    private final String chineseName;

    CareType(String chineseName) {
        this.chineseName = chineseName;
    }

    public String chineseName() {
        return chineseName;
    }

    public static Optional<CareType> of(String code) {
        return Codes.find(values(), code);
    }
}
