package org.medaid.ledger;

/** What a transfer does. A business document causes at most one of each kind. */
public enum TransferKind {
    /** A bill was settled: the funds' and the hospital's shares are owed to the person, or to the hospital that deducted them. */
    SETTLEMENT("费用结算"),
    /** Money came into a fund's special account. */
    FUNDING("资金到账"),
    /** A fund's special account was charged with a payment that the bank carried out. */
    PAYMENT("资金支付"),
    /** A hospital was given one month's worth in advance. */
    ADVANCE("预付"),
    /** An advance, a hospital's own share or a deduction was set against what is owed to the hospital. */
    CLEARING("冲抵"),
    /** What should not have been paid is claimed back. */
    RECOVERY_CLAIM("追回认定"),
    /** What was claimed back came in. */
    RECOVERY_RECEIPT("追回到账"),
    /** What was claimed back was set against a later benefit. */
    RECOVERY_OFFSET("追回抵扣"),
    /** What had come in for a claim that was then revoked is owed back. */
    RECOVERY_REFUND("追回退还"),
    /** What was claimed back will not come in any more. */
    RECOVERY_WRITE_OFF("追回核销"),
    /** One fund laid out money for another, or was given it back. */
    INTER_FUND("资金往来"),
    /** What had been settled before the books existed. */
    OPENING("期初"),
    /** A balance leaves the year that is being closed. */
    YEAR_END("年终结转"),
    /** A balance comes into the year that follows. */
    YEAR_START("年初结转");

    private final String chineseName;

    TransferKind(String chineseName) {
        this.chineseName = chineseName;
    }

    public String chineseName() {
        return chineseName;
    }
}
