package org.medaid.roster;

import java.util.UUID;

/** Stands for one uploaded file. */
public record UploadId(UUID value) {

    static UploadId random() {
        return new UploadId(UUID.randomUUID());
    }

    /** @throws IllegalArgumentException if the text is no id */
    public static UploadId parse(String text) {
        return new UploadId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
