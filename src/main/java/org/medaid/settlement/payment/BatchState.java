package org.medaid.settlement.payment;

/** Where a batch stands. */
public enum BatchState {
    TO_APPROVE("待审核"),
    TO_FINANCE("待财政审批"),
    TO_PAY("待付款"),
    PAID("已付清"),
    PARTLY_RETURNED("部分退回"),
    REJECTED("已退回经办");

    private final String chineseName;

    BatchState(String chineseName) {
        this.chineseName = chineseName;
    }

    public String chineseName() {
        return chineseName;
    }
}
