package org.medaid.application;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.medaid.api.FieldProblem;
import org.medaid.application.model.Application;
import org.medaid.kernel.Clause;

/** The county's examiner draws up the determination, or sends the case back to survey. */
@Clause({"L2", "P6"})
public record ExamineApplication(
        String proposal,
        String entitledFrom,
        String reason,
        String article)
        implements ApplicationStep {

    static final String KIND = "EXAMINED";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<FieldProblem> problems(StepContext context) {
        List<FieldProblem> problems = new ArrayList<>();
        StepContext.chosen(problems, "proposal", proposal, Set.of("APPROVE", "REFUSE", "SURVEY_AGAIN"), "请选择审核结论。");
        Application application = context.application();
        if ("APPROVE".equals(proposal)) {
            Entitlement.problem(context, entitledFrom).ifPresent(message ->
                    problems.add(new FieldProblem("entitledFrom", "DAY_INVALID", message)));
            if (application.track() == Track.INVESTIGATED) {
                boolean passed = context.latest(HoldDemocraticReview.KIND + "_RESULT")
                        .map(recorded -> recorded.content().path("passed").asBoolean())
                        .orElse(false);
                if (!passed) {
                    problems.add(new FieldProblem("proposal", "REVIEW_NOT_PASSED", "民主评议没有通过，不能认定。"));
                }
                Entitlement.incomeProblem(context).ifPresent(message ->
                        problems.add(new FieldProblem("proposal", "INCOME_TOO_HIGH", message)));
            } else if (context.latest(ConfirmStatus.KIND)
                    .filter(recorded -> recorded.content().path("decision").asText().equals("DENIED"))
                    .isPresent()) {
                problems.add(new FieldProblem("proposal", "STATUS_DENIED", "认定部门没有确认身份，不能认定。"));
            }
        } else if ("SURVEY_AGAIN".equals(proposal) && application.track() == Track.CERTIFIED) {
            problems.add(new FieldProblem("proposal", "NOT_SURVEYED", "已取得身份的对象不经入户调查，不能退回调查。"));
        }
        StepContext.text(problems, "reason", reason, "请写明审核理由。");
        if ("REFUSE".equals(proposal)) {
            StepContext.text(problems, "article", article, "不予认定的，请写明所依据的条款。");
        }
        return problems;
    }

    @Override
    public Map<String, String> printed() {
        return Map.of("reason", String.valueOf(reason), "article", String.valueOf(article));
    }
}
