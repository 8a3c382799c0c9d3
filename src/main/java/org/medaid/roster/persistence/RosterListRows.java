package org.medaid.roster.persistence;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.policy.Category;
import org.medaid.roster.RosterLists.Changed;
import org.medaid.roster.RosterLists.District;
import org.medaid.roster.RosterLists.Uninsured;
import org.medaid.roster.RosterRecord;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Lists over the whole roster of an area, given out row by row. */
@Repository
public class RosterListRows {

    private static final String UNINSURED = """
            from medaid.category_held h join medaid.person p on p.id = h.person_id
            where p.area = :area and not p.insured and h.category = any(:categories)
                and (h.last_on is null or h.last_on >= :day)
            """;

    private final JdbcClient jdbc;

    RosterListRows(DataSource dataSource) {
        JdbcTemplate portions = new JdbcTemplate(dataSource);
        portions.setFetchSize(1_000);
        this.jdbc = JdbcClient.create(portions);
    }

    public List<District> uninsuredByDistrict(PoolingArea area, Set<Category> categories, LocalDate day) {
        return jdbc.sql("select p.division, count(distinct p.id) " + UNINSURED + "group by p.division order by p.division")
                .param("area", area.tenantId())
                .param("categories", names(categories))
                .param("day", day)
                .query((row, number) -> new District(new DivisionCode(row.getString(1)), row.getInt(2)))
                .list();
    }

    public void uninsured(
            PoolingArea area, Set<Category> categories, LocalDate day, int most, Consumer<Uninsured> each) {
        jdbc.sql("select p.division, p.resident_id, p.name, array_agg(distinct h.category) " + UNINSURED
                        + "group by p.id order by p.division, p.name, p.id limit :most")
                .param("area", area.tenantId())
                .param("categories", names(categories))
                .param("day", day)
                .param("most", most)
                .query(row -> {
                    each.accept(new Uninsured(
                            new DivisionCode(row.getString(1)),
                            new ResidentId(row.getString(2)),
                            row.getString(3),
                            Arrays.stream((String[]) row.getArray(4).getArray())
                                    .map(Category::valueOf)
                                    .sorted()
                                    .toList()));
                });
    }

    public void changes(
            PoolingArea area, Set<Category> categories, Instant from, Instant until, int most, Consumer<Changed> each) {
        jdbc.sql("""
                        select c.entered_at, c.entered_by, c.kind, p.resident_id, p.name, c.category, c.from_on, c.last_on, c.source
                        from (
                            select entered_at, entered_by, 'ENTERED' as kind, person_id, category, from_on, to_on as last_on,
                                source_document as source
                            from medaid.category_period where entered_at >= :from and entered_at < :until
                            union all
                            select e.entered_at, e.entered_by, 'ENDED', o.person_id, o.category, null, e.last_on, e.source_document
                            from medaid.category_period_end e join medaid.category_period o on o.id = e.period_id
                            where e.entered_at >= :from and e.entered_at < :until
                            union all
                            select a.entered_at, a.entered_by, 'ANNULLED', o.person_id, o.category, o.from_on, null, a.reason
                            from medaid.category_period_annulment a join medaid.category_period o on o.id = a.period_id
                            where a.entered_at >= :from and a.entered_at < :until
                            union all
                            select a.entered_at, a.entered_by, 'END_ANNULLED', o.person_id, o.category, null, e.last_on, a.reason
                            from medaid.category_period_end_annulment a join medaid.category_period_end e on e.id = a.end_id
                            join medaid.category_period o on o.id = e.period_id
                            where a.entered_at >= :from and a.entered_at < :until
                        ) c join medaid.person p on p.id = c.person_id
                        where p.area = :area and c.category = any(:categories)
                        order by c.entered_at desc, p.id, c.kind limit :most
                        """)
                .param("area", area.tenantId())
                .param("categories", names(categories))
                .param("from", OffsetDateTime.ofInstant(from, ZoneOffset.UTC))
                .param("until", OffsetDateTime.ofInstant(until, ZoneOffset.UTC))
                .param("most", most)
                .query(row -> {
                    each.accept(new Changed(
                            row.getObject(1, OffsetDateTime.class).toInstant(),
                            row.getString(2),
                            RosterRecord.Kind.valueOf(row.getString(3)),
                            new ResidentId(row.getString(4)),
                            row.getString(5),
                            Category.valueOf(row.getString(6)),
                            row.getObject(7, LocalDate.class),
                            row.getObject(8, LocalDate.class),
                            row.getString(9)));
                });
    }

    private static String[] names(Set<Category> categories) {
        return categories.stream().map(Category::name).toArray(String[]::new);
    }
}
