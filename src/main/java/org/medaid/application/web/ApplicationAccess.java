package org.medaid.application.web;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.medaid.application.ApplicationDesk;
import org.medaid.application.ApplicationId;
import org.medaid.application.ApplicationState;
import org.medaid.application.InquiryTarget;
import org.medaid.application.Track;
import org.medaid.application.model.Application;
import org.medaid.application.persistence.ApplicationRecords;
import org.medaid.application.persistence.Applications;
import org.medaid.document.SubjectReaders;
import org.medaid.kernel.Clause;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Component;

/**
 * Who may see an application: the county, its townships, surveyors and committees; a department only while it is asked, and
 * then the people and its own letter. Who works for some townships alone sees theirs. Everybody else gets the same answer as for an application that does not exist.
 */
@Component
@Clause("X6")
class ApplicationAccess implements SubjectReaders {

    private static final Set<String> CASE_STAFF = Set.of(
            Groups.TOWNSHIP_CLERK,
            Groups.TOWNSHIP_SURVEYOR,
            Groups.VILLAGE_COMMITTEE,
            Groups.COUNTY_EXAMINER,
            Groups.COUNTY_APPROVER,
            Groups.AGENCY_CLERK,
            Groups.AGENCY_MANAGER,
            Groups.AUDITOR);

    private final Applications applications;
    private final ApplicationRecords records;

    ApplicationAccess(Applications applications, ApplicationRecords records) {
        this.applications = applications;
        this.records = records;
    }

    /** Whether the user reads the applications of the own office and townships. */
    static boolean lists(CurrentUser user) {
        return user.area().isPresent() && isCaseStaff(user);
    }

    /** Whether the user works on whole cases, not only on what a department is asked. */
    static boolean isCaseStaff(CurrentUser user) {
        return user.groups().stream().anyMatch(CASE_STAFF::contains);
    }

    /** A page of the applications that the user reads, by a part of the number, newest first. */
    List<Application> list(CurrentUser user, String partOfNumber, Pageable page) {
        String area = user.office().tenantId();
        return user.towns().isEmpty()
                ? applications.findByAreaAndNumberContainingIgnoreCaseOrderByOpenedAtDesc(area, partOfNumber, page)
                : applications.findByAreaAndTownCodeInAndNumberContainingIgnoreCaseOrderByOpenedAtDesc(
                        area, user.towns(), partOfNumber, page);
    }

    Optional<Application> find(String id, CurrentUser user) {
        try {
            return applications
                    .findById(ApplicationId.parse(id).value())
                    .filter(application -> maySee(application, user));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String subjectType() {
        return ApplicationDesk.SUBJECT;
    }

    @Override
    public boolean reaches(CurrentUser reader, String subjectId) {
        return find(subjectId, reader).isPresent();
    }

    private boolean maySee(Application application, CurrentUser user) {
        if (user.area().filter(application.area()::equals).isEmpty()
                || !user.reaches(Optional.of(application.townCode()))) {
            return false;
        }
        return isCaseStaff(user) || certifies(application, user) || isAsked(application, user);
    }

    private static boolean certifies(Application application, CurrentUser user) {
        return application.state() == ApplicationState.STATUS_CHECK
                && Track.certifier(application.category()).filter(user::isIn).isPresent();
    }

    private boolean isAsked(Application application, CurrentUser user) {
        return application.state() == ApplicationState.INVESTIGATED
                && Stream.of(InquiryTarget.values()).anyMatch(target -> user.isIn(target.group()))
                && records.of(application.id()).stream().anyMatch(record -> record.kind().equals("INQUIRY_SENT"));
    }
}
