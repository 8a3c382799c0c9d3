package org.medaid.workbench.process;

import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.engine.EngineIdentity;
import org.medaid.security.CurrentUser;
import org.medaid.security.StaffDirectory;
import org.medaid.workbench.OpenStep;
import org.medaid.workbench.Substitution;
import org.medaid.workbench.persistence.WorkTasks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The tasks of somebody who is away.
 *
 * <p>A substitute gets what {@link TaskTakers} let it take. All else goes back to its group. What was given to one
 * person alone, as an expert's opinion, stays: its process replaces people.
 */
@Component
public class AbsentTasks {

    private static final Logger LOG = LoggerFactory.getLogger(AbsentTasks.class);

    private final TaskService tasks;
    private final WorkTasks rows;
    private final TaskTakers takers;
    private final StaffDirectory staff;
    private final EngineIdentity engine;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;

    AbsentTasks(
            @Lazy TaskService tasks,
            WorkTasks rows,
            TaskTakers takers,
            StaffDirectory staff,
            EngineIdentity engine,
            AuditTrail audit,
            TransactionTemplate transaction) {
        this.tasks = tasks;
        this.rows = rows;
        this.takers = takers;
        this.staff = staff;
        this.engine = engine;
        this.audit = audit;
        this.transaction = transaction;
    }

    /**
     * Hands the tasks over, each with a record.
     *
     * @param by who caused it, for the record
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void handOver(Substitution substitution, String by) {
        Optional<CurrentUser> substitute = substitution.substitute().flatMap(staff::find);
        engine.asSystem(() -> {
            List<String> assigned = tasks.createTaskQuery()
                    .taskAssignee(substitution.absent())
                    .tenantIdIn(substitution.area().tenantId())
                    .list()
                    .stream()
                    .map(Task::getId)
                    .toList();
            for (OpenStep step : rows.find(assigned)) {
                if (!step.groups().isEmpty()) {
                    handOver(step, substitution, substitute, by);
                }
            }
        });
    }

    /** Hands over for several, each by itself: what somebody completes at this moment does not keep the others back. */
    public void handOverEach(List<Substitution> substitutions, String by) {
        for (Substitution one : substitutions) {
            try {
                transaction.executeWithoutResult(status -> handOver(one, by));
            } catch (ProcessEngineException e) {
                LOG.info("The tasks of substitution {} were not handed over now: {}", one.id(), e.getMessage());
            }
        }
    }

    private void handOver(OpenStep step, Substitution substitution, Optional<CurrentUser> substitute, String by) {
        Optional<String> to = substitute.filter(who -> takers.mayTake(who, step)).map(CurrentUser::id);
        tasks.setAssignee(step.task(), to.orElse(null));
        AuditEntry entry = AuditEntry.of(by, step.area(), "TASK_HANDED_OVER", "TASK", step.task())
                .with("case", step.caseId())
                .with("step", step.stepKey())
                .with("from", substitution.absent())
                .with("substitution", substitution.id());
        audit.record(to.map(who -> entry.with("to", who)).orElse(entry));
    }
}
