package org.medaid.claim;

import org.medaid.claim.model.Aggregation;
import org.medaid.kernel.PoolingArea;
import org.medaid.procedure.ProcedureParameters;
import org.springframework.stereotype.Component;

/** The review's rules as the office has set them for its procedure. */
@Component
class OfficeReviewRules implements ReviewRules {

    private final ProcedureParameters parameters;

    OfficeReviewRules(ProcedureParameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public int minimumExperts(PoolingArea area) {
        return parameters.days(area, ProcedureParameter.MINIMUM_EXPERTS);
    }

    @Override
    public Aggregation aggregation(PoolingArea area) {
        return Aggregation.valueOf(parameters.value(area, ProcedureParameter.AGGREGATION));
    }
}
