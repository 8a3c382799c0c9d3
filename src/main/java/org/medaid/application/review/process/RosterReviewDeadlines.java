package org.medaid.application.review.process;

import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.medaid.application.review.ReviewParameter;
import org.medaid.kernel.PoolingArea;
import org.medaid.procedure.Deadlines;
import org.springframework.stereotype.Component;

/** When each step of a review is due, by the office's parameters. Public because the process calls it by name. */
@Component("rosterReviewDeadlines")
public class RosterReviewDeadlines {

    private final Deadlines deadlines;

    RosterReviewDeadlines(Deadlines deadlines) {
        this.deadlines = deadlines;
    }

    public Date reviewDue(DelegateExecution execution) {
        return due(execution, ReviewParameter.CHECK_DAYS);
    }

    public Date examinationDue(DelegateExecution execution) {
        return due(execution, ReviewParameter.EXAMINATION_DAYS);
    }

    public Date approvalDue(DelegateExecution execution) {
        return due(execution, ReviewParameter.APPROVAL_DAYS);
    }

    private Date due(DelegateExecution execution, ReviewParameter parameter) {
        return deadlines.due(PoolingArea.ofTenant(execution.getTenantId()).orElseThrow(), parameter);
    }
}
