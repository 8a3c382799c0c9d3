package org.medaid.claim.web;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.medaid.api.Problems;
import org.medaid.claim.EnterExpertTie;
import org.medaid.claim.ExpertPanel;
import org.medaid.claim.ExpertTieDesk;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.medaid.security.PolicyOfficers;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which expert must not judge which hospital, for the office's policy officers. */
@RestController
@RequestMapping("/api/v1/expert-ties")
class ExpertTieController {

    /** @param endedAt null while the tie lasts */
    record TieView(
            UUID id,
            String expert,
            String expertName,
            String hospitalCode,
            String hospitalName,
            String reason,
            String enteredBy,
            Instant enteredAt,
            String endedBy,
            Instant endedAt,
            String endReason) {}

    record Panelist(String id, String name) {}

    record TiesView(List<Panelist> experts, List<TieView> ties) {}

    record Ending(String reason) {}

    private final ExpertTieDesk desk;
    private final ExpertPanel panel;
    private final Parties parties;
    private final StaffNames names;
    private final PolicyOfficers officers;

    ExpertTieController(
            ExpertTieDesk desk, ExpertPanel panel, Parties parties, StaffNames names, PolicyOfficers officers) {
        this.desk = desk;
        this.panel = panel;
        this.parties = parties;
        this.names = names;
        this.officers = officers;
    }

    @Operation(summary = "The office's experts and their ties, the lasting ones first")
    @GetMapping
    ResponseEntity<Object> all() {
        return officers.read(user -> new TiesView(
                panel.experts(user.office()).stream()
                        .map(expert -> new Panelist(expert.id(), expert.name()))
                        .toList(),
                desk.all(user.office()).stream()
                        .map(tie -> new TieView(
                                tie.id(),
                                tie.expert(),
                                names.displayName(tie.expert()),
                                tie.hospitalCode(),
                                parties.hospital(tie.hospitalCode()).map(Hospital::name).orElse(tie.hospitalCode()),
                                tie.reason(),
                                tie.enteredBy(),
                                tie.enteredAt(),
                                tie.endedBy(),
                                tie.endedAt(),
                                tie.endReason()))
                        .toList()));
    }

    @Operation(summary = "Enters a tie: from now on the expert is kept out of reviews of the hospital's bills")
    @PostMapping
    ResponseEntity<Object> enter(@RequestBody EnterExpertTie command) {
        return officers.change(user -> Problems.orId(desk.enter(user.office(), command, user.id())));
    }

    @Operation(summary = "Ends a tie, with the reason")
    @PostMapping("/{id}/endings")
    ResponseEntity<Object> end(@PathVariable UUID id, @RequestBody Ending ending) {
        return officers.change(user -> Problems.orId(desk.end(user.office(), id, ending.reason(), user.id())));
    }
}
