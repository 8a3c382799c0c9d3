package org.medaid.claim;

import org.medaid.claim.model.Aggregation;
import org.medaid.kernel.PoolingArea;

/** How an office runs its expert reviews, from its parameters in force today. */
public interface ReviewRules {

    /** At least three: fewer is refused when the parameter is entered. */
    int minimumExperts(PoolingArea area);

    Aggregation aggregation(PoolingArea area);
}
