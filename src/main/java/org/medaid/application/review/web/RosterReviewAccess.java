package org.medaid.application.review.web;

import java.util.Optional;
import java.util.Set;
import org.medaid.application.review.RosterReview;
import org.medaid.application.review.RosterReviewDesk;
import org.medaid.application.review.RosterReviewId;
import org.medaid.document.SubjectReaders;
import org.medaid.kernel.Clause;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.springframework.stereotype.Component;

/** Who may see a review: the county and its townships, who works for some of them alone theirs. Everybody else gets the answer for one that does not exist. */
@Component
@Clause("X6")
class RosterReviewAccess implements SubjectReaders {

    private static final Set<String> READERS = Set.of(
            Groups.TOWNSHIP_CLERK,
            Groups.COUNTY_EXAMINER,
            Groups.COUNTY_APPROVER,
            Groups.AGENCY_CLERK,
            Groups.AGENCY_MANAGER,
            Groups.AUDITOR);

    private final RosterReviewDesk desk;

    RosterReviewAccess(RosterReviewDesk desk) {
        this.desk = desk;
    }

    static boolean reads(CurrentUser user) {
        return user.area().isPresent() && user.groups().stream().anyMatch(READERS::contains);
    }

    static boolean opens(CurrentUser user) {
        return user.isIn(Groups.TOWNSHIP_CLERK) || user.isIn(Groups.AGENCY_CLERK);
    }

    static boolean withdraws(CurrentUser user) {
        return user.isIn(Groups.COUNTY_EXAMINER) || user.isIn(Groups.COUNTY_APPROVER);
    }

    @Override
    public String subjectType() {
        return RosterReviewDesk.SUBJECT;
    }

    @Override
    public boolean reaches(CurrentUser reader, String subjectId) {
        return find(subjectId, reader).isPresent();
    }

    Optional<RosterReview> find(String id, CurrentUser user) {
        if (!reads(user)) {
            return Optional.empty();
        }
        try {
            return desk.find(RosterReviewId.parse(id), user);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
