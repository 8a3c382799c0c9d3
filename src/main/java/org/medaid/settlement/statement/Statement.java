package org.medaid.settlement.statement;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Optional;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;

/**
 * What an office owes a payee for a period.
 *
 * @param payee a hospital's code; for other kinds a fund's code or who laid the money out
 * @param period the first month of the period
 * @param owed what the funds and other hospitals owe; below zero after reversals
 * @param ownShare what the hospital bears itself, zero or below; above zero after reversals
 * @param confirmBy until when the hospital is to confirm
 * @param figures what is taken off and paid, once the agency has approved
 */
public record Statement(
        StatementId id,
        String number,
        PoolingArea area,
        StatementKind kind,
        String payee,
        YearMonth period,
        StatementState state,
        int lineCount,
        Money owed,
        Money ownShare,
        Instant drawnAt,
        Optional<Instant> confirmBy,
        Optional<StatementFigures> figures,
        Optional<String> approvedBy,
        Optional<String> financeBy,
        Optional<Instant> closedAt) {

    /** For example {@code 2026年10月}. */
    public String periodName() {
        return kind.periodName(period);
    }

    /** What the lines come to. */
    public Money lines() {
        return owed.plus(ownShare);
    }

    /** The last month of the period. */
    YearMonth last() {
        return period.plusMonths(kind.months() - 1L);
    }
}
