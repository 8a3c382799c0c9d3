package org.medaid.settlement.recovery;

/**
 * What finance says about giving a recovery up.
 *
 * @param decision {@code AGREED} or {@code REFUSED}
 * @param reason needed where it is refused
 */
public record ConfirmGivingUp(String decision, String reason) {}
