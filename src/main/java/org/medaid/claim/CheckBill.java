package org.medaid.claim;

/**
 * The checker's word on an entered bill.
 *
 * @param decision {@code ACCEPTED}, {@code RETURNED} or {@code REFUSED}
 * @param reason why it is returned or refused; not needed on acceptance
 */
public record CheckBill(String decision, String reason) {}
