package org.medaid.settlement.recovery;

import java.util.UUID;
import org.medaid.audit.AuditEntry;
import org.medaid.kernel.BusinessClock;
import org.medaid.procedure.CaseDeadlines;
import org.springframework.stereotype.Component;

/** A recovery's own history says when one of its steps was reminded or late. */
@Component
class RecoveryCaseDeadlines implements CaseDeadlines {

    private final RecoveryRows rows;
    private final BusinessClock clock;

    RecoveryCaseDeadlines(RecoveryRows rows, BusinessClock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    @Override
    public String process() {
        return "RecoveryProcess";
    }

    @Override
    public String caseVariable() {
        return "recoveryId";
    }

    @Override
    public void record(String caseId, Event event, String stepName) {
        rows.record(UUID.fromString(caseId), event.name(), stepName, null, AuditEntry.SYSTEM, clock.now());
    }
}
