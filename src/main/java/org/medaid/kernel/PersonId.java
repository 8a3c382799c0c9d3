package org.medaid.kernel;

import java.util.UUID;

/** Stands for a person wherever the identity number must not appear: in the engine, in logs, in addresses. */
public record PersonId(UUID value) {

    public static PersonId random() {
        return new PersonId(UUID.randomUUID());
    }

    public static PersonId parse(String value) {
        return new PersonId(UUID.fromString(value));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
