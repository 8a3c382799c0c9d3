package org.medaid.calendar.persistence;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
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

    public WorkingDayCalendar calendar() {
        var years = new HashSet<>(jdbc.sql("select year from medaid.working_day_year")
                .query(Integer.class)
                .list());
        Map<LocalDate, Kind> exceptions = new HashMap<>();
        jdbc.sql("select distinct on (day_on) day_on, kind from medaid.working_day_exception order by day_on, id desc")
                .query(row -> {
                    exceptions.put(row.getObject("day_on", LocalDate.class), Kind.valueOf(row.getString("kind")));
                });
        return new WorkingDayCalendar(years, exceptions);
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
