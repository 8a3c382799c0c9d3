package org.medaid.settlement.statement;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.ledger.AccountKind;
import org.medaid.ledger.BusinessDocument;
import org.medaid.ledger.Fund;
import org.medaid.ledger.FundLedger;
import org.medaid.ledger.Posting;
import org.medaid.ledger.TransferKind;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.medaid.procedure.Deadlines;
import org.medaid.procedure.ProcedureParameters;
import org.medaid.security.StaffDirectory;
import org.medaid.settlement.statement.StatementClearing.Account;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the system does with a statement: hands it to the hospital, chases it, orders the payment. */
@Service
@Transactional
@Clause("M1")
public class StatementActs {

    /** The document a statement's clearing rests on in the books. */
    static final String DOCUMENT = "HOSPITAL_STATEMENT";

    private final StatementRows rows;
    private final StatementSums sums;
    private final HospitalTerms terms;
    private final FundLedger ledger;
    private final Parties parties;
    private final StaffDirectory staff;
    private final ProcedureParameters parameters;
    private final Deadlines deadlines;
    private final ObjectProvider<StatementPayments> payments;
    private final AuditTrail audit;
    private final BusinessClock clock;

    StatementActs(
            StatementRows rows,
            StatementSums sums,
            HospitalTerms terms,
            FundLedger ledger,
            Parties parties,
            StaffDirectory staff,
            ProcedureParameters parameters,
            Deadlines deadlines,
            ObjectProvider<StatementPayments> payments,
            AuditTrail audit,
            BusinessClock clock) {
        this.rows = rows;
        this.sums = sums;
        this.terms = terms;
        this.ledger = ledger;
        this.parties = parties;
        this.staff = staff;
        this.parameters = parameters;
        this.deadlines = deadlines;
        this.payments = payments;
        this.audit = audit;
        this.clock = clock;
    }

    /** The hospital gets its statement. */
    public void issue(StatementId id) {
        Statement statement = rows.find(id).orElseThrow();
        parties.hospital(statement.payee())
                .map(Hospital::name)
                .ifPresent(name -> staff.openHospitalGroups(statement.payee(), name));
        rows.confirmBy(id, confirmationDue(statement));
        record(statement, "STATEMENT_ISSUED", Map.of("lines", statement.lineCount()), AuditEntry.SYSTEM);
    }

    /**
     * The hospital has not answered in time: its silence is chased, unless the office's own rule takes it for consent.
     *
     * @return whether it counts as confirmed
     */
    public boolean recordOverdue(StatementId id) {
        Statement statement = rows.lock(id);
        boolean counts = parameters.value(statement.area(), StatementParameter.OVERDUE).equals(StatementParameter.CONFIRM);
        if (counts) {
            move(id, StatementState.AT_HOSPITAL, StatementState.TO_APPROVE);
        } else {
            rows.confirmBy(id, confirmationDue(statement));
        }
        record(
                statement,
                counts ? "STATEMENT_TACITLY_CONFIRMED" : StatementDesk.OVERDUE,
                Map.of(),
                AuditEntry.SYSTEM);
        return counts;
    }

    private Instant confirmationDue(Statement statement) {
        return deadlines.due(statement.area(), StatementParameter.CONFIRMATION_DAYS).toInstant();
    }

    /** Clears what is taken off and orders the payment of the rest. */
    public void orderPayment(StatementId id) {
        Statement statement = rows.lock(id);
        Map<Fund, Money> paid = clear(statement);
        Map<Account, Money> shares = new HashMap<>();
        paid.forEach((fund, amount) -> shares.put(new Account(fund, AccountKind.HOSPITAL_PAYABLE), amount));
        rows.close(id, StatementState.PAYABLE, shares, clock.now());
        payments.ifAvailable(way -> way.order(rows.find(id).orElseThrow(), paid));
        Map<String, String> content = new HashMap<>();
        paid.forEach((fund, amount) -> content.put(fund.name(), amount.toString()));
        record(statement, "PAYMENT_ORDERED", content, statement.financeBy().orElseThrow());
    }

    /** Nothing is to be paid; what the hospital owes after all goes into its next statement. */
    public void carryForward(StatementId id) {
        Statement statement = rows.lock(id);
        StatementFigures figures = statement.figures().orElseThrow();
        boolean even = figures.carriedForward().isZero();
        Map<Account, Money> left = even ? Map.of() : sums.of(statement).positions();
        if (even) {
            clear(statement);
        }
        Map<Account, Money> open = new HashMap<>(left);
        open.values().removeIf(Money::isZero);
        rows.close(id, StatementState.CARRIED, open, clock.now());
        record(
                statement,
                "STATEMENT_CARRIED_FORWARD",
                Map.of("amount", figures.carriedForward().toString()),
                statement.financeBy().orElseThrow());
    }

    private Map<Fund, Money> clear(Statement statement) {
        StatementSums.Sum sum = sums.of(statement);
        terms.charge(sum.deductions(), statement.id());
        StatementClearing.Result result = StatementClearing.of(
                statement.payee(),
                sum.positions(),
                sum.figures().deduction(),
                StatementSums.mainFund(statement.area()));
        if (!result.entries().isEmpty()) {
            ledger.post(new Posting(
                    statement.area(),
                    TransferKind.CLEARING,
                    new BusinessDocument(DOCUMENT, statement.id().toString()),
                    result.entries(),
                    statement.financeBy().orElseThrow()));
        }
        return result.paid();
    }

    private void move(StatementId id, StatementState from, StatementState to) {
        if (!rows.move(id, from, to)) {
            throw new IllegalStateException("the statement is not " + from);
        }
    }

    private void record(Statement statement, String kind, Map<String, ?> content, String by) {
        rows.record(statement.id(), kind, content, by, clock.now());
        audit.record(AuditEntry.of(by, statement.area(), kind, DOCUMENT, statement.id())
                .with("payee", statement.payee())
                .restingOn(StatementParameter.article(statement.area())));
    }
}
