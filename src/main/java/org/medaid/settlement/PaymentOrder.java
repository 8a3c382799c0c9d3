package org.medaid.settlement;

import java.util.UUID;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.ledger.BusinessDocument;
import org.medaid.ledger.Fund;

/**
 * What a document makes a fund owe to somebody, to be paid once.
 *
 * @param number as people name it, for example {@code JM-FK-2026-000001}
 * @param amount more than zero
 * @param offset what of it is set against something the payee owes back, less than the amount; the bank pays the rest
 * @param attempt which time it is asked of the bank, from 1
 * @param batch the batch it is or was paid in, null where it is in none
 * @param reason why the state is what it is, null where that needs no words
 */
public record PaymentOrder(
        String number,
        PoolingArea area,
        BusinessDocument document,
        Fund fund,
        Payee payee,
        Money amount,
        Money offset,
        OrderState state,
        int attempt,
        UUID batch,
        String reason) {}
