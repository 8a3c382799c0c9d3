package org.medaid.application.review.process;

import org.camunda.bpm.engine.delegate.VariableScope;
import org.medaid.application.review.RosterReviewId;

/** The process's variables: an id and the answers its gateways ask for. */
final class ReviewVariables {

    static final String REVIEW_ID = "rosterReviewId";
    static final String OUTCOME = "reviewOutcome";
    static final String EXAMINATION = "examination";
    static final String APPROVAL = "approval";

    private ReviewVariables() {}

    static RosterReviewId review(VariableScope scope) {
        return RosterReviewId.parse((String) scope.getVariable(REVIEW_ID));
    }
}
