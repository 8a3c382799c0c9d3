package org.medaid.claim.process;

import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.medaid.claim.ProcedureParameter;
import org.medaid.kernel.PoolingArea;
import org.medaid.procedure.Deadlines;
import org.springframework.stereotype.Component;

/** When each task of a bill is due. Public because the process calls it by name. */
@Component("claimDeadlines")
public class ClaimDeadlines {

    private final Deadlines deadlines;

    ClaimDeadlines(Deadlines deadlines) {
        this.deadlines = deadlines;
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
        return deadlines.due(PoolingArea.ofTenant(execution.getTenantId()).orElseThrow(), parameter);
    }
}
