package org.medaid.workbench.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.medaid.api.Problems;
import org.medaid.calendar.Workdays;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.security.CurrentUser;
import org.medaid.security.SignedIn;
import org.medaid.workbench.CaseSearch;
import org.medaid.workbench.CaseSummaries;
import org.medaid.workbench.CaseWords;
import org.medaid.workbench.DueIn;
import org.medaid.workbench.OpenStep;
import org.medaid.workbench.PlainStep;
import org.medaid.workbench.persistence.HandOverRows;
import org.medaid.workbench.persistence.WorkTasks;
import org.medaid.workbench.persistence.WorkedCases;
import org.medaid.workbench.process.TaskClaims;
import org.medaid.workbench.process.TaskFilters;
import org.medaid.workbench.process.VisibleTasks;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What Tasklist's cards show beside what the engine knows, and how many tasks each filter holds. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Workbench", description = "Lists beside the tasks")
@Clause("X6")
class TaskCardsController {

    /** More than a screen of Tasklist ever shows. */
    private static final int MOST_TASKS = 100;

    /** @param tasks the ids of the tasks on the screen */
    record Asked(List<String> tasks) {

        boolean isTooMuch() {
            return tasks == null || tasks.size() > MOST_TASKS || tasks.stream().anyMatch(Objects::isNull);
        }
    }

    /**
     * What is known of a task.
     *
     * @param person masked; absent where the step is done without knowing whose case it is
     * @param place the township or the hospital
     * @param level how urgent, see {@link DueIn.Level}
     * @param plain the step, where it may be completed for several cases at once
     * @param answer what the plain step's usual answer is called
     * @param handedOver which colleague gave it to the user, and why
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Card(
            String task,
            String number,
            String person,
            String place,
            String due,
            DueIn.Level level,
            PlainStep plain,
            String answer,
            String handedOver) {}

    record Cards(List<Card> cards) {}

    /**
     * @param filters how many tasks each filter holds, by the filter's id
     * @param waiting how many of the user's own cases are open and not in the user's hands
     * @param searches whether the user may look for cases
     */
    record Counts(Map<String, Long> filters, long waiting, boolean searches) {}

    /** @param steps how many open steps play there */
    record Place(String code, String name, long steps) {}

    record Places(List<Place> places) {}

    private final VisibleTasks tasks;
    private final WorkTasks rows;
    private final TaskFilters filters;
    private final TaskClaims claims;
    private final WorkedCases worked;
    private final HandOverRows handOvers;
    private final CaseSummaries summaries;
    private final CaseWords words;
    private final Workdays workdays;
    private final BusinessClock clock;
    private final SignedIn signedIn;

    TaskCardsController(
            VisibleTasks tasks,
            WorkTasks rows,
            TaskFilters filters,
            TaskClaims claims,
            WorkedCases worked,
            HandOverRows handOvers,
            CaseSummaries summaries,
            CaseWords words,
            Workdays workdays,
            BusinessClock clock,
            SignedIn signedIn) {
        this.tasks = tasks;
        this.rows = rows;
        this.filters = filters;
        this.claims = claims;
        this.worked = worked;
        this.handOvers = handOvers;
        this.summaries = summaries;
        this.words = words;
        this.workdays = workdays;
        this.clock = clock;
        this.signedIn = signedIn;
    }

    @PostMapping("/task-cards")
    @Operation(summary = "Case number, masked name, place and time left of the tasks on a screen")
    public ResponseEntity<Object> cards(@RequestBody Asked asked) {
        if (asked.isTooMuch()) {
            return tooMany();
        }
        CurrentUser user = signedIn.user();
        List<OpenStep> found = tasks.find(asked.tasks(), user);
        CaseWords.Steps known = words.ofSteps(found, user);
        Map<String, String> given = handedOver(found, user);
        return ResponseEntity.ok(new Cards(found.stream()
                .map(step -> card(step, known, given.get(step.task())))
                .toList()));
    }

    @GetMapping("/task-counts")
    @Operation(summary = "How many tasks each of the user's filters holds, and how many of the own cases wait for others")
    public Counts counts() {
        CurrentUser user = signedIn.user();
        return new Counts(
                filters.counts(user),
                worked.countWaiting(user.id()),
                CaseSearch.searches(user));
    }

    @GetMapping("/task-places")
    @Operation(summary = "The townships or hospitals at which the open steps of one of the user's groups play")
    public ResponseEntity<Object> places(@RequestParam String group, @RequestParam(defaultValue = "false") boolean towns) {
        CurrentUser user = signedIn.user();
        if (!user.isIn(group)) {
            return Problems.of(HttpStatus.FORBIDDEN, "FORBIDDEN", "您不在这个用户组。", "Not a member of the group");
        }
        List<WorkTasks.AtPlace> found = rows.places(group, towns, user.offices()).stream()
                .filter(at -> !towns || user.reaches(Optional.of(at.code())))
                .toList();
        Map<String, String> names = towns
                ? words.towns(user.offices())
                : words.hospitals(found.stream().map(WorkTasks.AtPlace::code).toList());
        return ResponseEntity.ok(new Places(found.stream()
                .map(at -> new Place(at.code(), names.getOrDefault(at.code(), at.code()), at.steps()))
                .toList()));
    }

    @PostMapping("/task-claims")
    @Operation(summary = "Takes several tasks at once; each by itself, under the user's own rights")
    public ResponseEntity<Object> claim(@RequestBody Asked asked) {
        return asked.isTooMuch() ? tooMany() : ResponseEntity.ok(claims.claim(asked.tasks(), signedIn.user()));
    }

    @GetMapping("/tasks/{task}/case-summary")
    @Operation(summary = "People, files, earlier steps and figures of a task's case, as far as the user reads it")
    public ResponseEntity<Object> summary(@PathVariable String task) {
        return summaries
                .ofTask(task, signedIn.user())
                .<ResponseEntity<Object>>map(ResponseEntity::ok)
                .orElseGet(Problems::noSuchTask);
    }

    private static ResponseEntity<Object> tooMany() {
        return Problems.of(
                HttpStatus.UNPROCESSABLE_ENTITY, "TASKS_INVALID", "一次最多选择" + MOST_TASKS + "件任务。", "Too many tasks");
    }

    private Map<String, String> handedOver(List<OpenStep> found, CurrentUser user) {
        List<String> own = found.stream()
                .filter(step -> step.assignee().filter(user.id()::equals).isPresent())
                .map(OpenStep::task)
                .toList();
        if (own.isEmpty()) {
            return Map.of();
        }
        Map<String, HandOverRows.HandedOver> given = handOvers.to(user.id(), own);
        Map<String, String> names = words.colleagues(
                given.values().stream().map(HandOverRows.HandedOver::from).toList());
        return given.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        one -> names.get(one.getValue().from()) + "转交：" + one.getValue().reason()));
    }

    private Card card(OpenStep step, CaseWords.Steps known, String handedOver) {
        Optional<DueIn> due = step.dueAt().map(at -> DueIn.of(at, clock, workdays.calendar(step.area())));
        Optional<PlainStep> plain = PlainStep.of(step);
        return new Card(
                step.task(),
                step.number(),
                known.person(step).orElse(null),
                known.place(step).orElse(null),
                due.map(DueIn::text).orElse(null),
                due.map(DueIn::level).orElse(null),
                plain.orElse(null),
                plain.map(PlainStep::answerName).orElse(null),
                handedOver);
    }
}
