package org.medaid.application;

import org.medaid.kernel.Clause;

/** When a democratic review has passed. Half is more than half. */
@Clause("P4")
public enum MajorityRule {
    HALF_OF_PRESENT("到会人数过半同意", 1, 2, true),
    TWO_THIRDS_OF_PRESENT("到会人数三分之二以上同意", 2, 3, false),
    HALF_OF_ALL("应到人数过半同意", 1, 2, true);

    private final String chineseName;
    private final int numerator;
    private final int denominator;
    private final boolean moreThan;

    MajorityRule(String chineseName, int numerator, int denominator, boolean moreThan) {
        this.chineseName = chineseName;
        this.numerator = numerator;
        this.denominator = denominator;
        this.moreThan = moreThan;
    }

    public String chineseName() {
        return chineseName;
    }

    /**
     * @param entitled how many may vote
     * @param present how many came
     * @param inFavour how many agreed, at most those present
     */
    public boolean passed(int entitled, int present, int inFavour) {
        int base = this == HALF_OF_ALL ? entitled : present;
        int needed = base * numerator;
        int given = inFavour * denominator;
        return moreThan ? given > needed : given >= needed;
    }
}
