package org.medaid.settlement.payment;

/**
 * What a second person says to an account.
 *
 * @param decision {@code ACCEPTED} or {@code REFUSED}
 * @param number typed once more from the document, where it is accepted
 * @param reason needed where it is refused
 */
public record CheckBankAccount(String decision, String number, String reason) {}
