package org.medaid.settlement.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.medaid.api.FieldProblem;
import org.medaid.api.Problems;
import org.medaid.claim.ClaimId;
import org.medaid.kernel.Clause;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.security.SignedIn;
import org.medaid.settlement.onestop.OneStop;
import org.medaid.settlement.onestop.OneStopReply;
import org.medaid.settlement.onestop.PresentBill;
import org.medaid.settlement.onestop.RegisterAdmission;
import org.medaid.settlement.onestop.RequestKey;
import org.medaid.settlement.onestop.Slips;
import org.medaid.settlement.onestop.StoredAnswer;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * One-stop settlement as a hospital's system calls it. Each request carries an {@code Idempotency-Key}: the same key and body
 * again get the first answer to the byte, also years later.
 */
@RestController
@RequestMapping("/api/v1")
@Clause("C16")
@Tag(name = "一站式结算")
class OneStopController {

    private static final String KEY_FORM = "[0-9A-Za-z._:-]{8,100}";
    private static final String KEY = "Idempotency-Key";
    /** In bytes; a bill of a thousand lines is a fifth of it. */
    private static final int LONGEST_BODY = 1 << 20;
    /** As JSON writes it. */
    private static final String NUL = "\\u0000";

    private final OneStop oneStop;
    private final Slips slips;
    private final SignedIn signedIn;
    private final ObjectMapper json;

    OneStopController(OneStop oneStop, Slips slips, SignedIn signedIn, ObjectMapper json) {
        this.oneStop = oneStop;
        this.slips = slips;
        this.signedIn = signedIn;
        this.json = json;
    }

    /** @param reason at most 200 characters */
    record Reason(String reason) {}

    /** What every request may be answered, whatever it asks. */
    @Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
    @Retention(RetentionPolicy.RUNTIME)
    @ApiResponse(
            responseCode = "401",
            description = "UNAUTHENTICATED：密钥不对、已锁定或已过期",
            content = @Content(schema = @Schema(implementation = ProblemDetail.class)))
    @ApiResponse(
            responseCode = "404",
            description = "NOT_FOUND：没有查到本院的这项业务",
            content = @Content(schema = @Schema(implementation = ProblemDetail.class)))
    @ApiResponse(
            responseCode = "409",
            description = "REQUEST_IN_FLIGHT：同一请求正在办理，稍后以同一 Idempotency-Key 重发",
            content = @Content(schema = @Schema(implementation = ProblemDetail.class)))
    @ApiResponse(
            responseCode = "429",
            description = "RATE_LIMITED：请求过于频繁，等 Retry-After 秒后重发",
            content = @Content(schema = @Schema(implementation = ProblemDetail.class)))
    @ApiResponse(
            responseCode = "503",
            description = "TRY_AGAIN：系统繁忙，稍后以同一 Idempotency-Key 重发，不会重复结算",
            content = @Content(schema = @Schema(implementation = ProblemDetail.class)))
    @interface CommonRefusals {}

