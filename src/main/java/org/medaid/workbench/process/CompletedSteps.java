package org.medaid.workbench.process;

import java.time.Instant;
import java.util.List;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.medaid.engine.EngineIdentity;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** The steps of one case that are done. Whoever asks has been found to see the case. */
@Component
public class CompletedSteps {

    private final TaskService tasks;
    private final HistoryService history;
    private final EngineIdentity engine;

    CompletedSteps(@Lazy TaskService tasks, @Lazy HistoryService history, EngineIdentity engine) {
        this.tasks = tasks;
        this.history = history;
        this.engine = engine;
    }

    /** @param by the sign-in name of who had the task; null where nobody had taken it */
    public record Step(String step, String by, Instant at) {}

    /** The completed steps of an open task's case, oldest first. */
    public List<Step> before(String openTask) {
        return engine.asSystem(() -> {
            Task task = tasks.createTaskQuery().taskId(openTask).singleResult();
            return task == null
                    ? List.<Step>of()
                    : history
                            .createHistoricTaskInstanceQuery()
                            .processInstanceId(task.getProcessInstanceId())
                            .taskDeleteReason("completed")
                            .orderByHistoricTaskInstanceEndTime()
                            .asc()
                            .list()
                            .stream()
                            .map(done -> new Step(done.getName(), done.getAssignee(), done.getEndTime().toInstant()))
                            .toList();
        });
    }
}
