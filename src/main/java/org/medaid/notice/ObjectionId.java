package org.medaid.notice;

import java.util.UUID;

/** Stands for an objection in addresses, processes and the audit trail. */
public record ObjectionId(UUID value) {

    /** @throws IllegalArgumentException if the text is no id at all */
    public static ObjectionId parse(String written) {
        return new ObjectionId(UUID.fromString(written));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
