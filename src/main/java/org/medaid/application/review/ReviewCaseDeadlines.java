package org.medaid.application.review;

import java.util.Map;
import org.medaid.audit.AuditEntry;
import org.medaid.kernel.BusinessClock;
import org.medaid.procedure.CaseDeadlines;
import org.springframework.stereotype.Component;

/** A review's own history says when one of its steps was reminded or late. */
@Component
class ReviewCaseDeadlines implements CaseDeadlines {

    private final RosterReviews reviews;
    private final BusinessClock clock;

    ReviewCaseDeadlines(RosterReviews reviews, BusinessClock clock) {
        this.reviews = reviews;
        this.clock = clock;
    }

    @Override
    public String process() {
        return "RosterReviewProcess";
    }

    @Override
    public String caseVariable() {
        return "rosterReviewId";
    }

    @Override
    public void record(String caseId, Event event, String stepName) {
        reviews.record(
                RosterReviewId.parse(caseId), event.name(), Map.of("note", stepName), AuditEntry.SYSTEM, clock.now());
    }
}
