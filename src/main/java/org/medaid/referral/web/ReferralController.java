package org.medaid.referral.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.medaid.api.FieldProblem;
import org.medaid.api.Outcome;
import org.medaid.api.Problems;
import org.medaid.kernel.Clause;
import org.medaid.referral.OpenReferral;
import org.medaid.referral.Referral;
import org.medaid.referral.ReferralDesk;
import org.medaid.referral.ReferralRequests;
import org.medaid.referral.ReferralStep;
import org.medaid.security.CurrentUser;
import org.medaid.security.SignedIn;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What forms and hospitals' systems ask about referrals. */
@RestController
@RequestMapping("/api/v1")
@Clause({"R1", "R2"})
@Tag(name = "转诊")
class ReferralController {

    private static final Map<String, Class<? extends ReferralStep>> STEPS = Map.of(
            "write-summary", ReferralStep.WriteSummary.class,
            "agree-referral", ReferralStep.AgreeReferral.class,
            "stamp-referral", ReferralStep.StampReferral.class,
            "file-referral", ReferralStep.FileReferral.class,
            "review-filing", ReferralStep.ReviewFiling.class);

    private final ReferralDesk desk;
    private final ReferralRequests requests;
    private final ReferralAccess access;
    private final ReferralViews views;
    private final SignedIn signedIn;
    private final ObjectMapper json;

    ReferralController(
            ReferralDesk desk,
            ReferralRequests requests,
            ReferralAccess access,
            ReferralViews views,
            SignedIn signedIn,
            ObjectMapper json) {
        this.desk = desk;
        this.requests = requests;
        this.access = access;
        this.views = views;
        this.signedIn = signedIn;
        this.json = json;
    }

    record Reason(String reason) {}

    record Liability(String hospital, String reason) {}

