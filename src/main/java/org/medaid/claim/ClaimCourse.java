package org.medaid.claim;

/** What the application tells the process of a claim, in the words of the business. */
public interface ClaimCourse {

    /** The family has taken its request back: whatever is still open ends. */
    void withdrawn(ClaimId claim);

    /** Another expert takes over an opinion that is still missing. */
    void expertReplaced(ClaimId claim, String expert, String successor);

    /** Opinions still missing are marked as urgent in the experts' lists. */
    void opinionsUrgent(ClaimId claim);
}
