package org.medaid.referral;

/** What somebody hands in to take one step of a referral. */
public sealed interface ReferralStep
        permits ReferralStep.WriteSummary,
                ReferralStep.AgreeReferral,
                ReferralStep.StampReferral,
                ReferralStep.FileReferral,
                ReferralStep.ReviewFiling {

    /**
     * The doctor's part of the form.
     *
     * @param doctor who wrote it, where a hospital's system handed it in; null where the writer was signed in
     */
    record WriteSummary(String department, String summary, String reason, String doctor) implements ReferralStep {}

    /**
     * What a deputy chief physician or the head of the department says.
     *
     * @param decision AGREED, SENT_BACK (to the doctor) or REFUSED
     */
    record AgreeReferral(String decision, String opinion) implements ReferralStep {}

    /**
     * What the medical affairs office says.
     *
     * @param decision STAMPED, SENT_BACK (to the doctor) or REFUSED
     */
    record StampReferral(String decision, String opinion) implements ReferralStep {}

    /**
     * What the office's handler proposes.
     *
     * @param decision FILE, REFUSE or SENT_BACK (to the hospital)
     */
    record FileReferral(String decision, String opinion) implements ReferralStep {}

    /**
     * What the reviewer says to the handler's proposal.
     *
     * @param decision CONFIRMED or SENT_BACK (to the handler)
     */
    record ReviewFiling(String decision, String opinion) implements ReferralStep {}
}
