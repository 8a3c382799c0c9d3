package org.medaid.roster;

import java.util.Optional;

/** What came of looking into a person's large costs. Every row of the list ends with one of these. */
public enum LargeCostOutcome {
    APPLICATION_STARTED("符合条件，已启动申请", false),
    ALREADY_RECOGNISED("已是救助对象", false),
    NOT_ELIGIBLE("不符合条件", true),
    NOT_REACHED("无法取得联系", true),
    DECLINED("本人不申请", true);

    private final String chineseName;
    private final boolean needsReason;

    LargeCostOutcome(String chineseName, boolean needsReason) {
        this.chineseName = chineseName;
        this.needsReason = needsReason;
    }

    public String chineseName() {
        return chineseName;
    }

    public boolean needsReason() {
        return needsReason;
    }

    public static Optional<LargeCostOutcome> of(String code) {
        for (LargeCostOutcome outcome : values()) {
            if (outcome.name().equals(code)) {
                return Optional.of(outcome);
            }
        }
        return Optional.empty();
    }
}
