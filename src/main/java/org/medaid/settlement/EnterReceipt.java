package org.medaid.settlement;

/**
 * Money received into a fund's special account, as typed.
 *
 * @param form the id of the form that was filled in: sent twice, it is recorded once
 * @param fund the fund's code
 * @param amount yuan, for example {@code 1200000.00}
 * @param receivedOn the day on the bank's voucher, {@code yyyy-MM-dd}
 * @param voucherNumber the number of the bank's voucher
 */
public record EnterReceipt(String form, String fund, String amount, String receivedOn, String voucherNumber) {}
