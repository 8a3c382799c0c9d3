package org.medaid.application;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.medaid.api.FieldProblem;
import org.medaid.kernel.Clause;

/** What came of an objection, found by somebody who did not survey the household. */
@Clause("P5")
public record InvestigateObjection(
        String objectionId,
        String decision,
        String findings,
        String answer)
        implements ApplicationStep {

    static final String KIND = "OBJECTION_INVESTIGATED";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<FieldProblem> problems(StepContext context) {
        List<FieldProblem> problems = new ArrayList<>();
        StepContext.chosen(problems, "decision", decision, Set.of("UPHELD", "UNFOUNDED"), "请选择调查结论。");
        StepContext.text(problems, "findings", findings, "请写明调查情况。");
        StepContext.text(problems, "answer", answer, "请写明给异议人的答复。");
        if (context.surveyors().contains(context.user().id())) {
            problems.add(new FieldProblem("", "SAME_PERSON", "参加过入户调查的人员不能调查异议，请由其他人员办理。"));
        }
        return problems;
    }
}
