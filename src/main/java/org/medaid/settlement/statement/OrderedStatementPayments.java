package org.medaid.settlement.statement;

import java.util.Map;
import org.medaid.kernel.Clause;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.Money;
import org.medaid.ledger.BusinessDocument;
import org.medaid.ledger.Fund;
import org.medaid.settlement.Payee;
import org.medaid.settlement.PaymentOrders;
import org.springframework.stereotype.Component;

/** A statement is paid as everything else is: one order for each fund, in the next batch. */
@Component
@Clause({"M1", "M9", "X4"})
class OrderedStatementPayments implements StatementPayments {

    private final PaymentOrders orders;

    OrderedStatementPayments(PaymentOrders orders) {
        this.orders = orders;
    }

    @Override
    public void order(Statement statement, Map<Fund, Money> shares) {
        Payee payee = payee(statement);
        shares.forEach((fund, amount) -> orders.order(
                statement.area(),
                payee,
                fund,
                amount,
                new BusinessDocument(StatementActs.DOCUMENT, statement.id().toString()),
                statement.financeBy().orElseThrow()));
    }

    private static Payee payee(Statement statement) {
        return switch (statement.kind()) {
            case MONTHLY, QUARTERLY_SELF_PAID -> Payee.hospital(statement.payee());
            case INSURER -> Payee.insurer();
            case COUNTY -> Payee.county(new DivisionCode(statement.payee()));
            case INTER_FUND -> throw new IllegalArgumentException("one fund gives another its money back without an order");
        };
    }
}
