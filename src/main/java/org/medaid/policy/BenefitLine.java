package org.medaid.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.medaid.kernel.Citation;

/**
 * One step of an answer. Amounts are yuan with two decimals.
 *
 * @param code the line
 * @param payer who pays it
 * @param base what the ratio was applied to
 * @param ratio the ratio, or null where several brackets apply
 * @param ceiling the most in a year, or null
 * @param usedBefore what of the ceiling was used before this bill, or null where there is no ceiling
 * @param amount what it came to, never zero
 * @param citation the article
 * @param officeParameter whether a figure is the office's own
 * @param threshold the amount of the year's burden that counts only above, or null
 * @param burdenBefore the year's burden before this bill, or null where it does not matter
 * @param brackets the parts that fell into each bracket, or null
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record BenefitLine(
        String code,
        String payer,
        String base,
        String ratio,
        String ceiling,
        String usedBefore,
        String amount,
        Citation citation,
        boolean officeParameter,
        @JsonInclude(JsonInclude.Include.NON_NULL) String threshold,
        @JsonInclude(JsonInclude.Include.NON_NULL) String burdenBefore,
        @JsonInclude(JsonInclude.Include.NON_NULL) List<BracketShare> brackets) {

    /** The part of a bill that fell into one bracket. */
    public record BracketShare(String base, String ratio) {}
}
