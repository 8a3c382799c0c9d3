package org.medaid.application;

import java.util.ArrayList;
import java.util.List;
import org.medaid.api.FieldProblem;
import org.medaid.kernel.Clause;

/** What neighbours said, one by one. */
@Clause("P2")
public record VisitNeighbours(
        List<Visit> visits)
        implements ApplicationStep {

    static final String KIND = "NEIGHBOURS_VISITED";

    public VisitNeighbours {
        visits = visits == null ? List.of() : List.copyOf(visits);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<FieldProblem> problems(StepContext context) {
        List<FieldProblem> problems = new ArrayList<>();
        int least = context.number(ApplicationParameter.MINIMUM_VISITS);
        if (visits.size() < least) {
            problems.add(new FieldProblem("visits", "VISITS_TOO_FEW", "应走访不少于" + least + "户邻里，并逐户记录。"));
        }
        for (int i = 0; i < visits.size(); i++) {
            Visit visit = visits.get(i);
            StepContext.text(problems, "visits." + i + ".neighbour", visit.neighbour(), "请填写被走访人姓名或称呼。");
            StepContext.text(problems, "visits." + i + ".statement", visit.statement(), "请记录被走访人反映的情况。");
            if (context.pastDay(visit.visitedOn()).isEmpty()) {
                problems.add(new FieldProblem("visits." + i + ".visitedOn", "DAY_INVALID", "请填写走访日期，不能晚于今天。"));
            }
        }
        return problems;
    }

    /** @param statement what the neighbour said about the household */
    public record Visit(String neighbour, String visitedOn, String statement) {}
}
