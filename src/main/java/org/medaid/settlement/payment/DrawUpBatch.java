package org.medaid.settlement.payment;

/**
 * A clerk wants what is owed to be paid.
 *
 * @param payees a {@link org.medaid.settlement.Payee.Kind}
 * @param fund a {@link org.medaid.ledger.Fund}, empty for all
 */
public record DrawUpBatch(String payees, String fund) {}
