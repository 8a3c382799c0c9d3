package org.medaid.referral;

import java.util.UUID;

/** Which referral. */
public record ReferralId(UUID value) {

    public static ReferralId random() {
        return new ReferralId(UUID.randomUUID());
    }

    /** @throws IllegalArgumentException if the text is no id */
    public static ReferralId parse(String text) {
        return new ReferralId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
