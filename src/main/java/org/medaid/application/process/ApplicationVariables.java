package org.medaid.application.process;

import org.camunda.bpm.engine.delegate.VariableScope;
import org.medaid.application.ApplicationId;
import org.medaid.application.InquiryTarget;

/** The process's variables: ids and the answers its gateways ask for. */
final class ApplicationVariables {

    static final String APPLICATION_ID = "applicationId";
    static final String STATUS_CERTIFIED = "statusCertified";
    static final String DOCUMENTS_DECISION = "documentsDecision";
    static final String SPOT_CHECK_REQUIRED = "spotCheckRequired";
    static final String REVIEW_PASSED = "reviewPassed";
    static final String OBJECTION_ID = "objectionId";
    static final String OBJECTION_DECISION = "objectionDecision";
    static final String PROPOSAL = "proposal";
    static final String DETERMINATION = "determination";
    /** Which department a letter of inquiry is for, inside the multiple sub process. */
    static final String TARGET = "target";

    private ApplicationVariables() {}

    static ApplicationId application(VariableScope scope) {
        return ApplicationId.parse((String) scope.getVariable(APPLICATION_ID));
    }

    static InquiryTarget target(VariableScope scope) {
        return InquiryTarget.valueOf((String) scope.getVariable(TARGET));
    }
}
