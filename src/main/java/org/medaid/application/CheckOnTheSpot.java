package org.medaid.application;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.medaid.api.FieldProblem;

/** The county visits the home itself. */
public record CheckOnTheSpot(
        String visitedOn,
        String conclusion,
        String findings,
        List<String> documents)
        implements ApplicationStep {

    static final String KIND = "CHECKED_ON_THE_SPOT";

    public CheckOnTheSpot {
        documents = documents == null ? List.of() : List.copyOf(documents);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<FieldProblem> problems(StepContext context) {
        List<FieldProblem> problems = new ArrayList<>();
        StepContext.chosen(problems, "conclusion", conclusion, Set.of("CONFIRMS", "CONTRADICTS"), "请选择抽查结论。");
        StepContext.text(problems, "findings", findings, "请写明抽查情况。");
        if (context.pastDay(visitedOn).isEmpty()) {
            problems.add(new FieldProblem("visitedOn", "DAY_INVALID", "请填写入户日期，不能晚于今天。"));
        }
        if (context.surveyors().contains(context.user().id())) {
            problems.add(new FieldProblem("", "SAME_PERSON", "参加过入户调查的人员不能办理本案抽查。"));
        }
        return problems;
    }
}
