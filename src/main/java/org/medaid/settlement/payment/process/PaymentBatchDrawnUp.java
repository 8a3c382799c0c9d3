package org.medaid.settlement.payment.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.medaid.api.Outcome;
import org.medaid.engine.FormPayload;
import org.medaid.engine.RefusedForm;
import org.medaid.security.SignedIn;
import org.medaid.settlement.payment.DrawUpBatch;
import org.medaid.settlement.payment.PaymentBatch;
import org.medaid.settlement.payment.PaymentDesk;
import org.springframework.stereotype.Component;

/** The start form has been sent: the desk draws up the batch, the process gets its id. */
@Component("paymentBatchDrawnUp")
class PaymentBatchDrawnUp implements ExecutionListener {

    private final FormPayload payload;
    private final PaymentDesk desk;
    private final SignedIn signedIn;

    PaymentBatchDrawnUp(FormPayload payload, PaymentDesk desk, SignedIn signedIn) {
        this.payload = payload;
        this.desk = desk;
        this.signedIn = signedIn;
    }

    @Override
    public void notify(DelegateExecution execution) {
        Outcome<PaymentBatch> outcome = desk.drawUp(payload.read(execution, DrawUpBatch.class), signedIn.user());
        if (!(outcome instanceof Outcome.Done<PaymentBatch> drawnUp)) {
            throw new RefusedForm(outcome.problems());
        }
        execution.setVariable(PaymentVariables.BATCH_ID, drawnUp.value().id().toString());
        execution.setProcessBusinessKey(drawnUp.value().number());
    }
}
