package org.medaid.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.medaid.kernel.Citation;

/**
 * A determination as it leaves the house: texts only, so that it can be stored, sent and compared byte for byte.
 *
 * @param status {@code CALCULATED} or {@code REVIEW_REQUIRED}
 * @param lines the steps, in order
 * @param payers payer → yuan, zero payers left out; null while a review is required
 * @param accumulated what to add to each accumulator, zeros left out
 * @param reasons codes for what was not paid
 * @param reasonBasis the article behind each reason
 * @param remainder who bears the rest and why; null while a review is required
 * @param rules the rules that were used
 * @param officeParameters the office parameters that were used
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record CalculationAnswer(
        String status,
        List<BenefitLine> lines,
        Map<String, String> payers,
        Map<String, String> accumulated,
        List<String> reasons,
        List<Reason> reasonBasis,
        Remainder remainder,
        Rules rules,
        List<UsedParameter> officeParameters) {

    /** A reason and its article. */
    public record Reason(String code, Citation citation) {}

    /** Who bears what nobody else pays, how much it is, and the article. */
    public record Remainder(String payer, String amount, Citation citation) {}

    /** The decision with the lines, and the SHA-256 hash of its file. */
    public record Rules(String decision, String version) {}

    /**
     * An office parameter and where it comes from.
     *
     * @param documentNumber the office's document, or null if the value came with the request
     * @param demonstration whether the figure is an invented one
     */
    public record UsedParameter(String key, Object value, String documentNumber, boolean demonstration) {}
}
