package org.medaid.settlement.recovery.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.medaid.api.FieldProblem;
import org.medaid.api.Problems;
import org.medaid.security.CurrentUser;
import org.medaid.security.SignedIn;
import org.medaid.settlement.recovery.AgreePlan;
import org.medaid.settlement.recovery.ConfirmGivingUp;
import org.medaid.settlement.recovery.CorrectRecovery;
import org.medaid.settlement.recovery.DecideRecovery;
import org.medaid.settlement.recovery.HandleOverdueRecovery;
import org.medaid.settlement.recovery.OpenRecovery;
import org.medaid.settlement.recovery.RecordRecoveryReceipt;
import org.medaid.settlement.recovery.Recoveries;
import org.medaid.settlement.recovery.Recovery;
import org.medaid.settlement.recovery.RecoveryDesk;
import org.medaid.settlement.recovery.RecoveryRights;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the forms ask about a recovery, and the checks that put messages at their fields. */
@RestController
@RequestMapping("/api/v1")
class RecoveryController {

    private final RecoveryDesk desk;
    private final Recoveries recoveries;
    private final RecoveryViews views;
    private final SignedIn signedIn;
    private final ObjectMapper json;

    RecoveryController(
            RecoveryDesk desk, Recoveries recoveries, RecoveryViews views, SignedIn signedIn, ObjectMapper json) {
        this.desk = desk;
        this.recoveries = recoveries;
        this.views = views;
        this.signedIn = signedIn;
        this.json = json;
    }

    @GetMapping("/recovery-options")
    ResponseEntity<Object> options() {
        CurrentUser user = signedIn.user();
        return RecoveryRights.reads(user) ? ResponseEntity.ok(views.options(user)) : forbidden();
    }

    /** What was paid for a bill, for who wants to claim it back. */
    @GetMapping("/recovery-sources")
    ResponseEntity<Object> source(@RequestParam String caseNumber) {
        CurrentUser user = signedIn.user();
        if (!RecoveryRights.opens(user)) {
            return forbidden();
        }
        return recoveries
                .paid(user.office(), caseNumber.strip())
                .<ResponseEntity<Object>>map(paid ->
                        ResponseEntity.ok(Map.of("amount", paid.amount().toString(), "reversed", paid.reversed())))
                .orElseGet(() -> Problems.of(HttpStatus.NOT_FOUND, "NOT_PAID", "本案没有可以追回的款项。", "Nothing was paid"));
    }

    @GetMapping("/recoveries/{id}")
    ResponseEntity<Object> recovery(@PathVariable String id) {
        return find(id, signedIn.user())
                .<ResponseEntity<Object>>map(recovery ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(views.view(recovery)))
                .orElseGet(RecoveryController::notFound);
    }

    @PostMapping("/recovery-checks/open-recovery")
    ResponseEntity<Object> checkNew(@RequestBody OpenRecovery command) {
        CurrentUser user = signedIn.user();
        return RecoveryRights.opens(user) ? Problems.orNoContent(desk.check(command, user)) : forbidden();
    }

    /** The same checks as at the completion, without doing anything. */
    @PostMapping("/recoveries/{id}/form-checks/{form}")
    ResponseEntity<Object> checkForm(@PathVariable String id, @PathVariable String form, @RequestBody JsonNode typed) {
        CurrentUser user = signedIn.user();
        Optional<Recovery> recovery = find(id, user);
        if (recovery.isEmpty()) {
            return notFound();
        }
        UUID known = recovery.get().id();
        try {
            List<FieldProblem> problems =
                    switch (form) {
                        case "correct-recovery" -> desk.check(known, json.treeToValue(typed, CorrectRecovery.class), user);
                        case "decide-recovery" -> desk.check(known, json.treeToValue(typed, DecideRecovery.class), user);
                        case "agree-recovery-plan" -> desk.check(known, json.treeToValue(typed, AgreePlan.class), user);
                        case "record-recovery-receipt" -> desk.check(
                                known, json.treeToValue(typed, RecordRecoveryReceipt.class), user);
                        case "handle-overdue-recovery" -> desk.check(
                                known, json.treeToValue(typed, HandleOverdueRecovery.class), user);
                        case "confirm-giving-up" -> desk.check(known, json.treeToValue(typed, ConfirmGivingUp.class), user);
                        default -> null;
                    };
            return problems == null
                    ? Problems.of(HttpStatus.NOT_FOUND, "FORM_UNKNOWN", "没有这张表单。", "No such form")
                    : Problems.orNoContent(problems);
        } catch (JsonProcessingException e) {
            return Problems.of(HttpStatus.BAD_REQUEST, "FORM_UNREADABLE", "表单内容无法识别。", "The form cannot be read");
        }
    }

    private Optional<Recovery> find(String id, CurrentUser user) {
        return RecoveryRights.reads(user) ? recoveries.find(user.office(), id) : Optional.empty();
    }

    private static ResponseEntity<Object> notFound() {
        return Problems.of(HttpStatus.NOT_FOUND, "RECOVERY_NOT_FOUND", "没有找到这一追回事项。", "No such recovery");
    }

    private static ResponseEntity<Object> forbidden() {
        return Problems.of(HttpStatus.FORBIDDEN, "FORBIDDEN", "您没有办理此事项的权限。", "Not allowed");
    }
}
