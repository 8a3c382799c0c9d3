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
 * @param sourceDocument the list or decision; for what was annulled, the reason
 */
public record RosterRecord(
        Kind kind,
        CategoryPeriodId period,
        Category category,
        Optional<LocalDate> from,
        Optional<LocalDate> to,
        String sourceDocument,
        String enteredBy,
        Instant enteredAt) {

    /** What a line does. */
    public enum Kind {
        ENTERED("纳入"),
        ENDED("终止"),
        ANNULLED("撤销纳入"),
        END_ANNULLED("撤销终止");

        private final String chineseName;

        Kind(String chineseName) {
            this.chineseName = chineseName;
        }

        public String chineseName() {
            return chineseName;
        }
    }
}
