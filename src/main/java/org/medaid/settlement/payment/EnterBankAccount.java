package org.medaid.settlement.payment;

/**
 * An account as the clerk typed it.
 *
 * @param payeeKind {@code PERSON} or {@code HOSPITAL}
 * @param payee the person's id or the hospital's code
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
