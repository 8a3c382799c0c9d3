package org.medaid.workbench.persistence;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.workbench.CaseKind;
import org.medaid.workbench.OpenStep;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The open steps of all cases, one row for each task of the engine. */
@Repository
public class WorkTasks {

    private final JdbcClient jdbc;

    WorkTasks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Where a case plays, as far as lists are sorted by it. */
    public record Place(Optional<String> town, Optional<String> hospital) {}

    /**
     * A step begins.
     *
     * @return where its case plays; empty, and no row, if there is no such case
     */
    public Optional<Place> open(
            String task,
            CaseKind kind,
            UUID caseId,
            String stepKey,
            String step,
            Collection<String> groups,
            String assignee,
            Instant createdAt,
            Instant dueAt) {
        return jdbc.sql("""
                        insert into medaid.work_task (task_id, kind, case_id, number, area, person_id, town_code, hospital_code,
                            step_key, step, candidate_groups, assignee, created_at, due_at)
                        select :task, o.kind, o.case_id, o.number, o.area, o.person_id, %s, o.hospital_code,
                               :stepKey, :step, :groups, :assignee, :createdAt, :dueAt
                          from medaid.case_overview o
                         where o.kind = :kind and o.case_id = :case
                        on conflict (task_id) do update
                           set candidate_groups = excluded.candidate_groups, assignee = excluded.assignee, due_at = excluded.due_at
                        returning town_code, hospital_code
                        """.formatted(CaseRows.TOWN))
                .param("task", task)
                .param("kind", kind.name())
                .param("case", caseId)
                .param("stepKey", stepKey)
                .param("step", step)
                .param("groups", groups.toArray(String[]::new))
                .param("assignee", assignee, java.sql.Types.VARCHAR)
                .param("createdAt", at(createdAt))
                .param("dueAt", at(dueAt), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .query((row, number) -> new Place(
                        Optional.ofNullable(row.getString("town_code")), Optional.ofNullable(row.getString("hospital_code"))))
                .optional();
    }

    /**
     * Somebody took it, gave it back, or its date or its groups changed.
     *
     * @return the township it belongs to, if it belongs to one
     */
    public Optional<String> change(String task, Collection<String> groups, String assignee, Instant dueAt) {
        return jdbc.sql("""
                        update medaid.work_task set candidate_groups = :groups, assignee = :assignee, due_at = :dueAt
                         where task_id = :task returning town_code
                        """)
                .param("task", task)
                .param("groups", groups.toArray(String[]::new))
                .param("assignee", assignee, java.sql.Types.VARCHAR)
                .param("dueAt", at(dueAt), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .query(WorkTasks::town)
                .optional()
                .flatMap(town -> town);
    }

    /**
     * The step is done, or no longer needed.
     *
     * @return the township it belonged to, if it belonged to one
     */
    public Optional<String> close(String task) {
        return jdbc.sql("delete from medaid.work_task where task_id = ? returning town_code")
                .param(task)
                .query(WorkTasks::town)
                .optional()
                .flatMap(town -> town);
    }

    private static Optional<String> town(ResultSet row, int number) throws SQLException {
        return Optional.ofNullable(row.getString("town_code"));
    }

    /**
     * Keeps a step to this transaction: another one that asks for it waits for the end.
     *
     * @return false if the step is done by then
     */
    public boolean lock(String task) {
        return jdbc.sql("select task_id from medaid.work_task where task_id = ? for update")
                .param(task)
                .query(String.class)
                .optional()
                .isPresent();
    }

    /** Those of these tasks that are open. */
    public List<OpenStep> find(Collection<String> tasks) {
        return jdbc.sql("select * from medaid.work_task where task_id = any(:tasks)")
                .param("tasks", tasks.toArray(String[]::new))
                .query((row, number) -> step(row))
                .list();
    }

    /** The open steps of cases, oldest first. */
    public List<OpenStep> ofCases(Collection<UUID> cases) {
        return jdbc.sql("select * from medaid.work_task where case_id = any(:cases) order by created_at, task_id")
                .param("cases", cases.toArray(UUID[]::new))
                .query((row, number) -> step(row))
                .list();
    }

    public long count() {
        return jdbc.sql("select count(*) from medaid.work_task").query(Long.class).single();
    }

    /** Every task there is a row for. */
    public List<String> all() {
        return jdbc.sql("select task_id from medaid.work_task").query(String.class).list();
    }

    public long countOf(String assignee) {
        return countOf(assignee, Set.of());
    }

    /** @param towns with what belongs to no township, by code; empty for all */
    public long countOf(String assignee, Set<String> towns) {
        return jdbc.sql("select count(*) from medaid.work_task where assignee = :assignee"
                        + CaseRows.inTowns("town_code", towns))
                .param("assignee", assignee)
                .param("towns", towns.toArray(String[]::new))
                .query(Long.class)
                .single();
    }

    /** A place by its code, and how many open steps play there. */
    public record AtPlace(String code, long steps) {}

    /** Where the open steps of a group play, townships or hospitals, in these offices. */
    public List<AtPlace> places(String group, boolean towns, Collection<PoolingArea> areas) {
        String code = towns ? "town_code" : "hospital_code";
        return jdbc.sql("select " + code + " as code, count(*) as steps from medaid.work_task where candidate_groups @> :group::text[]"
                        + " and area = any(:areas) and " + code + " is not null group by " + code + " order by " + code)
                .param("group", new String[] {group})
                .param("areas", areas.stream().map(PoolingArea::tenantId).toArray(String[]::new))
                .query((row, number) -> new AtPlace(row.getString("code"), row.getLong("steps")))
                .list();
    }

    /** The cases of an office that have an open step at a hospital, the longest waiting first. */
    public List<UUID> casesAt(PoolingArea area, String hospital, int most) {
        return jdbc.sql("""
                        select case_id from medaid.work_task where area = ? and hospital_code = ?
                         group by case_id order by min(created_at), case_id limit ?
                        """)
                .params(area.tenantId(), hospital, most)
                .query(UUID.class)
                .list();
    }

    /** How many steps of an office's cases are open at a hospital. */
    public long countAt(PoolingArea area, String hospital) {
        return jdbc.sql("select count(*) from medaid.work_task where area = ? and hospital_code = ?")
                .params(area.tenantId(), hospital)
                .query(Long.class)
                .single();
    }

    private static OpenStep step(ResultSet row) throws SQLException {
        Array groups = row.getArray("candidate_groups");
        return new OpenStep(
                row.getString("task_id"),
                CaseKind.valueOf(row.getString("kind")),
                row.getObject("case_id", UUID.class),
                row.getString("number"),
                PoolingArea.ofTenant(row.getString("area")).orElseThrow(),
                Optional.ofNullable(row.getObject("person_id", UUID.class)).map(PersonId::new),
                Optional.ofNullable(row.getString("town_code")),
                Optional.ofNullable(row.getString("hospital_code")),
                row.getString("step_key"),
                row.getString("step"),
                Arrays.asList((String[]) groups.getArray()),
                Optional.ofNullable(row.getString("assignee")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("due_at", OffsetDateTime.class)).map(OffsetDateTime::toInstant));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant == null ? null : OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
