package org.medaid.workbench.process;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.medaid.engine.EngineIdentity;
import org.medaid.workbench.CaseKind;
import org.medaid.workbench.persistence.WorkTasks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Writes the rows of tasks that are older than their table, as after an update to this version. */
@Component
class TasksCaughtUp {

    private static final Logger LOG = LoggerFactory.getLogger(TasksCaughtUp.class);
    private static final int PAGE = 1_000;

    private final TaskService tasks;
    private final WorkTasks rows;
    private final EngineIdentity engine;

    TasksCaughtUp(@Lazy TaskService tasks, WorkTasks rows, EngineIdentity engine) {
        this.tasks = tasks;
        this.rows = rows;
        this.engine = engine;
    }

    /** Two counts where nothing is missing. */
    @EventListener(ApplicationReadyEvent.class)
    void catchUp() {
        engine.asSystem(() -> {
            if (tasks.createTaskQuery().count() != rows.count()) {
                LOG.info("{} open steps were written for the lists", write());
            }
        });
    }

    private int write() {
        Set<String> gone = new HashSet<>(rows.all());
        Set<String> known = Set.copyOf(gone);
        int written = 0;
        for (int first = 0; ; first += PAGE) {
            List<Task> page = tasks.createTaskQuery()
                    .orderByTaskId()
                    .asc()
                    .listPage(first, PAGE);
            gone.removeAll(page.stream().map(Task::getId).collect(Collectors.toSet()));
            written += (int) page.stream().filter(task -> !known.contains(task.getId()) && write(task)).count();
            if (page.size() < PAGE) {
                break;
            }
        }
        gone.forEach(rows::close);
        return written;
    }

    private boolean write(Task task) {
        return TaskEvents.kind(task.getProcessDefinitionId())
                .filter(kind -> tasks.getVariable(task.getId(), kind.variable()) instanceof String)
                .flatMap(kind -> rows.open(
                        task.getId(),
                        kind,
                        caseId(task, kind),
                        task.getTaskDefinitionKey(),
                        task.getName(),
                        TaskEvents.groups(tasks.getIdentityLinksForTask(task.getId())),
                        task.getAssignee(),
                        task.getCreateTime().toInstant(),
                        TaskEvents.instant(task.getDueDate())))
                .isPresent();
    }

    private UUID caseId(Task task, CaseKind kind) {
        return UUID.fromString((String) tasks.getVariable(task.getId(), kind.variable()));
    }
}
