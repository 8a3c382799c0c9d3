package org.medaid.ledger;

/** What an account is kept for. Debits stand above zero, credits below. */
public enum AccountKind {
    /** What a fund has spent; its holder is the fund itself. */
    FUND("资金支出"),
    /** What a fund was given; its holder is the fund itself. */
    FUND_INCOME("资金收入"),
    /** What a fund has on the special account from which finance pays; its holder is the fund itself. */
    SPECIAL_ACCOUNT("财政专户存款"),
    /** What the office owes a hospital; its holder is the hospital's code. */
    HOSPITAL_PAYABLE("应付医院款"),
    /** What a hospital was given in advance (one month's worth); its holder is the hospital's code. */
    HOSPITAL_ADVANCE("预付医院款"),
    /** What a hospital has to bear itself; its holder is the hospital's code. */
    HOSPITAL_SHARE("医院承担款"),
    /** What is owed to a person; its holder is the person's id. */
    PERSON_PAYABLE("应付个人款"),
    /** What should not have been paid and is to come back; its holder is the person's id or the hospital's code. */
    RECOVERY("应收追回款"),
    /** What one fund has laid out for another; its holder is the other fund. */
    INTER_FUND("资金往来"),
    /** The other side of what is carried from one year's books into the next; its holder is the fund itself. */
    CARRIED_FORWARD("年度结转");

    private final String chineseName;

    AccountKind(String chineseName) {
        this.chineseName = chineseName;
    }

    public String chineseName() {
        return chineseName;
    }

    /** Whether the fund itself is the holder: only a fund's own books have such an account. */
    boolean isFundsOwn() {
        return switch (this) {
            case FUND, FUND_INCOME, SPECIAL_ACCOUNT, CARRIED_FORWARD -> true;
            default -> false;
        };
    }
}
