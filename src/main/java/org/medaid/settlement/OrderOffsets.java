package org.medaid.settlement;

import java.util.List;
import java.util.Set;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.ledger.Fund;

/**
 * What comes off a payment order because its payee owes something back. Every call works in the caller's transaction: an
 * order and what is set against it are held, paid and given back together.
 */
public interface OrderOffsets {

    /** The payees who agreed that later benefits are set against what they owe; everybody else is paid whole. */
    Set<String> owing(PoolingArea area);

    /**
     * Holds what comes off an order that goes into a batch. Two orders at once never hold the same debt.
     *
     * @param amount what the order comes to, more than zero
     * @return from zero to less than the amount
     */
    Money hold(PoolingArea area, String order, Fund fund, String payee, Money amount, String by);

    /** The bank has paid the rest of an order: what is held for it is posted. */
    void post(PoolingArea area, String order, String by);

    /** Orders are given back unpaid: what is held for them is free again. */
    void release(List<String> orders, String by);
}
