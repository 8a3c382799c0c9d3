package org.medaid.document;

import java.util.regex.Pattern;

/**
 * What a file belongs to.
 *
 * @param type a code such as {@code CLAIM}
 * @param id the subject's id, at most 100 characters
 */
public record Subject(String type, String id) {

    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,39}");

    /** @throws IllegalArgumentException if the type is no code or the id is missing */
    public Subject {
        if (type == null || !CODE.matcher(type).matches() || id == null || id.isBlank() || id.length() > 100) {
            throw new IllegalArgumentException("a subject has a code for its type, and an id");
        }
    }
}
