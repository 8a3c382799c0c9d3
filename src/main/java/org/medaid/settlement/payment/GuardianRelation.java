package org.medaid.settlement.payment;

/** As what somebody receives a person's money (《中华人民共和国民法典》 articles 27, 28). */
public enum GuardianRelation {
    PARENT("父母", true),
    GRANDPARENT("祖父母、外祖父母", true),
    SIBLING("兄、姐", true),
    OTHER_GUARDIAN("其他监护人（居委会、村委会、民政部门等）", true),
    /** Of an adult: only by a court's word that the adult cannot act alone. */
    APPOINTED_GUARDIAN("成年人的监护人（凭法院裁判文书）", false);

    private final String chineseName;
    private final boolean ofMinors;

    GuardianRelation(String chineseName, boolean ofMinors) {
        this.chineseName = chineseName;
        this.ofMinors = ofMinors;
    }

    public String chineseName() {
        return chineseName;
    }

    boolean ofMinors() {
        return ofMinors;
    }
}
