package org.medaid.workbench.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Map;
import org.medaid.api.Problems;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.security.SignedIn;
import org.medaid.workbench.CaseNotes;
import org.medaid.workbench.HandOvers;
import org.medaid.workbench.persistence.FormDrafts;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What stands beside a task's form: comments, to whom it can be handed over, and the draft of the form. */
@RestController
@RequestMapping("/api/v1/tasks/{task}")
@Tag(name = "Workbench", description = "Lists beside the tasks")
@Clause("X6")
class TaskNotesController {

    /** Characters: some hundred lines of a bill fit. */
    private static final int LONGEST_DRAFT = 300_000;

    record Written(String text) {}

    /** @param content what the form wrote; absent where nothing is kept */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Draft(Instant savedAt, @JsonRawValue String content) {}

    private final CaseNotes notes;
    private final HandOvers handOvers;
    private final FormDrafts drafts;
    private final SignedIn signedIn;
    private final BusinessClock clock;

    TaskNotesController(CaseNotes notes, HandOvers handOvers, FormDrafts drafts, SignedIn signedIn, BusinessClock clock) {
        this.notes = notes;
        this.handOvers = handOvers;
        this.drafts = drafts;
        this.signedIn = signedIn;
        this.clock = clock;
    }

    @GetMapping("/notes")
    @Operation(summary = "Comments on a task's case, and from whom the task came")
    public ResponseEntity<Object> notes(@PathVariable String task) {
        return notes.ofTask(task, signedIn.user())
                .<ResponseEntity<Object>>map(ResponseEntity::ok)
                .orElseGet(Problems::noSuchTask);
    }

    @PostMapping("/comments")
    @Operation(summary = "Adds a comment to a task's case; identity and telephone numbers and the person's name are refused")
    public ResponseEntity<Object> comment(@PathVariable String task, @RequestBody Written written) {
        return Problems.orId(notes.comment(task, written.text(), signedIn.user()));
    }

    @GetMapping("/colleagues")
    @Operation(summary = "To whom the user may hand over an own task, and why not to the others")
    public ResponseEntity<Object> colleagues(@PathVariable String task) {
        return handOvers
                .colleagues(task, signedIn.user())
                .fold(found -> ResponseEntity.<Object>ok(Map.of("colleagues", found)), Problems::invalid);
    }

    @PostMapping("/hand-overs")
    @Operation(summary = "Hands an own task over to a colleague, with the reason and the draft of its form")
    public ResponseEntity<Object> handOver(@PathVariable String task, @RequestBody HandOvers.HandOver command) {
        return Problems.orId(handOvers.handOver(task, command, signedIn.user()));
    }

    @GetMapping("/draft")
    @Operation(summary = "What the user has filled in so far in the form of an own task")
    public Draft draft(@PathVariable String task) {
        return drafts.find(signedIn.user().id(), task)
                .map(draft -> new Draft(draft.savedAt(), draft.content()))
                .orElse(new Draft(null, null));
    }

    @PutMapping("/draft")
    @Operation(summary = "Keeps what the user has filled in so far; it goes when the task is done")
    public ResponseEntity<Object> save(@PathVariable String task, @RequestBody JsonNode content) {
        String text = content.toString();
        // The database's JSON has no character zero.
        if (!content.isObject() || text.length() > LONGEST_DRAFT || text.contains("\\u0000")) {
            return Problems.of(HttpStatus.UNPROCESSABLE_ENTITY, "DRAFT_INVALID", "草稿为空或过长，无法保存。", "Invalid draft");
        }
        Instant now = clock.now();
        return drafts.save(signedIn.user().id(), task, text, now)
                ? ResponseEntity.ok(Map.of("savedAt", now))
                : Problems.of(
                        HttpStatus.CONFLICT, "TASK_NOT_MINE", "这件任务已办结或者不在您手中，草稿没有保存。", "Not the user's task");
    }

    @DeleteMapping("/draft")
    @Operation(summary = "Drops the user's draft of a task")
    public ResponseEntity<Object> drop(@PathVariable String task) {
        drafts.remove(signedIn.user().id(), task);
        return ResponseEntity.noContent().build();
    }
}
