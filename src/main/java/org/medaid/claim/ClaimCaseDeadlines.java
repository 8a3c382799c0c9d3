package org.medaid.claim;

import org.medaid.audit.AuditEntry;
import org.medaid.claim.persistence.ClaimEvents;
import org.medaid.procedure.CaseDeadlines;
import org.springframework.stereotype.Component;

/** A bill's own history says when one of its steps was reminded or late. */
@Component
class ClaimCaseDeadlines implements CaseDeadlines {

    private final ClaimEvents events;

    ClaimCaseDeadlines(ClaimEvents events) {
        this.events = events;
    }

    @Override
    public String process() {
        return "ClaimSettlementProcess";
    }

    @Override
    public String caseVariable() {
        return "claimId";
    }

    @Override
    public void record(String caseId, Event event, String stepName) {
        events.add(ClaimId.parse(caseId), event.name(), null, stepName, AuditEntry.SYSTEM);
    }
}
