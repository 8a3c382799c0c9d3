package org.medaid.settlement.payment;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.medaid.api.FieldProblem;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.ledger.Fund;
import org.medaid.procedure.ProcedureParameters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What the funds' special accounts hold by the books and have not promised to another batch (抚政办发〔2014〕67号 六(二),
 * 鲁医保发〔2020〕79号 四(三)): finance pays out of them, and no more than is there.
 */
@Component
@Clause("M9")
class SpecialAccounts {

    /**
     * One fund's special account.
     *
     * @param balance yuan by the books: received less paid, over all years
     * @param promised yuan that other batches are going to take out of it
     */
    private record Holding(Money balance, Money promised) {}

    private final JdbcClient jdbc;
    private final ProcedureParameters parameters;

    SpecialAccounts(JdbcClient jdbc, ProcedureParameters parameters) {
        this.jdbc = jdbc;
        this.parameters = parameters;
    }

    /** Whether the office has its special accounts asked. */
    boolean areAsked(PoolingArea area) {
        return parameters.value(area, PaymentParameter.BALANCE_CHECK).equals(PaymentParameter.YES);
    }

    /** Where a batch that is being drawn up wants more than what no batch on its way has been promised. */
    List<FieldProblem> shortFor(PoolingArea area, Map<Fund, Money> wanted) {
        return problems(area, wanted, new UUID(0, 0), List.of(BatchState.TO_APPROVE, BatchState.TO_FINANCE, BatchState.TO_PAY), "fund");
    }

    /** Where a batch that finance is about to approve wants more than what no approved batch has been promised. */
    List<FieldProblem> shortFor(PaymentBatch batch, Map<Fund, Money> wanted) {
        return problems(batch.area(), wanted, batch.id(), List.of(BatchState.TO_PAY), "decision");
    }

    private List<FieldProblem> problems(
            PoolingArea area, Map<Fund, Money> wanted, UUID except, List<BatchState> promising, String field) {
        if (!areAsked(area)) {
            return List.of();
        }
        Map<Fund, Holding> holdings = holdings(area, except, promising);
        List<FieldProblem> problems = new ArrayList<>();
        wanted.forEach((fund, amount) -> {
            Holding holding = holdings.getOrDefault(fund, new Holding(Money.ZERO, Money.ZERO));
            if (amount.isMoreThan(holding.balance().minus(holding.promised()))) {
                problems.add(new FieldProblem(
                        field,
                        "SPECIAL_ACCOUNT_SHORT",
                        fund.chineseName() + "本次需付款" + amount + "元，财政专户账面余额" + holding.balance() + "元"
                                + (holding.promised().isPositive() ? "，其中" + holding.promised() + "元已列入其他付款批次" : "")
                                + "，不足以支付。请财政部门核对到账登记，或待资金到账后再办理。"));
            }
        });
        return problems;
    }

    /** Both figures in one statement: what is paid in between leaves both at the same moment. */
    private Map<Fund, Holding> holdings(PoolingArea area, UUID except, List<BatchState> promising) {
        Map<Fund, Holding> holdings = new EnumMap<>(Fund.class);
        jdbc.sql(
                        """
                        select f.fund,
                               (select coalesce(sum(e.amount), 0) from medaid.ledger_account a
                                  join medaid.ledger_entry e on e.account_id = a.id
                                 where a.area = :area and a.kind = 'SPECIAL_ACCOUNT' and a.fund = f.fund),
                               (select coalesce(sum(o.amount), 0) from medaid.payment_order o
                                  join medaid.payment_batch b on b.id = o.batch_id
                                 where o.area = :area and o.state in ('IN_BATCH', 'UNKNOWN') and o.fund = f.fund
                                   and b.id <> :except and b.state in (:promising))
                          from unnest(:funds::text[]) as f (fund)
                        """)
                .param("area", area.tenantId())
                .param("except", except)
                .param("promising", promising.stream().map(BatchState::name).toList())
                .param("funds", java.util.Arrays.stream(Fund.values()).map(Fund::name).toArray(String[]::new))
                .query(row -> {
                    holdings.put(
                            Fund.valueOf(row.getString(1)),
                            new Holding(Money.of(row.getBigDecimal(2)), Money.of(row.getBigDecimal(3))));
                });
        return holdings;
    }
}
