package org.medaid.settlement.recovery;

/**
 * Money that came in, as typed.
 *
 * @param form the id of the form that was filled in: sent twice, it is recorded once
 * @param amount yuan
 * @param receivedOn the day on the bank's voucher
 * @param voucherNumber the number of the bank's voucher; there is no cash
 */
public record RecordRecoveryReceipt(String form, String amount, String receivedOn, String voucherNumber) {}
