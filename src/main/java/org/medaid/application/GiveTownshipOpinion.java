package org.medaid.application;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.medaid.api.FieldProblem;

/** What the township thinks of the application. */
public record GiveTownshipOpinion(
        String opinion,
        String reason)
        implements ApplicationStep {

    static final String KIND = "TOWNSHIP_OPINION_GIVEN";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<FieldProblem> problems(StepContext context) {
        List<FieldProblem> problems = new ArrayList<>();
        StepContext.chosen(problems, "opinion", opinion, Set.of("SUPPORT", "OPPOSE"), "请选择审核意见。");
        StepContext.text(problems, "reason", reason, "请写明审核意见的理由。");
        return problems;
    }
}
