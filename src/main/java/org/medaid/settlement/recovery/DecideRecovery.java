package org.medaid.settlement.recovery;

/**
 * What the manager says.
 *
 * @param decision {@code RECOVER}, {@code NOT_RECOVERED} or {@code SENT_BACK}
 * @param reason needed unless it is recovered
 */
public record DecideRecovery(String decision, String reason) {}
