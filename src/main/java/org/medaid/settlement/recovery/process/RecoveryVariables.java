package org.medaid.settlement.recovery.process;

import java.util.UUID;
import org.camunda.bpm.engine.delegate.VariableScope;

/** The process's variables: an id and the answers its gateways ask for. */
final class RecoveryVariables {

    static final String RECOVERY_ID = "recoveryId";
    static final String DECISION = "decision";
    static final String RECEIPT = "receipt";
    static final String OVERDUE = "overdue";
    static final String HANDLING = "handling";
    static final String GIVING_UP = "givingUp";

    private RecoveryVariables() {}

    static UUID recovery(VariableScope scope) {
        return UUID.fromString((String) scope.getVariable(RECOVERY_ID));
    }
}
