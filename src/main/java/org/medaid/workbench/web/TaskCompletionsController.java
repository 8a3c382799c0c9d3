package org.medaid.workbench.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.medaid.api.Problems;
import org.medaid.kernel.Clause;
import org.medaid.security.SignedIn;
import org.medaid.workbench.ManyAtOnce;
import org.medaid.workbench.PlainStep;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Completing a plain step of several cases at once: what they are first, then each by itself. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Workbench", description = "Lists beside the tasks")
@Clause("X6")
class TaskCompletionsController {

    /** What somebody can still look through before agreeing. */
    private static final int MOST_TASKS = 50;

    /** @param step the name of a {@link PlainStep} */
    record Asked(String step, List<String> tasks) {}

    /** @param step the name of a {@link PlainStep} */
    record Sent(String step, List<ManyAtOnce.Chosen> tasks) {}

    private final ManyAtOnce many;
    private final SignedIn signedIn;

    TaskCompletionsController(ManyAtOnce many, SignedIn signedIn) {
        this.many = many;
        this.signedIn = signedIn;
    }

    @PostMapping("/task-completion-previews")
    @Operation(summary = "What tasks of one plain step are and come to, before they are completed together")
    public ResponseEntity<Object> preview(@RequestBody Asked asked) {
        Optional<PlainStep> step = step(asked.step());
        if (step.isEmpty()) {
            return notPlain();
        }
        if (isTooMuch(asked.tasks())) {
            return tooMany();
        }
        return ResponseEntity.ok(Map.of(
                "answer", step.get().answerName(), "tasks", many.preview(step.get(), asked.tasks(), signedIn.user())));
    }

    @PostMapping("/task-completions")
    @Operation(summary = "Completes tasks of one plain step, each by itself, under the user's own rights")
    public ResponseEntity<Object> complete(@RequestBody Sent sent) {
        Optional<PlainStep> step = step(sent.step());
        if (step.isEmpty()) {
            return notPlain();
        }
        if (isTooMuch(sent.tasks()) || sent.tasks().stream().anyMatch(one -> one.task() == null)) {
            return tooMany();
        }
        return ResponseEntity.ok(Map.of("tasks", many.complete(step.get(), sent.tasks(), signedIn.user())));
    }

    private static Optional<PlainStep> step(String name) {
        return Arrays.stream(PlainStep.values()).filter(step -> step.name().equals(name)).findFirst();
    }

    private static boolean isTooMuch(List<?> tasks) {
        return tasks == null || tasks.isEmpty() || tasks.size() > MOST_TASKS || tasks.stream().anyMatch(Objects::isNull);
    }

    private static ResponseEntity<Object> notPlain() {
        return Problems.of(HttpStatus.UNPROCESSABLE_ENTITY, "STEP_NOT_PLAIN", "本环节须逐件办理。", "This step is taken case by case");
    }

    private static ResponseEntity<Object> tooMany() {
        return Problems.of(
                HttpStatus.UNPROCESSABLE_ENTITY, "TASKS_INVALID", "一次可以办理1至" + MOST_TASKS + "件。", "Too many tasks, or none");
    }
}
