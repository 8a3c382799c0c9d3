package org.medaid.roster.model;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * A row of an uploaded file. What could be read as a code or a date is one here, the rest is as it was typed.
 *
 * @param change {@code ENTRY} or {@code EXIT} where it could be read
 * @param category a category's code where it could be read
 * @param insured {@code true} or {@code false} where it could be read, or nothing
 * @param effective the date or year as typed
 * @param effectiveOn the first day of who enters, the last of who leaves; null where the row has none that can be read
 * @param amount yuan, for files of costs; null otherwise
 * @param faults why the row cannot be taken; empty if nothing is known against it yet
 */
public record StagedRow(
        int number,
        String residentId,
        String name,
        String change,
        String category,
        String division,
        String insured,
        String effective,
        LocalDate effectiveOn,
        BigDecimal amount,
        List<Fault> faults) {

    public static final String ENTRY = "ENTRY";
    public static final String EXIT = "EXIT";

    /**
     * @param code stable
     * @param message a Chinese sentence for the result file; it repeats nothing about a person
     */
    public record Fault(String code, String message) {}

    /** Without name and number, so that a person never reaches a log by accident. */
    @Override
    public String toString() {
        return "StagedRow[" + number + "]";
    }
}
