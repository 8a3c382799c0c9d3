package org.medaid.workbench.process;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.medaid.kernel.Clause;
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

    TaskClaims(@Lazy TaskService tasks) {
        this.tasks = tasks;
    }

    /** @return how many tasks came to each result */
    public Map<Result, Integer> claim(Collection<String> asked, String user) {
        Map<Result, Integer> results = new EnumMap<>(Result.class);
        asked.stream().distinct().forEach(id -> results.merge(claim(id, user), 1, Integer::sum));
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
