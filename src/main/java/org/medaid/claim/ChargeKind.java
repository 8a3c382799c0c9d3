package org.medaid.claim;

import java.util.Arrays;
import java.util.Optional;
import org.medaid.kernel.Clause;

/** The kinds of charge for which 江人社发〔2018〕567号 六(三) promises a discount. A line of any other kind names none. */
@Clause("M10")
public enum ChargeKind {
    REGISTRATION_FEE("挂号费"),
    CONSULTATION_FEE("诊查费"),
    MEDICINE("药品"),
    PHARMACY_MEDICINE("药店购药");

    private final String chineseName;

    ChargeKind(String chineseName) {
        this.chineseName = chineseName;
    }

    public String chineseName() {
        return chineseName;
    }

    static Optional<ChargeKind> of(String code) {
        return Arrays.stream(values()).filter(kind -> kind.name().equals(code)).findFirst();
    }

    /** As declared on the line; a fee that goes by its own name is one, whether or not it was declared. */
    static Optional<ChargeKind> of(String declared, String itemName) {
        if (declared != null) {
            return of(declared);
        }
        if (itemName.contains("挂号费")) {
            return Optional.of(REGISTRATION_FEE);
        }
        // Price lists write it either way.
        return itemName.contains("诊查费") || itemName.contains("诊察费") ? Optional.of(CONSULTATION_FEE) : Optional.empty();
    }
}
