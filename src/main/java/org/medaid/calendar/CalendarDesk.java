package org.medaid.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.medaid.api.FieldProblem;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.calendar.persistence.WorkingDays;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.WorkingDayCalendar.Kind;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Where the offices enter the State Council's arrangement of a year, which is the same for all, and each amends single
 * days for itself. Deadlines already set stay.
 */
@Service
@Transactional
public class CalendarDesk {

    private static final String SUBJECT = "WORKING_DAYS";
    private static final int LONGEST_SOURCE = 200;
    /** The arrangement is announced late in the year before. */
    private static final int YEARS_AHEAD = 2;

    private final Workdays workdays;
    private final WorkingDays days;
    private final AuditTrail audit;
    private final BusinessClock clock;

    CalendarDesk(Workdays workdays, WorkingDays days, AuditTrail audit, BusinessClock clock) {
        this.workdays = workdays;
        this.days = days;
        this.audit = audit;
        this.clock = clock;
    }

    /** Enters the arrangement of a year for all offices. @return what is wrong with it; empty if it was entered */
    public List<FieldProblem> enterYear(PoolingArea office, EnterYear command, String by) {
        List<FieldProblem> problems = new ArrayList<>();
        int year = command.year() == null ? 0 : command.year();
        int thisYear = clock.today().getYear();
        if (year < thisYear || year > thisYear + YEARS_AHEAD) {
            problems.add(new FieldProblem(
                    "year", "YEAR_INVALID", "年份应在" + thisYear + "年至" + (thisYear + YEARS_AHEAD) + "年之间。"));
        } else if (workdays.calendar().knows(year)) {
            problems.add(new FieldProblem("year", "YEAR_ENTERED", year + "年的安排已经录入；个别日期请用“调整一天”。"));
        }
        requireSource(command.source(), problems);
        Map<LocalDate, Kind> exceptions = new HashMap<>();
        for (String text : command.daysOff()) {
            LocalDate day = day(text, "daysOff", year, problems);
            if (day != null && !isWeekend(day)) {
                exceptions.put(day, Kind.DAY_OFF);
            }
        }
        if (exceptions.isEmpty() && problems.stream().noneMatch(p -> p.field().equals("daysOff"))) {
            problems.add(new FieldProblem("daysOff", "DAYS_OFF_MISSING", "请填写放假日期，其中至少一天是星期一至星期五。"));
        }
        for (String text : command.workingDays()) {
            LocalDate day = day(text, "workingDays", year, problems);
            if (day != null && !isWeekend(day)) {
                problems.add(new FieldProblem(
                        "workingDays", "NOT_A_WEEKEND", day + "不是星期六或星期日，无须列为调休上班日。"));
            } else if (day != null) {
                exceptions.put(day, Kind.WORKING_DAY);
            }
        }
        if (problems.isEmpty()) {
            workdays.enterYear(year, exceptions, command.source().strip(), by);
            audit.record(AuditEntry.of(by, office, "WORKING_YEAR_ENTERED", SUBJECT, year)
                    .with("exceptions", exceptions.size()));
        }
        return problems;
    }

    /** Says what a day is for one office. @return what is wrong with it; empty if it was entered */
    public List<FieldProblem> amend(PoolingArea office, AmendDay command, String by) {
        List<FieldProblem> problems = new ArrayList<>();
        LocalDate day = day(command.day(), "day", 0, problems);
        if (day != null && !workdays.calendar().knows(day.getYear())) {
            problems.add(new FieldProblem("day", "YEAR_UNKNOWN", day.getYear() + "年的安排尚未录入，请先录入全年安排。"));
        }
        boolean off = Kind.DAY_OFF.name().equals(command.kind());
        if (!off && !Kind.WORKING_DAY.name().equals(command.kind())) {
            problems.add(new FieldProblem("kind", "KIND_MISSING", "请选择放假或上班。"));
        } else if (problems.isEmpty() && workdays.calendar(office).isWorkingDay(day) != off) {
            problems.add(new FieldProblem(
                    "kind", "NOTHING_CHANGED", day + (off ? "本来就不上班。" : "本来就是工作日。")));
        }
        requireSource(command.source(), problems);
        if (problems.isEmpty()) {
            days.amend(office, day, Kind.valueOf(command.kind()), command.source().strip(), by, clock.now());
            audit.record(AuditEntry.of(by, office, "WORKING_DAY_AMENDED", SUBJECT, day).with("kind", command.kind()));
        }
        return problems;
    }

    /** @param year the year the day has to lie in; 0 for any */
    private static LocalDate day(String text, String field, int year, List<FieldProblem> problems) {
        try {
            LocalDate day = LocalDate.parse(text == null ? "" : text.strip());
            if (year == 0 || day.getYear() == year) {
                return day;
            }
            problems.add(new FieldProblem(field, "OTHER_YEAR", day + "不在所填的年份内。"));
        } catch (DateTimeParseException e) {
            problems.add(new FieldProblem(field, "DATE_INVALID", "日期应写作 2027-01-01 的形式。"));
        }
        return null;
    }

    private static void requireSource(String text, List<FieldProblem> problems) {
        if (text == null
                || text.isBlank()
                || text.length() > LONGEST_SOURCE
                || text.chars().anyMatch(Character::isISOControl)) {
            problems.add(new FieldProblem(
                    "source", "SOURCE_MISSING", "请填写依据的文件名称或文号，不超过" + LONGEST_SOURCE + "个字。"));
        }
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }
}
