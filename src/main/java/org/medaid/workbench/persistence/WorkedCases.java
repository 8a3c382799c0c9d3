package org.medaid.workbench.persistence;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.medaid.workbench.CaseKind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who has taken a step of which case. */
@Repository
public class WorkedCases {

    private final JdbcClient jdbc;

    WorkedCases(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A case a user has worked on, and when last. */
    public record Worked(CaseKind kind, UUID caseId, Instant lastAt, int steps, boolean open) {}

    /** Which of somebody's cases are asked for. */
    public enum Selection {
        /** Not finished. */
        OPEN("d.open"),
        /** Not finished, and not in the user's own hands: a colleague's turn, a hospital's, or a notice or a period is running. */
        WAITING("d.open and not exists (select from medaid.work_task t where t.case_id = d.case_id and t.assignee = d.user_id)"),
        FINISHED("not d.open"),
        ALL("true");

        private final String condition;

        Selection(String condition) {
            this.condition = condition;
        }
    }

    /**
     * Somebody has done something about a case.
     *
     * @param steps how many steps were completed with it: 0 for opening one
     */
    public void add(String user, CaseKind kind, UUID caseId, int steps, Instant at) {
        jdbc.sql("""
                        insert into medaid.worked_case (user_id, case_id, kind, steps, first_at, last_at, open)
                        values (:user, :case, :kind, :steps, :at, :at, true)
                        on conflict (user_id, case_id) do update
                           set steps = worked_case.steps + excluded.steps, open = true,
                               last_at = greatest(worked_case.last_at, excluded.last_at)
                        """)
                .param("user", user)
                .param("case", caseId)
                .param("kind", kind.name())
                .param("steps", steps)
                .param("at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
                .update();
    }

    /** The case is running, or has come to its end. */
    public void setOpen(UUID caseId, boolean open) {
        jdbc.sql("update medaid.worked_case set open = :open where case_id = :case and open <> :open")
                .param("open", open)
                .param("case", caseId)
                .update();
    }

    /** A page of somebody's cases, the latest first. */
    public List<Worked> of(String user, Selection selection, int offset, int most) {
        return jdbc.sql("select d.kind, d.case_id, d.last_at, d.steps, d.open from medaid.worked_case d where d.user_id = :user and "
                        + selection.condition + " order by d.last_at desc, d.case_id offset :offset limit :most")
                .param("user", user)
                .param("offset", offset)
                .param("most", most)
                .query((row, number) -> new Worked(
                        CaseKind.valueOf(row.getString("kind")),
                        row.getObject("case_id", UUID.class),
                        row.getObject("last_at", OffsetDateTime.class).toInstant(),
                        row.getInt("steps"),
                        row.getBoolean("open")))
                .list();
    }

    /** Whether somebody has had a part in a case. */
    public boolean has(String user, UUID caseId) {
        return jdbc.sql("select exists (select from medaid.worked_case where user_id = ? and case_id = ?)")
                .params(user, caseId)
                .query(Boolean.class)
                .single();
    }

    /**
     * How many of somebody's cases are {@link Selection#WAITING}. The open ones less those that are in the own hands, which are few: to
     * look at the steps of each open case would take longer with each case.
     */
    public long countWaiting(String user) {
        return jdbc.sql("""
                        select (select count(*) from medaid.worked_case d where d.user_id = :user and d.open)
                             - (select count(*) from medaid.worked_case d
                                 where d.user_id = :user and d.open
                                   and d.case_id in (select t.case_id from medaid.work_task t where t.assignee = :user))
                        """)
                .param("user", user)
                .query(Long.class)
                .single();
    }
}
