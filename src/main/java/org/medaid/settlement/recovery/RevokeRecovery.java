package org.medaid.settlement.recovery;

/**
 * An appeal was upheld.
 *
 * @param ruling number of the ruling, for example of the review authority or the court
 */
public record RevokeRecovery(String ruling, String reason) {}
