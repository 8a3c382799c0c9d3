package org.medaid.settlement.statement;

import java.util.UUID;

/** Stands for one statement in the engine, in addresses and in logs. */
public record StatementId(UUID value) {

    /** @throws IllegalArgumentException if the text is no id */
    public static StatementId parse(String value) {
        return new StatementId(UUID.fromString(value));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
