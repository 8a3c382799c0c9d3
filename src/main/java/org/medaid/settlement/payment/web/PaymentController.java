package org.medaid.settlement.payment.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.medaid.api.FieldProblem;
import org.medaid.api.Problems;
import org.medaid.security.CurrentUser;
import org.medaid.security.SignedIn;
import org.medaid.settlement.payment.ClearUnknown;
import org.medaid.settlement.payment.DrawUpBatch;
import org.medaid.settlement.payment.JudgeBatch;
import org.medaid.settlement.payment.PaymentBatch;
import org.medaid.settlement.payment.PaymentBatches;
import org.medaid.settlement.payment.PaymentDesk;
import org.medaid.settlement.payment.PaymentRights;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** What the forms ask about a batch, the checks that put messages at their fields, the file, and the bank's answers. */
@RestController
@RequestMapping("/api/v1")
class PaymentController {

    private final PaymentDesk desk;
    private final PaymentBatches batches;
    private final PaymentViews views;
    private final SignedIn signedIn;

    PaymentController(PaymentDesk desk, PaymentBatches batches, PaymentViews views, SignedIn signedIn) {
        this.desk = desk;
        this.batches = batches;
        this.views = views;
        this.signedIn = signedIn;
    }

    @GetMapping("/payment-options")
    ResponseEntity<Object> options() {
        CurrentUser user = signedIn.user();
        return PaymentRights.reads(user) ? ResponseEntity.ok(views.options(user)) : forbidden();
    }

    @GetMapping("/payment-batches/{id}")
    ResponseEntity<Object> batch(@PathVariable String id) {
        CurrentUser user = signedIn.user();
        return find(id, user)
                .<ResponseEntity<Object>>map(batch ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(views.forForm(batch, user)))
                .orElseGet(PaymentController::notFound);
    }

    @PostMapping("/payment-checks/draw-up-payment-batch")
    ResponseEntity<Object> checkNew(@RequestBody DrawUpBatch command) {
        CurrentUser user = signedIn.user();
        return PaymentRights.drawsUp(user) ? Problems.orNoContent(desk.check(command, user)) : forbidden();
    }

    /** The same checks as at the completion, without doing anything. */
    @PostMapping("/payment-batches/{id}/form-checks/{form}")
    ResponseEntity<Object> checkForm(@PathVariable String id, @PathVariable String form, @RequestBody JudgeBatch said) {
        CurrentUser user = signedIn.user();
        Optional<PaymentBatch> batch = find(id, user);
        if (batch.isEmpty()) {
            return notFound();
        }
        return switch (form) {
            case "approve-payment-batch" -> Problems.orNoContent(desk.checkApproval(batch.get().id(), said, user));
            case "approve-payment-for-finance" -> Problems.orNoContent(desk.checkFinance(batch.get().id(), said, user));
            case "pay-batch" -> Problems.orNoContent(desk.checkPaid(batch.get().id(), said, user));
            default -> Problems.of(HttpStatus.NOT_FOUND, "FORM_UNKNOWN", "没有这张表单。", "No such form");
        };
    }

    /** The file for the treasury's direct payment, the same bytes each time. */
    @GetMapping("/payment-batches/{id}/file")
    ResponseEntity<?> file(@PathVariable String id) {
        CurrentUser user = signedIn.user();
        Optional<PaymentBatch> batch = find(id, user);
        if (batch.isEmpty()) {
            return notFound();
        }
        if (!PaymentRights.pays(user)) {
            return forbidden();
        }
        return desk.download(batch.get().id(), user)
                .<ResponseEntity<?>>fold(
                        file -> ResponseEntity.ok()
                                .cacheControl(CacheControl.noStore())
                                .header(HttpHeaders.CONTENT_TYPE, "text/csv")
                                .header("X-Content-Type-Options", "nosniff")
                                .header(
                                        HttpHeaders.CONTENT_DISPOSITION,
                                        ContentDisposition.attachment()
                                                .filename(file.fileName(), StandardCharsets.UTF_8)
                                                .build()
                                                .toString())
                                .body(file.content()),
                        Problems::invalid);
    }

    /** The bank's answer as a file; sent once more it changes nothing. */
    @PostMapping("/payment-batches/{id}/bank-answers")
    ResponseEntity<Object> answer(@PathVariable String id, @RequestParam("file") MultipartFile file) throws IOException {
        CurrentUser user = signedIn.user();
        Optional<PaymentBatch> batch = find(id, user);
        if (batch.isEmpty()) {
            return notFound();
        }
        if (!PaymentRights.pays(user)) {
            return forbidden();
        }
        return desk.takeAnswer(batch.get().id(), file.getBytes(), user).fold(ResponseEntity::ok, Problems::invalid);
    }

    /** What was found out about a payment whose result the bank did not know. */
    @PostMapping("/payment-batches/{id}/lines/{reference}/clearings")
    ResponseEntity<Object> clear(
            @PathVariable String id, @PathVariable String reference, @RequestBody ClearUnknown said) {
        CurrentUser user = signedIn.user();
        Optional<PaymentBatch> batch = find(id, user);
        if (batch.isEmpty()) {
            return notFound();
        }
        if (!PaymentRights.pays(user)) {
            return forbidden();
        }
        return desk.clear(batch.get().id(), reference, said, user)
                .fold(state -> ResponseEntity.ok(Map.of("result", state)), (List<FieldProblem> problems) -> Problems.invalid(problems));
    }

    private Optional<PaymentBatch> find(String id, CurrentUser user) {
        return PaymentRights.reads(user) ? batches.find(user.office(), id) : Optional.empty();
    }

    private static ResponseEntity<Object> notFound() {
        return Problems.of(HttpStatus.NOT_FOUND, "BATCH_NOT_FOUND", "没有找到这一批次。", "No such batch");
    }

    private static ResponseEntity<Object> forbidden() {
        return Problems.of(HttpStatus.FORBIDDEN, "FORBIDDEN", "您没有办理此事项的权限。", "Not allowed");
    }
}
