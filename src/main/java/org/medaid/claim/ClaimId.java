package org.medaid.claim;

import java.util.UUID;
import org.medaid.kernel.OrderedIds;

/** Stands for one medical bill in the engine, in addresses and in logs. */
public record ClaimId(UUID value) {

    public static ClaimId next() {
        return new ClaimId(OrderedIds.next());
    }

    /** @throws IllegalArgumentException if the text is no id */
    public static ClaimId parse(String value) {
        return new ClaimId(UUID.fromString(value));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
