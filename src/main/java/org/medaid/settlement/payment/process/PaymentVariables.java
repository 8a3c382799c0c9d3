package org.medaid.settlement.payment.process;

import java.util.UUID;
import org.camunda.bpm.engine.delegate.VariableScope;

/** The process's variables: an id and the answers its gateways ask for. */
final class PaymentVariables {

    static final String BATCH_ID = "paymentBatchId";
    static final String APPROVAL = "approval";
    static final String FINANCE_APPROVAL = "financeApproval";
    static final String PAYMENT = "payment";

    private PaymentVariables() {}

    static UUID batch(VariableScope scope) {
        return UUID.fromString((String) scope.getVariable(BATCH_ID));
    }
}
