package org.medaid.application;

import java.util.ArrayList;
import java.util.List;
import org.medaid.api.FieldProblem;

/** The family brings what was missing, or says that it cannot. */
public record ReceiveDocuments(
        List<String> documents,
        String note)
        implements ApplicationStep {

    static final String KIND = "DOCUMENTS_RECEIVED";

    public ReceiveDocuments {
        documents = documents == null ? List.of() : List.copyOf(documents);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<FieldProblem> problems(StepContext context) {
        List<FieldProblem> problems = new ArrayList<>();
        if (documents.isEmpty()) {
            StepContext.text(problems, "note", note, "没有补交材料的，请写明情况。");
        }
        return problems;
    }
}
