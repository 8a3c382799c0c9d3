package org.medaid.settlement.recovery;

/**
 * What the manager says about money that did not come in time.
 *
 * @param decision {@code CONTINUE}, {@code LEFT_TO_COURT} or {@code WRITTEN_OFF}
 * @param until for {@code CONTINUE}, the new day for what is overdue
 * @param reason always needed
 */
public record HandleOverdueRecovery(String decision, String until, String reason) {}
