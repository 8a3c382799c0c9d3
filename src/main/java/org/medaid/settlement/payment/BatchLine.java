package org.medaid.settlement.payment;

import java.time.LocalDate;
import org.medaid.kernel.Money;
import org.medaid.ledger.BusinessDocument;
import org.medaid.ledger.Fund;
import org.medaid.settlement.OrderState;
import org.medaid.settlement.Payee;

/**
 * One attempt at one order, with the account it goes to and what the bank said last.
 *
 * @param reference names the attempt in the file and in the bank's answer
 * @param result {@link OrderState#IN_BATCH} while the bank has said nothing
 * @param reversed whether what the order rests on was taken back
 */
public record BatchLine(
        int position,
        String reference,
        String order,
        BusinessDocument document,
        Fund fund,
        Payee payee,
        Money amount,
        String accountNumber,
        String bankName,
        String holderName,
        OrderState result,
        String reason,
        String bankReference,
        LocalDate paidOn,
        String resultBy,
        boolean reversed) {

    /** All but the last four digits hidden. */
    public String maskedAccount() {
        return BankAccountNumber.masked(accountNumber);
    }

    /** Without names and numbers, so that they never reach a log by accident. */
    @Override
    public String toString() {
        return "BatchLine[" + reference + "]";
    }
}
