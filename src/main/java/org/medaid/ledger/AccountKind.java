package org.medaid.ledger;

/** What an account is kept for. */
public enum AccountKind {
    /** What a fund has spent; its holder is the fund itself. */
    FUND("资金支出"),
    /** What the office owes a hospital; its holder is the hospital's code. */
    HOSPITAL_PAYABLE("应付医院款"),
    /** What a hospital has to bear itself; its holder is the hospital's code. */
    HOSPITAL_SHARE("医院承担款"),
    /** What is owed to a person; its holder is the person's id. */
    PERSON_PAYABLE("应付个人款");

    private final String chineseName;

    AccountKind(String chineseName) {
        this.chineseName = chineseName;
    }

    public String chineseName() {
        return chineseName;
    }
}
