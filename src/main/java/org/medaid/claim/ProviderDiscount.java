package org.medaid.claim;

import org.medaid.kernel.Citation;
import org.medaid.kernel.Clause;

/** A discount that a provider owes and has not given, by the code that its system is told (江人社发〔2018〕567号 六(三)). */
@Clause("M10")
public enum ProviderDiscount {
    REGISTRATION_FEE_CHARGED("免收挂号费"),
    CONSULTATION_FEE_CHARGED("免收诊查费"),
    MEDICINE_ABOVE_PURCHASE_PRICE("药品按进价收费"),
    PHARMACY_DISCOUNT_MISSING("药店购药九折");

    static final Citation BASIS = new Citation("江人社发〔2018〕567号", "六(三)");

    private final String chineseName;

    ProviderDiscount(String chineseName) {
        this.chineseName = chineseName;
    }

    public String chineseName() {
        return chineseName;
    }

    public Citation citation() {
        return BASIS;
    }
}
