package org.medaid.policy.web;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.medaid.api.Problems;
import org.medaid.policy.EnterParameter;
import org.medaid.policy.OfficeParameters;
import org.medaid.policy.ParameterKey;
import org.medaid.security.PolicyOfficers;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The office's own figures, for its policy officers. */
@RestController
@RequestMapping("/api/v1/office-parameters")
class OfficeParameterController {

    record ParameterView(
            UUID id,
            String parameter,
            String name,
            @JsonRawValue String value,
            LocalDate from,
            LocalDate to,
            String documentNumber,
            boolean demonstration,
            String status,
            String enteredBy,
            Instant enteredAt,
            String decidedBy,
            String reason,
            String basis) {}

    record Coded(String code, String name) {}

    /** @param categories the rows of a table by category; empty for other kinds */
    record KeyView(String code, String name, ParameterKey.Kind kind, String basis, List<Coded> categories) {}

    record Rejection(String reason) {}

    private final OfficeParameters parameters;
    private final PolicyOfficers officers;

    OfficeParameterController(OfficeParameters parameters, PolicyOfficers officers) {
        this.parameters = parameters;
        this.officers = officers;
    }

    @Operation(summary = "All figures of the office, with their state")
    @GetMapping
    ResponseEntity<Object> all() {
        return officers.read(user -> parameters.all(user.office()).stream()
                .map(row -> {
                    ParameterKey key = ParameterKey.of(row.parameter()).orElseThrow();
                    return new ParameterView(
                            row.id(),
                            row.parameter(),
                            key.chineseName(),
                            row.value(),
                            row.period().from(),
                            row.period().to(),
                            row.documentNumber(),
                            row.demonstration(),
                            row.status(),
                            row.enteredBy(),
                            row.enteredAt(),
                            row.decidedBy(),
                            row.reason(),
                            key.citation().toString());
                })
                .toList());
    }

    @Operation(summary = "The figures that the office's rules read, with the form of their values")
    @GetMapping("/keys")
    ResponseEntity<Object> keys() {
        List<Coded> categories = parameters.categories().stream()
                .map(category -> new Coded(category.name(), category.chineseName()))
                .toList();
        return officers.read(user -> Arrays.stream(ParameterKey.values())
                .filter(key -> key.areas().contains(user.office()))
                .map(key -> new KeyView(
                        key.code(),
                        key.chineseName(),
                        key.kind(),
                        key.citation().toString(),
                        key.kind() == ParameterKey.Kind.CATEGORY_TABLE ? categories : List.of()))
                .toList());
    }

    @Operation(summary = "Enters a figure; it counts once another person has approved it")
    @PostMapping
    ResponseEntity<Object> enter(@RequestBody EnterParameter command) {
        return officers.change(user -> Problems.orId(parameters.enter(user.office(), command, user.id())));
    }

    @Operation(summary = "Approves a figure that somebody else has entered")
    @PostMapping("/{id}/approvals")
    ResponseEntity<Object> approve(@PathVariable UUID id) {
        return officers.change(user -> Problems.orId(parameters.approve(user.office(), id, user.id())));
    }

    @Operation(summary = "Turns a figure down")
    @PostMapping("/{id}/rejections")
    ResponseEntity<Object> reject(@PathVariable UUID id, @RequestBody Rejection rejection) {
        return officers.change(user -> Problems.orId(parameters.reject(user.office(), id, rejection.reason(), user.id())));
    }
}
