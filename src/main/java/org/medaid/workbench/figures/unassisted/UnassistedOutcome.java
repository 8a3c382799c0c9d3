package org.medaid.workbench.figures.unassisted;

import java.util.Arrays;
import java.util.Optional;

/** What came of a bill that somebody looked into. */
public enum UnassistedOutcome {
    APPLYING("已通知本人，费用救助已受理", false),
    ASSISTED_ELSEWHERE("已由其他救助渠道解决", false),
    NOT_ENTITLED("核实后不符合救助条件", true),
    DECLINED("本人放弃申请", true),
    NOT_REACHED("多次联系未果", true),
    DATA_WRONG("医保结算数据有误", true);

    private final String chineseName;
    private final boolean needsReason;

    UnassistedOutcome(String chineseName, boolean needsReason) {
        this.chineseName = chineseName;
        this.needsReason = needsReason;
    }

    public String chineseName() {
        return chineseName;
    }

    public boolean needsReason() {
        return needsReason;
    }

    public static Optional<UnassistedOutcome> of(String code) {
        return Arrays.stream(values()).filter(one -> one.name().equals(code)).findFirst();
    }
}
