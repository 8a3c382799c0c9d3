package org.medaid.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.TaskService;
import org.medaid.api.FieldProblem;
import org.medaid.api.Problems;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Answers a refused form with HTTP 422 and the problems at their fields, and what is done to a task that is not there any more
 * (a second click, a colleague who was faster) with HTTP 404, where the engine would say 500.
 */
@Component
class RefusedFormAnswers extends OncePerRequestFilter {

    private static final String INTERFACE = "/camunda/api/engine/";
    private static final Pattern ON_A_TASK =
            Pattern.compile(".*/task/([^/]+)/(submit-form|complete|claim|unclaim|resolve|delegate|assignee)");

    private final ObjectMapper json;
    private final ObjectProvider<TaskService> tasks;

    RefusedFormAnswers(ObjectMapper json, ObjectProvider<TaskService> tasks) {
        this.json = json;
        this.tasks = tasks;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return !path.startsWith(INTERFACE)
                || !(path.endsWith("/submit-form") || path.endsWith("/start") || ON_A_TASK.matcher(path).matches());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, answer);
        Object refused = request.getAttribute(RefusedForm.ATTRIBUTE);
        if (refused instanceof List<?> listed && answer.getStatus() >= HttpServletResponse.SC_BAD_REQUEST) {
            List<FieldProblem> problems = listed.stream().map(FieldProblem.class::cast).toList();
            write(answer, Problems.invalid(problems), problems.stream().map(FieldProblem::message).collect(Collectors.joining(" ")));
        } else if (answer.getStatus() >= HttpServletResponse.SC_INTERNAL_SERVER_ERROR && isGone(request.getRequestURI())) {
            ResponseEntity<Object> gone = Problems.noSuchTask();
            write(answer, gone, ((ProblemDetail) gone.getBody()).getDetail());
        }
        answer.copyBodyToResponse();
    }

    private boolean isGone(String path) {
        Matcher task = ON_A_TASK.matcher(path);
        return task.matches()
                && tasks.getObject().createTaskQuery().taskId(task.group(1)).count() == 0;
    }

    /** @param message what Tasklist shows at the foot of the form */
    private void write(ContentCachingResponseWrapper answer, ResponseEntity<Object> problem, String message) throws IOException {
        answer.resetBuffer();
        answer.setStatus(problem.getStatusCode().value());
        answer.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        ObjectNode body = json.valueToTree(problem.getBody());
        body.put("message", message);
        answer.getOutputStream().write(json.writeValueAsString(body).getBytes(StandardCharsets.UTF_8));
    }
}
