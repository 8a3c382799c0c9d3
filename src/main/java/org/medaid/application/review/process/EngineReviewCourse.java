package org.medaid.application.review.process;

import org.camunda.bpm.engine.RuntimeService;
import org.medaid.application.review.ReviewCourse;
import org.medaid.application.review.RosterReview;
import org.medaid.application.review.RosterReviewId;
import org.medaid.engine.EngineIdentity;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Business events of a review as messages to its process. */
@Component
class EngineReviewCourse implements ReviewCourse {

    private final RuntimeService runtime;
    private final EngineIdentity identity;

    /** Lazy: the engine asks for delegates that reach back here. */
    EngineReviewCourse(@Lazy RuntimeService runtime, EngineIdentity identity) {
        this.runtime = runtime;
        this.identity = identity;
    }

    @Override
    public void due(RosterReview review) {
        identity.asOffice(review.area().tenantId(), () -> runtime.createMessageCorrelation("RosterReviewDue")
                .processInstanceBusinessKey(review.number())
                .setVariable(ReviewVariables.REVIEW_ID, review.id().toString())
                .correlateStartMessage());
    }

    @Override
    public void withdrawn(RosterReviewId review) {
        // The desk has checked who may withdraw; the engine's own rights are about tasks.
        identity.asSystem(() -> runtime.createMessageCorrelation("RosterReviewWithdrawn")
                .processInstanceVariableEquals(ReviewVariables.REVIEW_ID, review.toString())
                .correlate());
    }
}
