package org.medaid.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Answers a person whose browser asked for a page with a page, {@code templates/error.html}, where a machine gets a problem.
 *
 * <p>Stands in the place of Spring's own handler, which shows a browser the machine's answer, in English.
 */
@ControllerAdvice
@Order(0)
class RefusedPages extends ResponseEntityExceptionHandler {

    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception refusal, Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (!(request instanceof ServletWebRequest servlet) || !wantsPage(servlet)) {
            return super.handleExceptionInternal(refusal, body, headers, status, request);
        }
        try {
            servlet.getResponse().sendError(status.value());
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean wantsPage(ServletWebRequest request) {
        String accepted = request.getHeader(HttpHeaders.ACCEPT);
        return !request.getRequest().getRequestURI().startsWith("/api/")
                && accepted != null
                && accepted.contains(MediaType.TEXT_HTML_VALUE);
    }
}
