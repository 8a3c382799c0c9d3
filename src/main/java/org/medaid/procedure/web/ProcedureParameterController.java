package org.medaid.procedure.web;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.medaid.api.Problems;
import org.medaid.procedure.EnterProcedureParameter;
import org.medaid.procedure.ProcedureParameterKey;
import org.medaid.procedure.ProcedureParameters;
import org.medaid.security.PolicyOfficers;
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
    private final PolicyOfficers officers;

    ProcedureParameterController(ProcedureParameters parameters, PolicyOfficers officers) {
        this.parameters = parameters;
        this.officers = officers;
    }

    @Operation(summary = "Everything the office has set for its procedures, with its state")
    @GetMapping
    ResponseEntity<Object> all() {
        return officers.read(user -> parameters.all(user.office()).stream()
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
                .toList());
    }

    @Operation(summary = "What the office can set for its procedures")
    @GetMapping("/keys")
    ResponseEntity<Object> keys() {
        return officers.read(user -> parameters.keys().stream()
                .map(key -> new KeyView(
                        key.code(),
                        key.chineseName(),
                        key.basis(user.office()).toString(),
                        key.choices().entrySet().stream()
                                .map(choice -> new Coded(choice.getKey(), choice.getValue()))
                                .toList()))
                .toList());
    }

    @Operation(summary = "Enters a value; it counts once another person has approved it")
    @PostMapping
    ResponseEntity<Object> enter(@RequestBody EnterProcedureParameter command) {
        return officers.change(user -> Problems.orId(parameters.enter(user.office(), command, user.id())));
    }

    @Operation(summary = "Approves a value that somebody else has entered")
    @PostMapping("/{id}/approvals")
    ResponseEntity<Object> approve(@PathVariable UUID id) {
        return officers.change(user -> Problems.orId(parameters.approve(user.office(), id, user.id())));
    }

    @Operation(summary = "Turns a value down")
    @PostMapping("/{id}/rejections")
    ResponseEntity<Object> reject(@PathVariable UUID id, @RequestBody Rejection rejection) {
        return officers.change(user -> Problems.orId(parameters.reject(user.office(), id, rejection.reason(), user.id())));
    }
}
