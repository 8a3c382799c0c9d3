package org.medaid.workbench.process;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.TaskQuery;
import org.camunda.bpm.engine.variable.type.ValueType;
import org.medaid.engine.EngineIdentity;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.workbench.persistence.GroupTasks;
import org.medaid.workbench.persistence.GroupTasks.Asked;
import org.medaid.workbench.persistence.GroupTasks.Order;
import org.medaid.workbench.persistence.GroupTasks.Page;
import org.medaid.workbench.persistence.GroupTasks.Waiting;
import org.medaid.workbench.persistence.GroupTasks.Within;
import org.medaid.workbench.persistence.WorkTasks;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The filters of each role in Tasklist, with the authorization that shows a filter to its role alone.
 *
 * <p>A filter that is due today holds the bounds of a day and no expression: expressions in stored queries are off. So
 * those filters are written anew each morning. Which filter is which is kept in a property, not in its name.
 */
@Component
@Clause("X6")
public class TaskFilters {

    /** Any number no other part of the application locks. */
    private static final long LOCK = 140_001L;

    /** More than the townships of one person ever have open. */
    private static final int MOST_OF_TOWNS = 5_000;

    private static final String CODE = "code";
    private static final String DAY = "day";
    private static final String ALL_TASKS = "全部可见任务";
    /** What earlier versions called a group's filter. */
    private static final String FORMER_GROUP_TASKS = "我们组的任务（%s）";

    /** Whom a group's steps are never offered to: hospitals' steps go to the role's group at one hospital, experts' to people. */
    private static final Set<String> WITHOUT_GROUP_TASKS = Set.of(
            Groups.POLICY_OFFICER,
            Groups.AUDITOR,
            Groups.REVIEW_EXPERT,
            Groups.HOSPITAL_DOCTOR,
            Groups.HOSPITAL_DEPARTMENT_HEAD,
            Groups.HOSPITAL_MEDICAL_AFFAIRS);

    private static final Set<String> BY_TOWN = Set.of(
            Groups.TOWNSHIP_CLERK,
            Groups.TOWNSHIP_SURVEYOR,
            Groups.VILLAGE_COMMITTEE,
            Groups.COUNTY_EXAMINER,
            Groups.COUNTY_APPROVER);

    private static final Set<String> BY_HOSPITAL = Set.of(
            Groups.AGENCY_CLERK,
            Groups.AGENCY_CHECKER,
            Groups.REVIEW_CHAIR,
            Groups.AGENCY_MANAGER,
            Groups.DEPARTMENT_HEALTH,
            Groups.DEPARTMENT_FINANCE);

    /** What a role's filter shows. */
    private enum Shelf {
        GROUP("本组待办（%s）", "等待本组人员领取的任务", -10, null),
        TODAY("今日到期（%s）", "本组今天到期的任务，同事已领取的也在内", -8, "#8a4b00"),
        LATE("已超期（%s）", "本组已过办理期限的任务，同事已领取的也在内", -7, "#9b1c1c"),
        TOWN("按乡镇（%s）", "本组全部任务，按乡镇（街道）排列", -5, null),
        HOSPITAL("按医院（%s）", "本组全部任务，按医院排列", -4, null);

        private final String name;
        private final String description;
        private final int priority;
        private final String color;

        Shelf(String name, String description, int priority, String color) {
            this.name = name;
            this.description = description;
            this.priority = priority;
            this.color = color;
        }

        String code(String group) {
            return name() + ":" + group;
        }

        boolean isFor(String group) {
            return switch (this) {
                case TOWN -> BY_TOWN.contains(group);
                case HOSPITAL -> BY_HOSPITAL.contains(group);
                default -> true;
            };
        }

        /** The variable by which its list can be narrowed; empty where it cannot. */
        String variable() {
            return switch (this) {
                case TOWN -> TaskEvents.TOWN;
                case HOSPITAL -> TaskEvents.HOSPITAL;
                default -> "";
            };
        }

        boolean isDated() {
            return this == TODAY || this == LATE;
        }
    }

    private final FilterService filters;
    private final TaskService tasks;
    private final AuthorizationService authorizations;
    private final EngineIdentity engine;
    private final WorkTasks open;
    private final GroupTasks lists;
    private final JdbcClient jdbc;
    private final BusinessClock clock;

