package org.medaid.policy.model;

import java.util.Map;
import org.medaid.policy.CalculationRequest;
import org.medaid.policy.RuleVersion;

/** One version of one area's rules. */
public interface RuleFile {

    RuleVersion version();

    /** The lines for the request's facts, kept from the last time if they were asked for before. */
    KeptLines lines(CalculationRequest request);

    /** The lines for the facts, evaluated anew. */
    KeptLines evaluate(Facts facts);

    /** The variables with which the table of lines can be evaluated anywhere: no name, no amount, no diagnosis. */
    Map<String, Object> lineVariables(Facts facts);

    /** The key of the decision with the lines. */
    String lineDecisionKey();
}
