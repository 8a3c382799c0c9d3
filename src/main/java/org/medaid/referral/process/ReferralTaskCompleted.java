package org.medaid.referral.process;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.medaid.api.Outcome;
import org.medaid.engine.FormPayload;
import org.medaid.engine.RefusedForm;
import org.medaid.referral.ReferralDesk;
import org.medaid.referral.ReferralStep;
import org.medaid.referral.ReferralStep.AgreeReferral;
import org.medaid.referral.ReferralStep.FileReferral;
import org.medaid.referral.ReferralStep.ReviewFiling;
import org.medaid.referral.ReferralStep.StampReferral;
import org.medaid.referral.RefusedSeal;
import org.medaid.security.SignedIn;
import org.springframework.stereotype.Component;

/** A task's form has been sent: the desk takes the step, the process gets the answer its next gateway asks for. */
@Component("referralTaskCompleted")
class ReferralTaskCompleted implements TaskListener {

    private final FormPayload payload;
    private final ReferralDesk desk;
    private final SignedIn signedIn;

    ReferralTaskCompleted(FormPayload payload, ReferralDesk desk, SignedIn signedIn) {
        this.payload = payload;
        this.desk = desk;
        this.signedIn = signedIn;
    }

    @Override
    public void notify(DelegateTask task) {
        String key = task.getTaskDefinitionKey();
        ReferralStep step = payload.read(task, StepOfTask.step(key));
        try {
            Outcome<ReferralStep> outcome = desk.take(ReferralVariables.referral(task), step, signedIn.user());
            if (!(outcome instanceof Outcome.Done<ReferralStep>)) {
                throw new RefusedForm(outcome.problems());
            }
        } catch (RefusedSeal e) {
            throw new RefusedForm(e.problems());
        }
        answer(step, key, task);
    }

    private static void answer(ReferralStep step, String key, DelegateTask task) {
        if (step instanceof AgreeReferral opinion) {
            task.setVariable("opinion" + StepOfTask.tier(key), opinion.decision());
        } else if (step instanceof StampReferral stamp) {
            task.setVariable("stamp" + StepOfTask.tier(key), stamp.decision());
        } else if (step instanceof FileReferral handled) {
            task.setVariable(ReferralVariables.HANDLING, handled.decision());
        } else if (step instanceof ReviewFiling review) {
            task.setVariable(ReferralVariables.REVIEW, review.decision());
        }
    }
}
