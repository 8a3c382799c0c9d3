package org.medaid.settlement.recovery;

/** How the person pays back. */
public enum RecoveryWay {
    AT_ONCE("一次付清"),
    INSTALMENTS("分期退回"),
    OFFSET("从以后的救助金中抵扣");

    private final String chineseName;

    RecoveryWay(String chineseName) {
        this.chineseName = chineseName;
    }

    public String chineseName() {
        return chineseName;
    }
}
