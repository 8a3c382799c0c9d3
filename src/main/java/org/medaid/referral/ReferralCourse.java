package org.medaid.referral;

/** What a referral tells its process. */
public interface ReferralCourse {

    /** A referral that came by machine begins its way, in the office's name. */
    void opened(ReferralDesk.Opened opened, Referral referral);

    void withdrawn(ReferralId referral);
}
