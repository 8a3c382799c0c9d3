package org.medaid.policy;

import java.util.Objects;
import java.util.regex.Pattern;
import org.medaid.kernel.PoolingArea;

/**
 * One version of one area's rule file, named by its content: whoever holds a file with this hash computes the same.
 *
 * @param area the area whose rules they are
 * @param hash SHA-256 of the file, 64 small hexadecimal digits
 */
public record RuleVersion(PoolingArea area, String hash) {

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    public RuleVersion {
        Objects.requireNonNull(area, "area");
        if (hash == null || !HASH.matcher(hash).matches()) {
            throw new IllegalArgumentException("a rule version is a SHA-256 hash");
        }
    }

    /** Reads what {@link #toString()} wrote. */
    public static RuleVersion parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("a rule version is written area:hash");
        }
        PoolingArea area = PoolingArea.ofTenant(text.substring(0, colon))
                .orElseThrow(() -> new IllegalArgumentException("no such area"));
        return new RuleVersion(area, text.substring(colon + 1));
    }

    @Override
    public String toString() {
        return area.tenantId() + ":" + hash;
    }
}
