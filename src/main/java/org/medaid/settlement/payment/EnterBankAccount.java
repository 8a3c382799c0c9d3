package org.medaid.settlement.payment;

/**
 * An account as the clerk typed it.
 *
 * @param payeeKind a {@link org.medaid.settlement.Payee.Kind}
 * @param payee the person's id, the hospital's code, {@code INSURER} or the county's division code
 * @param numberKind {@code CARD} or {@code PASSBOOK}
 * @param guardianRelation a {@link GuardianRelation}, empty if the account is the payee's own
 */
public record EnterBankAccount(
        String payeeKind,
        String payee,
        String numberKind,
        String number,
        String bankName,
        String holderName,
        String guardianRelation,
        String guardianReason) {}
