package org.medaid.referral.process;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.medaid.referral.Referral;
import org.medaid.referral.ReferralDesk;
import org.springframework.stereotype.Component;

/** A step is open: its card in Tasklist gets the referral's number and where the patient is to go. */
@Component("referralTaskOpened")
class ReferralTaskOpened implements TaskListener {

    private final ReferralDesk desk;
    private final Parties parties;

    ReferralTaskOpened(ReferralDesk desk, Parties parties) {
        this.desk = desk;
        this.parties = parties;
    }

    @Override
    public void notify(DelegateTask task) {
        Referral referral = desk.find(ReferralVariables.referral(task)).orElseThrow();
        task.setVariableLocal(ReferralVariables.REFERRAL_NUMBER, referral.number());
        task.setVariableLocal(
                ReferralVariables.TARGET_HOSPITAL,
                parties.hospital(referral.targetHospital()).map(Hospital::name).orElseThrow());
    }
}
