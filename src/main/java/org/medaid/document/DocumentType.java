package org.medaid.document;

import java.util.List;

/** The kinds of files that are accepted. */
public enum DocumentType {
    PDF("application/pdf", "pdf"),
    JPEG("image/jpeg", "jpg", "jpeg"),
    PNG("image/png", "png");

    private final String mediaType;
    private final List<String> extensions;

    DocumentType(String mediaType, String... extensions) {
        this.mediaType = mediaType;
        this.extensions = List.of(extensions);
    }

    public String mediaType() {
        return mediaType;
    }

    /** The usual endings of file names, without the dot, in small letters; the first is the preferred one. */
    public List<String> extensions() {
        return extensions;
    }
}
