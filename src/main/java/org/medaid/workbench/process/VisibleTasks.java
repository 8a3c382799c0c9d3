package org.medaid.workbench.process;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.medaid.kernel.Clause;
import org.medaid.security.CurrentUser;
import org.medaid.workbench.OpenStep;
import org.medaid.workbench.persistence.WorkTasks;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** The open steps that the signed-in user may see, by the engine's own word, its rights and its offices, and by the user's townships. */
@Component
@Clause("X6")
public class VisibleTasks {

    private final TaskService tasks;
    private final WorkTasks rows;

    VisibleTasks(@Lazy TaskService tasks, WorkTasks rows) {
        this.tasks = tasks;
        this.rows = rows;
    }

    /** Those of these tasks that are open and that the user may see, in the order asked for. */
    public List<OpenStep> find(Collection<String> asked, CurrentUser user) {
        if (asked.isEmpty()) {
            return List.of();
        }
        Set<String> visible = tasks.createTaskQuery().taskIdIn(asked.toArray(String[]::new)).list().stream()
                .map(Task::getId)
                .collect(Collectors.toSet());
        Map<String, OpenStep> found = rows.find(visible).stream().collect(Collectors.toMap(OpenStep::task, Function.identity()));
        return asked.stream().distinct().map(found::get).filter(step -> step != null && user.reaches(step.town())).toList();
    }
}
