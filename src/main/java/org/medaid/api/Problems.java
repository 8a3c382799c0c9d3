package org.medaid.api;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** Refusals as RFC 9457 problems: a stable code, a Chinese sentence, an English one, the fields, the legal basis. */
public final class Problems {

    private Problems() {}

    /** A refusal with no particular field. */
    public static ResponseEntity<Object> of(HttpStatus status, String code, String chinese, String english) {
        return respond(status, problem(status, code, chinese, english));
    }

    /** HTTP 404 for a task of the engine that was done or withdrawn meanwhile, or never was. */
    public static ResponseEntity<Object> noSuchTask() {
        return of(HttpStatus.NOT_FOUND, "TASK_NOT_FOUND", "没有找到这件任务，可能已经办结。", "No such task");
    }

    /** A refusal of one or more fields, HTTP 422. */
    public static ResponseEntity<Object> invalid(List<FieldProblem> fields) {
        FieldProblem first = fields.get(0);
        ProblemDetail problem = problem(
                HttpStatus.UNPROCESSABLE_ENTITY, first.code(), first.message(), "The request is refused: " + first.field());
        problem.setProperty("field", first.field());
        problem.setProperty("errors", fields);
        return respond(HttpStatus.UNPROCESSABLE_ENTITY, problem);
    }

    /** HTTP 204 where there are no problems. */
    public static ResponseEntity<Object> orNoContent(List<FieldProblem> problems) {
        return problems.isEmpty() ? ResponseEntity.noContent().build() : invalid(problems);
    }

    /** The id of what was done, or why it was not. */
    public static ResponseEntity<Object> orId(Outcome<UUID> outcome) {
        return outcome.fold(id -> ResponseEntity.ok(Map.of("id", id)), Problems::invalid);
    }

    private static ProblemDetail problem(HttpStatus status, String code, String chinese, String english) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, chinese);
        problem.setTitle(english);
        problem.setProperty("code", code);
        return problem;
    }

    private static ResponseEntity<Object> respond(HttpStatus status, ProblemDetail problem) {
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
    }
}
