package org.medaid.application;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.medaid.api.FieldProblem;
import org.medaid.kernel.Clause;

/** The department that certifies a status says whether the applicant has it, and since when. */
@Clause("L3")
public record ConfirmStatus(
        String decision,
        String statusFrom,
        String certificate,
        String reason)
        implements ApplicationStep {

    static final String KIND = "STATUS_CONFIRMED";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<FieldProblem> problems(StepContext context) {
        List<FieldProblem> problems = new ArrayList<>();
        StepContext.chosen(problems, "decision", decision, Set.of("CONFIRMED", "DENIED"), "请选择核对结果。");
        if ("CONFIRMED".equals(decision)) {
            if (context.pastDay(statusFrom).isEmpty()) {
                problems.add(new FieldProblem("statusFrom", "DAY_MISSING", "请填写取得身份的日期，不能晚于今天。"));
            }
            StepContext.text(problems, "certificate", certificate, "请填写证件或认定文件的名称和编号。");
        } else if ("DENIED".equals(decision)) {
            StepContext.text(problems, "reason", reason, "不予确认的，请写明理由。");
        }
        return problems;
    }
}
