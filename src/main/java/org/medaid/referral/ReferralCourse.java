package org.medaid.referral;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** What a referral tells its process, and what it asks it. */
public interface ReferralCourse {

    /**
     * Whose turn it is.
     *
     * @param step what is to be done, as the process calls it
     * @param takenBy the sign-in name of who has taken the step, if somebody has
     * @param due until when, where the process says so
     */
    record Turn(String step, Optional<String> takenBy, Optional<Instant> due) {}

    /** A referral that came by machine begins its way, in the office's name. */
    void opened(ReferralDesk.Opened opened, Referral referral);

    void withdrawn(ReferralId referral);

    /** The open steps of referrals, by the referral's number; one without an open step is left out. */
    Map<String, Turn> turns(Collection<String> numbers);
}
