package org.medaid.referral.process;

import org.camunda.bpm.engine.RuntimeService;
import org.medaid.engine.EngineIdentity;
import org.medaid.referral.Referral;
import org.medaid.referral.ReferralCourse;
import org.medaid.referral.ReferralDesk;
import org.medaid.referral.ReferralId;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Business events of a referral as messages to its process. */
@Component
class EngineReferralCourse implements ReferralCourse {

    /**
     * Whether this thread starts a process for a referral that is open already. Kept beside the engine: a variable that
     * said so could be sent with any start form.
     */
    private static final ThreadLocal<Boolean> OPENS_ITSELF = ThreadLocal.withInitial(() -> false);

    private final RuntimeService runtime;
    private final EngineIdentity identity;

    /** Lazy: the engine asks for delegates that reach back here. */
    EngineReferralCourse(@Lazy RuntimeService runtime, EngineIdentity identity) {
        this.runtime = runtime;
        this.identity = identity;
    }

    static boolean opensItself() {
        return OPENS_ITSELF.get();
    }

    @Override
    public void opened(ReferralDesk.Opened opened, Referral referral) {
        OPENS_ITSELF.set(true);
        try {
            identity.asOffice(
                    referral.office().tenantId(),
                    () -> runtime.startProcessInstanceByKey(
                            ReferralVariables.PROCESS, opened.number(), ReferralVariables.of(opened)));
        } finally {
            OPENS_ITSELF.remove();
        }
    }

    @Override
    public void withdrawn(ReferralId referral) {
        // The desk has checked who may withdraw; the engine's own rights are about tasks.
        identity.asSystem(() -> runtime.createMessageCorrelation("ReferralWithdrawn")
                .processInstanceVariableEquals(ReferralVariables.REFERRAL_ID, referral.toString())
                .correlate());
    }
}
