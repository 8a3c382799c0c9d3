package org.medaid.roster;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.medaid.policy.Category;

/**
 * One line of a person's history in the roster, as it was entered.
 *
 * @param from the first day; empty where the line only ends a period
 * @param to the last day; empty while open
 */
public record RosterRecord(
        CategoryPeriodId period,
        Category category,
        Optional<LocalDate> from,
        Optional<LocalDate> to,
        String sourceDocument,
        String enteredBy,
        Instant enteredAt) {}
