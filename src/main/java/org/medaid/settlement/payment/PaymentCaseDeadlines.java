package org.medaid.settlement.payment;

import java.util.UUID;
import org.medaid.audit.AuditEntry;
import org.medaid.kernel.BusinessClock;
import org.medaid.procedure.CaseDeadlines;
import org.springframework.stereotype.Component;

/** A batch's own history says when one of its steps was reminded or late. */
@Component
class PaymentCaseDeadlines implements CaseDeadlines {

    private final PaymentBatchRows batches;
    private final BusinessClock clock;

    PaymentCaseDeadlines(PaymentBatchRows batches, BusinessClock clock) {
        this.batches = batches;
        this.clock = clock;
    }

    @Override
    public String process() {
        return "PaymentBatchProcess";
    }

    @Override
    public String caseVariable() {
        return "paymentBatchId";
    }

    @Override
    public void record(String caseId, Event event, String stepName) {
        batches.record(UUID.fromString(caseId), event.name(), stepName, AuditEntry.SYSTEM, clock.now());
    }
}
