package org.medaid.claim.process;

import org.camunda.bpm.engine.delegate.VariableScope;
import org.medaid.claim.ClaimId;

/** The process's variables: one id and the answers its gateways ask for. */
final class ClaimVariables {

    static final String CLAIM_ID = "claimId";
    static final String BILL_DECISION = "billDecision";
    static final String REVIEW_REQUIRED = "reviewRequired";
    static final String SHEET_DECISION = "sheetDecision";
    static final String BENEFIT_GRANTED = "benefitGranted";

    private ClaimVariables() {}

    static ClaimId claim(VariableScope scope) {
        return ClaimId.parse((String) scope.getVariable(CLAIM_ID));
    }
}
