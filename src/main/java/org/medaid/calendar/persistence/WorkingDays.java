package org.medaid.calendar.persistence;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.WorkingDayCalendar;
import org.medaid.kernel.WorkingDayCalendar.Kind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The years entered and their exceptions; of several entries for one day the last one holds. */
@Repository
public class WorkingDays {

    private final JdbcClient jdbc;

    WorkingDays(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param source the document that announces the year
     */
    public record Year(int year, String source, String enteredBy) {}

    /**
     * A day that is not what its day of the week says, or was amended to be what it was.
     *
     * @param own whether it is an office's amendment; otherwise part of the arrangement for all
     */
    public record SpecialDay(LocalDate day, Kind kind, String source, String enteredBy, Instant enteredAt, boolean own) {}

    public WorkingDayCalendar calendar() {
        return new WorkingDayCalendar(knownYears(), arrangement());
    }

    /** With an office's amendments over the arrangement for all. */
    public WorkingDayCalendar calendar(PoolingArea area) {
        Map<LocalDate, Kind> exceptions = arrangement();
        jdbc.sql("""
                        select distinct on (day_on) day_on, kind from medaid.working_day_amendment
                         where area = ? order by day_on, id desc
                        """)
                .param(area.tenantId())
                .query(row -> {
                    exceptions.put(row.getObject("day_on", LocalDate.class), Kind.valueOf(row.getString("kind")));
                });
        return new WorkingDayCalendar(knownYears(), exceptions);
    }

    /** The years entered, newest first. */
    public List<Year> years() {
        return jdbc.sql("select year, source, entered_by from medaid.working_day_year order by year desc")
                .query((row, number) -> new Year(row.getInt("year"), row.getString("source"), row.getString("entered_by")))
                .list();
    }

    /** What holds for an office, day by day, each in its last version. */
    public List<SpecialDay> specialDays(PoolingArea area) {
        return jdbc.sql("""
                        select distinct on (day_on) *
                          from (select day_on, kind, source, entered_by, entered_at, false as own, id
                                  from medaid.working_day_exception
                                union all
                                select day_on, kind, source, entered_by, entered_at, true, id
                                  from medaid.working_day_amendment where area = ?) as entry
                         order by day_on, own desc, id desc
                        """)
                .param(area.tenantId())
                .query((row, number) -> new SpecialDay(
                        row.getObject("day_on", LocalDate.class),
                        Kind.valueOf(row.getString("kind")),
                        row.getString("source"),
                        row.getString("entered_by"),
                        row.getObject("entered_at", OffsetDateTime.class).toInstant(),
                        row.getBoolean("own")))
                .list();
    }

    private Set<Integer> knownYears() {
        return new HashSet<>(jdbc.sql("select year from medaid.working_day_year")
                .query(Integer.class)
                .list());
    }

    private Map<LocalDate, Kind> arrangement() {
        Map<LocalDate, Kind> exceptions = new HashMap<>();
        jdbc.sql("select distinct on (day_on) day_on, kind from medaid.working_day_exception order by day_on, id desc")
                .query(row -> {
                    exceptions.put(row.getObject("day_on", LocalDate.class), Kind.valueOf(row.getString("kind")));
                });
        return exceptions;
    }

    /** @return whether the year was not there before */
    public boolean addYear(int year, String source, String enteredBy) {
        return jdbc.sql("""
                        insert into medaid.working_day_year (year, source, entered_by)
                        values (:year, :source, :enteredBy)
                        on conflict (year) do nothing
                        """)
                        .param("year", year)
                        .param("source", source)
                        .param("enteredBy", enteredBy)
                        .update()
                == 1;
    }

    /** An office's word about a day; it holds for that office only. */
    public void amend(PoolingArea area, LocalDate day, Kind kind, String source, String enteredBy, Instant at) {
        jdbc.sql("""
                        insert into medaid.working_day_amendment (area, day_on, kind, source, entered_by, entered_at)
                        values (?, ?, ?, ?, ?, ?)
                        """)
                .params(area.tenantId(), day, kind.name(), source, enteredBy, at.atOffset(ZoneOffset.UTC))
                .update();
    }

    public void add(LocalDate day, Kind kind, String source, String enteredBy) {
        jdbc.sql("""
                        insert into medaid.working_day_exception (day_on, kind, source, entered_by)
                        values (:day, :kind, :source, :enteredBy)
                        """)
                .param("day", day)
                .param("kind", kind.name())
                .param("source", source)
                .param("enteredBy", enteredBy)
                .update();
    }
}
