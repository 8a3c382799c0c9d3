package org.medaid.document;

import java.util.UUID;

/** Stands for a letter that was issued. */
public record LetterId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
