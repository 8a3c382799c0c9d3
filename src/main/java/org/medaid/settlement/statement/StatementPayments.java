package org.medaid.settlement.statement;

import java.util.Map;
import org.medaid.kernel.Money;
import org.medaid.ledger.Fund;

/** Where an approved statement goes to be paid. */
interface StatementPayments {

    /**
     * Orders the payment of a statement that two people have approved, in the caller's transaction. The books owe the payee
     * exactly these amounts for it; the same statement ordered twice is one payment.
     *
     * @param statement approved, with something payable
     * @param shares what each fund's special account pays, each more than zero; together the statement's payable
     */
    void order(Statement statement, Map<Fund, Money> shares);
}
