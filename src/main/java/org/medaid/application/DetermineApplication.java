package org.medaid.application;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.medaid.api.FieldProblem;
import org.medaid.kernel.Clause;

/** The county determines: a second person confirms what the examiner drew up, or sends it back. */
@Clause("P6")
public record DetermineApplication(
        String decision,
        String reason)
        implements ApplicationStep {

    static final String KIND = "DETERMINED";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<FieldProblem> problems(StepContext context) {
        List<FieldProblem> problems = new ArrayList<>();
        StepContext.chosen(problems, "decision", decision, Set.of("CONFIRMED", "SENT_BACK"), "请选择审批意见。");
        if ("SENT_BACK".equals(decision)) {
            StepContext.text(problems, "reason", reason, "退回审核的，请写明理由。");
        }
        if (context.latest(ExamineApplication.KIND).filter(by -> by.by().equals(context.user().id())).isPresent()) {
            problems.add(new FieldProblem("", "SAME_PERSON", "审核人不能审批自己审核的申请，请由其他人员办理。"));
        }
        return problems;
    }
}
