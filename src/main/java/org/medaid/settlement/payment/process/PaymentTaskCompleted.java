package org.medaid.settlement.payment.process;

import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.medaid.api.Outcome;
import org.medaid.engine.FormPayload;
import org.medaid.engine.RefusedForm;
import org.medaid.security.CurrentUser;
import org.medaid.security.SignedIn;
import org.medaid.settlement.payment.JudgeBatch;
import org.medaid.settlement.payment.PaymentDesk;
import org.springframework.stereotype.Component;

/** A task's form has been sent: the desk takes the step, the process gets the answer its next gateway asks for. */
@Component("paymentTaskCompleted")
class PaymentTaskCompleted implements TaskListener {

    private final FormPayload payload;
    private final PaymentDesk desk;
    private final SignedIn signedIn;

    PaymentTaskCompleted(FormPayload payload, PaymentDesk desk, SignedIn signedIn) {
        this.payload = payload;
        this.desk = desk;
        this.signedIn = signedIn;
    }

    @Override
    public void notify(DelegateTask task) {
        UUID batch = PaymentVariables.batch(task);
        CurrentUser user = signedIn.user();
        JudgeBatch said = payload.read(task, JudgeBatch.class);
        switch (task.getTaskDefinitionKey()) {
            case "UserTask_ApproveBatch" -> task.setVariable(PaymentVariables.APPROVAL, taken(desk.approve(batch, said, user)));
            case "UserTask_ApproveBatchForFinance" -> task.setVariable(
                    PaymentVariables.FINANCE_APPROVAL, taken(desk.approveForFinance(batch, said, user)));
            case "UserTask_PayBatch" -> task.setVariable(PaymentVariables.PAYMENT, taken(desk.paid(batch, said, user)));
            default -> throw new IllegalStateException("no step for " + task.getTaskDefinitionKey());
        }
    }

    private static String taken(Outcome<String> outcome) {
        if (outcome instanceof Outcome.Done<String> done) {
            return done.value();
        }
        throw new RefusedForm(outcome.problems());
    }
}
