package org.medaid.workbench.process;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.medaid.kernel.Clause;
import org.medaid.security.CurrentUser;
import org.medaid.workbench.OpenStep;
import org.medaid.workbench.persistence.WorkTasks;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Takes several tasks at once. Each is taken by itself and under the user's own rights: what a colleague has taken in the
 * meantime does not hinder the others.
 */
@Component
@Clause("X6")
public class TaskClaims {

    /** What came of a task. */
    public enum Result {
        CLAIMED,
        /** The user had it already. */
        MINE,
        TAKEN,
        NOT_ALLOWED
    }

    private final TaskService tasks;
    private final WorkTasks rows;

    TaskClaims(@Lazy TaskService tasks, WorkTasks rows) {
        this.tasks = tasks;
        this.rows = rows;
    }

    /** @return how many tasks came to each result */
    public Map<Result, Integer> claim(Collection<String> asked, CurrentUser user) {
        Set<String> elsewhere = (user.towns().isEmpty() ? List.<OpenStep>of() : rows.find(asked)).stream()
                .filter(step -> !user.reaches(step.town()))
                .map(OpenStep::task)
                .collect(Collectors.toSet());
        Map<Result, Integer> results = new EnumMap<>(Result.class);
        asked.stream()
                .distinct()
                .map(id -> elsewhere.contains(id) ? Result.NOT_ALLOWED : claim(id, user.id()))
                .forEach(result -> results.merge(result, 1, Integer::sum));
        return results;
    }

    private Result claim(String id, String user) {
        Task task = tasks.createTaskQuery().taskId(id).singleResult();
        if (task == null) {
            return Result.NOT_ALLOWED;
        }
        if (task.getAssignee() != null) {
            return task.getAssignee().equals(user) ? Result.MINE : Result.TAKEN;
        }
        try {
            tasks.claim(id, user);
            return Result.CLAIMED;
        } catch (AuthorizationException e) {
            return Result.NOT_ALLOWED;
        } catch (ProcessEngineException e) {
            // Somebody was quicker by a moment.
            return Result.TAKEN;
        }
    }
}
