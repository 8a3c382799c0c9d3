package org.medaid.claim.process;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.medaid.calendar.Workdays;
import org.medaid.claim.ProcedureParameter;
import org.medaid.claim.persistence.ProcedureParameters;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.WorkingDayCalendar;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * When each task is due: the office's parameter in working days, counted by the Chinese calendar.
 *
 * <p>These are the office's own targets, not rights of anybody. So a year whose holidays are not entered yet does not stop
 * a case: then weekdays are counted, and the log asks for the calendar. Public because the process calls it by name.
 */
@Component("claimDeadlines")
public class ClaimDeadlines {

    private static final Logger LOG = LoggerFactory.getLogger(ClaimDeadlines.class);
    private static final LocalTime CLOSING = LocalTime.of(17, 30);

    private final Workdays workdays;
    private final ProcedureParameters parameters;
    private final BusinessClock clock;

    ClaimDeadlines(Workdays workdays, ProcedureParameters parameters, BusinessClock clock) {
        this.workdays = workdays;
        this.parameters = parameters;
        this.clock = clock;
    }

    public Date checkDue(DelegateExecution execution) {
        return due(execution, ProcedureParameter.CHECK_DAYS);
    }

    public Date correctionDue(DelegateExecution execution) {
        return due(execution, ProcedureParameter.CORRECTION_DAYS);
    }

    public Date exclusionsDue(DelegateExecution execution) {
        return due(execution, ProcedureParameter.EXCLUSIONS_DAYS);
    }

    public Date confirmDue(DelegateExecution execution) {
        return due(execution, ProcedureParameter.CONFIRM_DAYS);
    }

    public Date drawUpDue(DelegateExecution execution) {
        return due(execution, ProcedureParameter.DRAW_UP_DAYS);
    }

    public Date opinionDue(DelegateExecution execution) {
        return due(execution, ProcedureParameter.OPINION_DAYS);
    }

    public Date opinionReminder(DelegateExecution execution) {
        return due(execution, ProcedureParameter.REMINDER_DAYS);
    }

    public Date closeReviewDue(DelegateExecution execution) {
        return due(execution, ProcedureParameter.CLOSE_REVIEW_DAYS);
    }

    private Date due(DelegateExecution execution, ProcedureParameter parameter) {
        PoolingArea area = PoolingArea.ofTenant(execution.getTenantId()).orElseThrow();
        int days = parameters.days(area, parameter);
        try {
            return workdays.plus(days);
        } catch (WorkingDayCalendar.UnknownYear e) {
            LOG.warn("The working days of a coming year are not entered; weekdays are counted instead: {}", e.getMessage());
            return weekdays(days);
        }
    }

    private Date weekdays(int days) {
        LocalDate day = clock.today();
        for (int counted = 0; counted < days; ) {
            day = day.plusDays(1);
            if (day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY) {
                counted++;
            }
        }
        return Date.from(day.atTime(CLOSING).atZone(BusinessClock.ZONE).toInstant());
    }
}
