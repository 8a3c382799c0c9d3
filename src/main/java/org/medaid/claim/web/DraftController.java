package org.medaid.claim.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.medaid.api.Problems;
import org.medaid.claim.persistence.Drafts;
import org.medaid.security.CurrentUser;
import org.medaid.security.SignedIn;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Half-filled bills, kept on the server until they are entered. */
@RestController
@RequestMapping("/api/v1/claim-drafts")
class DraftController {

    /** A bill of a few hundred lines fits; more is not a draft of this form. */
    private static final int MAX_CONTENT_CHARACTERS = 500_000;

    private static final int MAX_LABEL_CHARACTERS = 100;

    private final Drafts drafts;
    private final SignedIn signedIn;
    private final ObjectMapper json;

    DraftController(Drafts drafts, SignedIn signedIn, ObjectMapper json) {
        this.drafts = drafts;
        this.signedIn = signedIn;
        this.json = json;
    }

    record SaveDraft(String draftId, String label, JsonNode content) {}

    record DraftView(UUID draftId, String label, Instant savedAt, JsonNode content) {}

    @GetMapping
    List<DraftView> mine() {
        return drafts.of(signedIn.user().id()).stream()
                .map(d -> new DraftView(d.id(), d.label(), d.savedAt(), parse(d.content())))
                .toList();
    }

    @PostMapping
    @Transactional
    ResponseEntity<Object> save(@RequestBody SaveDraft command) {
        CurrentUser user = signedIn.user();
        String content = command.content() == null ? "" : command.content().toString();
        if (content.isEmpty() || content.length() > MAX_CONTENT_CHARACTERS) {
            return Problems.of(HttpStatus.UNPROCESSABLE_ENTITY, "DRAFT_INVALID", "草稿为空或过长，无法保存。", "Invalid draft");
        }
        String label = command.label() == null || command.label().isBlank() ? "未命名草稿" : command.label().strip();
        Optional<UUID> existing = id(command.draftId()).filter(id -> drafts.find(user.id(), id).isPresent());
        UUID saved = drafts.save(
                existing.orElseGet(UUID::randomUUID),
                user.office(),
                user.id(),
                label.substring(0, Math.min(label.length(), MAX_LABEL_CHARACTERS)),
                content);
        return ResponseEntity.ok(Map.of("draftId", saved));
    }

    @DeleteMapping("/{id}")
    @Transactional
    ResponseEntity<Void> remove(@PathVariable String id) {
        id(id).ifPresent(draft -> drafts.remove(signedIn.user().id(), draft));
        return ResponseEntity.noContent().build();
    }

    private JsonNode parse(String content) {
        try {
            return json.readTree(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored draft is valid JSON", e);
        }
    }

    private static Optional<UUID> id(String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
