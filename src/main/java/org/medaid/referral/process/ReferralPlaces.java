package org.medaid.referral.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.medaid.referral.HospitalTier;
import org.medaid.referral.ReferralDesk;
import org.medaid.security.HospitalRole;
import org.springframework.stereotype.Component;

/** Who is asked: a role of one of the two hospitals. Public because the process calls it by name. */
@Component("referralPlaces")
public class ReferralPlaces {

    private final ReferralDesk desk;

    ReferralPlaces(ReferralDesk desk) {
        this.desk = desk;
    }

    /** The group of a role at the referral's hospital of a tier. */
    public String group(DelegateExecution execution, String tier, String role) {
        String hospital = desk.find(ReferralVariables.referral(execution))
                .orElseThrow()
                .hospital(HospitalTier.valueOf(tier));
        return HospitalRole.valueOf(role).groupAt(hospital);
    }
}
