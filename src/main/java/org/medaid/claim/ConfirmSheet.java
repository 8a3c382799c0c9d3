package org.medaid.claim;

/**
 * The clerk's word on the calculation sheet.
 *
 * @param decision {@code CONFIRMED} or {@code RETURNED}
 * @param reason why it is returned
 */
public record ConfirmSheet(String decision, String reason) {}
