package org.medaid.procedure;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Date;
import org.medaid.calendar.Workdays;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.WorkingDayCalendar;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * When something is due: the office's parameter in working days, counted by the Chinese calendar.
 *
 * <p>These are the office's own targets, not rights of anybody. So a year whose holidays are not entered yet does not stop
 * a case: then weekdays are counted, and the log asks for the calendar.
 */
@Component
public class Deadlines {

    private static final Logger LOG = LoggerFactory.getLogger(Deadlines.class);

    private final Workdays workdays;
    private final ProcedureParameters parameters;
    private final BusinessClock clock;

    Deadlines(Workdays workdays, ProcedureParameters parameters, BusinessClock clock) {
        this.workdays = workdays;
        this.parameters = parameters;
        this.clock = clock;
    }

    /** The end of office hours, 17:30 in Beijing, on the last day of a period that starts today; today does not count. */
    public Date due(PoolingArea area, ProcedureParameterKey key) {
        return Workdays.closing(dueOn(area, key, clock.today()));
    }

    /**
     * The last day of a period of as many working days as the office has set today.
     *
     * @param from the day of the event that starts the period; it does not count
     */
    public LocalDate dueOn(PoolingArea area, ProcedureParameterKey key, LocalDate from) {
        int days = parameters.days(area, key);
        try {
            return workdays.calendar(area).plus(from, days);
        } catch (WorkingDayCalendar.UnknownYear e) {
            LOG.warn("The working days of a coming year are not entered; weekdays are counted instead: {}", e.getMessage());
            return weekdays(from, days);
        }
    }

    private static LocalDate weekdays(LocalDate from, int days) {
        LocalDate day = from;
        int left = days;
        while (left > 0 || !isWeekday(day)) {
            day = day.plusDays(1);
            if (left > 0 && isWeekday(day)) {
                left--;
            }
        }
        return day;
    }

    private static boolean isWeekday(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
    }
}
