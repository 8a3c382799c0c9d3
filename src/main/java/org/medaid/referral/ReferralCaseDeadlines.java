package org.medaid.referral;

import java.util.Map;
import org.medaid.audit.AuditEntry;
import org.medaid.kernel.BusinessClock;
import org.medaid.procedure.CaseDeadlines;
import org.medaid.referral.persistence.ReferralRows;
import org.springframework.stereotype.Component;

/** A referral's own history says when one of its steps was reminded or late. */
@Component
class ReferralCaseDeadlines implements CaseDeadlines {

    private final ReferralRows rows;
    private final BusinessClock clock;

    ReferralCaseDeadlines(ReferralRows rows, BusinessClock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    @Override
    public String process() {
        return "ReferralProcess";
    }

    @Override
    public String caseVariable() {
        return "referralId";
    }

    @Override
    public void record(String caseId, Event event, String stepName) {
        rows.record(
                ReferralId.parse(caseId), event.name(), null, Map.of("note", stepName), AuditEntry.SYSTEM, clock.now());
    }
}
