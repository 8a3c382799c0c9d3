package org.medaid.settlement.statement;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.medaid.api.FieldProblem;
import org.medaid.api.Outcome;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Citation;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.ledger.AccountKind;
import org.medaid.ledger.BusinessDocument;
import org.medaid.ledger.Fund;
import org.medaid.ledger.FundLedger;
import org.medaid.ledger.Posting;
import org.medaid.ledger.TransferKind;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.settlement.statement.StatementClearing.Account;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What others have laid out and get back by the month: the poverty-alleviation fund for medical assistance, offset by the
 * civil-affairs side the month after (江人社发〔2018〕567号 五(六)); Fushun's contracted insurer for urban cases and the counties for
 * rural ones (抚政办发〔2014〕67号 五(二)3). Two people, on the statement's page: no case runs through offices here.
 */
@Service
@Transactional
@Clause({"M2", "X4"})
public class LaidOutDesk {

    private static final Citation OFFSET = new Citation("江人社发〔2018〕567号", "五(六)");
    private static final Citation INSURER = new Citation("抚政办发〔2014〕67号", "五(二)3");

    private final StatementRows rows;
    private final FundLedger ledger;
    private final ObjectProvider<StatementPayments> payments;
    private final AuditTrail audit;
    private final BusinessClock clock;

    LaidOutDesk(
            StatementRows rows,
            FundLedger ledger,
            ObjectProvider<StatementPayments> payments,
            AuditTrail audit,
            BusinessClock clock) {
        this.rows = rows;
        this.ledger = ledger;
        this.payments = payments;
        this.audit = audit;
        this.clock = clock;
    }

    /** The provision a kind rests on. */
    public static Citation basis(Statement statement) {
        return switch (statement.kind()) {
            case INTER_FUND -> OFFSET;
            case INSURER, COUNTY -> INSURER;
            default -> StatementParameter.article(statement.area());
        };
    }

    /** What the user may do with a statement now, as the button says it; empty if nothing. */
    public static Optional<String> act(Statement statement, CurrentUser user) {
        if (statement.kind().isForHospital() || !group(statement).filter(group -> isOffices(statement, user, group)).isPresent()) {
            return Optional.empty();
        }
        boolean offset = statement.kind() == StatementKind.INTER_FUND;
        return Optional.of(statement.state() == StatementState.DRAWN
                ? offset ? "民政部门核算确认" : "经办机构审批同意"
                : offset ? "登记民政部门已划入" : "财政部门审批同意");
    }

    /** Whose turn it is. */
    private static Optional<String> group(Statement statement) {
        boolean offset = statement.kind() == StatementKind.INTER_FUND;
        return switch (statement.state()) {
            case DRAWN -> Optional.of(offset ? Groups.DEPARTMENT_CIVIL_AFFAIRS : Groups.AGENCY_MANAGER);
            case AT_FINANCE -> Optional.of(offset ? Groups.AGENCY_MANAGER : Groups.DEPARTMENT_FINANCE);
            default -> Optional.empty();
        };
    }

    private static boolean isOffices(Statement statement, CurrentUser user, String group) {
        return user.isIn(group)
                && user.hospitalCode().isEmpty()
                && user.area().filter(statement.area()::equals).isPresent();
    }

    /** Takes the next of the two steps. */
    public Outcome<StatementId> proceed(StatementId id, CurrentUser user) {
        Statement statement = rows.lock(id);
        if (act(statement, user).isEmpty()) {
            return Outcome.refused("", "FORBIDDEN", "您没有办理此事项的权限，或者已经办理。");
        }
        if (statement.approvedBy().filter(user.id()::equals).isPresent()) {
            return Outcome.refused("", "SAME_PERSON", "两个环节须由不同的人员办理。");
        }
        List<FieldProblem> open = rows.before(statement)
                .filter(before -> !before.state().isFinal())
                .map(before -> List.of(new FieldProblem("", "PREVIOUS_STATEMENT_OPEN", "上一期（" + before.number() + "）尚未办结，请先办结。")))
                .orElse(List.of());
        if (!open.isEmpty()) {
            return Outcome.refused(open);
        }
        if (statement.state() == StatementState.DRAWN) {
            confirm(statement, user);
        } else {
            settle(statement, user);
        }
        return Outcome.done(id);
    }

