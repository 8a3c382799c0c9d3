package org.medaid.ledger;

import java.time.Instant;

/**
 * A closing that waits for a second person.
 *
 * @param by the sign-in name of who proposed it
 * @param sums what the proposer saw
 */
public record ClosingProposal(long id, String by, Instant at, ClosingAnswer.Sums sums) {}
