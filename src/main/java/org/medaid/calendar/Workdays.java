package org.medaid.calendar;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Date;
import java.util.Map;
import org.medaid.calendar.persistence.WorkingDays;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.WorkingDayCalendar;
import org.medaid.kernel.WorkingDayCalendar.Kind;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Counts deadlines in working days. Processes call it as {@code ${workdays.plus(5)}}, so its name is part of them. */
@Component("workdays")
public class Workdays {

    /** When the offices close, Beijing time. */
    private static final LocalTime CLOSING = LocalTime.of(17, 30);

    private final WorkingDays days;
    private final BusinessClock clock;

    Workdays(WorkingDays days, BusinessClock clock) {
        this.days = days;
        this.clock = clock;
    }

    /**
     * The end of office hours on the last day of a period that starts today; today does not count.
     *
     * @param days how many working days, from 0
     * @throws WorkingDayCalendar.UnknownYear if the period touches a year whose arrangement is not entered
     */
    public Date plus(int days) {
        return closing(calendar().plus(clock.today(), days));
    }

    /** The end of office hours on a day. */
    public static Date closing(LocalDate day) {
        return Date.from(day.atTime(CLOSING).atZone(BusinessClock.ZONE).toInstant());
    }

    /** The State Council's arrangement with what an office has amended for itself. */
    public WorkingDayCalendar calendar(PoolingArea area) {
        return days.calendar(area);
    }

    /** The State Council's arrangement, as entered until now. */
    public WorkingDayCalendar calendar() {
        return days.calendar();
    }

    /**
     * Enters the arrangement of a whole year.
     *
     * @param exceptions the weekdays off and the working weekend days of this year, all of them
     * @param source the document that announces them
     * @param enteredBy the user
     * @throws IllegalStateException if this year is entered already: {@link #amend} it
     * @throws IllegalArgumentException if one of the days lies in another year
     */
    @Transactional
    public void enterYear(int year, Map<LocalDate, Kind> exceptions, String source, String enteredBy) {
        if (exceptions.keySet().stream().anyMatch(day -> day.getYear() != year)) {
            throw new IllegalArgumentException("all days must lie in " + year);
        }
        if (!days.addYear(year, source, enteredBy)) {
            throw new IllegalStateException("the arrangement of " + year + " is entered already");
        }
        exceptions.forEach((day, kind) -> days.add(day, kind, source, enteredBy));
    }

    /**
     * Says what a day is, whatever was said before. What was said before stays on record; deadlines already set stay.
     *
     * @param source the document that the change rests on
     * @param enteredBy the user
     * @throws WorkingDayCalendar.UnknownYear if the arrangement of its year is not entered: {@link #enterYear} first
     */
    @Transactional
    public void amend(LocalDate day, Kind kind, String source, String enteredBy) {
        // Refuses an unknown year: one amended day must not make the rest of its year look known.
        calendar().isWorkingDay(day);
        days.add(day, kind, source, enteredBy);
    }
}
