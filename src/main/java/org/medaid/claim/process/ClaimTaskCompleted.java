package org.medaid.claim.process;

import java.time.Instant;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.medaid.api.Outcome;
import org.medaid.claim.CheckBill;
import org.medaid.claim.ClaimDesk;
import org.medaid.claim.ClaimId;
import org.medaid.claim.CloseReview;
import org.medaid.claim.ConfirmSheet;
import org.medaid.claim.DecideExclusions;
import org.medaid.claim.DrawUpReview;
import org.medaid.claim.EnterBill;
import org.medaid.claim.GiveOpinion;
import org.medaid.claim.HandleOverdueReview;
import org.medaid.claim.ReviewDesk;
import org.medaid.engine.FormPayload;
import org.medaid.engine.RefusedForm;
import org.medaid.security.CurrentUser;
import org.medaid.security.SignedIn;
import org.springframework.stereotype.Component;

/** A task's form has been sent: the desk does the work, the process gets the answer its next gateway asks for. */
@Component("claimTaskCompleted")
class ClaimTaskCompleted implements TaskListener {

    private final FormPayload payload;
    private final ClaimDesk desk;
    private final ReviewDesk reviews;
    private final SignedIn signedIn;

    ClaimTaskCompleted(FormPayload payload, ClaimDesk desk, ReviewDesk reviews, SignedIn signedIn) {
        this.payload = payload;
        this.desk = desk;
        this.reviews = reviews;
        this.signedIn = signedIn;
    }

    @Override
    public void notify(DelegateTask task) {
        ClaimId claim = ClaimVariables.claim(task);
        CurrentUser user = signedIn.user();
        switch (task.getTaskDefinitionKey()) {
            case "UserTask_CheckBill" -> {
                CheckBill command = payload.read(task, CheckBill.class);
                accepted(desk.check(claim, command, user, Instant.now()));
                task.setVariable(ClaimVariables.BILL_DECISION, command.decision());
            }
            case "UserTask_CorrectBill" -> accepted(desk.correct(claim, payload.read(task, EnterBill.class), user));
            case "UserTask_DrawUpReview" -> accepted(
                    reviews.drawUp(claim, payload.read(task, DrawUpReview.class), user));
            case "UserTask_GiveOpinion" -> accepted(
                    reviews.giveOpinion(claim, payload.read(task, GiveOpinion.class), user));
            case "UserTask_CloseReview" -> accepted(reviews.close(claim, payload.read(task, CloseReview.class), user));
            case "UserTask_HandleOverdueReview" -> accepted(
                    reviews.handleOverdue(claim, payload.read(task, HandleOverdueReview.class), user));
            case "UserTask_DecideExclusions" -> accepted(
                    desk.decideExclusions(claim, payload.read(task, DecideExclusions.class), user));
            case "UserTask_ConfirmSheet" -> {
                ConfirmSheet command = payload.read(task, ConfirmSheet.class);
                boolean granted = accepted(desk.confirmSheet(claim, command, user));
                task.setVariable(ClaimVariables.SHEET_DECISION, command.decision());
                task.setVariable(ClaimVariables.BENEFIT_GRANTED, granted);
            }
            default -> throw new IllegalStateException("no desk for task " + task.getTaskDefinitionKey());
        }
    }

    private static <T> T accepted(Outcome<T> outcome) {
        if (outcome instanceof Outcome.Done<T> done) {
            return done.value();
        }
        throw new RefusedForm(outcome.problems());
    }
}
