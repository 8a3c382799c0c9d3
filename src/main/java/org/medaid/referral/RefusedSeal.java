package org.medaid.referral;

import java.util.List;
import org.medaid.api.FieldProblem;

/** A seal could not be set after all: the whole step is taken back. */
public class RefusedSeal extends RuntimeException {

    private final transient List<FieldProblem> problems;

    RefusedSeal(List<FieldProblem> problems) {
        super(problems.get(0).code());
        this.problems = List.copyOf(problems);
    }

    public List<FieldProblem> problems() {
        return problems;
    }
}
