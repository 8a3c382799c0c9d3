package org.medaid.settlement.statement;

import org.medaid.kernel.Money;

/**
 * From a statement's lines to what is paid.
 *
 * @param withheld lines whose dispute was upheld; they are not paid until the bill is reversed
 * @param returned lines withheld earlier whose reversal is in this statement, so that the two come to zero
 * @param broughtForward what stayed open of the statement before, below zero where the hospital owes
 * @param deduction what the agreement lets the office deduct, zero or more
 * @param advance what of the advance is set against this statement, zero or more
 * @param payable zero or more
 * @param carriedForward what the hospital owes after all, zero or more; zero where something is payable
 */
public record StatementFigures(
        Money withheld,
        Money returned,
        Money broughtForward,
        Money deduction,
        Money advance,
        Money payable,
        Money carriedForward) {

    /** @param lines what the statement's lines come to */
    static StatementFigures of(
            Money lines, Money withheld, Money returned, Money broughtForward, Money deduction, Money advance) {
        Money net = lines.minus(withheld).plus(returned).plus(broughtForward).minus(deduction).minus(advance);
        return new StatementFigures(
                withheld,
                returned,
                broughtForward,
                deduction,
                advance,
                net.orZeroIfNegative(),
                net.negate().orZeroIfNegative());
    }
}
