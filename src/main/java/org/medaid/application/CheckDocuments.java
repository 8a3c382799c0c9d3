package org.medaid.application;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.medaid.api.FieldProblem;
import org.medaid.api.Typed;

/** The township looks through what the family handed in. What is missing is asked for once, as a whole list. */
public record CheckDocuments(
        String decision,
        List<String> missing,
        String reason)
        implements ApplicationStep {

    static final String KIND = "DOCUMENTS_CHECKED";

    public CheckDocuments {
        missing = missing == null ? List.of() : List.copyOf(missing);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<FieldProblem> problems(StepContext context) {
        List<FieldProblem> problems = new ArrayList<>();
        StepContext.chosen(problems, "decision", decision, Set.of("COMPLETE", "MISSING", "REFUSED"), "请选择审核结果。");
        if ("MISSING".equals(decision)) {
            if (context.everRecorded(ReceiveDocuments.KIND)) {
                problems.add(new FieldProblem("decision", "ASKED_ALREADY", "补正材料只能一次性告知，本案已经告知过。"));
            }
            if (missing.isEmpty() || missing.stream().anyMatch(Typed::blank)) {
                problems.add(new FieldProblem("missing", "LIST_MISSING", "请逐项写明需要补正的全部材料。"));
            }
        }
        if ("REFUSED".equals(decision)) {
            StepContext.text(problems, "reason", reason, "不予受理时，请写明理由。");
        }
        return problems;
    }

    @Override
    public Map<String, String> printed() {
        return Map.of("missing", String.join("", missing), "reason", String.valueOf(reason));
    }
}