    /** Every act may be refused for the bill's or the patient's sake, too. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @ApiResponse(
            responseCode = "422",
            description = "不能办理，code 说明原因，detail 可直接显示给窗口",
            content = @Content(schema = @Schema(implementation = ProblemDetail.class)))
    @CommonRefusals
    @interface ActRefusals {}

    @PostMapping(path = "/admissions", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "入院（就诊）登记",
            description = "核对救助对象身份；住院期间只能在一家医院登记。",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = RegisterAdmission.class),
                                            examples = @ExampleObject(value = OneStopExample.ADMISSION))))
    @ApiResponse(
            responseCode = "201",
            description = "已登记，Location 指明查询地址",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            examples = @ExampleObject(value = OneStopExample.ADMITTED)))
    @ActRefusals
    ResponseEntity<Object> register(@RequestHeader(name = KEY, defaultValue = "") String key, InputStream body) {
        CurrentUser user = signedIn.user();
        return once(user, key, RequestKey.Kind.ADMISSION, "", body, RegisterAdmission.class, (request, typed) ->
                oneStop.register(request, typed, user));
    }

    @GetMapping("/admissions/{id}")
    @Operation(summary = "查询登记")
    @ApiResponse(
            responseCode = "200",
            description = "登记的状态",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            examples = @ExampleObject(value = OneStopExample.ADMITTED)))
    @CommonRefusals
    ResponseEntity<Object> admission(@PathVariable String id) {
        return asked(user -> uuid(id).flatMap(known -> oneStop.admission(known, user)).map(OneStopController::sent));
    }

    @PostMapping(path = "/admissions/{id}/cancellations", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "撤销登记",
            description = "释放预留的限额；已结算的不能撤销。",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = Reason.class),
                                            examples = @ExampleObject(value = OneStopExample.REASON))))
    @ApiResponse(
            responseCode = "200",
            description = "已撤销",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            examples = @ExampleObject(value = OneStopExample.ADMITTED)))
    @ActRefusals
    ResponseEntity<Object> cancel(
            @PathVariable String id,
            @RequestHeader(name = KEY, defaultValue = "") String key,
            InputStream body) {
        CurrentUser user = signedIn.user();
        return uuid(id).map(admission -> once(user, key, RequestKey.Kind.CANCELLATION, id, body, Reason.class, (request, typed) ->
                        oneStop.cancel(request, admission, typed.reason(), user)))
                .orElseGet(OneStopController::unknown);
    }

    @PostMapping(path = "/pre-settlements", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "预结算",
            description = "试算各方负担，并为本次就医预留限额，直至结算、撤销登记或到期。",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = PresentBill.class),
                                            examples = @ExampleObject(value = OneStopExample.BILL))))
    @ApiResponse(
            responseCode = "200",
            description = "status 为 PREVIEWED；须经办机构办理的为 NEEDS_OFFICE，code 说明原因",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            examples = @ExampleObject(value = OneStopExample.PREVIEWED)))
    @ActRefusals
    ResponseEntity<Object> preSettle(@RequestHeader(name = KEY, defaultValue = "") String key, InputStream body) {
        CurrentUser user = signedIn.user();
        return once(user, key, RequestKey.Kind.PRE_SETTLEMENT, "", body, PresentBill.class, (request, typed) ->
                oneStop.preSettle(request, typed, user));
    }

    @PostMapping(path = "/settlements", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "出院结算",
            description = "没有收到答复的，以同一 Idempotency-Key 和同样内容重发，不会重复结算。",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = PresentBill.class),
                                            examples = @ExampleObject(value = OneStopExample.BILL))))
    @ApiResponse(
            responseCode = "201",
            description = "已结算，按返回的各方负担收费；slip 为结算单地址",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            examples = @ExampleObject(value = OneStopExample.SETTLED)))
    @ApiResponse(
            responseCode = "202",
            description = "转经办机构办理，按 Location 查询结果",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            examples = @ExampleObject(value = OneStopExample.LEFT_TO_OFFICE)))
    @ActRefusals
    ResponseEntity<Object> settle(@RequestHeader(name = KEY, defaultValue = "") String key, InputStream body) {
        CurrentUser user = signedIn.user();
        return once(user, key, RequestKey.Kind.SETTLEMENT, "", body, PresentBill.class, (request, typed) ->
                oneStop.settle(request, typed, user));
    }

    @GetMapping("/settlements/{id}")
    @Operation(summary = "查询结算", description = "经办机构确认以前 status 为 WITH_OFFICE，没有各方负担。")
    @ApiResponse(
            responseCode = "200",
            description = "结算的状态",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            examples = @ExampleObject(value = OneStopExample.SETTLED)))
    @CommonRefusals
    ResponseEntity<Object> settlement(@PathVariable String id) {
        return asked(user -> uuid(id).map(ClaimId::new)
                .flatMap(known -> oneStop.settlement(known, user))
                .map(OneStopController::sent));
    }

    @GetMapping("/settlements/{id}/slip.pdf")
    @Operation(summary = "下载结算单（PDF）", description = "打印后交患者；同一笔结算每次得到同一份文件，冲账后注明已冲账。")
    @ApiResponse(
            responseCode = "200",
            description = "结算单",
            content = @Content(mediaType = MediaType.APPLICATION_PDF_VALUE, schema = @Schema(type = "string", format = "binary")))
    @CommonRefusals
    ResponseEntity<Object> slip(@PathVariable String id) {
        return asked(user -> uuid(id).map(ClaimId::new)
                .flatMap(known -> slips.of(known, user))
                .map(OneStopController::pdf));
    }

    @PostMapping(path = "/settlements/{id}/reversals", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "冲账",
            description = "限结算当日；过后由经办机构办理。",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = Reason.class),
                                            examples = @ExampleObject(value = OneStopExample.REASON))))
    @ApiResponse(
            responseCode = "200",
            description = "已冲账，可重新结算",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            examples = @ExampleObject(value = OneStopExample.REVERSED)))
    @ActRefusals
    ResponseEntity<Object> reverse(
            @PathVariable String id,
            @RequestHeader(name = KEY, defaultValue = "") String key,
            InputStream body) {
        CurrentUser user = signedIn.user();
        return uuid(id).map(settlement -> once(user, key, RequestKey.Kind.REVERSAL, id, body, Reason.class, (request, typed) ->
                        oneStop.reverse(request, new ClaimId(settlement), typed.reason(), user)))
                .orElseGet(OneStopController::unknown);
    }

    // --- what all of them have in common ---

    private interface Act<T> {
        OneStopReply on(RequestKey request, T typed);
    }

    /** @param refusal why the request goes no further; then it has no key and nothing typed */
    private record Checked<T>(Optional<ResponseEntity<Object>> refusal, RequestKey request, T typed) {}

