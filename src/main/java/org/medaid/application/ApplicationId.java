package org.medaid.application;

import java.util.UUID;

/** Stands for one application in the engine, in addresses and in logs. */
public record ApplicationId(UUID value) {

    public static ApplicationId random() {
        return new ApplicationId(UUID.randomUUID());
    }

    /** @throws IllegalArgumentException if the text is no id */
    public static ApplicationId parse(String value) {
        return new ApplicationId(UUID.fromString(value));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
