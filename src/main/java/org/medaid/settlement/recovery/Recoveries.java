package org.medaid.settlement.recovery;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Recoveries to look at. */
@Component
@Transactional(readOnly = true)
public class Recoveries {

    /** A step of a recovery; {@code amount} may be null. */
    public record Step(String kind, String note, Money amount, String by, Instant at) {}

    /** @param overdue whether its day is over and it has not come in */
    public record Due(LocalDate dueOn, Money amount, Money cameIn, boolean overdue) {}

    /** What was agreed on, as it counts now. */
    public record Plan(RecoveryWay way, String agreement, String by, Instant at, List<Due> instalments) {}

    public record Receipt(Money amount, LocalDate receivedOn, String voucher, String by, Instant at) {}

    /** @param state {@code HELD}, {@code POSTED} or {@code RELEASED} */
    public record Offset(String order, Money amount, String state, Instant at) {}

    public record StateSum(RecoveryState state, int count, Money amount, Money open) {}

    /** A bill that can be claimed back from, for the form that opens a recovery. */
    public record Paid(String caseNumber, Money amount, boolean reversed) {}

    private final RecoveryRows rows;

    Recoveries(RecoveryRows rows) {
        this.rows = rows;
    }

    /** A recovery of the office; another office's does not exist. */
    public Optional<Recovery> find(PoolingArea area, String id) {
        try {
            return rows.find(UUID.fromString(id)).filter(recovery -> recovery.area() == area);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Newest first. */
    public List<Recovery> of(PoolingArea area, Optional<RecoveryState> state, int skip, int limit) {
        return rows.of(area, state, skip, limit);
    }

    public List<StateSum> sums(PoolingArea area) {
        return rows.sums(area).stream()
                .map(sum -> new StateSum(sum.state(), sum.count(), sum.amount(), sum.open()))
                .toList();
    }

    public String caseNumber(Recovery recovery) {
        return rows.caseNumber(recovery.claim());
    }

    /** What was paid for a bill of the office and can be claimed back. */
    public Optional<Paid> paid(PoolingArea area, String caseNumber) {
        return rows.source(area, caseNumber)
                .filter(source -> source.document() != null && !source.oneStop())
                .map(source -> new Paid(caseNumber, source.sum(), source.reversed()));
    }

    public List<Step> steps(UUID id) {
        return rows.events(id).stream()
                .map(event -> new Step(event.kind(), event.note(), event.amount(), event.by(), event.at()))
                .toList();
    }

    /** The plan that counts, with what has come in towards each instalment. */
    public Optional<Plan> plan(Recovery recovery, LocalDate today) {
        return rows.plan(recovery.id()).map(plan -> {
            Money left = plan.amount().minus(recovery.open());
            List<Due> dues = new java.util.ArrayList<>();
            for (RecoveryRows.Instalment instalment : rows.instalments(recovery.id(), plan.number())) {
                Money cameIn = left.min(instalment.amount());
                left = left.minus(cameIn);
                boolean overdue = recovery.state() == RecoveryState.COLLECTING
                        && instalment.dueOn().isBefore(today)
                        && !cameIn.equals(instalment.amount());
                dues.add(new Due(instalment.dueOn(), instalment.amount(), cameIn, overdue));
            }
            return new Plan(plan.way(), plan.agreement(), plan.by(), plan.at(), dues);
        });
    }

    public List<Receipt> receipts(UUID id) {
        return rows.receipts(id).stream()
                .map(receipt -> new Receipt(receipt.amount(), receipt.receivedOn(), receipt.voucher(), receipt.by(), receipt.at()))
                .toList();
    }

    public List<Offset> offsets(UUID id) {
        return rows.offsets(id).stream()
                .map(offset -> new Offset(offset.order(), offset.amount(), offset.state(), offset.at()))
                .toList();
    }
}
