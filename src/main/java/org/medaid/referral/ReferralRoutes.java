package org.medaid.referral;

import java.time.LocalDate;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.PoolingArea;
import org.medaid.party.Hospital;

/** The rules about who has to agree to a transfer, from the deployed table. */
public interface ReferralRoutes {

    /**
     * @param home where the patient is insured
     * @param on the day on which the hospital's designation counts
     */
    RouteFound find(PoolingArea area, DivisionCode home, Hospital target, LocalDate on);
}
