package org.medaid.kernel;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;

/**
 * Which days the offices work: Monday to Friday, but for the weekdays off and the working weekend days that the State
 * Council announces for each year.
 *
 * <p>Immutable. A year whose arrangement is not known is refused, never guessed.
 */
public final class WorkingDayCalendar {

    /** What an exception makes of a day. */
    public enum Kind {
        DAY_OFF,
        WORKING_DAY
    }

    /** The arrangement of a year is asked for that nobody has entered yet. Its message is for the person who asks. */
    public static final class UnknownYear extends RuntimeException {

        private final int year;

        UnknownYear(int year) {
            super(year + " 年的节假日安排尚未录入,无法计算工作日。请联系系统管理员录入国务院办公厅的节假日安排通知。");
            this.year = year;
        }

        public int year() {
            return year;
        }
    }

    private final Set<Integer> years;
    private final Map<LocalDate, Kind> exceptions;

    /**
     * @param years the years whose arrangement is known
     * @param exceptions the days that are not what their day of the week says
     * @throws IllegalArgumentException if an exception lies in a year that is not known
     */
    public WorkingDayCalendar(Set<Integer> years, Map<LocalDate, Kind> exceptions) {
        this.years = Set.copyOf(years);
        this.exceptions = Map.copyOf(exceptions);
        for (LocalDate day : exceptions.keySet()) {
            if (!years.contains(day.getYear())) {
                throw new IllegalArgumentException("an exception in a year that is not known: " + day);
            }
        }
    }

    /** Whether the arrangement of this year is known. */
    public boolean knows(int year) {
        return years.contains(year);
    }

    /** @throws UnknownYear if the arrangement of the day's year is not known */
    public boolean isWorkingDay(LocalDate day) {
        if (!knows(day.getYear())) {
            throw new UnknownYear(day.getYear());
        }
        Kind exception = exceptions.get(day);
        return exception == null ? isWeekday(day) : exception == Kind.WORKING_DAY;
    }

    /**
     * The last day of a period of working days. The day it starts on does not count.
     *
     * @param start the day of the event that starts the period, working or not
     * @param days how many working days, from 0; with 0 it is the start itself or, on a day off, the next working day
     * @throws UnknownYear if the period touches a year that is not known
     */
    public LocalDate plus(LocalDate start, int days) {
        if (days < 0) {
            throw new IllegalArgumentException("a period has no negative number of days: " + days);
        }
        LocalDate day = start;
        int left = days;
        while (left > 0 || !isWorkingDay(day)) {
            day = day.plusDays(1);
            if (left > 0 && isWorkingDay(day)) {
                left--;
            }
        }
        return day;
    }

    /**
     * How many working days lie after a day, up to another one that is included: what {@link #plus} was given.
     *
     * @throws IllegalArgumentException if {@code end} is before {@code start}
     * @throws UnknownYear if one of the days counted lies in a year that is not known
     */
    public int countBetween(LocalDate start, LocalDate end) {
        if (end.isBefore(start)) {
            throw new IllegalArgumentException("a period ends on or after its start");
        }
        return (int) start.plusDays(1)
                .datesUntil(end.plusDays(1))
                .filter(this::isWorkingDay)
                .count();
    }

    private static boolean isWeekday(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
    }
}
