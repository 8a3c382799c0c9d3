package org.medaid.referral.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.medaid.api.Outcome;
import org.medaid.engine.FormPayload;
import org.medaid.engine.RefusedForm;
import org.medaid.kernel.PoolingArea;
import org.medaid.referral.OpenReferral;
import org.medaid.referral.ReferralDesk;
import org.medaid.security.SignedIn;
import org.springframework.stereotype.Component;

/** The start form has been sent: the desk opens the referral. A referral that came by machine is open already. */
@Component("referralOpened")
class ReferralOpened implements ExecutionListener {

    private final FormPayload payload;
    private final ReferralDesk desk;
    private final SignedIn signedIn;

    ReferralOpened(FormPayload payload, ReferralDesk desk, SignedIn signedIn) {
        this.payload = payload;
        this.desk = desk;
        this.signedIn = signedIn;
    }

    @Override
    public void notify(DelegateExecution execution) {
        if (EngineReferralCourse.opensItself()) {
            return;
        }
        Outcome<ReferralDesk.Opened> outcome = desk.open(
                payload.read(execution, OpenReferral.class),
                PoolingArea.ofTenant(execution.getTenantId()).orElseThrow(),
                signedIn.user());
        if (!(outcome instanceof Outcome.Done<ReferralDesk.Opened> opened)) {
            throw new RefusedForm(outcome.problems());
        }
        execution.setVariables(ReferralVariables.of(opened.value()));
        execution.setProcessBusinessKey(opened.value().number());
    }
}
