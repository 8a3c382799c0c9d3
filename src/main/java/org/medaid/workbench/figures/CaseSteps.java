package org.medaid.workbench.figures;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.medaid.kernel.PoolingArea;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The steps of all cases, open and done, in the application's own tables: the engine's cannot be counted by group, week and
 * office in the time that a page may take. Written in the transaction of the step itself.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class CaseSteps {

    private final JdbcClient jdbc;

    CaseSteps(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A step somebody has to take.
     *
     * @param process the id of its process
     * @param caseNumber null where a process has no numbers
     * @param step the id of the step in the process
     * @param name the step's label
     * @param group who is asked; null where one person alone is
     * @param assignee who has it; null while nobody has
     * @param due null where it has no deadline
     */
    public record Opened(
            String task,
            PoolingArea area,
            String process,
            String instance,
            String caseNumber,
            String step,
            String name,
            String group,
            String assignee,
            Instant due) {}

    public void opened(Opened opened, Instant at) {
        jdbc.sql(
                        """
                        insert into medaid.case_step
                          (task_id, area, process, instance_id, case_number, step, step_name, group_id, assignee, opened_at, due_at)
                        values (:task, :area, :process, :instance, :number, :step, :name, :group, :assignee, :at, :due)
                        on conflict (task_id) do nothing
                        """)
                .param("task", opened.task())
                .param("area", opened.area().tenantId())
                .param("process", opened.process())
                .param("instance", opened.instance())
                .param("number", opened.caseNumber())
                .param("step", opened.step())
                .param("name", opened.name())
                .param("group", opened.group())
                .param("assignee", opened.assignee())
                .param("at", at(at))
                .param("due", at(opened.due()))
                .update();
    }

    /** Somebody else has the step, or it is due on another day. */
    public void moved(String task, String assignee, Instant due) {
        jdbc.sql(
                        """
                        update medaid.case_step set assignee = :assignee, due_at = :due
                         where task_id = :task and ended_at is null
                           and (assignee, due_at) is distinct from (cast(:assignee as text), cast(:due as timestamptz))
                        """)
                .param("task", task)
                .param("assignee", assignee)
                .param("due", at(due))
                .update();
    }

    /**
     * The step is over.
     *
     * @param by who did it; null where it went without anybody doing it
     */
    public void ended(String task, String by, boolean completed, Instant at) {
        jdbc.sql(
                        """
                        update medaid.case_step set ended_at = :at, completed = :completed, assignee = coalesce(:by, assignee)
                         where task_id = :task and ended_at is null
                        """)
                .param("task", task)
                .param("by", by)
                .param("completed", completed)
                .param("at", at(at))
                .update();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
