package org.medaid.settlement.statement;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.medaid.api.FieldProblem;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.ledger.Fund;
import org.medaid.settlement.statement.StatementClearing.Account;
import org.springframework.stereotype.Component;

/** What comes of a statement's lines, the disputes and what stayed open before. */
@Component
@Clause("M1")
class StatementSums {

    /**
     * @param figures what is taken off and paid
     * @param positions what each account owes the payee after all that, but for the deduction
     */
    record Sum(StatementFigures figures, Map<Account, Money> positions) {}

    private final StatementRows rows;

    StatementSums(StatementRows rows) {
        this.rows = rows;
    }

    /** Why the figures cannot be fixed yet. */
    List<FieldProblem> problems(Statement statement) {
        Optional<Statement> before = rows.before(statement).filter(earlier -> !earlier.state().isFinal());
        return before.map(open -> List.of(new FieldProblem(
                        "", "PREVIOUS_STATEMENT_OPEN", "该医院上一期结算单（" + open.number() + "）尚未办结，请先办结。")))
                .orElse(List.of());
    }

    Sum of(Statement statement) {
        Map<Account, Money> carried = rows.before(statement)
                .filter(before -> before.state() == StatementState.CARRIED)
                .map(before -> rows.shares(before.id()))
                .orElse(Map.of());
        Map<Account, Money> returned = rows.returned(statement.id());
        Map<Account, Money> positions = new HashMap<>(rows.settled(statement.id()));
        returned.forEach((account, amount) -> positions.merge(account, amount, Money::plus));
        carried.forEach((account, amount) -> positions.merge(account, amount, Money::plus));
        StatementFigures figures = StatementFigures.of(
                statement.lines(),
                rows.withheld(statement.id()),
                total(returned),
                total(carried),
                Money.ZERO,
                Money.ZERO);
        return new Sum(figures, positions);
    }

    /** The fund that pays where only other hospitals owe. */
    static Fund mainFund(PoolingArea area) {
        return StatementDraws.SELF_PAID_BY_QUARTER.contains(area)
                ? Fund.POVERTY_ALLEVIATION_FUND
                : Fund.MEDICAL_ASSISTANCE_FUND;
    }

    private static Money total(Map<Account, Money> positions) {
        return positions.values().stream().reduce(Money.ZERO, Money::plus);
    }
}
