package org.medaid.claim;

import org.medaid.kernel.PoolingArea;

/** What the application tells the process of a claim, in the words of the business. */
public interface ClaimCourse {

    /** The family has taken its request back: whatever is still open ends. */
    void withdrawn(ClaimId claim);

    /** Another expert takes over an opinion that is still missing. */
    void expertReplaced(ClaimId claim, String expert, String successor);

    /** Opinions still missing are marked as urgent in the experts' lists. */
    void opinionsUrgent(ClaimId claim);

    /** A bill that a hospital could not settle at its counter is laid before the office. */
    void leftToOffice(ClaimId claim, String caseNumber, PoolingArea area);

    /** A refused bill goes on after the check, in the office's name. */
    void reopened(ClaimId claim, String caseNumber, PoolingArea area);
}
