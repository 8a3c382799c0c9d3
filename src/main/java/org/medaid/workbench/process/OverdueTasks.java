package org.medaid.workbench.process;

import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.PoolingArea;
import org.medaid.procedure.CaseDeadlines;
import org.medaid.procedure.CaseDeadlines.Event;
import org.medaid.procedure.Deadlines;
import org.medaid.security.Groups;
import org.medaid.workbench.ReminderParameter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Watches the due dates of every open task of every process: what is due soon moves up in the lists and is recorded as
 * reminded; what is late comes first and is opened to the office's manager. Each once for a task.
 *
 * <p>Two nodes may watch at once: a task is taken by a row of its own, in the transaction that changes it.
 */
@Component
public class OverdueTasks {

    private static final Logger LOG = LoggerFactory.getLogger(OverdueTasks.class);

    /** What Tasklist sorts by; a task starts at 50. */
    static final int SOON = 75;

    static final int LATE = 100;

    private final TaskService tasks;
    private final WatchedTasks watched;
    private final Deadlines deadlines;
    private final AuditTrail audit;
    private final BusinessClock clock;
    private final TransactionTemplate transaction;
    private final Map<String, CaseDeadlines> cases = new HashMap<>();

    OverdueTasks(
            @Lazy TaskService tasks,
            WatchedTasks watched,
            Deadlines deadlines,
            AuditTrail audit,
            BusinessClock clock,
            TransactionTemplate transaction,
            List<CaseDeadlines> cases) {
        this.tasks = tasks;
        this.watched = watched;
        this.deadlines = deadlines;
        this.audit = audit;
        this.clock = clock;
        this.transaction = transaction;
        cases.forEach(one -> this.cases.put(one.process(), one));
    }

    /**
     * Looks at an office's tasks once.
     *
     * @return how many were reminded or escalated now
     */
    public int watch(PoolingArea area) {
        Date now = Date.from(clock.now());
        Date soon = deadlines.due(area, ReminderParameter.REMINDER_DAYS);
        int changed = 0;
        for (Task task : tasks.createTaskQuery()
                .tenantIdIn(area.tenantId())
                .active()
                .dueBefore(new Date(soon.getTime() + 1))
                .list()) {
            Event event = task.getDueDate().before(now) ? Event.STEP_ESCALATED : Event.STEP_REMINDED;
            if (!watched.isDone(task.getId(), event) && apply(task, event, area)) {
                changed++;
            }
        }
        return changed;
    }

    private boolean apply(Task task, Event event, PoolingArea area) {
        try {
            return Boolean.TRUE.equals(transaction.execute(status -> {
                if (!watched.take(task.getId(), event, area)) {
                    return false;
                }
                int priority = event == Event.STEP_ESCALATED ? LATE : SOON;
                if (task.getPriority() < priority) {
                    tasks.setPriority(task.getId(), priority);
                }
                if (event == Event.STEP_ESCALATED && isForAGroup(task)) {
                    tasks.addCandidateGroup(task.getId(), Groups.AGENCY_MANAGER);
                }
                record(task, event, area);
                return true;
            }));
        } catch (ProcessEngineException e) {
            // Somebody completed it at this moment; what is still open is looked at again in an hour.
            LOG.info("The deadline of task {} was not dealt with: {}", task.getId(), e.getMessage());
            return false;
        }
    }

    /** What was given to one person alone, as an expert's opinion, is opened to nobody else: its process replaces people. */
    private boolean isForAGroup(Task task) {
        return tasks.getIdentityLinksForTask(task.getId()).stream().map(IdentityLink::getGroupId).anyMatch(group -> group != null);
    }

    private void record(Task task, Event event, PoolingArea area) {
        String process = process(task);
        AuditEntry entry = AuditEntry.of(AuditEntry.SYSTEM, area, event.name(), "TASK", task.getId())
                .with("process", process)
                .with("step", task.getTaskDefinitionKey());
        CaseDeadlines kept = cases.get(process);
        Optional<String> caseId = Optional.ofNullable(kept)
                .map(known -> (String) tasks.getVariable(task.getId(), known.caseVariable()));
        caseId.ifPresent(id -> kept.record(id, event, task.getName()));
        audit.record(caseId.map(id -> entry.with("case", id)).orElse(entry));
    }

    /** A definition's id begins with its key. */
    private static String process(Task task) {
        return task.getProcessDefinitionId().split(":", 2)[0];
    }
}
