package org.medaid.application.review.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.medaid.api.Outcome;
import org.medaid.application.review.OpenRosterReview;
import org.medaid.application.review.RosterReview;
import org.medaid.application.review.RosterReviewDesk;
import org.medaid.engine.FormPayload;
import org.medaid.engine.RefusedForm;
import org.medaid.security.SignedIn;
import org.springframework.stereotype.Component;

/** The start form has been sent: the desk opens the review, the process gets its id. */
@Component("rosterReviewOpened")
class RosterReviewOpened implements ExecutionListener {

    private final FormPayload payload;
    private final RosterReviewDesk desk;
    private final SignedIn signedIn;

    RosterReviewOpened(FormPayload payload, RosterReviewDesk desk, SignedIn signedIn) {
        this.payload = payload;
        this.desk = desk;
        this.signedIn = signedIn;
    }

    @Override
    public void notify(DelegateExecution execution) {
        Outcome<RosterReview> outcome = desk.open(payload.read(execution, OpenRosterReview.class), signedIn.user());
        if (!(outcome instanceof Outcome.Done<RosterReview> opened)) {
            throw new RefusedForm(outcome.problems());
        }
        execution.setVariable(ReviewVariables.REVIEW_ID, opened.value().id().toString());
        execution.setProcessBusinessKey(opened.value().number());
    }
}
