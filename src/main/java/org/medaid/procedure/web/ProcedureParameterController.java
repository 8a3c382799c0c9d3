package org.medaid.procedure.web;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.medaid.api.Problems;
import org.medaid.procedure.EnterProcedureParameter;
import org.medaid.procedure.ProcedureParameterKey;
import org.medaid.procedure.ProcedureParameters;
import org.medaid.procedure.ProcedureParameters.Answer;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.security.SignedIn;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How the office runs its procedures, for its policy officers. */
@RestController
@RequestMapping("/api/v1/procedure-parameters")
class ProcedureParameterController {

    record ParameterView(
            UUID id,
            String parameter,
            String name,
            String value,
            LocalDate from,
            LocalDate to,
            String documentNumber,
            boolean initial,
            String status,
            String enteredBy,
            Instant enteredAt,
            String decidedBy,
            String reason,
            String basis) {}

    record Coded(String code, String name) {}

    /** @param choices empty where the value is a number */
    record KeyView(String code, String name, String basis, List<Coded> choices) {}

    record Rejection(String reason) {}

    private final ProcedureParameters parameters;
    private final SignedIn signedIn;

    ProcedureParameterController(ProcedureParameters parameters, SignedIn signedIn) {
        this.parameters = parameters;
        this.signedIn = signedIn;
    }

    @Operation(summary = "Everything the office has set for its procedures, with its state")
    @GetMapping
    ResponseEntity<Object> all() {
        CurrentUser user = signedIn.user();
        if (!mayRead(user)) {
            return forbidden();
        }
        List<ParameterView> views = parameters.all(user.office()).stream()
                .map(row -> {
                    // A key that a later release has dropped keeps its rows.
                    Optional<ProcedureParameterKey> key = parameters.key(row.parameter());
                    return new ParameterView(
                            row.id(),
                            row.parameter(),
                            key.map(ProcedureParameterKey::chineseName).orElse(row.parameter()),
                            row.value(),
                            row.period().from(),
                            row.period().to(),
                            row.documentNumber(),
                            row.initial(),
                            row.status(),
                            row.enteredBy(),
                            row.enteredAt(),
                            row.decidedBy(),
                            row.reason(),
                            key.map(k -> k.basis(user.office()).toString()).orElse(null));
                })
                .toList();
        return ResponseEntity.ok(views);
    }

    @Operation(summary = "What the office can set for its procedures")
    @GetMapping("/keys")
    ResponseEntity<Object> keys() {
        if (!mayRead(signedIn.user())) {
            return forbidden();
        }
        return ResponseEntity.ok(parameters.keys().stream()
                .map(key -> new KeyView(
                        key.code(),
                        key.chineseName(),
                        key.basis(signedIn.user().office()).toString(),
                        key.choices().entrySet().stream()
                                .map(choice -> new Coded(choice.getKey(), choice.getValue()))
                                .toList()))
                .toList());
    }

    @Operation(summary = "Enters a value; it counts once another person has approved it")
    @PostMapping
    ResponseEntity<Object> enter(@RequestBody EnterProcedureParameter command) {
        CurrentUser user = signedIn.user();
        return user.isIn(Groups.POLICY_OFFICER)
                ? answer(parameters.enter(user.office(), command, user.id()))
                : forbidden();
    }

    @Operation(summary = "Approves a value that somebody else has entered")
    @PostMapping("/{id}/approvals")
    ResponseEntity<Object> approve(@PathVariable UUID id) {
        CurrentUser user = signedIn.user();
        return user.isIn(Groups.POLICY_OFFICER)
                ? answer(parameters.approve(user.office(), id, user.id()))
                : forbidden();
    }

    @Operation(summary = "Turns a value down")
    @PostMapping("/{id}/rejections")
    ResponseEntity<Object> reject(@PathVariable UUID id, @RequestBody Rejection rejection) {
        CurrentUser user = signedIn.user();
        return user.isIn(Groups.POLICY_OFFICER)
                ? answer(parameters.reject(user.office(), id, rejection.reason(), user.id()))
                : forbidden();
    }

    private static boolean mayRead(CurrentUser user) {
        return user.isIn(Groups.POLICY_OFFICER) || user.isIn(Groups.AUDITOR) || user.isIn(Groups.AGENCY_MANAGER);
    }

    private static ResponseEntity<Object> answer(Answer answer) {
        return answer instanceof Answer.Done done
                ? ResponseEntity.ok(Map.of("id", done.id()))
                : Problems.invalid(((Answer.Refused) answer).problems());
    }

    private static ResponseEntity<Object> forbidden() {
        return Problems.of(HttpStatus.FORBIDDEN, "FORBIDDEN", "只有政策管理人员可以办理此事项。", "Policy officers only");
    }
}
