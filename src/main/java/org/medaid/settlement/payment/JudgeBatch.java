package org.medaid.settlement.payment;

/**
 * What somebody says to a batch.
 *
 * @param decision {@code APPROVED} or, in the last step, {@code ANSWERED}; {@code SENT_BACK} to the clerk
 * @param reason needed where it is sent back
 */
public record JudgeBatch(String decision, String reason) {}
