package org.medaid.settlement.recovery.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.medaid.api.Outcome;
import org.medaid.engine.FormPayload;
import org.medaid.engine.RefusedForm;
import org.medaid.security.SignedIn;
import org.medaid.settlement.recovery.OpenRecovery;
import org.medaid.settlement.recovery.Recovery;
import org.medaid.settlement.recovery.RecoveryDesk;
import org.springframework.stereotype.Component;

/** The start form has been sent: the desk opens the recovery, the process gets its id. */
@Component("recoveryOpened")
class RecoveryOpened implements ExecutionListener {

    private final FormPayload payload;
    private final RecoveryDesk desk;
    private final SignedIn signedIn;

    RecoveryOpened(FormPayload payload, RecoveryDesk desk, SignedIn signedIn) {
        this.payload = payload;
        this.desk = desk;
        this.signedIn = signedIn;
    }

    @Override
    public void notify(DelegateExecution execution) {
        Outcome<Recovery> outcome = desk.open(payload.read(execution, OpenRecovery.class), signedIn.user());
        if (!(outcome instanceof Outcome.Done<Recovery> opened)) {
            throw new RefusedForm(outcome.problems());
        }
        execution.setVariable(RecoveryVariables.RECOVERY_ID, opened.value().id().toString());
        execution.setProcessBusinessKey(opened.value().number());
    }
}
