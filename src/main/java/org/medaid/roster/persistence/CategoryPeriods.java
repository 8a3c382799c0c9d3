package org.medaid.roster.persistence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.policy.Category;
import org.medaid.roster.CategoryHolder;
import org.medaid.roster.CategoryPeriod;
import org.medaid.roster.CategoryPeriodId;
import org.medaid.roster.RosterRecord;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The roster's rows. Plain SQL: append-only tables have no objects whose state could change. */
@Repository
public class CategoryPeriods {

    private static final String SELECT = """
            select p.id, p.person_id, p.category, p.from_on, p.last_on, p.source_document
            from medaid.category_held p
            """;

    private final JdbcClient jdbc;

    CategoryPeriods(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<CategoryPeriod> of(PersonId person) {
        return jdbc.sql(SELECT + "where p.person_id = :person order by p.from_on, p.entered_at")
                .param("person", person.value())
                .query((row, number) -> period(row))
                .list();
    }

    public List<CategoryPeriod> ofAll(Collection<PersonId> people) {
        return jdbc.sql(SELECT + "where p.person_id = any(:people) order by p.from_on, p.entered_at")
                .param("people", people.stream().map(PersonId::value).toArray(UUID[]::new))
                .query((row, number) -> period(row))
                .list();
    }

    public Optional<CategoryPeriod> find(CategoryPeriodId id) {
        return jdbc.sql(SELECT + "where p.id = :id")
                .param("id", id.value())
                .query((row, number) -> period(row))
                .optional();
    }

    public List<CategoryHolder> holders(
            PoolingArea area, LocalDate today, LocalDate startedBy, Optional<CategoryHolder> after, int most) {
        return jdbc.sql("""
                        select p.person_id, min(p.from_on) as since
                        from medaid.category_held p join medaid.person x on x.id = p.person_id
                        where x.area = :area and p.from_on <= :startedBy and (p.last_on is null or p.last_on >= :today)
                        group by p.person_id
                        having (min(p.from_on), p.person_id) > (:afterDay, :afterPerson)
                        order by 2, 1
                        limit :most
                        """)
                .param("area", area.tenantId())
                .param("startedBy", startedBy)
                .param("today", today)
                .param("afterDay", after.map(CategoryHolder::since).orElse(LocalDate.of(1, 1, 1)))
                .param("afterPerson", after.map(CategoryHolder::person).map(PersonId::value).orElse(new UUID(0, 0)))
                .param("most", most)
                .query((row, number) -> new CategoryHolder(
                        new PersonId(row.getObject("person_id", UUID.class)), row.getObject("since", LocalDate.class)))
                .list();
    }

    public List<RosterRecord> history(PersonId person) {
        return jdbc.sql("""
                        select 'ENTERED' as kind, id as period_id, category, from_on, to_on as last_on, source_document,
                            entered_by, entered_at, 0 as place
                        from medaid.category_period where person_id = :person
                        union all
                        select 'ENDED', e.period_id, p.category, null, e.last_on, e.source_document, e.entered_by,
                            e.entered_at, e.id
                        from medaid.category_period_end e join medaid.category_period p on p.id = e.period_id
                        where p.person_id = :person
                        union all
                        select 'ANNULLED', p.id, p.category, p.from_on, null, a.reason, a.entered_by, a.entered_at, 0
                        from medaid.category_period_annulment a join medaid.category_period p on p.id = a.period_id
                        where p.person_id = :person
                        union all
                        select 'END_ANNULLED', p.id, p.category, null, e.last_on, a.reason, a.entered_by, a.entered_at, 0
                        from medaid.category_period_end_annulment a
                        join medaid.category_period_end e on e.id = a.end_id
                        join medaid.category_period p on p.id = e.period_id
                        where p.person_id = :person
                        order by entered_at, place
                        """)
                .param("person", person.value())
                .query((row, number) -> new RosterRecord(
                        RosterRecord.Kind.valueOf(row.getString("kind")),
                        new CategoryPeriodId(row.getObject("period_id", UUID.class)),
                        Category.valueOf(row.getString("category")),
                        Optional.ofNullable(row.getObject("from_on", LocalDate.class)),
                        Optional.ofNullable(row.getObject("last_on", LocalDate.class)),
                        row.getString("source_document"),
                        row.getString("entered_by"),
                        row.getObject("entered_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** Until the end of the transaction nobody else enters or ends this person's periods of this category. */
    public void lock(PoolingArea area, PersonId person, Category category) {
        // Shared with all who enter single people, against those who enter lists.
        jdbc.sql("select pg_advisory_xact_lock_shared(hashtextextended(:place, 0))")
                .param("place", place(area))
                .query(row -> {});
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:place, 0))")
                .param("place", "roster " + person + " " + category)
                .query(row -> {});
    }

    /** Until the end of the transaction nobody else changes anything in the area's roster. */
    public void lock(PoolingArea area) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:place, 0))")
                .param("place", place(area))
                .query(row -> {});
    }

    private static String place(PoolingArea area) {
        return "roster of " + area.tenantId();
    }

    public void add(CategoryPeriod period, String by, Instant at) {
        jdbc.sql("""
                        insert into medaid.category_period
                            (id, person_id, category, from_on, to_on, source_document, entered_by, entered_at)
                        values (:id, :person, :category, :from, :to, :source, :by, :at)
                        """)
                .param("id", period.id().value())
                .param("person", period.person().value())
                .param("category", period.category().name())
                .param("from", period.period().from())
                .param("to", period.period().to())
                .param("source", period.sourceDocument())
                .param("by", by)
                .param("at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
                .update();
    }

    public void addEnd(CategoryPeriodId period, LocalDate lastDay, String source, String by, Instant at) {
        jdbc.sql("""
                        insert into medaid.category_period_end (period_id, last_on, source_document, entered_by, entered_at)
                        values (:period, :lastDay, :source, :by, :at)
                        """)
                .param("period", period.value())
                .param("lastDay", lastDay)
                .param("source", source)
                .param("by", by)
                .param("at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
                .update();
    }

    private static CategoryPeriod period(ResultSet row) throws SQLException {
        return new CategoryPeriod(
                new CategoryPeriodId(row.getObject("id", UUID.class)),
                new PersonId(row.getObject("person_id", UUID.class)),
                Category.valueOf(row.getString("category")),
                new DateRange(row.getObject("from_on", LocalDate.class), row.getObject("last_on", LocalDate.class)),
                row.getString("source_document"));
    }
}
