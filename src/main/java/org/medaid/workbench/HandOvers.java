package org.medaid.workbench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.medaid.api.FieldProblem;
import org.medaid.api.Outcome;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.security.CurrentUser;
import org.medaid.security.StaffDirectory;
import org.medaid.workbench.persistence.SubstitutionRows;
import org.medaid.workbench.persistence.WorkTasks;
import org.medaid.workbench.process.HandedOverTasks;
import org.medaid.workbench.process.TaskTakers;
import org.medaid.workbench.process.VisibleTasks;
import org.springframework.stereotype.Service;

/** Giving one task to a colleague: who may have it, and why it is given. */
@Service
@Clause("X6")
public class HandOvers {

    private static final int LONGEST_REASON = 200;

    private final VisibleTasks tasks;
    private final TaskTakers takers;
    private final HandedOverTasks handedOver;
    private final StaffDirectory staff;
    private final SubstitutionRows leave;
    private final WorkTasks open;
    private final CaseNotes notes;
    private final BusinessClock clock;

    HandOvers(
            VisibleTasks tasks,
            TaskTakers takers,
            HandedOverTasks handedOver,
            StaffDirectory staff,
            SubstitutionRows leave,
            WorkTasks open,
            CaseNotes notes,
            BusinessClock clock) {
        this.tasks = tasks;
        this.takers = takers;
        this.handedOver = handedOver;
        this.staff = staff;
        this.leave = leave;
        this.open = open;
        this.notes = notes;
        this.clock = clock;
    }

    /**
     * What the page sends.
     *
     * @param to the colleague's sign-in name
     */
    public record HandOver(String to, String reason) {}

    /**
     * Somebody of the step's groups.
     *
     * @param tasks how many tasks are in this colleague's hands
     * @param problem why this one cannot have the task; null if it can
     */
    public record Colleague(String id, String name, long tasks, String problem) {}

    /** The colleagues of the step's groups, those who can have the task first; refused if it is not the user's to give. */
    public Outcome<List<Colleague>> colleagues(String task, CurrentUser user) {
        Optional<OpenStep> step = find(task, user);
        Optional<FieldProblem> problem = step.map(one -> problem(one, user)).orElse(Optional.of(gone()));
        return problem.isPresent()
                ? Outcome.refused(List.of(problem.get()))
                : Outcome.done(colleagues(step.get(), user));
    }

    /** Hands a task over, with the draft of its form. */
    public Outcome<UUID> handOver(String task, HandOver command, CurrentUser user) {
        Optional<OpenStep> found = find(task, user);
        Optional<FieldProblem> whole = found.map(one -> problem(one, user)).orElse(Optional.of(gone()));
        if (whole.isPresent()) {
            return Outcome.refused(List.of(whole.get()));
        }
        OpenStep step = found.get();
        List<FieldProblem> problems = new ArrayList<>();
        Optional<Colleague> to = colleagues(step, user).stream()
                .filter(one -> one.id().equals(command.to()))
                .findFirst();
        if (to.isEmpty()) {
            problems.add(new FieldProblem("to", "COLLEAGUE_UNKNOWN", "请选择同一岗位的同事。"));
        } else if (to.get().problem() != null) {
            problems.add(new FieldProblem("to", "COLLEAGUE_EXCLUDED", to.get().name() + to.get().problem() + "。"));
        }
        ColleaguesWords.problem("reason", command.reason(), LONGEST_REASON, notes.namesIn(step), "请写明转交的原因。")
                .ifPresent(problems::add);
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        return handedOver
                .give(step, user.id(), to.get().id(), command.reason().strip())
                .map(Outcome::done)
                .orElseGet(() -> Outcome.refused(List.of(gone())));
    }

    private Optional<OpenStep> find(String task, CurrentUser user) {
        return tasks.find(List.of(task), user).stream().findFirst();
    }

    private static Optional<FieldProblem> problem(OpenStep step, CurrentUser user) {
        if (step.assignee().filter(user.id()::equals).isEmpty()) {
            return Optional.of(new FieldProblem("", "NOT_MINE", "只能转交由您办理的任务；还没有领取的，请先领取。"));
        }
        if (step.groups().isEmpty()) {
            return Optional.of(new FieldProblem("", "GIVEN_TO_ONE", "这一环节由指定的人本人办理，不能转交。"));
        }
        return Optional.empty();
    }

    private List<Colleague> colleagues(OpenStep step, CurrentUser user) {
        Map<String, CurrentUser> found = new LinkedHashMap<>();
        step.groups().forEach(group -> staff.members(group, step.area()).stream()
                .filter(one -> !one.id().equals(user.id()) && one.hospitalCode().equals(user.hospitalCode()))
                .forEach(one -> found.put(one.id(), one)));
        Set<String> absent = leave.absentOn(step.area(), clock.today());
        return found.values().stream()
                .map(one -> new Colleague(
                        one.id(),
                        one.displayName().isEmpty() ? one.id() : one.displayName(),
                        open.countOf(one.id()),
                        problem(one, step, absent)))
                .sorted(Comparator.comparing((Colleague one) -> one.problem() != null).thenComparing(Colleague::id))
                .toList();
    }

    private String problem(CurrentUser colleague, OpenStep step, Set<String> absent) {
        if (absent.contains(colleague.id())) {
            return "正在休假";
        }
        if (!colleague.reaches(step.town())) {
            return "不办理本乡镇（街道）的业务";
        }
        return takers.mayTake(colleague, step) ? null : "以其他岗位办理过本案，须由不同的人员办理";
    }

    private static FieldProblem gone() {
        return new FieldProblem("", "TASK_CHANGED", "这件任务刚刚已办结或者已转走，请刷新任务列表。");
    }
}
