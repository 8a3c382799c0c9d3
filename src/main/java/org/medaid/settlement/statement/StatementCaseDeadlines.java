package org.medaid.settlement.statement;

import java.util.Map;
import org.medaid.audit.AuditEntry;
import org.medaid.kernel.BusinessClock;
import org.medaid.procedure.CaseDeadlines;
import org.springframework.stereotype.Component;

/** A statement's own history says when one of its steps was reminded or late. */
@Component
class StatementCaseDeadlines implements CaseDeadlines {

    private final StatementRows rows;
    private final BusinessClock clock;

    StatementCaseDeadlines(StatementRows rows, BusinessClock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    @Override
    public String process() {
        return "HospitalSettlementProcess";
    }

    @Override
    public String caseVariable() {
        return "statementId";
    }

    @Override
    public void record(String caseId, Event event, String stepName) {
        rows.record(StatementId.parse(caseId), event.name(), Map.of("note", stepName), AuditEntry.SYSTEM, clock.now());
    }
}
