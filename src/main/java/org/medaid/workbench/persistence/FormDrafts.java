package org.medaid.workbench.persistence;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Forms begun and not handed in. A draft is its writer's alone; it goes with its step, by the table's own key. */
@Repository
public class FormDrafts {

    private final JdbcClient jdbc;

    FormDrafts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param content JSON, as the form wrote it */
    public record Draft(String content, Instant savedAt) {}

    /**
     * Keeps what somebody has filled in so far.
     *
     * @return false if the task is not open, or not in this user's hands
     */
    @Transactional
    public boolean save(String user, String task, String content, Instant at) {
        return jdbc.sql("""
                        insert into medaid.form_draft (user_id, task_id, content, saved_at)
                        select :user, t.task_id, :content::jsonb, :at from medaid.work_task t
                         where t.task_id = :task and t.assignee = :user for share
                        on conflict (user_id, task_id) do update set content = excluded.content, saved_at = excluded.saved_at
                        """)
                        .param("user", user)
                        .param("task", task)
                        .param("content", content)
                        .param("at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /** The user's own draft of a task that is in the user's hands. */
    public Optional<Draft> find(String user, String task) {
        return jdbc.sql("""
                        select d.content::text as content, d.saved_at from medaid.form_draft d
                          join medaid.work_task t on t.task_id = d.task_id and t.assignee = d.user_id
                         where d.user_id = ? and d.task_id = ?
                        """)
                .params(user, task)
                .query((row, number) ->
                        new Draft(row.getString("content"), row.getObject("saved_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    @Transactional
    public void remove(String user, String task) {
        jdbc.sql("delete from medaid.form_draft where user_id = ? and task_id = ?").params(user, task).update();
    }

    /** With a task its draft goes to a colleague, whose own former one of this task it replaces. */
    public void handOver(String task, String from, String to) {
        jdbc.sql("""
                        with gone as (delete from medaid.form_draft where task_id = :task and user_id = :from returning content, saved_at)
                        insert into medaid.form_draft (user_id, task_id, content, saved_at)
                        select :to, :task, content, saved_at from gone
                        on conflict (user_id, task_id) do update set content = excluded.content, saved_at = excluded.saved_at
                        """)
                .param("task", task)
                .param("from", from)
                .param("to", to)
                .update();
    }
}
