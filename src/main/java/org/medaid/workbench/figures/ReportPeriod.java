package org.medaid.workbench.figures;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/**
 * The month or the quarter that a report is about.
 *
 * @param first its first month
 * @param months 1 or 3
 */
public record ReportPeriod(YearMonth first, int months) {

    private static final List<String> QUARTERS = List.of("一", "二", "三", "四");

    public static ReportPeriod month(YearMonth month) {
        return new ReportPeriod(month, 1);
    }

    /** Reads what {@link #toString} writes: {@code 2026-11} or {@code 2026-Q4}. */
    public static Optional<ReportPeriod> parse(String text) {
        if (text.matches("2[01]\\d\\d-Q[1-4]")) {
            int quarter = text.charAt(6) - '0';
            return Optional.of(new ReportPeriod(YearMonth.of(Integer.parseInt(text.substring(0, 4)), quarter * 3 - 2), 3));
        }
        try {
            return text.matches("2[01]\\d\\d-\\d\\d") ? Optional.of(month(YearMonth.parse(text))) : Optional.empty();
        } catch (DateTimeException noMonth) {
            return Optional.empty();
        }
    }

    /** The quarter that a month belongs to. */
    public static ReportPeriod quarterOf(YearMonth month) {
        return new ReportPeriod(month.withMonth((month.getMonthValue() - 1) / 3 * 3 + 1), 3);
    }

    public LocalDate from() {
        return first.atDay(1);
    }

    public LocalDate to() {
        return first.plusMonths(months - 1L).atEndOfMonth();
    }

    public ReportPeriod previous() {
        return new ReportPeriod(first.minusMonths(months), months);
    }

    public ReportPeriod next() {
        return new ReportPeriod(first.plusMonths(months), months);
    }

    private int quarter() {
        return (first.getMonthValue() + 2) / 3;
    }

    public String chineseName() {
        return months == 1
                ? first.getYear() + "年" + first.getMonthValue() + "月"
                : first.getYear() + "年第" + QUARTERS.get(quarter() - 1) + "季度";
    }

    @Override
    public String toString() {
        return months == 1 ? first.toString() : first.getYear() + "-Q" + quarter();
    }
}
