package org.medaid.workbench;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.medaid.calendar.Workdays;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.security.HospitalRole;
import org.medaid.workbench.persistence.WorkTasks;
import org.medaid.workbench.process.VisibleTasks;
import org.springframework.stereotype.Component;

/** Cases as lists show them: where each is, who has it, since when and until when. */
@Component
@Clause("X6")
public class CaseLines {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy年M月d日").withZone(BusinessClock.ZONE);

    /**
     * A step that waits.
     *
     * @param holder who has it, or whose turn it is
     * @param due how long it may still take; null without a due date
     * @param page where the user may open it; null for other people's steps
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Step(String step, String holder, String since, String due, DueIn.Level level, String page) {}

    /**
     * A case in a list.
     *
     * @param person masked; null for whom the user is not to know, and where the case is about nobody
     * @param page the case's own page; null for who has only a part in one step
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Line(
            String kind, String number, String person, String place, String state, List<Step> steps, String openedOn, String page) {}

    private final WorkTasks tasks;
    private final VisibleTasks visible;
    private final CaseWords words;
    private final Workdays workdays;
    private final BusinessClock clock;

    CaseLines(WorkTasks tasks, VisibleTasks visible, CaseWords words, Workdays workdays, BusinessClock clock) {
        this.tasks = tasks;
        this.visible = visible;
        this.words = words;
        this.workdays = workdays;
        this.clock = clock;
    }

    /** In the order given. Of a case that the user does not read as a whole, no more than its number and state. */
    public List<Line> of(List<CaseRow> cases, CurrentUser user) {
        List<CaseRow> read = cases.stream().filter(row -> row.isReadBy(user)).toList();
        List<OpenStep> open = tasks.ofCases(cases.stream().map(CaseRow::id).toList());
        Words known = words(read, open);
        Set<String> mine = visible.find(open.stream().map(OpenStep::task).toList(), user).stream()
                .map(OpenStep::task)
                .collect(Collectors.toSet());
        return cases.stream()
                .map(row -> line(row, open.stream().filter(step -> step.caseId().equals(row.id())).toList(), user, mine, known))
                .toList();
    }

    private record Words(
            Map<PersonId, String> names,
            Map<String, String> towns,
            Map<String, String> hospitals,
            Map<String, String> colleagues) {}

    private Words words(List<CaseRow> read, List<OpenStep> open) {
        Set<PoolingArea> withTowns = EnumSet.noneOf(PoolingArea.class);
        read.stream().filter(row -> row.town().isPresent()).forEach(row -> withTowns.add(row.area()));
        Set<String> hospitals = new HashSet<>();
        read.forEach(row -> row.hospital().ifPresent(hospitals::add));
        open.stream().flatMap(step -> step.groups().stream()).forEach(group -> roleAt(group).ifPresent(at -> hospitals.add(at.code())));
        return new Words(
                words.maskedNames(read.stream()
                        .filter(row -> row.person().isPresent())
                        .collect(Collectors.groupingBy(
                                CaseRow::area,
                                Collectors.mapping(row -> row.person().orElseThrow(), Collectors.toList())))),
                words.towns(withTowns),
                words.hospitals(hospitals),
                words.colleagues(open.stream().flatMap(step -> step.assignee().stream()).toList()));
    }

    private Line line(CaseRow row, List<OpenStep> open, CurrentUser user, Set<String> mine, Words known) {
        boolean whole = row.isReadBy(user);
        List<Step> steps = new ArrayList<>();
        for (OpenStep step : open) {
            if (whole || mine.contains(step.task())) {
                steps.add(step(step, user, mine.contains(step.task()), known));
            }
        }
        return new Line(
                row.kind().chineseName(),
                row.number(),
                whole ? row.person().map(known.names::get).orElse(null) : null,
                whole ? CaseWords.place(row.town(), row.hospital(), known.towns, known.hospitals) : "",
                row.kind().stateName(row.state()),
                steps,
                DAY.format(row.openedAt()),
                whole ? row.kind().page(row.id()) : null);
    }

    private Step step(OpenStep step, CurrentUser user, boolean mayOpen, Words known) {
        Optional<DueIn> due = step.dueAt().map(at -> DueIn.of(at, clock, workdays.calendar(step.area())));
        String holder = step.assignee()
                .map(id -> id.equals(user.id()) ? "我" : known.colleagues.get(id))
                .orElseGet(() -> "待领取：" + groups(step.groups(), known));
        return new Step(
                step.step(),
                holder,
                since(step.createdAt()),
                due.map(DueIn::text).orElse(null),
                due.map(DueIn::level).orElse(null),
                mayOpen ? "/camunda/app/tasklist/default/#/?forceDisplayTask=true&task=" + step.task() : null);
    }

    private String since(Instant at) {
        return DAY.format(at);
    }

    private static String groups(Collection<String> groups, Words known) {
        return groups.stream()
                .map(group -> Groups.chineseName(group)
                        .or(() -> roleAt(group).map(at -> known.hospitals.getOrDefault(at.code(), at.code()) + at.role().chineseName()))
                        .orElse(group))
                .collect(Collectors.joining("、"));
    }

    private record RoleAt(HospitalRole role, String code) {}

    private static Optional<RoleAt> roleAt(String group) {
        return Stream.of(HospitalRole.values())
                .filter(role -> group.startsWith(role.groupAt("")))
                .map(role -> new RoleAt(role, group.substring(role.groupAt("").length())))
                .findFirst();
    }
}
