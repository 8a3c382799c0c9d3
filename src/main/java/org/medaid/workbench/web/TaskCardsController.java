package org.medaid.workbench.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.medaid.api.Problems;
import org.medaid.calendar.Workdays;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.security.CurrentUser;
import org.medaid.security.SignedIn;
import org.medaid.workbench.CaseWords;
import org.medaid.workbench.DueIn;
import org.medaid.workbench.OpenStep;
import org.medaid.workbench.persistence.WorkedCases;
import org.medaid.workbench.process.TaskFilters;
import org.medaid.workbench.process.VisibleTasks;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
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
    record Asked(List<String> tasks) {}

    /**
     * What is known of a task.
     *
     * @param person masked; absent where the step is done without knowing whose case it is
     * @param place the township or the hospital
     * @param level how urgent, see {@link DueIn.Level}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Card(String task, String number, String person, String place, String due, DueIn.Level level) {}

    record Cards(List<Card> cards) {}

    /** @param filters how many tasks each filter holds, by the filter's id */
    record Counts(Map<String, Long> filters, long waiting) {}

    private final VisibleTasks tasks;
    private final TaskFilters filters;
    private final WorkedCases worked;
    private final CaseWords words;
    private final Workdays workdays;
    private final BusinessClock clock;
    private final SignedIn signedIn;

    TaskCardsController(
            VisibleTasks tasks,
            TaskFilters filters,
            WorkedCases worked,
            CaseWords words,
            Workdays workdays,
            BusinessClock clock,
            SignedIn signedIn) {
        this.tasks = tasks;
        this.filters = filters;
        this.worked = worked;
        this.words = words;
        this.workdays = workdays;
        this.clock = clock;
        this.signedIn = signedIn;
    }

    @PostMapping("/task-cards")
    @Operation(summary = "Case number, masked name, place and time left of the tasks on a screen")
    public ResponseEntity<Object> cards(@RequestBody Asked asked) {
        if (asked.tasks() == null || asked.tasks().size() > MOST_TASKS || asked.tasks().contains(null)) {
            return Problems.of(
                    HttpStatus.UNPROCESSABLE_ENTITY, "TASKS_INVALID", "一次最多查询" + MOST_TASKS + "件任务。", "Too many tasks");
        }
        CurrentUser user = signedIn.user();
        List<OpenStep> found = tasks.find(asked.tasks());
        Map<PersonId, String> names = words.maskedNames(CaseWords.peopleOf(found.stream()
                .filter(step -> !step.kind().isBlindFor(user))
                .toList()));
        Map<String, String> hospitals =
                words.hospitals(found.stream().flatMap(step -> step.hospital().stream()).collect(Collectors.toSet()));
        Set<PoolingArea> withTowns = EnumSet.noneOf(PoolingArea.class);
        found.stream().filter(step -> step.town().isPresent()).forEach(step -> withTowns.add(step.area()));
        Map<String, String> towns = words.towns(withTowns);
        return ResponseEntity.ok(new Cards(found.stream()
                .map(step -> card(step, user, names, towns, hospitals))
                .toList()));
    }

    @GetMapping("/task-counts")
    @Operation(summary = "How many tasks each of the user's filters holds, and how many of the own cases wait for others")
    public Counts counts() {
        CurrentUser user = signedIn.user();
        return new Counts(filters.counts(user), worked.count(user.id(), WorkedCases.Selection.WAITING));
    }

    private Card card(
            OpenStep step,
            CurrentUser user,
            Map<PersonId, String> names,
            Map<String, String> towns,
            Map<String, String> hospitals) {
        Optional<DueIn> due = step.dueAt().map(at -> DueIn.of(at, clock, workdays.calendar(step.area())));
        boolean blind = step.kind().isBlindFor(user);
        return new Card(
                step.task(),
                step.number(),
                blind ? null : step.person().map(names::get).orElse(null),
                blind ? null : CaseWords.place(step.town(), step.hospital(), towns, hospitals),
                due.map(DueIn::text).orElse(null),
                due.map(DueIn::level).orElse(null));
    }
}
