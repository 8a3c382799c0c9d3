package org.medaid.settlement;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.ledger.BusinessDocument;
import org.medaid.ledger.Fund;
import org.medaid.settlement.payment.PaymentOrderRows;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Where something that the books owe is ordered to be paid. Orders for settled bills are derived when a batch is drawn up
 * and need no call.
 *
 * <p>An order is paid by {@code PaymentBatchProcess}; when the bank has paid it, {@code PAYMENT} is posted under the
 * document {@code PAYMENT_ORDER} with the order's number, and {@link PaymentOrderPaid} is published.
 */
@Service
@Clause("M9")
public class PaymentOrders {

    private final PaymentOrderRows rows;
    private final BusinessClock clock;

    PaymentOrders(PaymentOrderRows rows, BusinessClock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /**
     * Orders what a document makes a fund owe. The same document and fund ordered again stays one order.
     *
     * @param fund one with a special account, so not {@link Fund#HOSPITALS_OWN}
     * @param amount more than zero, as it stands in the books as owed to the payee
     * @param document what the debt rests on; its reversal in the books cancels the order while it is not paid
     * @param by the sign-in name of who causes it
     * @return the order as it stands now
     * @throws IllegalStateException if the document and fund were ordered before with another payee or amount
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public PaymentOrder order(
            PoolingArea area, Payee payee, Fund fund, Money amount, BusinessDocument document, String by) {
        if (fund == Fund.HOSPITALS_OWN || !amount.isPositive()) {
            throw new IllegalArgumentException("only what a fund owes can be ordered");
        }
        rows.add(area, payee, fund, amount, document, null, by, clock.today().getYear(), clock.now());
        PaymentOrder order = of(document).stream()
                .filter(known -> known.fund() == fund)
                .findFirst()
                .orElseThrow();
        if (order.area() != area || !order.payee().equals(payee) || !order.amount().equals(amount)) {
            throw new IllegalStateException("the document has been ordered before with another payee or amount");
        }
        return order;
    }

    /** The orders of a document, one for each fund. */
    @Transactional(readOnly = true)
    public List<PaymentOrder> of(BusinessDocument document) {
        return rows.of(document);
    }

    /** Which of many documents of one type are paid altogether, by their ids; one that was never ordered is not. */
    @Transactional(readOnly = true)
    public Set<String> paid(String documentType, Collection<String> ids) {
        return rows.paid(documentType, ids);
    }
}
