package org.medaid.policy;

import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One accumulator of a person, as requests, answers and the ledger name it.
 *
 * @param accumulator what is added up
 * @param month months since the year 0 for a monthly accumulator, otherwise 0
 */
public record AccumulatorKey(Accumulator accumulator, int month) {

    private static final Pattern MONTH = Pattern.compile("(\\d{4})-(0[1-9]|1[0-2])");

    public AccumulatorKey {
        if (accumulator.isMonthly() != (month > 0)) {
            throw new IllegalArgumentException("a month belongs to a monthly accumulator");
        }
    }

    /** The key that a bill with this day of discharge falls under. */
    public static AccumulatorKey on(Accumulator accumulator, LocalDate dischargedOn) {
        return new AccumulatorKey(accumulator, accumulator.isMonthly() ? monthOf(dischargedOn) : 0);
    }

    /** Months since the year 0, for example 24,240 for January 2020. */
    public static int monthOf(LocalDate day) {
        return day.getYear() * 12 + day.getMonthValue() - 1;
    }

    /** Reads a code such as {@code fushun.inpatient} or {@code jiangmen.self-paid.2020-12}. */
    public static Optional<AccumulatorKey> of(String code) {
        for (Accumulator accumulator : Accumulator.values()) {
            if (!accumulator.isMonthly()) {
                if (accumulator.code().equals(code)) {
                    return Optional.of(new AccumulatorKey(accumulator, 0));
                }
            } else if (code.startsWith(accumulator.prefix())) {
                Matcher month = MONTH.matcher(code.substring(accumulator.prefix().length()));
                if (month.matches() && Integer.parseInt(month.group(1)) > 0) {
                    int number = Integer.parseInt(month.group(1)) * 12 + Integer.parseInt(month.group(2)) - 1;
                    return Optional.of(new AccumulatorKey(accumulator, number));
                }
            }
        }
        return Optional.empty();
    }

    public String code() {
        return month == 0
                ? accumulator.code()
                : "%s%04d-%02d".formatted(accumulator.prefix(), month / 12, month % 12 + 1);
    }

    @Override
    public String toString() {
        return code();
    }
}
