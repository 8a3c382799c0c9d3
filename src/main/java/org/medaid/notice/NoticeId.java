package org.medaid.notice;

import java.util.UUID;

/** Stands for a notice in addresses, processes and the audit trail. */
public record NoticeId(UUID value) {

    /** @throws IllegalArgumentException if the text is no id at all */
    public static NoticeId parse(String written) {
        return new NoticeId(UUID.fromString(written));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
