package org.medaid.workbench.persistence;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.medaid.workbench.OpenStep;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who gave a task to whom, and why. */
@Repository
public class HandOverRows {

    private final JdbcClient jdbc;

    HandOverRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The last time a task was given to who has it now. */
    public record HandedOver(String from, String reason, Instant at) {}

    public void add(UUID id, OpenStep step, String from, String to, String reason, Instant at) {
        jdbc.sql("""
                        insert into medaid.task_hand_over (id, task_id, area, kind, case_id, number, step_key, step, from_user, to_user, reason, at)
                        values (:id, :task, :area, :kind, :case, :number, :stepKey, :step, :from, :to, :reason, :at)
                        """)
                .param("id", id)
                .param("task", step.task())
                .param("area", step.area().tenantId())
                .param("kind", step.kind().name())
                .param("case", step.caseId())
                .param("number", step.number())
                .param("stepKey", step.stepKey())
                .param("step", step.step())
                .param("from", from)
                .param("to", to)
                .param("reason", reason)
                .param("at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
                .update();
    }

    /** Those of these tasks whose last hand-over was to this user. */
    public Map<String, HandedOver> to(String user, Collection<String> tasks) {
        Map<String, HandedOver> found = new HashMap<>();
        jdbc.sql("""
                        select * from (
                            select distinct on (task_id) task_id, from_user, to_user, reason, at from medaid.task_hand_over
                             where task_id = any(:tasks) order by task_id, at desc, id) as latest
                         where to_user = :user
                        """)
                .param("tasks", tasks.toArray(String[]::new))
                .param("user", user)
                .query(row -> {
                    found.put(
                            row.getString("task_id"),
                            new HandedOver(
                                    row.getString("from_user"),
                                    row.getString("reason"),
                                    row.getObject("at", OffsetDateTime.class).toInstant()));
                });
        return found;
    }
}
