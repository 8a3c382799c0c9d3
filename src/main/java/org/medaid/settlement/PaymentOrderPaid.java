package org.medaid.settlement;

/** The bank has paid an order. Told in the transaction that posts it: who listens may still refuse the whole by throwing. */
public record PaymentOrderPaid(PaymentOrder order) {}
