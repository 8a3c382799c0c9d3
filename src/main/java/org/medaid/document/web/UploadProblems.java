package org.medaid.document.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.medaid.api.Problems;
import org.medaid.document.DocumentAnswer.Reason;
import org.medaid.document.Documents;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;

/**
 * Answers for uploads that the server breaks off before any controller is reached, in the words of the others.
 *
 * <p>Before Spring's own advice, which would answer in English and without a code.
 */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class UploadProblems {

    /** Visitors of the public pages get their form again, which says it; everybody else a problem. */
    @ExceptionHandler(MaxUploadSizeExceededException.class)
    ResponseEntity<Object> overTheLimit(HttpServletRequest request) {
        return !isPublic(request)
                ? tooLarge()
                : ResponseEntity.status(HttpStatus.SEE_OTHER)
                        .location(URI.create(request.getRequestURI() + "?tooLarge"))
                        .build();
    }

    @ExceptionHandler(MultipartException.class)
    ResponseEntity<Object> brokenOff(HttpServletRequest request) {
        if (request.getRequestURI().equals(SealPage.PATH)) {
            return ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .location(URI.create(SealPage.PATH + "?broken"))
                    .build();
        }
        return Problems.of(
                HttpStatus.BAD_REQUEST, "UPLOAD_BROKEN", "上传没有完成或内容不完整，请重新上传。", "The upload cannot be read");
    }

    private static boolean isPublic(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/notices/") || request.getRequestURI().equals(SealPage.PATH);
    }

    static ResponseEntity<Object> tooLarge() {
        return Problems.of(
                HttpStatus.PAYLOAD_TOO_LARGE,
                Reason.DOCUMENT_TOO_LARGE.name(),
                Documents.TOO_LARGE,
                "The document is larger than 20 MB");
    }
}
