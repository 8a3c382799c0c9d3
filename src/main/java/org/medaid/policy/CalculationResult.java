package org.medaid.policy;

import java.util.List;
import org.medaid.api.FieldProblem;

/** What a calculation came to. */
public sealed interface CalculationResult {

    /** The bill was computed, or is waiting for the experts' review. */
    record Calculated(Determination determination) implements CalculationResult {}

    /** The request contradicts itself or lacks something; nothing was computed. */
    record Refused(List<FieldProblem> problems) implements CalculationResult {

        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
