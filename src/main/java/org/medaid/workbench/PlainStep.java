package org.medaid.workbench;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.medaid.kernel.Clause;

/**
 * The steps that may be completed for several cases at once: their form asks for one answer, the usual answer needs nothing
 * typed and is the same for every case, and the desk checks the whole step again when it is handed in.
 *
 * <p>What belongs here is decided in ADR 25. Any other answer, as a return, is given case by case.
 */
@Clause("X6")
public enum PlainStep {
    CONFIRM_SHEET(CaseKind.CLAIM, "UserTask_ConfirmSheet", "CONFIRMED", "确认"),
    CONFIRM_STATEMENT(CaseKind.STATEMENT, "UserTask_ConfirmStatement", "CONFIRMED", "核对无误，确认"),
    APPROVE_STATEMENT(CaseKind.STATEMENT, "UserTask_ApproveStatement", "APPROVED", "同意"),
    APPROVE_STATEMENT_FOR_FINANCE(CaseKind.STATEMENT, "UserTask_FinanceApproval", "APPROVED", "同意支付");

    private static final String DECISION = "decision";

    private final CaseKind kind;
    private final String stepKey;
    private final String decision;
    private final String answerName;

    PlainStep(CaseKind kind, String stepKey, String decision, String answerName) {
        this.kind = kind;
        this.stepKey = stepKey;
        this.decision = decision;
        this.answerName = answerName;
    }

    /** The plain step that a task is, if it is one. */
    public static Optional<PlainStep> of(OpenStep step) {
        return Arrays.stream(values())
                .filter(plain -> plain.kind == step.kind() && plain.stepKey.equals(step.stepKey()))
                .findFirst();
    }

    public CaseKind kind() {
        return kind;
    }

    /** The step's id in the model, for example {@code UserTask_ConfirmSheet}. */
    public String stepKey() {
        return stepKey;
    }

    /** What the form calls the answer. */
    public String answerName() {
        return answerName;
    }

    /** What the step's form sends with this answer. */
    public Map<String, String> payload() {
        return Map.of(DECISION, decision);
    }
}
