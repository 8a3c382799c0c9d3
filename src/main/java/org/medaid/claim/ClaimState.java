package org.medaid.claim;

/** Where a bill stands. */
public enum ClaimState {
    ENTERED("已录入，待核对"),
    RETURNED("已退回，待更正"),
    ACCEPTED("已核对"),
    IN_REVIEW("专家评审中"),
    TO_CALCULATE("待计算"),
    CALCULATED("已计算，待确认"),
    SETTLED("已结算"),
    REFUSED("不予救助"),
    WITHDRAWN("已撤回"),
    REVERSED("已冲账");

    private final String chineseName;

    ClaimState(String chineseName) {
        this.chineseName = chineseName;
    }

    public String chineseName() {
        return chineseName;
    }

    public boolean isFinal() {
        return this == SETTLED || this == REFUSED || this == WITHDRAWN || this == REVERSED;
    }
}
