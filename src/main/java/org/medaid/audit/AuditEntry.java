package org.medaid.audit;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.medaid.kernel.Citation;
import org.medaid.kernel.PoolingArea;

/**
 * One act to be recorded. It speaks in ids and codes only: a name, a diagnosis or an identity number is refused here and
 * once more by the table.
 *
 * @param userId the sign-in name of who acted, or {@code system}
 * @param area the office the act belongs to; empty for acts above the offices
 * @param action what was done, a code such as {@code PERSON_LOOKED_UP}
 * @param subjectType what it was done to, a code such as {@code PERSON}
 * @param subjectId the subject's id
 * @param basis the provision the act rests on, where there is one
 * @param details ids, codes, numbers, dates and truth values, or lists of them, by a short name
 */
public record AuditEntry(
        String userId,
        Optional<PoolingArea> area,
        String action,
        String subjectType,
        String subjectId,
        Optional<Citation> basis,
        Map<String, Object> details) {

    /** The user of acts that no person started. */
    public static final String SYSTEM = "system";

    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]*");
    private static final Pattern ID_OR_CODE = Pattern.compile("[\\x21-\\x7e]{1,100}");
    private static final Pattern IDENTITY_NUMBER = Pattern.compile("(?<![0-9A-Za-z])\\d{17}[0-9Xx](?![0-9A-Za-z])");

    /** @throws IllegalArgumentException if a part is missing, or holds anything but ids and codes */
    public AuditEntry {
        if (userId == null || userId.isBlank()) {
            throw new IllegalArgumentException("an entry names who acted");
        }
        requireCode(action);
        requireCode(subjectType);
        requireIdOrCode(subjectId);
        details = Collections.unmodifiableMap(new TreeMap<>(details));
        details.forEach((name, value) -> {
            requireIdOrCode(name);
            requirePlain(value);
        });
    }

    /** An act of an office without details. */
    public static AuditEntry of(String userId, PoolingArea area, String action, String subjectType, Object subjectId) {
        return new AuditEntry(
                userId, Optional.of(area), action, subjectType, subjectId.toString(), Optional.empty(), Map.of());
    }

    public AuditEntry restingOn(Citation citation) {
        return new AuditEntry(userId, area, action, subjectType, subjectId, Optional.of(citation), details);
    }

    public AuditEntry with(String name, Object value) {
        Map<String, Object> more = new TreeMap<>(details);
        more.put(name, value);
        return new AuditEntry(userId, area, action, subjectType, subjectId, basis, more);
    }

    private static void requireCode(String code) {
        if (code == null || !CODE.matcher(code).matches()) {
            throw new IllegalArgumentException("an audit code is written in capitals");
        }
    }

    private static void requireIdOrCode(String text) {
        if (text == null || !ID_OR_CODE.matcher(text).matches() || IDENTITY_NUMBER.matcher(text).find()) {
            throw new IllegalArgumentException("the audit trail holds ids and codes only, nothing personal");
        }
    }

    private static void requirePlain(Object value) {
        if (value instanceof Collection<?> several) {
            several.forEach(AuditEntry::requirePlain);
        } else if (value == null) {
            throw new IllegalArgumentException("an audit detail has a value");
        } else if (!(value instanceof Boolean)) {
            // Numbers, dates and ids of every type come down to the same question: what would be written?
            requireIdOrCode(value.toString());
        }
    }
}
