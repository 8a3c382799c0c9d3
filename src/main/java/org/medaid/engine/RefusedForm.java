package org.medaid.engine;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ProcessEngineException;
import org.medaid.api.FieldProblem;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * What a form handed over is refused: the engine undoes the start or completion as a whole.
 *
 * <p>The engine's interface would answer with a fault of the server; {@link RefusedFormAnswers} answers with the problems
 * at their fields instead.
 */
public class RefusedForm extends ProcessEngineException {

    static final String ATTRIBUTE = RefusedForm.class.getName();

    private final transient List<FieldProblem> problems;

    /** @param problems their messages name fields and rules, never a person: the engine may log them */
    public RefusedForm(List<FieldProblem> problems) {
        super(problems.stream().map(FieldProblem::message).collect(Collectors.joining(" ")));
        this.problems = List.copyOf(problems);
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request != null) {
            request.setAttribute(ATTRIBUTE, List.copyOf(problems), RequestAttributes.SCOPE_REQUEST);
        }
    }

    /** What a form was refused for, where that is why the engine failed: it wraps what its listeners throw. */
    public static Optional<List<FieldProblem>> problemsIn(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedForm refused) {
                return Optional.of(refused.problems);
            }
        }
        return Optional.empty();
    }
}