    private <T> ResponseEntity<Object> once(
            CurrentUser user, String key, RequestKey.Kind kind, String about, InputStream body, Class<T> type, Act<T> act) {
        Checked<T> checked = check(user, key, kind, about, body, type);
        return checked.refusal().orElseGet(() -> reply(act.on(checked.request(), checked.typed())));
    }

    private <T> Checked<T> check(
            CurrentUser user, String key, RequestKey.Kind kind, String about, InputStream body, Class<T> type) {
        if (!isHospital(user)) {
            return refused(() -> Problems.of(HttpStatus.FORBIDDEN, "FORBIDDEN", "只有医院的结算系统可以办理。", "Not permitted"));
        }
        Optional<Duration> wait = oneStop.wait(user);
        if (wait.isPresent()) {
            return refused(() -> tooMany(wait.get()));
        }
        if (!key.matches(KEY_FORM)) {
            return refused(() -> Problems.invalid(List.of(new FieldProblem(
                    KEY, "IDEMPOTENCY_KEY_MISSING", "请求头 Idempotency-Key 应为8至100位字母、数字或 . _ : -。"))));
        }
        try {
            String text = text(body);
            // No text of ours holds the character NUL, and the database takes none.
            T typed = text == null || text.contains(NUL) ? null : json.readValue(text, type);
            if (typed != null) {
                return new Checked<>(
                        Optional.empty(), RequestKey.of(user.hospitalCode().get(), key, kind, about, text), typed);
            }
        } catch (JsonProcessingException e) {
            // Said below, without what was sent: it may name a person.
        }
        return refused(() -> Problems.of(HttpStatus.BAD_REQUEST, "REQUEST_UNREADABLE", "请求内容无法识别。", "Unreadable request"));
    }

    /** Read here and not by a converter, which costs as much as the settlement's own arithmetic; null if it is too long. */
    private static String text(InputStream body) {
        try {
            byte[] bytes = body.readNBytes(LONGEST_BODY + 1);
            return bytes.length > LONGEST_BODY ? null : new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> Checked<T> refused(Supplier<ResponseEntity<Object>> problem) {
        return new Checked<>(Optional.of(problem.get()), null, null);
    }

    private static ResponseEntity<Object> tooMany(Duration wait) {
        ResponseEntity<Object> problem =
                Problems.of(HttpStatus.TOO_MANY_REQUESTS, "RATE_LIMITED", "请求过于频繁，请稍后重试。", "Too many requests");
        return ResponseEntity.status(problem.getStatusCode())
                .headers(problem.getHeaders())
                .header(HttpHeaders.RETRY_AFTER, String.valueOf(wait.toSeconds() + 1))
                .body(problem.getBody());
    }

    private static ResponseEntity<Object> reply(OneStopReply reply) {
        if (reply instanceof OneStopReply.Answered answered) {
            return sent(answered.answer());
        }
        if (reply instanceof OneStopReply.TooLate) {
            return Problems.of(
                    HttpStatus.SERVICE_UNAVAILABLE, "TRY_AGAIN", "系统繁忙，请稍后以相同的 Idempotency-Key 重发，不会重复结算。", "Try again");
        }
        return reply instanceof OneStopReply.InFlight
                ? Problems.of(
                        HttpStatus.CONFLICT, "REQUEST_IN_FLIGHT", "同一请求正在办理，请稍后以相同的 Idempotency-Key 重发。", "Still in flight")
                : Problems.invalid(List.of(OneStop.KEY_REUSED));
    }

    /** People of the office may read slips, too; they do not ask by the hundred. */
    private ResponseEntity<Object> asked(Function<CurrentUser, Optional<ResponseEntity<Object>>> question) {
        CurrentUser user = signedIn.user();
        Optional<Duration> wait = isHospital(user) ? oneStop.wait(user) : Optional.empty();
        return wait.map(OneStopController::tooMany)
                .orElseGet(() -> question.apply(user).orElseGet(OneStopController::unknown));
    }

    private static boolean isHospital(CurrentUser user) {
        return user.isIn(Groups.MACHINE_HOSPITAL) && user.hospitalCode().isPresent();
    }

    private static ResponseEntity<Object> sent(StoredAnswer answer) {
        ResponseEntity.BodyBuilder response = ResponseEntity.status(answer.status())
                .cacheControl(CacheControl.noStore())
                .contentType(answer.status() < 400 ? MediaType.APPLICATION_JSON : MediaType.APPLICATION_PROBLEM_JSON);
        if (answer.location() != null) {
            response.header(HttpHeaders.LOCATION, answer.location());
        }
        // Bytes: a text would be written with the charset of the converter.
        return response.body(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    /** A PDF to be read in the browser and kept by nobody on the way. */
    static ResponseEntity<Object> pdf(Slips.Slip slip) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .cacheControl(CacheControl.noStore())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.inline()
                                .filename(slip.fileName(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(slip.pdf());
    }

    private static ResponseEntity<Object> unknown() {
        return Problems.of(HttpStatus.NOT_FOUND, "NOT_FOUND", "没有查到本院的这项业务。", "Not found");
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
