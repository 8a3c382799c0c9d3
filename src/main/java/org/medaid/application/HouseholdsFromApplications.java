package org.medaid.application;

import org.medaid.application.model.Application;
import org.medaid.application.model.Member;
import org.medaid.application.persistence.Applications;
import org.medaid.audit.AuditEntry;
import org.medaid.kernel.Clause;
import org.medaid.party.HouseholdId;
import org.medaid.party.Households;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The household of an approved application gets its file, with everybody who was declared to live in it. */
@Component
@Clause("X1")
class HouseholdsFromApplications {

    private final Applications applications;
    private final Households households;

    HouseholdsFromApplications(Applications applications, Households households) {
        this.applications = applications;
        this.households = households;
    }

    @EventListener
    void approved(ApplicationApproved event) {
        Application application =
                applications.findById(event.application().value()).orElseThrow();
        HouseholdId household = households.open(
                application.area(), application.applicant().person(), "救助对象认定 " + application.number(), AuditEntry.SYSTEM);
        households.settle(
                household, application.applicant().person(), application.address(), application.phone(), AuditEntry.SYSTEM);
        for (Member member : application.members()) {
            households.join(
                    application.area(), household, member.person(), member.relation().name(), AuditEntry.SYSTEM);
        }
    }
}
