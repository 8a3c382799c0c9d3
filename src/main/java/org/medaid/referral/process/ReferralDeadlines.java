package org.medaid.referral.process;

import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.medaid.kernel.PoolingArea;
import org.medaid.procedure.Deadlines;
import org.medaid.referral.ReferralParameter;
import org.springframework.stereotype.Component;

/** When each step is due, by the office's parameters. Public because the process calls it by name. */
@Component("referralDeadlines")
public class ReferralDeadlines {

    private final Deadlines deadlines;

    ReferralDeadlines(Deadlines deadlines) {
        this.deadlines = deadlines;
    }

    public Date summaryDue(DelegateExecution execution) {
        return due(execution, ReferralParameter.SUMMARY_DAYS);
    }

    public Date opinionDue(DelegateExecution execution) {
        return due(execution, ReferralParameter.OPINION_DAYS);
    }

    public Date stampDue(DelegateExecution execution) {
        return due(execution, ReferralParameter.STAMP_DAYS);
    }

    public Date filingDue(DelegateExecution execution) {
        return due(execution, ReferralParameter.FILING_DAYS);
    }

    public Date reviewDue(DelegateExecution execution) {
        return due(execution, ReferralParameter.REVIEW_DAYS);
    }

    private Date due(DelegateExecution execution, ReferralParameter parameter) {
        return deadlines.due(PoolingArea.ofTenant(execution.getTenantId()).orElseThrow(), parameter);
    }
}
