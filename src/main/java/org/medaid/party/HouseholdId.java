package org.medaid.party;

import java.util.UUID;

/** Stands for one household in addresses and in logs. */
public record HouseholdId(UUID value) {

    public static HouseholdId random() {
        return new HouseholdId(UUID.randomUUID());
    }

    /** @throws IllegalArgumentException if the text is no id */
    public static HouseholdId parse(String value) {
        return new HouseholdId(UUID.fromString(value));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
