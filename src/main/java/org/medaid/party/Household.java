package org.medaid.party;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;

/**
 * A household as its file knows it now, with everything it knew before.
 *
 * @param source where the file comes from, for example the number of an application
 * @param homes newest first, at least one
 * @param members those who left too, in the order of their coming
 */
public record Household(HouseholdId id, PoolingArea area, String source, List<Home> homes, List<Member> members) {

    /**
     * Where the household lives, and who speaks for it.
     *
     * @param head the head of the household
     */
    public record Home(PersonId head, String address, Optional<String> phone, String enteredBy, Instant enteredAt) {}

    /**
     * Somebody's time in the household.
     *
     * @param relation to the head, a code
     * @param lastOn the last day, empty while it lasts
     */
    public record Member(
            UUID id,
            PersonId person,
            String relation,
            LocalDate from,
            Optional<LocalDate> lastOn,
            Optional<String> endReason,
            String enteredBy) {

        public boolean isPresent() {
            return lastOn.isEmpty();
        }
    }

    public Home home() {
        return homes.get(0);
    }

    /** Who belongs to it now. */
    public List<Member> present() {
        return members.stream().filter(Member::isPresent).toList();
    }
}
