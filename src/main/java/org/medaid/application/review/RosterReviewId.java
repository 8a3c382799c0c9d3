package org.medaid.application.review;

import java.util.UUID;

/** Stands for one review in the engine, in addresses and in logs. */
public record RosterReviewId(UUID value) {

    public static RosterReviewId random() {
        return new RosterReviewId(UUID.randomUUID());
    }

    /** @throws IllegalArgumentException if the text is no id */
    public static RosterReviewId parse(String value) {
        return new RosterReviewId(UUID.fromString(value));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
