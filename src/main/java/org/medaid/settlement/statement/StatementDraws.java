package org.medaid.settlement.statement;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.medaid.api.Outcome;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.ledger.AccountKind;
import org.medaid.ledger.BusinessDocument;
import org.medaid.ledger.Fund;
import org.medaid.ledger.FundLedger;
import org.medaid.ledger.Posting;
import org.medaid.ledger.TransferKind;
import org.medaid.procedure.ProcedureParameters;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Draws the statements of a period out of the books, and sets them going. */
@Service
@Clause({"M1", "M2", "X4"})
public class StatementDraws {

    /** Where the fund's part of self-paid cost is settled by the quarter (江人社发〔2018〕567号 五(五)). */
    static final Set<PoolingArea> SELF_PAID_BY_QUARTER = Set.of(PoolingArea.JIANGMEN, PoolingArea.HESHAN);

    private final StatementRows rows;
    private final StatementCourse course;
    private final FundLedger ledger;
    private final ProcedureParameters parameters;
    private final InsurersMonths insurers;
    private final AuditTrail audit;
    private final BusinessClock clock;
    private final TransactionTemplate transaction;

    StatementDraws(
            StatementRows rows,
            StatementCourse course,
            FundLedger ledger,
            ProcedureParameters parameters,
            InsurersMonths insurers,
            AuditTrail audit,
            BusinessClock clock,
            TransactionTemplate transaction) {
        this.rows = rows;
        this.course = course;
        this.ledger = ledger;
        this.parameters = parameters;
        this.insurers = insurers;
        this.audit = audit;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** See {@link org.medaid.settlement.Statements#draw}. */
    public Outcome<Integer> draw(PoolingArea area, YearMonth month) {
        if (!StatementKind.MONTHLY.isOver(month, clock.today())) {
            return Outcome.refused("month", "MONTH_NOT_OVER", "本月尚未结束，不能生成结算单。");
        }
        int lines = drawLaidOut(area, month) + drawOne(area, StatementKind.MONTHLY, month);
        YearMonth quarter = StatementKind.QUARTERLY_SELF_PAID.first(month);
        if (SELF_PAID_BY_QUARTER.contains(area)
                && StatementKind.QUARTERLY_SELF_PAID.isOver(quarter, clock.today())) {
            lines += drawOne(area, StatementKind.QUARTERLY_SELF_PAID, quarter);
        }
        return Outcome.done(lines);
    }

    /** All statements of a period in one transaction, or none. */
    private int drawOne(PoolingArea area, StatementKind kind, YearMonth first) {
        Integer drawn = transaction.execute(status -> {
            if (!rows.takeDraw(area, kind, first, clock.now())) {
                return 0;
            }
            int lines = lines(area, kind, first);
            audit.record(AuditEntry.of(AuditEntry.SYSTEM, area, "STATEMENTS_DRAWN", "HOSPITAL_STATEMENT_DRAW", kind + "-" + first)
                    .with("lines", lines)
                    .restingOn(StatementParameter.article(area)));
            return lines;
        });
        return drawn == null ? 0 : drawn;
    }

    /** What others laid out comes first: who took a fund's debt over pays the hospitals. */
    private int drawLaidOut(PoolingArea area, YearMonth month) {
        if (SELF_PAID_BY_QUARTER.contains(area)) {
            return drawOne(area, StatementKind.INTER_FUND, month);
        }
        return insurers.in(area, month)
                ? drawOne(area, StatementKind.INSURER, month) + drawOne(area, StatementKind.COUNTY, month)
                : 0;
    }

    private int lines(PoolingArea area, StatementKind kind, YearMonth first) {
        switch (kind) {
            case INTER_FUND -> {
                int lines = rows.drawInterFund(area, first, clock.now());
                rows.only(area, kind, first).ifPresent(this::takeOver);
                return lines;
            }
            case INSURER, COUNTY -> {
                String urban = parameters.value(area, StatementParameter.INSURER_DISTRICTS, first.atEndOfMonth());
                return rows.drawLaidOut(area, kind, first, urban, clock.now());
            }
            default -> {
                return rows.drawHospitals(area, kind, first, SELF_PAID_BY_QUARTER.contains(area), clock.now());
            }
        }
    }

    /** From now on the poverty-alleviation fund owes the hospitals what medical assistance owed them (江人社发〔2018〕567号 五(六)). */
    private void takeOver(Statement statement) {
        List<Posting.Entry> entries = new ArrayList<>();
        Fund debtor = Fund.MEDICAL_ASSISTANCE_FUND;
        Fund lender = Fund.POVERTY_ALLEVIATION_FUND;
        rows.holders(statement.id()).forEach((holder, amount) -> {
            if (!amount.isZero()) {
                entries.add(new Posting.Entry(debtor, AccountKind.HOSPITAL_PAYABLE, holder.holder(), amount));
                entries.add(new Posting.Entry(lender, AccountKind.HOSPITAL_PAYABLE, holder.holder(), amount.negate()));
            }
        });
        if (!statement.lines().isZero()) {
            entries.add(new Posting.Entry(debtor, AccountKind.INTER_FUND, lender.name(), statement.lines().negate()));
            entries.add(new Posting.Entry(lender, AccountKind.INTER_FUND, debtor.name(), statement.lines()));
        }
        if (!entries.isEmpty()) {
            ledger.post(new Posting(
                    statement.area(),
                    TransferKind.INTER_FUND,
                    new BusinessDocument(StatementActs.DOCUMENT, statement.id().toString()),
                    entries,
                    AuditEntry.SYSTEM));
        }
    }

    /** See {@link org.medaid.settlement.Statements#begin}. */
    public int begin(PoolingArea area) {
        int begun = 0;
        for (StatementId id : rows.drawn(area)) {
            begun += Boolean.TRUE.equals(transaction.execute(status -> begin(id))) ? 1 : 0;
        }
        return begun;
    }

    /** Whoever moves the statement on starts its process, in the same transaction: two at once start one. */
    private boolean begin(StatementId id) {
        if (!rows.move(id, StatementState.DRAWN, StatementState.AT_HOSPITAL)) {
            return false;
        }
        course.drawn(rows.find(id).orElseThrow());
        return true;
    }
}