    TaskFilters(
            @Lazy FilterService filters,
            @Lazy TaskService tasks,
            @Lazy AuthorizationService authorizations,
            EngineIdentity engine,
            WorkTasks open,
            GroupTasks lists,
            JdbcClient jdbc,
            BusinessClock clock) {
        this.filters = filters;
        this.tasks = tasks;
        this.authorizations = authorizations;
        this.engine = engine;
        this.open = open;
        this.lists = lists;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Brings every role's filters into the state described here for today; does nothing the second time. Two nodes that do
     * it at once wait for each other.
     *
     * @return how many filters were made or changed
     */
    @Transactional
    public int establish() {
        jdbc.sql("select 1 from (select pg_advisory_xact_lock(?)) as held")
                .param(LOCK)
                .query(Integer.class)
                .single();
        return engine.asSystem(() -> {
            Existing existing = new Existing(filters.createTaskFilterQuery().list(), readers());
            LocalDate today = clock.today();
            String all = existing.ensure("ALL", ALL_TASKS, List.of(ALL_TASKS), properties("ALL", "我有权查看的全部任务", 20, null, null), tasks.createTaskQuery());
            for (String group : Groups.STAFF) {
                existing.show(all, group);
                String title = Groups.all().get(group);
                if (WITHOUT_GROUP_TASKS.contains(group)) {
                    existing.remove(FORMER_GROUP_TASKS.formatted(title));
                    continue;
                }
                for (Shelf shelf : Shelf.values()) {
                    if (shelf.isFor(group)) {
                        List<String> formerly = shelf == Shelf.GROUP ? List.of(FORMER_GROUP_TASKS.formatted(title)) : List.of();
                        String id = existing.ensure(
                                shelf.code(group),
                                shelf.name.formatted(title),
                                formerly,
                                properties(
                                        shelf.code(group),
                                        shelf.description,
                                        shelf.priority,
                                        shelf.color,
                                        shelf.isDated() ? today : null),
                                query(shelf, group, today));
                        existing.show(id, group);
                    }
                }
            }
            return existing.changed;
        });
    }

    /**
     * How many tasks each filter on the user's screen holds, by the filter's id. Read from the application's own rows: the
     * engine would ask for each filter by itself.
     */
    @Transactional(readOnly = true)
    public Map<String, Long> counts(CurrentUser user) {
        LocalDate today = clock.today();
        Map<String, Waiting> waiting = lists.waiting(
                user.groups(), user.offices(), user.towns(), start(today), start(today.plusDays(1)));
        Map<String, Long> counts = new HashMap<>();
        // With the user's own rights: what the user may not read is not in the list.
        for (Filter filter : filters.createTaskFilterQuery().list()) {
            if (filter.getOwner() != null) {
                if (filter.getOwner().equals(user.id()) && !filter.getProperties().containsKey("groups")) {
                    counts.put(filter.getId(), open.countOf(user.id(), user.towns()));
                } else if (filter.getOwner().equals(user.id())) {
                    counts.put(filter.getId(), all(waiting, user));
                }
            } else if (filter.getProperties().get(CODE) instanceof String code && code.contains(":")) {
                Shelf shelf = Shelf.valueOf(code.substring(0, code.indexOf(':')));
                Waiting of = waiting.getOrDefault(code.substring(code.indexOf(':') + 1), new Waiting(0, 0, 0, 0));
                counts.put(
                        filter.getId(),
                        switch (shelf) {
                            case GROUP -> of.unassigned();
                            case TODAY -> of.today();
                            case LATE -> of.late();
                            case TOWN, HOSPITAL -> of.all();
                        });
            }
        }
        return counts;
    }

    /**
     * A page of a role's filter, in the filter's own order and, within it, the newest first. Read from the application's own
     * rows: the engine sorts all tasks of the group for each page, and counts them once more.
     *
     * @param place the town or hospital to which the user has narrowed the list
     * @return empty where only the engine knows what the filter holds: filters of the user's own, other orders, several offices
     */
    @Transactional(readOnly = true)
    public Optional<Page> page(CurrentUser user, String filter, Optional<Place> place, int first, int most) {
        // With the user's own rights.
        Filter found = user.offices().size() == 1
                ? filters.createTaskFilterQuery().filterId(filter).singleResult()
                : null;
        if (found == null || found.getOwner() != null || !(found.getProperties().get(CODE) instanceof String code)) {
            return Optional.empty();
        }
        Within within = new Within(user.offices().iterator().next(), user.towns());
        if (!code.contains(":")) {
            return place.isPresent() ? Optional.empty() : Optional.of(readable(user, within, first, most));
        }
        Shelf shelf = Shelf.valueOf(code.substring(0, code.indexOf(':')));
        String group = code.substring(code.indexOf(':') + 1);
        if (place.isPresent() && !place.get().variable().equals(shelf.variable())) {
            return Optional.empty();
        }
        // The very day whose bounds the filter holds, also while it is not renewed yet.
        LocalDate day = found.getProperties().get(DAY) instanceof String text ? LocalDate.parse(text) : null;
        return Optional.of(lists.ofGroup(
                within,
                new Asked(
                        group,
                        shelf == Shelf.GROUP,
                        shelf == Shelf.TODAY ? start(day) : null,
                        shelf == Shelf.TODAY ? start(day.plusDays(1)) : shelf == Shelf.LATE ? start(day) : null,
                        shelf == Shelf.TOWN ? Order.TOWN : shelf == Shelf.HOSPITAL ? Order.HOSPITAL : Order.DUE,
                        place.map(Place::code)),
                first,
                most));
    }

    private Page readable(CurrentUser user, Within within, int first, int most) {
        return readsAll(user)
                ? lists.ofOffice(within, first, most)
                : lists.ofUser(within, user.id(), user.groups(), first, most);
    }

    /**
     * Every task that somebody who works for some townships alone may see, the newest first: what the engine is to choose from where
     * only it knows what a list holds.
     *
     * @return empty where the user works for all townships
     */
    @Transactional(readOnly = true)
    public Optional<Set<String>> ofOwnTowns(CurrentUser user) {
        return user.towns().isEmpty()
                ? Optional.empty()
                : Optional.of(user.offices().stream()
                        .flatMap(area -> readable(user, new Within(area, user.towns()), 0, MOST_OF_TOWNS).tasks().stream())
                        .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    /** @param variable by which the engine narrows tasks to the place, {@code town} or {@code hospital} */
    public record Place(String variable, String code) {}

    /** Whether the user reads every task of the office, as the engine's own rights say. */
    private boolean readsAll(CurrentUser user) {
        return engine.asSystem(() -> authorizations.isUserAuthorized(
                user.id(),
                List.copyOf(user.groups()),
                ProcessDefinitionPermissions.READ_TASK,
                Resources.PROCESS_DEFINITION,
                Authorization.ANY));
    }

    /** A hospital's user is in one group of that hospital, sometimes in several roles, which have no task in common. */
    private static long all(Map<String, Waiting> waiting, CurrentUser user) {
        return user.hospitalCode().stream()
                .flatMap(code -> waiting.entrySet().stream().filter(group -> group.getKey().endsWith("-" + code)))
                .mapToLong(group -> group.getValue().all())
                .sum();
    }

    private TaskQuery query(Shelf shelf, String group, LocalDate today) {
        TaskQuery query = tasks.createTaskQuery().taskCandidateGroup(group);
        return switch (shelf) {
            case GROUP -> query.orderByDueDate().asc();
            case TODAY -> query.includeAssignedTasks()
                    // Both bounds are left out by the engine.
                    .dueAfter(Date.from(start(today).minus(Duration.ofMillis(1))))
                    .dueBefore(Date.from(start(today.plusDays(1))))
                    .orderByDueDate()
                    .asc();
            case LATE -> query.includeAssignedTasks().dueBefore(Date.from(start(today))).orderByDueDate().asc();
            case TOWN -> query.includeAssignedTasks()
                    .orderByTaskVariable(TaskEvents.TOWN, ValueType.STRING)
                    .asc()
                    .orderByDueDate()
                    .asc();
            case HOSPITAL -> query.includeAssignedTasks()
                    .orderByTaskVariable(TaskEvents.HOSPITAL, ValueType.STRING)
                    .asc()
                    .orderByDueDate()
                    .asc();
        };
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(BusinessClock.ZONE).toInstant();
    }

    /** @param day for which day the filter holds; null where it holds for every day */
    private static Map<String, Object> properties(String code, String description, int priority, String color, LocalDate day) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(CODE, code);
        properties.put("description", description);
        properties.put("priority", priority);
        properties.put("refresh", true);
        properties.put("showUndefinedVariable", false);
        if (color != null) {
            properties.put("color", color);
        }
        if (day != null) {
            properties.put(DAY, day.toString());
        }
        return properties;
    }

    private Set<List<String>> readers() {
        Set<List<String>> readers = new HashSet<>();
        for (Authorization grant :
                authorizations.createAuthorizationQuery().resourceType(Resources.FILTER).list()) {
            if (grant.getGroupId() != null) {
                readers.add(List.of(grant.getGroupId(), grant.getResourceId()));
            }
        }
        return readers;
    }

    /** The shared filters as they are, read once. */
    private final class Existing {

        private final List<Filter> shared = new ArrayList<>();
        private final Set<List<String>> readers;
        private int changed;

        Existing(List<Filter> all, Set<List<String>> readers) {
            all.stream().filter(filter -> filter.getOwner() == null).forEach(shared::add);
            this.readers = readers;
        }

        /** @return the filter's id */
        String ensure(String code, String name, List<String> formerly, Map<String, Object> properties, TaskQuery query) {
            Filter found = shared.stream()
                    .filter(filter -> code.equals(filter.getProperties().get(CODE)))
                    .findFirst()
                    .or(() -> named(formerly))
                    .orElse(null);
            if (found == null) {
                changed++;
                return filters.saveFilter(filters.newTaskFilter(name).setQuery(query).setProperties(properties)).getId();
            }
            if (!Objects.equals(found.getProperties(), properties) || !found.getName().equals(name)) {
                changed++;
                filters.saveFilter(found.setName(name).setQuery(query).setProperties(properties));
            }
            return found.getId();
        }

        void remove(String name) {
            named(List.of(name)).ifPresent(empty -> {
                changed++;
                filters.deleteFilter(empty.getId());
            });
        }

        void show(String filter, String group) {
            if (readers.add(List.of(group, filter))) {
                Authorization grant = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
                grant.setGroupId(group);
                grant.setResource(Resources.FILTER);
                grant.setResourceId(filter);
                grant.addPermission(Permissions.READ);
                authorizations.saveAuthorization(grant);
            }
        }

        private Optional<Filter> named(List<String> names) {
            return shared.stream().filter(filter -> names.contains(filter.getName())).findFirst();
        }
    }
}
