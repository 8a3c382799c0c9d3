package org.medaid.settlement;

/** Where a payment order stands. */
public enum OrderState {
    /** To be paid, in no batch. */
    OPEN("待付款"),
    /** In a batch that is being approved or is at the bank. */
    IN_BATCH("付款中"),
    /** The bank has paid; posted to the books. Final. */
    PAID("已付款"),
    /** The bank gave it back; once the batch is closed it is open again, as a new attempt. */
    RETURNED("银行退回"),
    /** The bank does not know; not paid again until somebody has found out. */
    UNKNOWN("结果未知"),
    /** What it rested on was taken back before it was paid. Final. */
    CANCELLED("已取消");

    private final String chineseName;

    OrderState(String chineseName) {
        this.chineseName = chineseName;
    }

    public String chineseName() {
        return chineseName;
    }
}
