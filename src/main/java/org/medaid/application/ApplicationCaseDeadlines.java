package org.medaid.application;

import java.util.Map;
import org.medaid.application.model.Application;
import org.medaid.application.persistence.ApplicationRecords;
import org.medaid.application.persistence.Applications;
import org.medaid.audit.AuditEntry;
import org.medaid.kernel.BusinessClock;
import org.medaid.procedure.CaseDeadlines;
import org.springframework.stereotype.Component;

/** An application's own history says when one of its steps was reminded or late. */
@Component
class ApplicationCaseDeadlines implements CaseDeadlines {

    private final Applications applications;
    private final ApplicationRecords records;
    private final BusinessClock clock;

    ApplicationCaseDeadlines(Applications applications, ApplicationRecords records, BusinessClock clock) {
        this.applications = applications;
        this.records = records;
        this.clock = clock;
    }

    @Override
    public String process() {
        return "ApplicationProcess";
    }

    @Override
    public String caseVariable() {
        return "applicationId";
    }

    @Override
    public void record(String caseId, Event event, String stepName) {
        Application application =
                applications.findById(ApplicationId.parse(caseId).value()).orElseThrow();
        records.add(
                application.id(), application.round(), event.name(), Map.of("note", stepName), AuditEntry.SYSTEM, clock.now());
    }
}
