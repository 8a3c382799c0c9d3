package org.medaid.workbench.process;

import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.engine.EngineIdentity;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.workbench.OpenStep;
import org.medaid.workbench.persistence.FormDrafts;
import org.medaid.workbench.persistence.HandOverRows;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Gives a task to a colleague who has been found to be allowed: the engine learns who has it, and nothing else. */
@Component
@Clause("X6")
public class HandedOverTasks {

    private final TaskService tasks;
    private final HandOverRows rows;
    private final FormDrafts drafts;
    private final EngineIdentity engine;
    private final AuditTrail audit;
    private final BusinessClock clock;
    private final TransactionTemplate transaction;

    HandedOverTasks(
            @Lazy TaskService tasks,
            HandOverRows rows,
            FormDrafts drafts,
            EngineIdentity engine,
            AuditTrail audit,
            BusinessClock clock,
            TransactionTemplate transaction) {
        this.tasks = tasks;
        this.rows = rows;
        this.drafts = drafts;
        this.engine = engine;
        this.audit = audit;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** @return the hand-over's id; empty if the task is no longer in the giver's hands */
    public Optional<UUID> give(OpenStep step, String from, String to, String reason) {
        try {
            return transaction.execute(status -> {
                UUID id = UUID.randomUUID();
                // A member of the group may work on a task; giving it to somebody takes more.
                boolean given = engine.asSystem(() -> {
                    Task task = tasks.createTaskQuery().taskId(step.task()).taskAssignee(from).active().singleResult();
                    if (task == null) {
                        return false;
                    }
                    tasks.setAssignee(step.task(), to);
                    return true;
                });
                if (!given) {
                    return Optional.empty();
                }
                drafts.handOver(step.task(), from, to);
                rows.add(id, step, from, to, reason, clock.now());
                audit.record(AuditEntry.of(from, step.area(), "TASK_HANDED_OVER", "TASK", step.task())
                        .with("case", step.caseId())
                        .with("step", step.stepKey())
                        .with("from", from)
                        .with("to", to)
                        .with("handover", id));
                return Optional.of(id);
            });
        } catch (OptimisticLockingException e) {
            // It was completed, or handed over, at this moment.
            return Optional.empty();
        }
    }
}
