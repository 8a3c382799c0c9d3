package org.medaid.application;

import java.util.Map;
import org.medaid.application.persistence.ApplicationRecords;
import org.medaid.application.persistence.Applications;
import org.medaid.audit.AuditEntry;
import org.medaid.kernel.BusinessClock;
import org.medaid.notice.ObjectionRaised;
import org.medaid.notice.Objections;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * An objection to a notice reaches the case it is about, in the transaction that stores it. Where the case is on notice no
 * longer, the objection is left to the office.
 */
@Component
class ObjectionsToApplications {

    private final ApplicationCourse course;
    private final Applications applications;
    private final ApplicationRecords records;
    private final Objections objections;
    private final BusinessClock clock;

    ObjectionsToApplications(
            ApplicationCourse course,
            Applications applications,
            ApplicationRecords records,
            Objections objections,
            BusinessClock clock) {
        this.course = course;
        this.applications = applications;
        this.records = records;
        this.objections = objections;
        this.clock = clock;
    }

    @EventListener
    void raised(ObjectionRaised event) {
        applications.findById(event.applicationId()).ifPresent(application -> {
            boolean investigated = course.objectionRaised(application.id(), event.objection());
            if (!investigated) {
                objections.leaveToOffice(event.objection());
            }
            records.add(
                    application.id(),
                    application.round(),
                    "OBJECTION_RAISED",
                    Map.of("objection", event.objection().toString(), "investigated", investigated),
                    AuditEntry.SYSTEM,
                    clock.now());
        });
    }
}
