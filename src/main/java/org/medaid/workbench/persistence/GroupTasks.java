package org.medaid.workbench.persistence;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.medaid.kernel.PoolingArea;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which groups each open task waits for, in the order of Tasklist's lists. */
@Repository
public class GroupTasks {

    private final JdbcClient jdbc;

    GroupTasks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A task begins.
     *
     * @param groups empty where it waits for one person alone
     * @param dueAt null without a due date
     */
    public void open(String task, PoolingArea area, Collection<String> groups, String assignee, Instant createdAt, Instant dueAt) {
        jdbc.sql("""
                        insert into medaid.group_task (task_id, group_id, first, area, assignee, created_at, due_at)
                        select :task, g.id, g.place = 1, :area, :assignee, :createdAt, :dueAt
                          from unnest(:groups::text[]) with ordinality as g (id, place)
                        on conflict (task_id, group_id) do update set assignee = excluded.assignee, due_at = excluded.due_at
                        """)
                .param("task", task)
                .param("area", area.tenantId())
                .param("groups", known(groups))
                .param("assignee", assignee, java.sql.Types.VARCHAR)
                .param("createdAt", at(createdAt))
                .param("dueAt", at(dueAt), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    /** Where the task's case plays, as codes. */
    public void place(String task, Optional<String> town, Optional<String> hospital) {
        jdbc.sql("update medaid.group_task set town_code = ?, hospital_code = ? where task_id = ?")
                .params(town.orElse(null), hospital.orElse(null), task)
                .update();
    }

    /** Somebody took it, gave it back, or its date or its groups changed. */
    public void change(String task, Collection<String> groups, String assignee, Instant dueAt) {
        jdbc.sql("""
                        with gone as (delete from medaid.group_task where task_id = :task and group_id <> all(:groups) returning *),
                        one as (
                            select area, created_at, town_code, hospital_code from medaid.group_task where task_id = :task limit 1)
                        insert into medaid.group_task (task_id, group_id, first, area, assignee, created_at, due_at, town_code, hospital_code)
                        select :task, g.id, g.place = 1, one.area, :assignee, one.created_at, :dueAt, one.town_code, one.hospital_code
                          from one cross join unnest(:groups::text[]) with ordinality as g (id, place)
                        on conflict (task_id, group_id) do update
                           set assignee = excluded.assignee, due_at = excluded.due_at, first = excluded.first
                         where (group_task.assignee, group_task.due_at, group_task.first)
                               is distinct from (excluded.assignee, excluded.due_at, excluded.first)
                        """)
                .param("task", task)
                .param("groups", known(groups))
                .param("assignee", assignee, java.sql.Types.VARCHAR)
                .param("dueAt", at(dueAt), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    /** The task is done, or no longer needed. */
    public void close(String task) {
        jdbc.sql("delete from medaid.group_task where task_id = ?").param(task).update();
    }

    /** A part of a list, and how long the whole is. */
    public record Page(List<String> tasks, long count) {}

    /** In which order a group's tasks are listed. */
    public enum Order {
        DUE("due_at"),
        TOWN("town_code, due_at"),
        HOSPITAL("hospital_code, due_at");

        private final String columns;

        Order(String columns) {
            this.columns = columns;
        }
    }

    /**
     * What of a group's tasks is asked for.
     *
     * @param untaken only what nobody has taken
     * @param dueFrom the first moment it may be due; null without bound
     * @param dueBefore the first moment it is no longer; null without bound
     * @param place the code of the town or hospital of the order, empty for all
     */
    public record Asked(String group, boolean untaken, Instant dueFrom, Instant dueBefore, Order order, Optional<String> place) {}

    /**
     * Where somebody's tasks are looked for.
     *
     * @param towns with what belongs to no township, by code; empty for all of the office
     */
    public record Within(PoolingArea area, Set<String> towns) {

        private String where() {
            return "area = :area" + CaseRows.inTowns("town_code", towns);
        }

        private Map<String, Object> parameters(Map<String, Object> others) {
            Map<String, Object> parameters = new HashMap<>(others);
            parameters.put("area", area.tenantId());
            parameters.put("towns", towns.toArray(String[]::new));
            return parameters;
        }
    }

    /** A group's tasks in an office. */
    public Page ofGroup(Within within, Asked asked, int first, int most) {
        String where = " from medaid.group_task where group_id = :group and " + within.where()
                + (asked.untaken() ? " and assignee is null" : "")
                + (asked.dueFrom() == null ? "" : " and due_at >= :from")
                + (asked.dueBefore() == null ? "" : " and due_at < :before")
                + asked.place().map(code -> (asked.order() == Order.TOWN ? " and town_code" : " and hospital_code") + " = :place").orElse("");
        Map<String, Object> parameters = within.parameters(Map.of("group", asked.group()));
        if (asked.dueFrom() != null) {
            parameters.put("from", at(asked.dueFrom()));
        }
        if (asked.dueBefore() != null) {
            parameters.put("before", at(asked.dueBefore()));
        }
        asked.place().ifPresent(code -> parameters.put("place", code));
        return page(where, asked.order().columns + ", created_at desc, task_id", parameters, first, most);
    }

    /** All of an office, the newest first. */
    public Page ofOffice(Within within, int first, int most) {
        return page(
                " from medaid.group_task where " + within.where() + " and first",
                "created_at desc, task_id",
                within.parameters(Map.of()),
                first,
                most);
    }

    /** What somebody has, and what waits for somebody's groups, the newest first. */
    public Page ofUser(Within within, String user, Collection<String> groups, int first, int most) {
        return page(
                """
                 from (select task_id, created_at from medaid.group_task where %1$s and group_id = any(:groups)
                       union
                       select task_id, created_at from medaid.group_task where %1$s and assignee = :user) as visible
                """.formatted(within.where()),
                "created_at desc, task_id",
                within.parameters(Map.of("user", user, "groups", groups.toArray(String[]::new))),
                first,
                most);
    }

    private Page page(String where, String order, Map<String, Object> parameters, int first, int most) {
        List<String> tasks = jdbc.sql("select task_id" + where + " order by " + order + " offset :first limit :most")
                .params(parameters)
                .param("first", first)
                .param("most", most)
                .query(String.class)
                .list();
        long count = first == 0 && tasks.size() < most
                ? tasks.size()
                : jdbc.sql("select count(*)" + where).params(parameters).query(Long.class).single();
        return new Page(tasks, count);
    }

    /**
     * How much waits for a group in these offices.
     *
     * @param unassigned what nobody has taken
     * @param all taken or not
     * @param today due within the day that starts at the given moment
     * @param late due before it
     */
    public record Waiting(long unassigned, long all, long today, long late) {}

    /**
     * For each of these groups; one that nothing waits for is left out.
     *
     * @param towns with what belongs to no township, by code; empty for all
     */
    public Map<String, Waiting> waiting(
            Collection<String> groups, Collection<PoolingArea> areas, Set<String> towns, Instant startOfDay, Instant endOfDay) {
        Map<String, Waiting> waiting = new HashMap<>();
        jdbc.sql("""
                        select group_id, count(*) filter (where assignee is null) as unassigned, count(*) as everything,
                               count(*) filter (where due_at >= :start and due_at < :end) as today,
                               count(*) filter (where due_at < :start) as late
                          from medaid.group_task
                         where group_id = any(:groups) and area = any(:areas)%s
                         group by group_id
                        """.formatted(CaseRows.inTowns("town_code", towns)))
                .param("groups", groups.toArray(String[]::new))
                .param("areas", areas.stream().map(PoolingArea::tenantId).toArray(String[]::new))
                .param("towns", towns.toArray(String[]::new))
                .param("start", at(startOfDay))
                .param("end", at(endOfDay))
                .query(row -> {
                    waiting.put(
                            row.getString("group_id"),
                            new Waiting(
                                    row.getLong("unassigned"),
                                    row.getLong("everything"),
                                    row.getLong("today"),
                                    row.getLong("late")));
                });
        return waiting;
    }

    private static String[] known(Collection<String> groups) {
        return groups.isEmpty() ? new String[] {""} : groups.toArray(String[]::new);
    }

    private static OffsetDateTime at(Instant instant) {
        return instant == null ? null : OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
