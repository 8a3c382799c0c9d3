package org.medaid.settlement.statement;

import java.util.Map;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.ledger.BusinessDocument;
import org.medaid.ledger.Fund;
import org.medaid.settlement.Payee;
import org.medaid.settlement.PaymentOrders;
import org.springframework.stereotype.Component;

/** A hospital's statement is paid as everything else is: one order for each fund, in the next batch. */
@Component
@Clause({"M1", "M9"})
class OrderedStatementPayments implements StatementPayments {

    private final PaymentOrders orders;

    OrderedStatementPayments(PaymentOrders orders) {
        this.orders = orders;
    }

    @Override
    public void order(Statement statement, Map<Fund, Money> shares) {
        // The insurer and the counties have no account here: finance transfers to them by an order of its own.
        if (!statement.kind().isForHospital()) {
            return;
        }
        shares.forEach((fund, amount) -> orders.order(
                statement.area(),
                Payee.hospital(statement.payee()),
                fund,
                amount,
                new BusinessDocument(StatementActs.DOCUMENT, statement.id().toString()),
                statement.financeBy().orElseThrow()));
    }
}
