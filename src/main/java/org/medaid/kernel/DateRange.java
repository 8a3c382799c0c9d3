package org.medaid.kernel;

import java.time.LocalDate;
import java.util.Objects;

/**
 * Days from a first to a last, both included; without a last day it is open.
 *
 * @param from the first day
 * @param to the last day, or null while the end is not known
 */
public record DateRange(LocalDate from, LocalDate to) {

    public DateRange {
        Objects.requireNonNull(from, "from");
        if (to != null && to.isBefore(from)) {
            throw new IllegalArgumentException("a period ends on or after its first day");
        }
    }

    public static DateRange from(LocalDate from) {
        return new DateRange(from, null);
    }

    public boolean contains(LocalDate day) {
        return !day.isBefore(from) && (to == null || !day.isAfter(to));
    }

    public boolean overlaps(DateRange other) {
        return (other.to == null || !from.isAfter(other.to)) && (to == null || !other.from.isAfter(to));
    }
}
