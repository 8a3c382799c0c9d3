package org.medaid.security;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.medaid.kernel.PoolingArea;

/**
 * Who is signed in, as the application's modules need to know it.
 *
 * @param id the sign-in name
 * @param displayName the person's name as staff
 * @param area the office the user belongs to; empty for administrators. A hospital's user belongs to the office of the
 *     hospital's own area
 * @param groups the ids of the user's groups, see {@link Groups}
 * @param hospitalCode the hospital a hospital's user or machine belongs to
 * @param offices every office whose cases the user may take part in: a hospital serves the patients of several
 */
public record CurrentUser(
        String id,
        String displayName,
        Optional<PoolingArea> area,
        Set<String> groups,
        Optional<String> hospitalCode,
        Set<PoolingArea> offices) {

    /** A user who takes part in the cases of the own office alone. */
    public CurrentUser(
            String id, String displayName, Optional<PoolingArea> area, Set<String> groups, Optional<String> hospitalCode) {
        this(id, displayName, area, groups, hospitalCode, area.map(Set::of).orElse(Set.of()));
    }

    public boolean isIn(String group) {
        return groups.contains(group);
    }

    /** The townships whose people alone the user works for, by code; empty where the user works for all of the office. */
    public Set<String> towns() {
        return groups.stream().flatMap(group -> Groups.townOf(group).stream()).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Whether what belongs to a township is the user's business.
     *
     * @param town the township's code; empty for what belongs to none, which is everybody's
     */
    public boolean reaches(Optional<String> town) {
        Set<String> own = towns();
        return own.isEmpty() || town.isEmpty() || own.contains(town.get());
    }

    /** @throws IllegalStateException if the user belongs to no office; callers are secured so that this is a bug */
    public PoolingArea office() {
        return area.orElseThrow(() -> new IllegalStateException("the user belongs to no office"));
    }
}
