package org.medaid.ledger;

import org.medaid.kernel.Money;

/**
 * What a year came to for one fund.
 *
 * @param broughtForward what the years before had left, below zero a deficit; corrected by what was taken back from them
 * @param income what the fund was given
 * @param spending what it spent
 */
public record YearResult(Fund fund, Money broughtForward, Money income, Money spending) {

    /** Above zero a surplus, below zero a deficit. */
    public Money result() {
        return income.minus(spending);
    }

    /** What the following year begins with. */
    public Money carriedForward() {
        return broughtForward.plus(result());
    }
}
