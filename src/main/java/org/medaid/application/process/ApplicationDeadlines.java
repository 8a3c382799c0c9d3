package org.medaid.application.process;

import java.time.LocalDate;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.medaid.application.ApplicationActs;
import org.medaid.application.ApplicationParameter;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.PoolingArea;
import org.medaid.procedure.Deadlines;
import org.springframework.stereotype.Component;

/** When each step is due, by the office's parameters. Public because the process calls it by name. */
@Component("applicationDeadlines")
public class ApplicationDeadlines {

    private final Deadlines deadlines;
    private final ApplicationActs acts;

    ApplicationDeadlines(Deadlines deadlines, ApplicationActs acts) {
        this.deadlines = deadlines;
        this.acts = acts;
    }

    /** The first moment after the notice's last day. */
    public Date noticeOver(DelegateExecution execution) {
        LocalDate lastDay = acts.noticeEnds(ApplicationVariables.application(execution));
        return Date.from(lastDay.plusDays(1).atStartOfDay(BusinessClock.ZONE).toInstant());
    }

    public Date checkDue(DelegateExecution execution) {
        return due(execution, ApplicationParameter.CHECK_DAYS);
    }

    public Date documentsDue(DelegateExecution execution) {
        return due(execution, ApplicationParameter.DOCUMENTS_DAYS);
    }

    public Date statusDue(DelegateExecution execution) {
        return due(execution, ApplicationParameter.STATUS_DAYS);
    }

    public Date surveyDue(DelegateExecution execution) {
        return due(execution, ApplicationParameter.SURVEY_DAYS);
    }

    public Date visitsDue(DelegateExecution execution) {
        return due(execution, ApplicationParameter.VISITS_DAYS);
    }

    public Date inquiryDue(DelegateExecution execution) {
        return due(execution, ApplicationParameter.INQUIRY_DAYS);
    }

    public Date inquiryReminder(DelegateExecution execution) {
        return due(execution, ApplicationParameter.INQUIRY_REMINDER_DAYS);
    }

    public Date inquiryFinal(DelegateExecution execution) {
        return due(execution, ApplicationParameter.INQUIRY_FINAL_DAYS);
    }

    public Date comparisonDue(DelegateExecution execution) {
        return due(execution, ApplicationParameter.COMPARISON_DAYS);
    }

    public Date spotCheckDue(DelegateExecution execution) {
        return due(execution, ApplicationParameter.SPOT_CHECK_DAYS);
    }

    public Date opinionDue(DelegateExecution execution) {
        return due(execution, ApplicationParameter.OPINION_DAYS);
    }

    public Date reviewDue(DelegateExecution execution) {
        return due(execution, ApplicationParameter.REVIEW_DAYS);
    }

    public Date boardDue(DelegateExecution execution) {
        return due(execution, ApplicationParameter.BOARD_DAYS);
    }

    public Date objectionDue(DelegateExecution execution) {
        return due(execution, ApplicationParameter.OBJECTION_DAYS);
    }

    public Date examinationDue(DelegateExecution execution) {
        return due(execution, ApplicationParameter.EXAMINATION_DAYS);
    }

    public Date determinationDue(DelegateExecution execution) {
        return due(execution, ApplicationParameter.DETERMINATION_DAYS);
    }

    private Date due(DelegateExecution execution, ApplicationParameter parameter) {
        return deadlines.due(PoolingArea.ofTenant(execution.getTenantId()).orElseThrow(), parameter);
    }
}
