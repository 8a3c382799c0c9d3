package org.medaid.settlement.payment.process;

import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.medaid.kernel.PoolingArea;
import org.medaid.procedure.Deadlines;
import org.medaid.settlement.payment.PaymentParameter;
import org.springframework.stereotype.Component;

/** When each step of a payment is due, by the office's parameters. Public because the process calls it by name. */
@Component("paymentDeadlines")
public class PaymentDeadlines {

    private final Deadlines deadlines;

    PaymentDeadlines(Deadlines deadlines) {
        this.deadlines = deadlines;
    }

    public Date approvalDue(DelegateExecution execution) {
        return due(execution, PaymentParameter.APPROVAL_DAYS);
    }

    public Date financeDue(DelegateExecution execution) {
        return due(execution, PaymentParameter.FINANCE_DAYS);
    }

    public Date payDue(DelegateExecution execution) {
        return due(execution, PaymentParameter.PAY_DAYS);
    }

    private Date due(DelegateExecution execution, PaymentParameter parameter) {
        return deadlines.due(PoolingArea.ofTenant(execution.getTenantId()).orElseThrow(), parameter);
    }
}
