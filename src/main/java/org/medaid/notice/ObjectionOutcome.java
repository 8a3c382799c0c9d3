package org.medaid.notice;

/** What an investigation found. */
public enum ObjectionOutcome {
    /** The case goes back to survey. */
    UPHELD("异议成立"),
    /** The notice goes on. */
    UNFOUNDED("异议不成立");

    private final String chineseName;

    ObjectionOutcome(String chineseName) {
        this.chineseName = chineseName;
    }

    public String chineseName() {
        return chineseName;
    }
}
