package org.medaid.policy.model;

import java.util.Objects;
import org.medaid.kernel.Citation;
import org.medaid.policy.Accumulator;
import org.medaid.policy.LineCode;

/**
 * One row of the rules that applies to a combination of facts, ready for the arithmetic.
 *
 * @param ruleId the row's id in the rule file
 * @param code the line, or null for {@link LineMethod#REVIEW} and {@link LineMethod#REMAINDER}
 * @param payer who pays, or null for {@link LineMethod#REVIEW}
 * @param method how base and amount come about
 * @param ratio the share, or null
 * @param threshold the amount above which something happens, or null
 * @param ceiling the most in a year, or null where there is no ceiling
 * @param accumulator what the amount is added to, or null
 * @param burden what the burden is added to, or null
 * @param citation the article
 */
public record KeptLine(
        String ruleId,
        LineCode code,
        LinePayer payer,
        LineMethod method,
        Figure ratio,
        Figure threshold,
        Figure ceiling,
        Accumulator accumulator,
        Accumulator burden,
        Citation citation) {

    public KeptLine {
        Objects.requireNonNull(ruleId, "ruleId");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(citation, "citation");
    }
}