    /**
     * Asks for a transfer, as a hospital's system does. The same key and body again is the same referral, answered with 200;
     * the same key with another body is refused.
     *
     * @param key chosen by the caller, once for each request
     */
    @PostMapping(path = "/referrals", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "医院系统提出转诊申请",
            description = "由医院的接口用户调用。病情摘要和转诊理由由医师填写，随后由科主任和医务科在待办任务中签署、盖章。"
                    + "同一 Idempotency-Key 和同一内容重发，得到同一次转诊。",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = OpenReferral.class),
                                            examples = @ExampleObject(name = "转往市外", value = ReferralExample.REQUEST))))
    @ApiResponse(
            responseCode = "201",
            description = "已受理，Location 指明查询地址",
            content = @Content(schema = @Schema(implementation = ReferralViews.ReferralView.class)))
    @ApiResponse(
            responseCode = "200",
            description = "同一请求此前已受理",
            content = @Content(schema = @Schema(implementation = ReferralViews.ReferralView.class)))
    @ApiResponse(
            responseCode = "422",
            description = "请求有误，field 指明字段；IDEMPOTENCY_KEY_REUSED 表示同一 Idempotency-Key 用于不同内容",
            content = @Content(schema = @Schema(implementation = ProblemDetail.class)))
    ResponseEntity<Object> request(
            @RequestHeader(name = "Idempotency-Key", defaultValue = "") String key, @RequestBody String body) {
        CurrentUser user = signedIn.user();
        if (!ReferralDesk.mayOpen(user) || user.hospitalCode().isEmpty()) {
            return forbidden();
        }
        if (!key.matches("[0-9A-Za-z._:-]{8,100}")) {
            return Problems.invalid(List.of(new FieldProblem(
                    "Idempotency-Key", "IDEMPOTENCY_KEY_MISSING", "请求头 Idempotency-Key 应为8至100位字母、数字或 . _ : -。")));
        }
        OpenReferral command;
        try {
            command = json.readValue(body, OpenReferral.class);
        } catch (JsonProcessingException e) {
            return Problems.of(HttpStatus.BAD_REQUEST, "REQUEST_UNREADABLE", "请求内容无法识别。", "Unreadable request");
        }
        Outcome<ReferralRequests.Answer> outcome =
                requests.open(key, body.getBytes(StandardCharsets.UTF_8), command, user);
        return outcome.fold(
                answer -> {
                    Referral referral = desk.find(answer.referral()).orElseThrow();
                    ResponseEntity.BodyBuilder response = answer.anew()
                            ? ResponseEntity.created(URI.create("/api/v1/referrals/" + referral.id()))
                            : ResponseEntity.ok();
                    return response.cacheControl(CacheControl.noStore()).body(views.view(referral));
                },
                Problems::invalid);
    }

    @GetMapping("/referrals/{id}")
    @Operation(summary = "查询一次转诊的办理状态")
    @ApiResponse(
            responseCode = "200",
            description = "state 为 FILED 时已备案，validFrom 至 validTo 有效",
            content = @Content(schema = @Schema(implementation = ReferralViews.ReferralView.class)))
    @ApiResponse(
            responseCode = "404",
            description = "没有这次转诊，或与本院无关",
            content = @Content(schema = @Schema(implementation = ProblemDetail.class)))
    ResponseEntity<Object> referral(@PathVariable String id) {
        return about(id, (referral, user) ->
                ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(views.view(referral)));
    }

    /** The form of annex 2 with the seals on it. */
    @GetMapping("/referrals/{id}/form.pdf")
    @Operation(summary = "下载转诊申请表（PDF，含已加盖的电子印章）")
    ResponseEntity<Object> form(@PathVariable String id) {
        return about(id, (referral, user) ->
                ReferralPages.pdf("转诊申请表 " + referral.number() + ".pdf", desk.paper(referral.id())));
    }

    @GetMapping("/referral-options")
    ResponseEntity<Object> options() {
        CurrentUser user = signedIn.user();
        return ReferralAccess.reads(user) ? ResponseEntity.ok(views.options(user)) : forbidden();
    }

    @PostMapping("/referral-checks/open-referral")
    ResponseEntity<Object> checkNew(@RequestBody OpenReferral command) {
        CurrentUser user = signedIn.user();
        if (!ReferralDesk.mayOpen(user)) {
            return forbidden();
        }
        return Problems.orNoContent(ReferralRequests.office(command, user)
                .map(office -> desk.check(command, office, user))
                .orElseGet(() -> List.of(new FieldProblem("office", "OFFICE_MISSING", "请选择患者的参保地。"))));
    }

    /** The same checks as at the completion, without doing anything. */
    @PostMapping("/referrals/{id}/form-checks/{form}")
    ResponseEntity<Object> checkForm(@PathVariable String id, @PathVariable String form, @RequestBody JsonNode body) {
        return about(id, (referral, user) -> {
            Class<? extends ReferralStep> step = STEPS.get(form);
            if (step == null) {
                return Problems.of(HttpStatus.NOT_FOUND, "FORM_UNKNOWN", "没有这张表单。", "No such form");
            }
            try {
                return Problems.orNoContent(desk.check(referral.id(), json.treeToValue(body, step), user));
            } catch (JsonProcessingException e) {
                return Problems.of(HttpStatus.BAD_REQUEST, "FORM_UNREADABLE", "表单内容无法识别。", "Unreadable form");
            }
        });
    }

    @PostMapping("/referrals/{id}/withdrawals")
    @Operation(summary = "申请人撤回转诊申请")
    ResponseEntity<Object> withdraw(@PathVariable String id, @RequestBody Reason command) {
        return about(id, (referral, user) -> ReferralAccess.withdraws(referral, user)
                ? Problems.orNoContent(desk.withdraw(referral.id(), command.reason(), user).problems())
                : forbidden());
    }

    @PostMapping("/referrals/{id}/revocations")
    ResponseEntity<Object> revoke(@PathVariable String id, @RequestBody Reason command) {
        return about(id, (referral, user) -> ReferralAccess.decides(user)
                ? Problems.orNoContent(desk.revoke(referral.id(), command.reason(), user).problems())
                : forbidden());
    }

    @PostMapping("/referrals/{id}/hospital-liabilities")
    ResponseEntity<Object> liability(@PathVariable String id, @RequestBody Liability command) {
        return about(id, (referral, user) -> ReferralAccess.decides(user)
                ? Problems.orNoContent(desk.recordLiability(referral.id(), command.hospital(), command.reason(), user).problems())
                : forbidden());
    }

    /** Does something about a referral that the user may see. */
    private ResponseEntity<Object> about(
            String id, BiFunction<Referral, CurrentUser, ResponseEntity<Object>> action) {
        CurrentUser user = signedIn.user();
        return access.find(id, user)
                .map(referral -> action.apply(referral, user))
                .orElseGet(ReferralController::notFound);
    }

    private static ResponseEntity<Object> notFound() {
        return Problems.of(HttpStatus.NOT_FOUND, "REFERRAL_NOT_FOUND", "没有找到这次转诊。", "No such referral");
    }

    private static ResponseEntity<Object> forbidden() {
        return Problems.of(HttpStatus.FORBIDDEN, "FORBIDDEN", "您没有办理此事项的权限。", "Not allowed");
    }
}
