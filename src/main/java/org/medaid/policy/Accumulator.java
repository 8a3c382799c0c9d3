package org.medaid.policy;

import java.util.Optional;

/** What the ledger adds up for a person over a calendar year or, where it says so, a calendar month. */
public enum Accumulator {
    FUSHUN_INPATIENT("fushun.inpatient"),
    FUSHUN_CRITICAL_ILLNESS("fushun.critical-illness"),
    FUSHUN_SPECIAL_OUTPATIENT("fushun.special-outpatient"),
    FUSHUN_OUTPATIENT("fushun.outpatient"),
    FUSHUN_MARGIN_INPATIENT("fushun.margin-inpatient"),
    LIANYUNGANG_KEY_INPATIENT("lianyungang.key-inpatient"),
    LIANYUNGANG_EXTENDED("lianyungang.extended"),
    LIANYUNGANG_EXTENDED_BURDEN("lianyungang.extended.burden"),
    JINING_KEY_INPATIENT("jining.key-inpatient"),
    JINING_OTHER_INPATIENT("jining.other-inpatient"),
    JINING_OTHER_BURDEN("jining.other.burden"),
    JINING_REASSISTANCE("jining.reassistance"),
    JINING_REASSISTANCE_BURDEN("jining.reassistance.burden"),
    JIANGMEN_MEDICAL_ASSISTANCE("jiangmen.medical-assistance"),
    /** Self-paid special-outpatient cost of one month, 江人社发〔2018〕567号 五(三). */
    JIANGMEN_SELF_PAID("jiangmen.self-paid.<yyyy-MM>");

    private static final String MONTH = "<yyyy-MM>";

    private final String code;

    Accumulator(String code) {
        this.code = code;
    }

    /** The code in the rules; a monthly one ends in {@code <yyyy-MM>}. */
    public String code() {
        return code;
    }

    public boolean isMonthly() {
        return code.endsWith(MONTH);
    }

    /** The part of a monthly code before the month. */
    String prefix() {
        return code.substring(0, code.length() - MONTH.length());
    }

    /** Finds an accumulator by its code in the rules. */
    public static Optional<Accumulator> ofRule(String code) {
        for (Accumulator accumulator : values()) {
            if (accumulator.code.equals(code)) {
                return Optional.of(accumulator);
            }
        }
        return Optional.empty();
    }
}
