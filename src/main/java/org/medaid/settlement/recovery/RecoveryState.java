package org.medaid.settlement.recovery;

/** Where a recovery stands. */
public enum RecoveryState {
    /** Waits for the manager. */
    TO_DECIDE("待审定"),
    /** The manager gave it back to the clerk. */
    SENT_BACK("已退回经办"),
    /** Nothing is claimed back. Final. */
    NOT_RECOVERED("不予追回"),
    /** Decided and noticed; money is to come in. */
    COLLECTING("追回中"),
    /** All of it came in. Final. */
    RECOVERED("已全部追回"),
    /** An appeal was upheld; what had come in is paid back. Final. */
    REVOKED("决定已撤销"),
    /** The court collects it; what comes in is still recorded. */
    LEFT_TO_COURT("已移送法院执行"),
    /** It will not come in any more. Final. */
    WRITTEN_OFF("已核销");

    private final String chineseName;

    RecoveryState(String chineseName) {
        this.chineseName = chineseName;
    }

    public String chineseName() {
        return chineseName;
    }

    /** Whether money that comes in is recorded. */
    public boolean takesReceipts() {
        return this == COLLECTING || this == LEFT_TO_COURT;
    }
}
