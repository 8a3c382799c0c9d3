package org.medaid.application.review.process;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.medaid.api.Outcome;
import org.medaid.application.review.JudgeReview;
import org.medaid.application.review.ReviewBeneficiary;
import org.medaid.application.review.RosterReviewDesk;
import org.medaid.application.review.RosterReviewId;
import org.medaid.engine.FormPayload;
import org.medaid.engine.RefusedForm;
import org.medaid.security.CurrentUser;
import org.medaid.security.SignedIn;
import org.springframework.stereotype.Component;

/** A task's form has been sent: the desk takes the step, the process gets the answer its next gateway asks for. */
@Component("rosterReviewTaskCompleted")
class RosterReviewTaskCompleted implements TaskListener {

    private final FormPayload payload;
    private final RosterReviewDesk desk;
    private final SignedIn signedIn;

    RosterReviewTaskCompleted(FormPayload payload, RosterReviewDesk desk, SignedIn signedIn) {
        this.payload = payload;
        this.desk = desk;
        this.signedIn = signedIn;
    }

    @Override
    public void notify(DelegateTask task) {
        RosterReviewId review = ReviewVariables.review(task);
        CurrentUser user = signedIn.user();
        switch (task.getTaskDefinitionKey()) {
            case "UserTask_ReviewBeneficiary" -> task.setVariable(
                    ReviewVariables.OUTCOME,
                    taken(desk.take(review, payload.read(task, ReviewBeneficiary.class), user)).decision());
            case "UserTask_ExamineRosterReview" -> task.setVariable(
                    ReviewVariables.EXAMINATION,
                    taken(desk.examine(review, payload.read(task, JudgeReview.class), user)).decision());
            case "UserTask_ApproveRosterReview" -> task.setVariable(
                    ReviewVariables.APPROVAL,
                    taken(desk.approve(review, payload.read(task, JudgeReview.class), user)).decision());
            default -> throw new IllegalStateException("no step for " + task.getTaskDefinitionKey());
        }
    }

    private static <T> T taken(Outcome<T> outcome) {
        if (outcome instanceof Outcome.Done<T> done) {
            return done.value();
        }
        throw new RefusedForm(outcome.problems());
    }
}
