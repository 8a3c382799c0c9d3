package org.medaid.policy.model;

/** How a line's base and amount come about. */
public enum LineMethod {
    /** A share of the in-scope burden that the lines before have left. */
    IN_SCOPE_SHARE,
    /** A share of that part of the year's cumulative in-scope burden above the threshold which this bill adds. */
    IN_SCOPE_YEAR_SHARE,
    /** Brackets applied marginally to the year's cumulative in-scope burden. */
    IN_SCOPE_YEAR_BRACKETS,
    /** The best ratio among the person's categories, of the in-scope burden less the insurance deductible. */
    ABOVE_DEDUCTIBLE_BEST_CATEGORY,
    /** A share of what the lines before have left of the in-scope burden less the insurance deductible. */
    ABOVE_DEDUCTIBLE_SHARE,
    /** A share of the reasonable self-paid cost. */
    SELF_PAID_SHARE,
    /** What the lines before have left of the reasonable self-paid cost; the ratio is the nominal one. */
    SELF_PAID_REST,
    /** A share of the self-paid cost that experts found unreasonable. */
    UNREASONABLE_SHARE,
    /** No line: without the experts' finding nothing goes on once the self-paid cost is over the threshold. */
    REVIEW,
    /** No line: who bears what nobody else pays. */
    REMAINDER
}
