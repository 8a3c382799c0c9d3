package org.medaid.workbench;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.WorkingDayCalendar;

/**
 * How long a step may still take, as a list shows it.
 *
 * @param text for people, in working days of the office
 */
public record DueIn(Level level, String text) {

    /** How urgent it is; the names are the style sheet's. */
    public enum Level {
        LATE,
        TODAY,
        SOON,
        LATER
    }

    /** Up to how many working days ahead something is soon. */
    private static final int SOON_DAYS = 2;

    /** Counted from now to the day on which it is due; a year whose holidays are not entered counts by weekdays. */
    public static DueIn of(Instant due, BusinessClock clock, WorkingDayCalendar calendar) {
        LocalDate today = clock.today();
        LocalDate last = due.atZone(BusinessClock.ZONE).toLocalDate();
        if (due.isBefore(clock.now())) {
            int late = days(last, today, calendar);
            return new DueIn(Level.LATE, late == 0 ? "今日已超期" : "已超期" + late + "个工作日");
        }
        int left = days(today, last, calendar);
        if (last.equals(today) || left == 0) {
            return new DueIn(Level.TODAY, "今日到期");
        }
        return new DueIn(left <= SOON_DAYS ? Level.SOON : Level.LATER, "剩余" + left + "个工作日");
    }

    private static int days(LocalDate from, LocalDate to, WorkingDayCalendar calendar) {
        try {
            return calendar.countBetween(from, to);
        } catch (WorkingDayCalendar.UnknownYear e) {
            return (int) from.plusDays(1)
                    .datesUntil(to.plusDays(1))
                    .filter(day -> day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY)
                    .count();
        }
    }
}
