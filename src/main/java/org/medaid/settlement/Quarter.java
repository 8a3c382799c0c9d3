package org.medaid.settlement;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/**
 * Three months of a calendar year.
 *
 * @param number 1 to 4
 */
public record Quarter(int year, int number) {

    private static final List<String> NUMBERS = List.of("一", "二", "三", "四");

    /** @throws DateTimeException if nobody keeps books in it */
    public Quarter {
        if (number < 1 || number > 4 || year < 2000 || year > 2200) {
            throw new DateTimeException("no such quarter");
        }
    }

    public static Quarter of(YearMonth month) {
        return new Quarter(month.getYear(), (month.getMonthValue() + 2) / 3);
    }

    /** Reads what {@link #toString} writes, for example {@code 2026-Q3}. */
    public static Optional<Quarter> parse(String text) {
        return text.matches("2[01]\\d\\d-Q[1-4]")
                ? Optional.of(new Quarter(Integer.parseInt(text.substring(0, 4)), text.charAt(6) - '0'))
                : Optional.empty();
    }

    public YearMonth first() {
        return YearMonth.of(year, number * 3 - 2);
    }

    public YearMonth last() {
        return YearMonth.of(year, number * 3);
    }

    public LocalDate firstDay() {
        return first().atDay(1);
    }

    public Quarter next() {
        return of(last().plusMonths(1));
    }

    public Quarter previous() {
        return of(first().minusMonths(1));
    }

    public String chineseName() {
        return year + "年第" + NUMBERS.get(number - 1) + "季度";
    }

    @Override
    public String toString() {
        return year + "-Q" + number;
    }
}
