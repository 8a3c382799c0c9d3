package org.medaid.claim.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.medaid.api.Outcome;
import org.medaid.claim.ClaimDesk;
import org.medaid.claim.EnterBill;
import org.medaid.engine.FormPayload;
import org.medaid.engine.RefusedForm;
import org.medaid.security.SignedIn;
import org.springframework.stereotype.Component;

/** A clerk has sent the start form: the desk enters the bill, the process gets its id. */
@Component("claimEntered")
class ClaimEntered implements ExecutionListener {

    private final FormPayload payload;
    private final ClaimDesk desk;
    private final SignedIn signedIn;

    ClaimEntered(FormPayload payload, ClaimDesk desk, SignedIn signedIn) {
        this.payload = payload;
        this.desk = desk;
        this.signedIn = signedIn;
    }

    @Override
    public void notify(DelegateExecution execution) {
        Outcome<ClaimDesk.Entered> outcome = desk.enter(payload.read(execution, EnterBill.class), signedIn.user());
        if (!(outcome instanceof Outcome.Done<ClaimDesk.Entered> entered)) {
            throw new RefusedForm(outcome.problems());
        }
        execution.setVariable(ClaimVariables.CLAIM_ID, entered.value().claim().toString());
        execution.setProcessBusinessKey(entered.value().caseNumber());
    }
}
