package org.medaid.settlement.recovery.process;

import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.medaid.api.Outcome;
import org.medaid.engine.FormPayload;
import org.medaid.engine.RefusedForm;
import org.medaid.security.CurrentUser;
import org.medaid.security.SignedIn;
import org.medaid.settlement.recovery.AgreePlan;
import org.medaid.settlement.recovery.ConfirmGivingUp;
import org.medaid.settlement.recovery.CorrectRecovery;
import org.medaid.settlement.recovery.DecideRecovery;
import org.medaid.settlement.recovery.HandleOverdueRecovery;
import org.medaid.settlement.recovery.RecordRecoveryReceipt;
import org.medaid.settlement.recovery.RecoveryDesk;
import org.springframework.stereotype.Component;

/** A task's form has been sent: the desk takes the step, the process gets the answer its next gateway asks for. */
@Component("recoveryTaskCompleted")
class RecoveryTaskCompleted implements TaskListener {

    private final FormPayload payload;
    private final RecoveryDesk desk;
    private final SignedIn signedIn;

    RecoveryTaskCompleted(FormPayload payload, RecoveryDesk desk, SignedIn signedIn) {
        this.payload = payload;
        this.desk = desk;
        this.signedIn = signedIn;
    }

    @Override
    public void notify(DelegateTask task) {
        UUID id = RecoveryVariables.recovery(task);
        CurrentUser user = signedIn.user();
        switch (task.getTaskDefinitionKey()) {
            case "UserTask_DecideRecovery" -> answer(
                    task, RecoveryVariables.DECISION, desk.decide(id, payload.read(task, DecideRecovery.class), user));
            case "UserTask_CorrectRecovery" -> taken(desk.correct(id, payload.read(task, CorrectRecovery.class), user));
            case "UserTask_AgreePlan" -> taken(desk.agree(id, payload.read(task, AgreePlan.class), user));
            case "UserTask_RecordReceipt" -> answer(
                    task, RecoveryVariables.RECEIPT, desk.receive(id, payload.read(task, RecordRecoveryReceipt.class), user));
            case "UserTask_HandleOverdue" -> answer(
                    task, RecoveryVariables.HANDLING, desk.handleOverdue(id, payload.read(task, HandleOverdueRecovery.class), user));
            case "UserTask_ConfirmGivingUp" -> answer(
                    task,
                    RecoveryVariables.GIVING_UP,
                    desk.confirmGivingUp(
                            id,
                            (String) task.getVariable(RecoveryVariables.HANDLING),
                            payload.read(task, ConfirmGivingUp.class),
                            user));
            default -> throw new IllegalStateException("no step for " + task.getTaskDefinitionKey());
        }
    }

    private static void answer(DelegateTask task, String name, Outcome<String> outcome) {
        task.setVariable(name, taken(outcome));
    }

    private static <T> T taken(Outcome<T> outcome) {
        if (outcome instanceof Outcome.Done<T> done) {
            return done.value();
        }
        throw new RefusedForm(outcome.problems());
    }
}
