package org.medaid.workbench.process;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.task.IdentityLink;
import org.medaid.api.FieldProblem;
import org.medaid.engine.EngineIdentity;
import org.medaid.engine.RefusedForm;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.PoolingArea;
import org.medaid.security.StaffDirectory;
import org.medaid.workbench.CaseKind;
import org.medaid.workbench.persistence.GroupTasks;
import org.medaid.workbench.persistence.WorkTasks;
import org.medaid.workbench.persistence.WorkTasks.Place;
import org.medaid.workbench.persistence.WorkedCases;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Keeps the rows of the lists in step with the engine's tasks. It is told in the transaction that changes the task, so that
 * both are there or neither.
 */
@Component
class TaskEvents {

    /** By the engine's own sorting of tasks by a variable. They hold codes of places. */
    static final String TOWN = "town";

    static final String HOSPITAL = "hospital";

    private static final String OTHER_TOWN = "这件任务属于其他乡镇（街道），只能由该乡镇（街道）或者县级人员办理。";

    /** Given to one person, who is to know as little as possible. */
    private static final String BLIND_STEP = "UserTask_GiveOpinion";

    private final WorkTasks tasks;
    private final GroupTasks lists;
    private final WorkedCases worked;
    private final StaffDirectory staff;
    private final EngineIdentity engine;
    private final EntityManager entities;
    private final BusinessClock clock;

    TaskEvents(
            WorkTasks tasks,
            GroupTasks lists,
            WorkedCases worked,
            @Lazy StaffDirectory staff,
            EngineIdentity engine,
            EntityManager entities,
            BusinessClock clock) {
        this.tasks = tasks;
        this.lists = lists;
        this.worked = worked;
        this.staff = staff;
        this.engine = engine;
        this.entities = entities;
        this.clock = clock;
    }

    @EventListener
    void task(DelegateTask task) {
        list(task);
        Optional<CaseKind> kind = kind(task.getProcessDefinitionId());
        if (kind.isEmpty()) {
            return;
        }
        switch (task.getEventName()) {
            case TaskListener.EVENTNAME_CREATE -> created(task, kind.get());
            case TaskListener.EVENTNAME_ASSIGNMENT -> changed(task)
                    .ifPresent(town -> refuseElsewhere(Optional.ofNullable(task.getAssignee()), town));
            case TaskListener.EVENTNAME_UPDATE -> changed(task);
            case TaskListener.EVENTNAME_COMPLETE -> {
                tasks.close(task.getId()).ifPresent(town -> refuseElsewhere(engine.actingUser(), town));
                caseId(task, kind.get()).ifPresent(id -> worked(kind.get(), id, 1));
            }
            case TaskListener.EVENTNAME_DELETE -> tasks.close(task.getId());
            default -> {
                // Timeouts of tasks are modelled as events of the process.
            }
        }
    }

    private Optional<String> changed(DelegateTask task) {
        return tasks.change(task.getId(), groups(task.getCandidates()), task.getAssignee(), instant(task.getDueDate()));
    }

    /** The last word, whichever way the engine was asked: nobody has or completes a task of somebody else's township. */
    private void refuseElsewhere(Optional<String> who, String town) {
        if (who.flatMap(staff::find).filter(user -> !user.reaches(Optional.of(town))).isPresent()) {
            throw new RefusedForm(List.of(new FieldProblem("", "OTHER_TOWN", OTHER_TOWN)));
        }
    }

    /** The lists of Tasklist hold every task of an office, whatever its process. */
    private void list(DelegateTask task) {
        switch (task.getEventName()) {
            case TaskListener.EVENTNAME_CREATE -> PoolingArea.ofTenant(String.valueOf(task.getTenantId()))
                    .ifPresent(area -> lists.open(
                            task.getId(),
                            area,
                            groups(task.getCandidates()),
                            task.getAssignee(),
                            task.getCreateTime().toInstant(),
                            instant(task.getDueDate())));
            case TaskListener.EVENTNAME_ASSIGNMENT, TaskListener.EVENTNAME_UPDATE ->
                lists.change(task.getId(), groups(task.getCandidates()), task.getAssignee(), instant(task.getDueDate()));
            case TaskListener.EVENTNAME_COMPLETE, TaskListener.EVENTNAME_DELETE -> lists.close(task.getId());
            default -> {
                // Timeouts of tasks are modelled as events of the process.
            }
        }
    }

    @EventListener
    void execution(DelegateExecution execution) {
        // The process itself ends when none of its activities is left.
        if (ExecutionListener.EVENTNAME_END.equals(execution.getEventName())
                && execution.getProcessInstanceId().equals(execution.getActivityInstanceId())) {
            kind(execution.getProcessDefinitionId())
                    .flatMap(kind -> caseId(execution, kind))
                    .ifPresent(id -> worked.setOpen(id, false));
        }
    }

    private void created(DelegateTask task, CaseKind kind) {
        Optional<UUID> id = caseId(task, kind);
        Optional<Place> place = id.flatMap(known -> open(task, kind, known));
        if (place.isEmpty()) {
            return;
        }
        if (!task.getTaskDefinitionKey().equals(BLIND_STEP)) {
            place.get().town().ifPresent(code -> task.setVariableLocal(TOWN, code));
            place.get().hospital().ifPresent(code -> task.setVariableLocal(HOSPITAL, code));
            lists.place(task.getId(), place.get().town(), place.get().hospital());
        }
        // A finished case may be taken up again.
        worked.setOpen(id.get(), true);
        worked(kind, id.get(), 0);
    }

    private Optional<Place> open(DelegateTask task, CaseKind kind, UUID id) {
        Optional<Place> place = insert(task, kind, id);
        if (place.isEmpty()) {
            // A case that was entered a moment ago may not have been written yet.
            entities.flush();
            place = insert(task, kind, id);
        }
        return place;
    }

    private Optional<Place> insert(DelegateTask task, CaseKind kind, UUID id) {
        return tasks.open(
                task.getId(),
                kind,
                id,
                task.getTaskDefinitionKey(),
                task.getName(),
                groups(task.getCandidates()),
                task.getAssignee(),
                clock.now(),
                instant(task.getDueDate()));
    }

    /** Whoever acts: who opened the case, or has just completed the step before. */
    private void worked(CaseKind kind, UUID id, int steps) {
        engine.actingUser().ifPresent(user -> worked.add(user, kind, id, steps, clock.now()));
    }

    private static Optional<UUID> caseId(VariableScope scope, CaseKind kind) {
        if (!(scope.getVariable(kind.variable()) instanceof String id)) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static List<String> groups(Collection<? extends IdentityLink> links) {
        return links.stream().map(IdentityLink::getGroupId).filter(Objects::nonNull).distinct().sorted().toList();
    }

    static Instant instant(Date date) {
        return date == null ? null : date.toInstant();
    }

    /** A definition's id begins with its key. */
    static Optional<CaseKind> kind(String definition) {
        return definition == null ? Optional.empty() : CaseKind.ofProcess(definition.split(":", 2)[0]);
    }
}
