package org.medaid.application;

import java.util.ArrayList;
import java.util.List;
import org.medaid.api.FieldProblem;
import org.medaid.kernel.Clause;

/** The photograph of the notice on the board. */
@Clause("P5")
public record PutUpNotice(
        String putUpOn,
        String place,
        List<String> documents)
        implements ApplicationStep {

    static final String KIND = "NOTICE_PUT_UP";

    public PutUpNotice {
        documents = documents == null ? List.of() : List.copyOf(documents);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<FieldProblem> problems(StepContext context) {
        List<FieldProblem> problems = new ArrayList<>();
        if (context.pastDay(putUpOn).isEmpty()) {
            problems.add(new FieldProblem("putUpOn", "DAY_INVALID", "请填写张贴日期，不能晚于今天。"));
        }
        StepContext.text(problems, "place", place, "请填写张贴地点。");
        if (documents.isEmpty()) {
            problems.add(new FieldProblem("documents", "PHOTOS_MISSING", "请上传公示栏照片。"));
        }
        return problems;
    }
}
