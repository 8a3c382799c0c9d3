package org.medaid.workbench;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.medaid.api.FieldProblem;
import org.medaid.api.Outcome;
import org.medaid.api.Typed;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.security.StaffDirectory;
import org.medaid.workbench.persistence.SubstitutionRows;
import org.medaid.workbench.process.AbsentTasks;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Leave: who is away names somebody of the same group, or gives the tasks back to the group. A substitute works under the own
 * name and the own rights, so that whoever entered something still cannot check it.
 */
@Service
@Clause("X6")
public class Substitutions {

    /** A year of leave at most; what lasts longer is another job. */
    private static final int LONGEST_DAYS = 366;

    private final SubstitutionRows rows;
    private final StaffDirectory staff;
    private final AbsentTasks tasks;
    private final AuditTrail audit;
    private final BusinessClock clock;

    Substitutions(
            SubstitutionRows rows, StaffDirectory staff, AbsentTasks tasks, AuditTrail audit, BusinessClock clock) {
        this.rows = rows;
        this.staff = staff;
        this.tasks = tasks;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What the page sends.
     *
     * @param absent who is away; the office's manager may enter it for a colleague
     * @param substitute empty: the tasks go back to their groups
     * @param from first day, as {@code 2026-05-01}
     * @param to last day
     */
    public record Enter(String absent, String substitute, String from, String to) {}

    /** Whether the user may enter and see any. */
    public static boolean maySee(CurrentUser user) {
        return user.area().isPresent() && user.groups().stream().anyMatch(Groups.STAFF::contains);
    }

    /** The periods that concern the user and are not over; the office's manager sees all of the office. */
    @Transactional(readOnly = true)
    public List<Substitution> of(CurrentUser user) {
        return rows.from(user.office(), clock.today()).stream()
                .filter(one -> managesOffice(user)
                        || one.absent().equals(user.id())
                        || one.substitute().filter(user.id()::equals).isPresent())
                .toList();
    }

    /** Whom the user may enter leave for: oneself, and the office's manager anybody of the office. */
    @Transactional(readOnly = true)
    public List<CurrentUser> absentees(CurrentUser user) {
        if (!managesOffice(user)) {
            return List.of(user);
        }
        Map<String, CurrentUser> found = new TreeMap<>();
        Groups.STAFF.forEach(group -> staff.members(group, user.office()).stream()
                .filter(one -> one.hospitalCode().isEmpty())
                .forEach(one -> found.put(one.id(), one)));
        return List.copyOf(found.values());
    }

    /** Who may stand in for somebody: of the same office or hospital, with a group and, where both have some, a township in common. */
    @Transactional(readOnly = true)
    public List<CurrentUser> colleagues(CurrentUser absent) {
        Map<String, CurrentUser> found = new TreeMap<>();
        absent.groups().stream()
                .filter(Groups.STAFF::contains)
                .forEach(group -> staff.members(group, absent.office()).stream()
                        .filter(one -> !one.id().equals(absent.id()) && one.hospitalCode().equals(absent.hospitalCode()))
                        .filter(one -> one.towns().isEmpty()
                                || absent.towns().isEmpty()
                                || !Collections.disjoint(one.towns(), absent.towns()))
                        .forEach(one -> found.put(one.id(), one)));
        return found.values().stream().sorted(Comparator.comparing(CurrentUser::id)).toList();
    }

    /** Enters a period; one that has begun hands the tasks over at once. */
    @Transactional
    public Outcome<UUID> enter(Enter command, CurrentUser user) {
        String name = Typed.blank(command.absent()) ? user.id() : command.absent().strip();
        Optional<CurrentUser> absent = absentees(user).stream().filter(one -> one.id().equals(name)).findFirst();
        if (absent.isEmpty()) {
            return Outcome.refused(List.of(new FieldProblem("absent", "ABSENT_UNKNOWN", "只能登记本人的休假；负责人可以登记本单位人员的休假。")));
        }
        List<FieldProblem> problems = new ArrayList<>();
        Optional<LocalDate> from = day(command.from(), "from", "请选择开始日期。", problems);
        Optional<LocalDate> to = day(command.to(), "to", "请选择结束日期。", problems);
        Optional<String> substitute =
                Typed.blank(command.substitute()) ? Optional.empty() : Optional.of(command.substitute().strip());
        if (substitute.isPresent() && colleagues(absent.get()).stream().noneMatch(one -> one.id().equals(substitute.get()))) {
            problems.add(new FieldProblem("substitute", "SUBSTITUTE_NOT_OF_GROUP", "代办人须是同一单位、同一岗位、办理同一乡镇（街道）的同事。"));
        }
        if (from.isPresent() && to.isPresent()) {
            if (from.get().isBefore(clock.today())) {
                problems.add(new FieldProblem("from", "FROM_PAST", "开始日期不能早于今天。"));
            }
            if (to.get().isBefore(from.get()) || to.get().isAfter(from.get().plusDays(LONGEST_DAYS))) {
                problems.add(new FieldProblem("to", "TO_INVALID", "结束日期不能早于开始日期，最长一年。"));
            }
        }
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        rows.lock(name);
        if (rows.from(user.office(), from.get()).stream()
                .anyMatch(one -> one.absent().equals(name) && !one.from().isAfter(to.get()))) {
            return Outcome.refused(List.of(new FieldProblem("from", "PERIOD_OVERLAPS", "这段时间已经登记过休假，请先结束原来的登记。")));
        }
        Substitution entered = new Substitution(
                UUID.randomUUID(), user.office(), name, substitute, from.get(), to.get(), user.id(), false);
        rows.add(entered, clock.now());
        AuditEntry entry = AuditEntry.of(user.id(), user.office(), "SUBSTITUTION_ENTERED", "SUBSTITUTION", entered.id())
                .with("absent", name)
                .with("from", entered.from())
                .with("to", entered.to());
        audit.record(substitute.map(who -> entry.with("substitute", who)).orElse(entry));
        if (entered.isOn(clock.today())) {
            tasks.handOver(entered, user.id());
        }
        return Outcome.done(entered.id());
    }

    /** Back earlier. What was handed over stays with who has it. */
    @Transactional
    public List<FieldProblem> end(UUID id, CurrentUser user) {
        Optional<Substitution> found = rows.find(id)
                .filter(one -> one.area() == user.office() && (one.absent().equals(user.id()) || managesOffice(user)));
        if (found.isEmpty() || !rows.end(id, user.id(), clock.now())) {
            return List.of(new FieldProblem("", "NOT_FOUND", "没有找到这条登记，可能已经结束。"));
        }
        audit.record(AuditEntry.of(user.id(), user.office(), "SUBSTITUTION_ENDED", "SUBSTITUTION", id));
        return List.of();
    }

    /** Hands over what came to those who are away today. */
    public void handOverToday() {
        LocalDate today = clock.today();
        for (PoolingArea area : PoolingArea.values()) {
            tasks.handOverEach(
                    rows.from(area, today).stream().filter(one -> one.isOn(today)).toList(), AuditEntry.SYSTEM);
        }
    }

    private static boolean managesOffice(CurrentUser user) {
        return user.hospitalCode().isEmpty() && user.isIn(Groups.AGENCY_MANAGER);
    }

    private static Optional<LocalDate> day(String typed, String field, String message, List<FieldProblem> problems) {
        try {
            return Optional.of(LocalDate.parse(typed == null ? "" : typed.strip()));
        } catch (DateTimeParseException e) {
            problems.add(new FieldProblem(field, "DAY_MISSING", message));
            return Optional.empty();
        }
    }
}
