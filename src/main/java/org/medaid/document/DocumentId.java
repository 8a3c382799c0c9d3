package org.medaid.document;

import java.util.Optional;
import java.util.UUID;

/** Stands for a file in forms, cases and addresses. */
public record DocumentId(UUID value) {

    /** The id as written, if it is one at all. */
    public static Optional<DocumentId> parse(String written) {
        try {
            return Optional.of(new DocumentId(UUID.fromString(written)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
