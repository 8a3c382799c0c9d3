package org.medaid.settlement.recovery.process;

import org.camunda.bpm.engine.RuntimeService;
import org.medaid.engine.EngineIdentity;
import org.medaid.settlement.recovery.Recovery;
import org.medaid.settlement.recovery.RecoveryCourse;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Business events of a recovery as messages to its process. */
@Component
class EngineRecoveryCourse implements RecoveryCourse {

    private final RuntimeService runtime;
    private final EngineIdentity identity;

    /** Lazy: the engine asks for delegates that reach back here. */
    EngineRecoveryCourse(@Lazy RuntimeService runtime, EngineIdentity identity) {
        this.runtime = runtime;
        this.identity = identity;
    }

    @Override
    public void covered(Recovery recovery) {
        tell(recovery, "RecoveryCovered");
    }

    @Override
    public void revoked(Recovery recovery) {
        tell(recovery, "RecoveryRevoked");
    }

    /** At the desk alone, without a process, there is nobody to tell. */
    private void tell(Recovery recovery, String message) {
        identity.asOffice(recovery.area().tenantId(), () -> runtime.createMessageCorrelation(message)
                .processInstanceBusinessKey(recovery.number())
                .tenantId(recovery.area().tenantId())
                .correlateAllWithResult());
    }
}
