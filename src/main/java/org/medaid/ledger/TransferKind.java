package org.medaid.ledger;

/** What a transfer does. A business document causes at most one of each kind. */
public enum TransferKind {
    /** A bill was settled: the funds' and the hospital's shares are owed to the person. */
    SETTLEMENT("费用结算");

    private final String chineseName;

    TransferKind(String chineseName) {
        this.chineseName = chineseName;
    }

    public String chineseName() {
        return chineseName;
    }
}
