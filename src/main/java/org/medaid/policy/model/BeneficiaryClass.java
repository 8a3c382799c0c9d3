package org.medaid.policy.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.medaid.policy.Category;

/** What the recognition tables may find; the assistance categories of Jiangmen keep their categories' names. */
public enum BeneficiaryClass {
    KEY,
    MARGIN,
    EXTENDED,
    OTHER,
    SPECIAL_OUTPATIENT_DISEASE,
    CRITICAL_ILLNESS_DISEASE,
    EXTREME_POVERTY,
    SUBSISTENCE_ALLOWANCE,
    ORPHAN,
    LOW_INCOME_FAMILY,
    POVERTY_ALLEVIATION,
    OTHER_SPECIAL_HARDSHIP,
    ILLNESS_IMPOVERISHED,
    CLASS_ONE,
    CLASS_TWO;

    private static final BeneficiaryClass[] ALL = values();

    public static Optional<BeneficiaryClass> of(String code) {
        for (BeneficiaryClass candidate : ALL) {
            if (candidate.name().equals(code)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** The codes of the classes in a mask. */
    public static List<String> codes(int mask) {
        List<String> codes = new ArrayList<>();
        for (BeneficiaryClass candidate : ALL) {
            if ((mask >> candidate.ordinal() & 1) == 1) {
                codes.add(candidate.name());
            }
        }
        return List.copyOf(codes);
    }

    /** The categories, as a mask by ordinal of {@link Category}, that the classes in a mask stand for. */
    public static int categories(int mask) {
        int categories = 0;
        for (BeneficiaryClass candidate : ALL) {
            if ((mask >> candidate.ordinal() & 1) == 1) {
                categories |= Category.of(candidate.name()).map(c -> 1 << c.ordinal()).orElse(0);
            }
        }
        return categories;
    }
}
