package org.medaid.party;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.medaid.kernel.PersonId;

/**
 * One person's health card as of an entry; the newest counts.
 *
 * @param conditions chronic and serious diseases, in words; may be blank
 * @param groups the groups of disease that are routed
 * @param hospitalCode the hospital the person is routed to, where one is chosen
 * @param plan the personal health plan, one sentence a line; may be blank
 */
public record HealthCard(
        PersonId person,
        String conditions,
        Set<DiseaseGroup> groups,
        Optional<String> hospitalCode,
        String plan,
        String enteredBy,
        Instant enteredAt) {

    /** Whether the person belongs in a designated hospital of tier 2 or above. */
    public boolean isRouted() {
        return !groups.isEmpty();
    }

    /** Without the diseases, so that they never reach a log by accident. */
    @Override
    public String toString() {
        return "HealthCard[" + person + "]";
    }
}
