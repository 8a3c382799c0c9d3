package org.medaid.referral.process;

import java.util.Map;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.medaid.referral.ReferralDesk;
import org.medaid.referral.ReferralId;

/** The process's variables: ids and the answers its gateways ask for. */
final class ReferralVariables {

    static final String PROCESS = "ReferralProcess";
    static final String REFERRAL_ID = "referralId";
    /**
     * What Tasklist's cards show; kept with the task, since who is asked for a step may read the task and not the case. Nothing
     * of it is about a person.
     */
    static final String REFERRAL_NUMBER = "referralNumber";

    static final String TARGET_HOSPITAL = "targetHospital";
    static final String TOO_LATE = "tooLate";
    static final String SUMMARY_WRITTEN = "summaryWritten";
    static final String TIER3_REQUIRED = "tier3Required";
    static final String HANDLING = "handling";
    static final String REVIEW = "review";

    private ReferralVariables() {}

    static ReferralId referral(VariableScope scope) {
        return ReferralId.parse((String) scope.getVariable(REFERRAL_ID));
    }

    static Map<String, Object> of(ReferralDesk.Opened opened) {
        return Map.of(
                REFERRAL_ID, opened.referral().toString(),
                TOO_LATE, opened.tooLate(),
                SUMMARY_WRITTEN, opened.summaryWritten(),
                TIER3_REQUIRED, opened.tier3Required());
    }
}
