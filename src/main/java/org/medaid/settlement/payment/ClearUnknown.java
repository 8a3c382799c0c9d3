package org.medaid.settlement.payment;

/**
 * What somebody has found out about a payment whose result the bank did not know.
 *
 * @param result {@code PAID} or {@code RETURNED}
 * @param reason how it was found out
 * @param bankReference the bank's number, where it is paid
 * @param paidOn ISO date, where it is paid
 */
public record ClearUnknown(String result, String reason, String bankReference, String paidOn) {}
