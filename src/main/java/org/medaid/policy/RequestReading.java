package org.medaid.policy;

import java.util.List;
import org.medaid.api.FieldProblem;

/** What reading a raw request came to. */
public sealed interface RequestReading {

    /** Every code is known and every amount has the right form. */
    record Accepted(CalculationRequest request) implements RequestReading {}

    /** At least one field could not be read. */
    record Rejected(List<FieldProblem> problems) implements RequestReading {

        public Rejected {
            problems = List.copyOf(problems);
        }
    }
}
