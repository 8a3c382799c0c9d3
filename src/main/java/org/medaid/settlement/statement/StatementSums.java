package org.medaid.settlement.statement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.medaid.api.FieldProblem;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.ledger.AccountKind;
import org.medaid.ledger.Fund;
import org.medaid.procedure.ProcedureParameters;
import org.medaid.settlement.statement.StatementClearing.Account;
import org.springframework.stereotype.Component;

/** What comes of a statement's lines, the disputes and what stayed open before. */
@Component
@Clause("M1")
class StatementSums {

    /**
     * @param figures what is taken off and paid
     * @param positions what each account owes the payee after all that, but for the deductions
     * @param deductions those the statement is charged with
     */
    record Sum(StatementFigures figures, Map<Account, Money> positions, List<HospitalTerms.Open> deductions) {}

    private final StatementRows rows;
    private final HospitalTerms terms;
    private final ProcedureParameters parameters;

    StatementSums(StatementRows rows, HospitalTerms terms, ProcedureParameters parameters) {
        this.rows = rows;
        this.terms = terms;
        this.parameters = parameters;
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
        Money left = total(positions).orZeroIfNegative();
        List<HospitalTerms.Open> deductions = new ArrayList<>();
        Money advance = Money.ZERO;
        if (statement.kind() == StatementKind.MONTHLY) {
            // What does not fit waits for the next statement as a whole.
            for (HospitalTerms.Open deduction : terms.chargeable(statement.area(), statement.payee())) {
                if (!deduction.amount().isMoreThan(left)) {
                    deductions.add(deduction);
                    left = left.minus(deduction.amount());
                }
            }
            if (takesAdvanceBack(statement)) {
                for (Map.Entry<Fund, Money> open :
                        terms.advances(statement.area(), statement.payee()).entrySet()) {
                    Money taken = open.getValue().min(left);
                    if (taken.isPositive()) {
                        positions.merge(
                                new Account(open.getKey(), AccountKind.HOSPITAL_ADVANCE), taken.negate(), Money::plus);
                        advance = advance.plus(taken);
                        left = left.minus(taken);
                    }
                }
            }
        }
        StatementFigures figures = StatementFigures.of(
                statement.lines(),
                rows.withheld(statement.id()),
                total(returned),
                total(carried),
                deductions.stream().map(HospitalTerms.Open::amount).reduce(Money.ZERO, Money::plus),
                advance);
        return new Sum(figures, positions, deductions);
    }

    /** The advance comes back at the year's clearing (江人社发〔2018〕567号 五(五)), or each month where the office has said so. */
    private boolean takesAdvanceBack(Statement statement) {
        return statement.last().getMonthValue() == 12
                || parameters.value(statement.area(), StatementParameter.ADVANCE).equals(StatementParameter.MONTHLY);
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
