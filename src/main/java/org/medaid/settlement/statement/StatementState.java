package org.medaid.settlement.statement;

/** Where a statement stands. */
public enum StatementState {
    DRAWN("已生成"),
    AT_HOSPITAL("待医院核对"),
    DISPUTED("争议复核中"),
    TO_APPROVE("待经办机构审批"),
    AT_HEALTH("待卫生健康部门审核"),
    AT_FINANCE("待财政部门审批"),
    /** Approved by two people; the payment has been ordered. */
    PAYABLE("已审批，待付款"),
    /** Approved by two people; nothing is to be paid, what the hospital owes goes into the next statement. */
    CARRIED("无应付款，已结转");

    private final String chineseName;

    StatementState(String chineseName) {
        this.chineseName = chineseName;
    }

    public String chineseName() {
        return chineseName;
    }

    public boolean isFinal() {
        return this == PAYABLE || this == CARRIED;
    }
}
