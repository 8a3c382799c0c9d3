package org.medaid.policy;

import java.util.Optional;

/** The benefit lines that the rules may name. */
public enum LineCode {
    FUSHUN_INPATIENT("fushun.inpatient", "住院救助"),
    FUSHUN_CRITICAL_ILLNESS("fushun.critical-illness", "重特大疾病救助"),
    FUSHUN_SPECIAL_OUTPATIENT("fushun.special-outpatient", "特病门诊救助"),
    FUSHUN_OUTPATIENT("fushun.outpatient", "门诊救助"),
    FUSHUN_MARGIN_INPATIENT("fushun.margin-inpatient", "低保边缘对象住院救助"),
    LIANYUNGANG_KEY_INPATIENT("lianyungang.key-inpatient", "重点对象住院救助"),
    LIANYUNGANG_KEY_OUTPATIENT("lianyungang.key-outpatient", "重点对象门诊救助"),
    LIANYUNGANG_EXTENDED("lianyungang.extended", "拓展对象救助"),
    JINING_KEY_INPATIENT("jining.key-inpatient", "重点对象住院救助"),
    JINING_OTHER_INPATIENT("jining.other-inpatient", "其他对象住院救助"),
    JINING_REASSISTANCE("jining.reassistance", "再救助"),
    JIANGMEN_MEDICAL_ASSISTANCE("jiangmen.medical-assistance", "医疗救助"),
    JIANGMEN_POVERTY_IN_SCOPE("jiangmen.poverty.in-scope", "扶贫资金：范围内个人自付费用"),
    JIANGMEN_POVERTY_SELF_PAID("jiangmen.poverty.self-paid", "扶贫资金：自费费用"),
    JIANGMEN_HOSPITAL_SELF_PAID("jiangmen.hospital.self-paid", "医院负担：自费费用"),
    JIANGMEN_HOSPITAL_UNREASONABLE("jiangmen.hospital.unreasonable", "医院承担：不合理费用");

    private final String code;
    private final String chineseName;

    LineCode(String code, String chineseName) {
        this.code = code;
        this.chineseName = chineseName;
    }

    public String code() {
        return code;
    }

    public String chineseName() {
        return chineseName;
    }

    public static Optional<LineCode> of(String code) {
        for (LineCode line : values()) {
            if (line.code.equals(code)) {
                return Optional.of(line);
            }
        }
        return Optional.empty();
    }
}