    private void confirm(Statement statement, CurrentUser user) {
        Money carried = rows.before(statement)
                .filter(before -> before.state() == StatementState.CARRIED)
                .map(before -> rows.shares(before.id()).values().stream().reduce(Money.ZERO, Money::plus))
                .orElse(Money.ZERO);
        rows.approve(
                statement.id(),
                StatementFigures.of(statement.lines(), Money.ZERO, Money.ZERO, carried, Money.ZERO, Money.ZERO),
                user.id(),
                clock.now());
        if (!rows.move(statement.id(), StatementState.DRAWN, StatementState.AT_FINANCE)) {
            throw new IllegalStateException("a locked statement stays where it is");
        }
        record(statement, "LAID_OUT_CONFIRMED", user);
    }

    private void settle(Statement statement, CurrentUser user) {
        rows.approveByFinance(statement.id(), user.id(), clock.now());
        StatementFigures figures = statement.figures().orElseThrow();
        boolean offset = statement.kind() == StatementKind.INTER_FUND;
        if (offset) {
            giveBack(statement, figures.payable(), user);
        } else {
            turnOver(statement, user);
        }
        Fund fund = Fund.MEDICAL_ASSISTANCE_FUND;
        AccountKind account = offset ? AccountKind.INTER_FUND : AccountKind.HOSPITAL_PAYABLE;
        boolean pays = figures.payable().isPositive();
        Money share = pays ? figures.payable() : figures.carriedForward().negate();
        rows.close(
                statement.id(),
                pays ? StatementState.PAYABLE : StatementState.CARRIED,
                share.isZero() ? Map.of() : Map.of(new Account(fund, account), share),
                clock.now());
        if (pays && !offset) {
            payments.ifAvailable(
                    way -> way.order(rows.find(statement.id()).orElseThrow(), Map.of(fund, figures.payable())));
        }
        record(statement, "LAID_OUT_SETTLED", user);
    }

    /** The civil-affairs side has put the money onto the poverty-alleviation fund's special account. */
    private void giveBack(Statement statement, Money amount, CurrentUser user) {
        if (amount.isPositive()) {
            Fund debtor = Fund.MEDICAL_ASSISTANCE_FUND;
            Fund lender = Fund.POVERTY_ALLEVIATION_FUND;
            ledger.post(new Posting.Movements()
                    .move(debtor, AccountKind.INTER_FUND, lender.name(), AccountKind.SPECIAL_ACCOUNT, debtor.name(), amount)
                    .move(lender, AccountKind.SPECIAL_ACCOUNT, lender.name(), AccountKind.INTER_FUND, debtor.name(), amount)
                    .of(
                            statement.area(),
                            TransferKind.INTER_FUND,
                            new BusinessDocument("INTER_FUND_OFFSET", statement.id().toString()),
                            user.id()));
        }
    }

    /** Who has paid the persons is owed what they were owed; the books keep such a payee like a hospital. */
    private void turnOver(Statement statement, CurrentUser user) {
        Map<Account, Money> totals = new LinkedHashMap<>();
        List<Posting.Entry> entries = new ArrayList<>();
        rows.holders(statement.id()).forEach((holder, amount) -> {
            if (!amount.isZero()) {
                entries.add(new Posting.Entry(holder.fund(), holder.kind(), holder.holder(), amount));
                totals.merge(new Account(holder.fund(), AccountKind.HOSPITAL_PAYABLE), amount.negate(), Money::plus);
            }
        });
        totals.forEach((account, amount) -> {
            if (!amount.isZero()) {
                entries.add(new Posting.Entry(account.fund(), account.kind(), statement.payee(), amount));
            }
        });
        if (!entries.isEmpty()) {
            ledger.post(new Posting(
                    statement.area(),
                    TransferKind.CLEARING,
                    new BusinessDocument(StatementActs.DOCUMENT, statement.id().toString()),
                    entries,
                    user.id()));
        }
    }

    private void record(Statement statement, String kind, CurrentUser user) {
        rows.record(statement.id(), kind, Map.of(), user.id(), clock.now());
        audit.record(AuditEntry.of(user.id(), statement.area(), kind, StatementActs.DOCUMENT, statement.id())
                .with("payee", statement.payee())
                .restingOn(basis(statement)));
    }
}
