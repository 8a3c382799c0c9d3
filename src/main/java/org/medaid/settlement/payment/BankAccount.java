package org.medaid.settlement.payment;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.medaid.kernel.PoolingArea;
import org.medaid.settlement.Payee;

/**
 * An account as it was entered, and what the second person said to it.
 *
 * @param numberKind {@code CARD} or {@code PASSBOOK}
 * @param number 13 to 19 digits; shown whole to nobody but who pays
 * @param guardian whose account it is if not the person's own
 */
public record BankAccount(
        UUID id,
        PoolingArea area,
        Payee payee,
        String numberKind,
        String number,
        String bankName,
        String holderName,
        Optional<Guardian> guardian,
        String enteredBy,
        Instant enteredAt,
        Optional<Decision> decision) {

    /** @param reason why the money goes to the guardian */
    public record Guardian(GuardianRelation relation, String reason) {}

    /** @param reason why it was turned down, or null */
    public record Decision(boolean accepted, String reason, String by, Instant at) {}

    public String numberKindName() {
        return BankAccountNumber.Kind.valueOf(numberKind).chineseName();
    }

    /** All but the last four digits hidden. */
    public String maskedNumber() {
        return BankAccountNumber.masked(number);
    }

    /** Without number and names, so that an account never reaches a log by accident. */
    @Override
    public String toString() {
        return "BankAccount[" + id + "]";
    }
}
