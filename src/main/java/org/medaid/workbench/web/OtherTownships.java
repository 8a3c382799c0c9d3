package org.medaid.workbench.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.medaid.kernel.Clause;
import org.medaid.security.CurrentUser;
import org.medaid.security.SignedIn;
import org.medaid.workbench.persistence.WorkTasks;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Stands before everything that the engine's interface says or does about one task, and answers those who work for other townships as
 * for a task that does not exist. The engine's rights go by group; it does not know townships.
 */
@Component
@Clause("X6")
class OtherTownships extends OncePerRequestFilter {

    private static final Pattern TASK = Pattern.compile("/camunda/api/engine/engine/[^/]+/task/([^/]+)(/.*)?");
    private static final String NOT_FOUND = "没有找到这件任务，可能已经办结，或者属于其他乡镇（街道）。";

    private final WorkTasks rows;
    private final SignedIn signedIn;

    OtherTownships(WorkTasks rows, SignedIn signedIn) {
        this.rows = rows;
        this.signedIn = signedIn;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        // Decoded, as the engine will read it.
        String path = request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
        Matcher task = TASK.matcher(path);
        if (task.matches() && belongsElsewhere(task.group(1))) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            response.setCharacterEncoding(StandardCharsets.UTF_8.name());
            // In the shape in which the web applications show errors.
            response.getWriter().write("{\"type\":\"InvalidRequestException\",\"message\":\"" + NOT_FOUND + "\"}");
        } else {
            chain.doFilter(request, response);
        }
    }

    private boolean belongsElsewhere(String task) {
        CurrentUser user;
        try {
            user = signedIn.user();
        } catch (IllegalStateException nobodyIsSignedIn) {
            return false;
        }
        return !user.towns().isEmpty() && rows.find(List.of(task)).stream().anyMatch(step -> !user.reaches(step.town()));
    }
}
