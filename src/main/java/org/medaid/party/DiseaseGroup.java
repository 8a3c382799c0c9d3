package org.medaid.party;

import java.util.Optional;
import java.util.stream.Stream;

/** The four groups whose patients are routed to a designated hospital of tier 2 or above (江人社发〔2018〕567号 六(四)2). */
public enum DiseaseGroup {
    MALIGNANT_TUMOUR("恶性肿瘤放疗、化疗"),
    RENAL_DIALYSIS("肾功能不全透析治疗"),
    TRANSPLANT_ANTI_REJECTION("器官移植术后抗排异治疗"),
    STEM_CELL_TRANSPLANT("造血干细胞移植术后随访");

    /** The lowest level of a hospital such a patient is routed to. */
    public static final int LOWEST_LEVEL = 2;

    private final String chineseName;

    DiseaseGroup(String chineseName) {
        this.chineseName = chineseName;
    }

    public String chineseName() {
        return chineseName;
    }

    public static Optional<DiseaseGroup> of(String code) {
        return Stream.of(values()).filter(group -> group.name().equals(code)).findFirst();
    }
}
