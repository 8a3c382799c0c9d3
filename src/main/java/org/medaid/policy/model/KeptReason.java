package org.medaid.policy.model;

import java.util.Objects;
import org.medaid.kernel.Citation;
import org.medaid.policy.ReasonCode;

/** A row that says why something is not paid. */
public record KeptReason(String ruleId, ReasonCode code, Citation citation) {

    public KeptReason {
        Objects.requireNonNull(ruleId, "ruleId");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(citation, "citation");
    }
}
