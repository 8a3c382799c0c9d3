package org.medaid.document;

import java.util.UUID;

/** Stands for a file in forms, cases and addresses. */
public record DocumentId(UUID value) {

    /** @throws IllegalArgumentException if the text is no id at all */
    public static DocumentId parse(String written) {
        return new DocumentId(UUID.fromString(written));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
