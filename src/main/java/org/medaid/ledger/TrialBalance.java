package org.medaid.ledger;

import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;

/**
 * What moved in an office's books in a month and where they stand at its end.
 *
 * @param lines by fund, year and kind of account, only those that were ever touched
 * @param closed when the month has been closed
 */
public record TrialBalance(PoolingArea area, YearMonth month, List<Line> lines, Optional<Closed> closed) {

    /**
     * @param fundYear the year whose money it is; a reversal goes back to the year that was charged
     * @param debit posted in the month, not below zero
     * @param credit posted in the month, not below zero
     * @param balance at the end of the month; above zero debit, below zero credit
     */
    public record Line(Fund fund, int fundYear, AccountKind kind, Money debit, Money credit, Money balance) {}

    /** @param month the month that was closed, with which this one was closed too */
    public record Closed(YearMonth month, String by, java.time.Instant at) {}

    public Money debit() {
        return sum(lines.stream().map(Line::debit));
    }

    public Money credit() {
        return sum(lines.stream().map(Line::credit));
    }

    /** Zero, or the books are broken. */
    public Money balance() {
        return sum(lines.stream().map(Line::balance));
    }

    private static Money sum(java.util.stream.Stream<Money> amounts) {
        return amounts.reduce(Money.ZERO, Money::plus);
    }
}
