package org.medaid.referral;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Which referrals a list shows. */
public enum ReferralSelection {
    OPEN("办理中"),
    FILED("已备案"),
    ALL("全部");

    private final String chineseName;

    ReferralSelection(String chineseName) {
        this.chineseName = chineseName;
    }

    public String chineseName() {
        return chineseName;
    }

    /** The states that the list shows. */
    public Set<ReferralState> states() {
        return Arrays.stream(ReferralState.values()).filter(this::shows).collect(Collectors.toSet());
    }

    private boolean shows(ReferralState state) {
        return switch (this) {
            case OPEN -> state.isOpen();
            case FILED -> state == ReferralState.FILED;
            case ALL -> true;
        };
    }
}
