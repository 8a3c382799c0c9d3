package org.medaid.security;

import java.util.Optional;
import java.util.Set;
import org.medaid.kernel.PoolingArea;

/**
 * Who is signed in, as the application's modules need to know it.
 *
 * @param id the sign-in name
 * @param displayName the person's name as staff
 * @param area the office the user belongs to; empty for administrators
 * @param groups the ids of the user's groups, see {@link Groups}
 * @param hospitalCode the hospital a hospital's user or machine belongs to
 */
public record CurrentUser(
        String id, String displayName, Optional<PoolingArea> area, Set<String> groups, Optional<String> hospitalCode) {

    public boolean isIn(String group) {
        return groups.contains(group);
    }

    /** @throws IllegalStateException if the user belongs to no office; callers are secured so that this is a bug */
    public PoolingArea office() {
        return area.orElseThrow(() -> new IllegalStateException("the user belongs to no office"));
    }
}
