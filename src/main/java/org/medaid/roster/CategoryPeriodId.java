package org.medaid.roster;

import java.util.UUID;

/** Stands for one period of one category of one person. */
public record CategoryPeriodId(UUID value) {

    static CategoryPeriodId random() {
        return new CategoryPeriodId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
