package org.medaid.document.web;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.medaid.api.FieldProblem;
import org.medaid.api.Problems;
import org.medaid.document.Document;
import org.medaid.document.DocumentAnswer;
import org.medaid.document.DocumentAnswer.Done;
import org.medaid.document.DocumentAnswer.Reason;
import org.medaid.document.DocumentAnswer.Refused;
import org.medaid.document.DocumentContent;
import org.medaid.document.DocumentId;
import org.medaid.document.Documents;
import org.medaid.security.CurrentUser;
import org.medaid.security.SignedIn;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Files go in by one part named {@code file}, and are known by their id from then on. */
@RestController
@RequestMapping("/api/v1/documents")
class DocumentController {

    /** A file that somebody sent is shown, and does nothing: no script, no form, no request of its own. */
    private static final String SHOW_ONLY = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox";

    private final Documents documents;
    private final SignedIn signedIn;

    DocumentController(Documents documents, SignedIn signedIn) {
        this.documents = documents;
        this.signedIn = signedIn;
    }

    @PostMapping
    ResponseEntity<Object> store(@RequestParam(required = false) MultipartFile file) throws IOException {
        CurrentUser user = signedIn.user();
        if (user.area().isEmpty()) {
            return withoutOffice();
        }
        String name = file == null ? "" : file.getOriginalFilename();
        DocumentAnswer answer = documents.store(user, name, file == null ? new byte[0] : file.getBytes());
        if (answer instanceof Done done) {
            return ResponseEntity.created(URI.create("/api/v1/documents/" + done.document().id()))
                    .body(DocumentView.of(done.document()));
        }
        return problem((Refused) answer);
    }

    @GetMapping("/{id}")
    ResponseEntity<Object> content(@PathVariable String id) {
        CurrentUser user = signedIn.user();
        if (user.area().isEmpty()) {
            return withoutOffice();
        }
        Optional<DocumentContent> found = parsed(id).flatMap(known -> documents.read(user, known));
        if (found.isEmpty()) {
            return notFound();
        }
        Document document = found.get().document();
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(document.type().mediaType()))
                .cacheControl(CacheControl.noStore())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.inline()
                                .filename(document.fileName(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", SHOW_ONLY)
                .body(found.get().bytes());
    }

    @GetMapping("/{id}/metadata")
    ResponseEntity<Object> metadata(@PathVariable String id) {
        CurrentUser user = signedIn.user();
        if (user.area().isEmpty()) {
            return withoutOffice();
        }
        return parsed(id)
                .flatMap(known -> documents.find(user, known))
                .map(document -> ResponseEntity.ok()
                        .cacheControl(CacheControl.noStore())
                        .<Object>body(DocumentView.of(document)))
                .orElseGet(DocumentController::notFound);
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Object> remove(@PathVariable String id) {
        CurrentUser user = signedIn.user();
        if (user.area().isEmpty()) {
            return withoutOffice();
        }
        Optional<DocumentId> known = parsed(id);
        if (known.isEmpty()) {
            return notFound();
        }
        DocumentAnswer answer = documents.remove(user, known.get());
        return answer instanceof Refused refused ? problem(refused) : ResponseEntity.noContent().build();
    }

    /** What is no id cannot be the id of a file: to the caller it is one that does not exist. */
    private static Optional<DocumentId> parsed(String id) {
        try {
            return Optional.of(DocumentId.parse(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ResponseEntity<Object> problem(Refused refused) {
        return switch (refused.reason()) {
            case DOCUMENT_TOO_LARGE -> UploadProblems.tooLarge();
            case DOCUMENT_NOT_FOUND -> notFound();
            case DOCUMENT_ATTACHED -> Problems.of(
                    HttpStatus.CONFLICT, refused.reason().name(), refused.message(), "The document belongs to a case");
            case DOCUMENT_EMPTY, DOCUMENT_TYPE_NOT_ACCEPTED -> Problems.invalid(
                    List.of(new FieldProblem("file", refused.reason().name(), refused.message())));
        };
    }

    private static ResponseEntity<Object> notFound() {
        return Problems.of(
                HttpStatus.NOT_FOUND, Reason.DOCUMENT_NOT_FOUND.name(), Documents.NOT_FOUND, "No such document");
    }

    private static ResponseEntity<Object> withoutOffice() {
        return Problems.of(
                HttpStatus.FORBIDDEN, "DOCUMENTS_NOT_ALLOWED", "您不属于任何经办机构，不能使用文件。", "The user has no office");
    }

    /**
     * A file as the screens show it.
     *
     * @param attached whether it belongs to a case already, and so can no longer be removed
     */
    record DocumentView(
            String id,
            String fileName,
            String mediaType,
            int sizeBytes,
            String sha256,
            Instant uploadedAt,
            boolean attached) {

        static DocumentView of(Document document) {
            return new DocumentView(
                    document.id().toString(),
                    document.fileName(),
                    document.type().mediaType(),
                    document.sizeBytes(),
                    document.sha256(),
                    document.uploadedAt(),
                    document.attachedTo().isPresent());
        }
    }
}
