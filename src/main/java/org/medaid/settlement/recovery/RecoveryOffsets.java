package org.medaid.settlement.recovery;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.ledger.AccountKind;
import org.medaid.ledger.BusinessDocument;
import org.medaid.ledger.Fund;
import org.medaid.ledger.FundLedger;
import org.medaid.ledger.Posting;
import org.medaid.ledger.TransferKind;
import org.medaid.procedure.ProcedureParameters;
import org.medaid.settlement.OrderOffsets;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Later benefits set against what a person owes back, as agreed on: at most the office's share of each, the oldest debt
 * first, and each fund only against its own claim, because every fund has books of its own.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@Clause("C18")
class RecoveryOffsets implements OrderOffsets {

    private static final Money HUNDRED = Money.ofFen(100);

    private final RecoveryRows rows;
    private final FundLedger ledger;
    private final ProcedureParameters parameters;
    private final RecoveryCourse course;
    private final AuditTrail audit;
    private final BusinessClock clock;

    RecoveryOffsets(
            RecoveryRows rows,
            FundLedger ledger,
            ProcedureParameters parameters,
            RecoveryCourse course,
            AuditTrail audit,
            BusinessClock clock) {
        this.rows = rows;
        this.ledger = ledger;
        this.parameters = parameters;
        this.course = course;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public Set<String> owing(PoolingArea area) {
        return rows.owing(area);
    }

    @Override
    public Money hold(PoolingArea area, String order, Fund fund, String payee, Money amount, String by) {
        Money percent = Money.ofFen(parameters.days(area, RecoveryParameter.OFFSET_PERCENT));
        Money left = FundShares.portion(amount, percent, HUNDRED);
        Money held = Money.ZERO;
        for (UUID id : rows.offsettable(area, payee)) {
            Money taken = left.min(rows.free(id).getOrDefault(fund, Money.ZERO));
            if (taken.isPositive()) {
                rows.hold(id, order, fund, taken, by, clock.now());
                record(area, id, "OFFSET_HELD", order, taken, by);
                left = left.minus(taken);
                held = held.plus(taken);
            }
        }
        return held;
    }

    @Override
    public void post(PoolingArea area, String order, String by) {
        for (RecoveryRows.Offset offset : rows.held(List.of(order))) {
            Recovery recovery = rows.locked(offset.recovery());
            rows.end(offset.id(), "POSTED", by, clock.now());
            ledger.post(new Posting.Movements()
                    .move(
                            offset.fund(),
                            AccountKind.PERSON_PAYABLE,
                            recovery.person(),
                            AccountKind.RECOVERY,
                            recovery.person(),
                            offset.amount())
                    .of(area, TransferKind.RECOVERY_OFFSET, new BusinessDocument("RECOVERY_OFFSET", offset.id().toString()), by));
            record(area, recovery.id(), "OFFSET_POSTED", order, offset.amount(), by);
            Recovery after = rows.find(recovery.id()).orElseThrow();
            if (after.open().isZero()) {
                rows.close(after.id(), RecoveryState.RECOVERED, by, clock.now());
                record(area, after.id(), "RECOVERED", null, null, by);
                course.covered(after);
            }
        }
    }

    @Override
    public void release(List<String> orders, String by) {
        for (RecoveryRows.Offset offset : rows.held(orders)) {
            Recovery recovery = rows.locked(offset.recovery());
            rows.end(offset.id(), "RELEASED", by, clock.now());
            record(recovery.area(), recovery.id(), "OFFSET_RELEASED", offset.order(), offset.amount(), by);
        }
    }

    private void record(PoolingArea area, UUID id, String kind, String order, Money amount, String by) {
        rows.record(id, kind, order, amount, by, clock.now());
        AuditEntry entry = AuditEntry.of(by, area, "RECOVERY_" + kind, RecoveryDesk.SUBJECT, id);
        audit.record(amount == null ? entry : entry.with("order", order).with("amount", amount));
    }
}
