package org.medaid.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.medaid.api.FieldProblem;
import org.medaid.api.Problems;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** Answers a refused form with HTTP 422 and the problems at their fields, where the engine would say 500. */
@Component
class RefusedFormAnswers extends OncePerRequestFilter {

    private final ObjectMapper json;

    RefusedFormAnswers(ObjectMapper json) {
        this.json = json;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return !path.startsWith("/camunda/api/engine/")
                || !(path.endsWith("/submit-form") || path.endsWith("/complete") || path.endsWith("/start"));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, answer);
        Object refused = request.getAttribute(RefusedForm.ATTRIBUTE);
        if (refused instanceof List<?> problems && answer.getStatus() >= HttpServletResponse.SC_BAD_REQUEST) {
            ResponseEntity<Object> problem = Problems.invalid(
                    problems.stream().map(FieldProblem.class::cast).toList());
            answer.resetBuffer();
            answer.setStatus(problem.getStatusCode().value());
            answer.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            // Tasklist shows the member "message" at the foot of the form.
            var body = json.valueToTree(problem.getBody());
            ((com.fasterxml.jackson.databind.node.ObjectNode) body)
                    .put("message", problems.stream()
                            .map(p -> ((FieldProblem) p).message())
                            .collect(java.util.stream.Collectors.joining(" ")));
            answer.getOutputStream().write(json.writeValueAsString(body).getBytes(StandardCharsets.UTF_8));
        }
        answer.copyBodyToResponse();
    }
}
