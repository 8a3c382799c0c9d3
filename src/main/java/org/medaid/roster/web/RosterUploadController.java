package org.medaid.roster.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.medaid.api.Problems;
import org.medaid.roster.NewUpload;
import org.medaid.roster.RosterUploads;
import org.medaid.roster.Upload;
import org.medaid.roster.UploadAnswer;
import org.medaid.roster.UploadId;
import org.medaid.security.CurrentUser;
import org.medaid.security.SignedIn;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Lists as files: announced with a few words, then sent as a plain body.
 *
 * <p>Not as a form's part: that would be stored twice, and bounded by what a case's documents may weigh.
 */
@RestController
@RequestMapping("/api/v1/roster-uploads")
class RosterUploadController {

    private final RosterUploads uploads;
    private final SignedIn signedIn;

    RosterUploadController(RosterUploads uploads, SignedIn signedIn) {
        this.uploads = uploads;
        this.signedIn = signedIn;
    }

    record Undoing(String reason) {}

    /** @param progress of the present work, in percent */
    record UploadView(
            String id,
            String state,
            String stateName,
            boolean working,
            int progress,
            int rows,
            int good,
            int refused,
            int taken,
            String refusal) {

        static UploadView of(Upload upload) {
            return new UploadView(
                    upload.id().toString(),
                    upload.state().name(),
                    upload.state().chineseName(),
                    upload.state().isWorking(),
                    upload.progress(),
                    upload.counts().staged(),
                    upload.counts().good(),
                    upload.counts().refused(),
                    upload.counts().taken(),
                    upload.refusal().orElse(null));
        }
    }

    @PostMapping
    ResponseEntity<Object> announce(@RequestBody NewUpload upload) {
        UploadAnswer answer = uploads.announce(signedIn.user(), upload);
        if (answer instanceof UploadAnswer.Done done) {
            return ResponseEntity.created(URI.create("/api/v1/roster-uploads/" + done.upload().id()))
                    .body(UploadView.of(done.upload()));
        }
        return respond(answer);
    }

    /** The file itself, whatever its type says: what it is shows in its content. */
    @PutMapping("/{id}/content")
    ResponseEntity<Object> receive(@PathVariable String id, HttpServletRequest request) throws IOException {
        CurrentUser user = signedIn.user();
        Optional<UploadId> known = parsed(id);
        return known.isEmpty()
                ? notFound()
                : respond(uploads.receive(user, known.get(), request.getContentLengthLong(), request.getInputStream()));
    }

    @GetMapping("/{id}")
    ResponseEntity<Object> progress(@PathVariable String id) {
        return parsed(id)
                .flatMap(known -> uploads.find(signedIn.user(), known))
                .map(upload -> ResponseEntity.ok()
                        .cacheControl(CacheControl.noStore())
                        .<Object>body(UploadView.of(upload)))
                .orElseGet(RosterUploadController::notFound);
    }

    @PostMapping("/{id}/confirmations")
    ResponseEntity<Object> confirm(@PathVariable String id) {
        return parsed(id)
                .map(known -> respond(uploads.confirm(signedIn.user(), known)))
                .orElseGet(RosterUploadController::notFound);
    }

    @PostMapping("/{id}/reversals")
    ResponseEntity<Object> undo(@PathVariable String id, @RequestBody Undoing undoing) {
        return parsed(id)
                .map(known -> respond(uploads.undo(signedIn.user(), known, undoing.reason())))
                .orElseGet(RosterUploadController::notFound);
    }

    @ExceptionHandler(HttpMessageNotReadableException.class)
    ResponseEntity<Object> unreadable() {
        return Problems.of(
                HttpStatus.BAD_REQUEST, "BODY_UNREADABLE", "请求内容无法读取，请按接口说明以 JSON 提交。", "The body cannot be read");
    }

    private static Optional<UploadId> parsed(String id) {
        try {
            return Optional.of(UploadId.parse(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ResponseEntity<Object> respond(UploadAnswer answer) {
        if (answer instanceof UploadAnswer.Done done) {
            return ResponseEntity.ok(UploadView.of(done.upload()));
        }
        return answer instanceof UploadAnswer.Refused refused ? Problems.invalid(refused.problems()) : notFound();
    }

    private static ResponseEntity<Object> notFound() {
        return Problems.of(HttpStatus.NOT_FOUND, "UPLOAD_NOT_FOUND", "没有找到这份名单。", "No such upload");
    }
}
