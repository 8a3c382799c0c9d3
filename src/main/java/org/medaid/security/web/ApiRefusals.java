package org.medaid.security.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.medaid.api.Problems;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;

/** Tells callers of the machine interface, as a problem, that they are not signed in or may not do this. */
final class ApiRefusals implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final ObjectMapper json;

    ApiRefusals(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
            throws IOException {
        if (!comesFromPage(request)) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"medaid\", charset=\"UTF-8\"");
        }
        write(response, Problems.of(
                HttpStatus.UNAUTHORIZED,
                "UNAUTHENTICATED",
                "您还没有登录，或登录已失效，请重新登录。",
                "Not signed in"));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException reason)
            throws IOException {
        boolean signedIn = SecurityContextHolder.getContext().getAuthentication() != null;
        if (reason instanceof CsrfException && !signedIn) {
            // The token is checked before the sign-in; whoever is not signed in is to hear that first.
            commence(request, response, null);
            return;
        }
        ResponseEntity<Object> problem = reason instanceof CsrfException
                ? Problems.of(
                        HttpStatus.FORBIDDEN,
                        "CSRF_TOKEN_INVALID",
                        "页面已过期，请刷新页面后重新提交。",
                        "The request does not carry the page's token")
                : Problems.of(HttpStatus.FORBIDDEN, "FORBIDDEN", "您没有办理此事项的权限。", "Not permitted");
        write(response, problem);
    }

    /** With the challenge, the browser would open its own password box in front of the page. */
    private static boolean comesFromPage(HttpServletRequest request) {
        return request.getHeader("X-Requested-With") != null || request.getRequestedSessionId() != null;
    }

    private void write(HttpServletResponse response, ResponseEntity<Object> problem) throws IOException {
        response.setStatus(problem.getStatusCode().value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        json.writeValue(response.getOutputStream(), problem.getBody());
    }
}
