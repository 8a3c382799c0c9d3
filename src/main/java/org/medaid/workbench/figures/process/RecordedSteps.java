package org.medaid.workbench.figures.process;

import java.util.Objects;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.task.IdentityLink;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.PoolingArea;
import org.medaid.security.SignedIn;
import org.medaid.workbench.figures.CaseSteps;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What the engine says about its tasks goes into the office's own list of steps, in the engine's transaction. */
@Component
class RecordedSteps {

    private final CaseSteps steps;
    private final SignedIn signedIn;
    private final BusinessClock clock;

    RecordedSteps(CaseSteps steps, SignedIn signedIn, BusinessClock clock) {
        this.steps = steps;
        this.signedIn = signedIn;
        this.clock = clock;
    }

    @EventListener
    void changed(DelegateTask task) {
        Optional<PoolingArea> area = PoolingArea.ofTenant(String.valueOf(task.getTenantId()));
        // A task outside of every process belongs to no case.
        if (area.isEmpty() || task.getProcessInstanceId() == null) {
            return;
        }
        switch (task.getEventName()) {
            case TaskListener.EVENTNAME_CREATE -> steps.opened(opened(task, area.get()), clock.now());
            case TaskListener.EVENTNAME_ASSIGNMENT, TaskListener.EVENTNAME_UPDATE -> steps.moved(
                    task.getId(),
                    task.getAssignee(),
                    task.getDueDate() == null ? null : task.getDueDate().toInstant());
            case TaskListener.EVENTNAME_COMPLETE -> steps.ended(task.getId(), by(task), true, clock.now());
            case TaskListener.EVENTNAME_DELETE -> steps.ended(task.getId(), null, false, clock.now());
            default -> {
                // A time-out of a task changes neither who has it nor when it is due.
            }
        }
    }

    private static CaseSteps.Opened opened(DelegateTask task, PoolingArea area) {
        return new CaseSteps.Opened(
                task.getId(),
                area,
                // A definition's id begins with its key.
                task.getProcessDefinitionId().split(":", 2)[0],
                task.getProcessInstanceId(),
                task.getExecution().getProcessBusinessKey(),
                task.getTaskDefinitionKey(),
                task.getName() == null ? task.getTaskDefinitionKey() : task.getName(),
                task.getCandidates().stream()
                        .map(IdentityLink::getGroupId)
                        .filter(Objects::nonNull)
                        .sorted()
                        .findFirst()
                        .orElse(null),
                task.getAssignee(),
                task.getDueDate() == null ? null : task.getDueDate().toInstant());
    }

    /** Who sent the form, also where nobody had taken the task before. */
    private String by(DelegateTask task) {
        try {
            return signedIn.user().id();
        } catch (IllegalStateException nobody) {
            // What the application itself completes is done by whoever had it.
            return task.getAssignee();
        }
    }
}
