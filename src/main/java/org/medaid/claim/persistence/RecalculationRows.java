package org.medaid.claim.persistence;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.medaid.claim.ClaimId;
import org.medaid.kernel.PoolingArea;
import org.medaid.policy.Category;
import org.medaid.roster.CategoriesBackdated.Change;
import org.medaid.roster.CategoriesBackdated.PastDays;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Bills to be looked at again, and what became of them. */
@Repository
public class RecalculationRows {

    /**
     * @param change what happened to a category; empty where a referral was filed afterwards
     * @param from since when the changed category counts, or no longer counts; the admission that the referral is for
     * @param outcome a stable code; empty while open
     */
    public record Row(
            UUID id,
            UUID claim,
            String caseNumber,
            LocalDate dischargedOn,
            Optional<Change> change,
            Optional<Category> category,
            LocalDate from,
            Instant listedAt,
            Optional<String> outcome,
            Optional<String> remark,
            Optional<String> closedBy,
            Optional<Instant> closedAt) {}

    /** Why a bill is listed for which a referral was filed afterwards. */
    private static final String REFERRAL = "REFERRAL_FILED";

    private final JdbcClient jdbc;

    RecalculationRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Lists the calculated and settled bills on the given days, where somebody is entered the refused ones too; one that is on the list for the same change already stays there once. */
    public void add(PoolingArea area, Change change, List<PastDays> days, Instant at) {
        jdbc.sql("""
                        insert into medaid.claim_recalculation (id, area, claim_id, reason, category, from_on, listed_at)
                        select gen_random_uuid(), c.area, c.id, :reason, d.category, d.first, :at
                        from unnest(:people::uuid[], :categories::varchar[], :firsts::date[], :lasts::date[])
                            as d (person, category, first, last)
                        join medaid.claim c on c.person_id = d.person and c.area = :area
                            and (c.state in ('CALCULATED', 'SETTLED') or c.state = 'REFUSED' and :reason = 'ENTERED')
                            and c.discharged_on between d.first and d.last
                        on conflict (claim_id, reason, category) where outcome is null do nothing
                        """)
                .param("reason", change.name())
                .param("at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
                .param("area", area.tenantId())
                .param("people", column(days, day -> day.person().value().toString()))
                .param("categories", column(days, day -> day.category().name()))
                .param("firsts", column(days, day -> day.days().from().toString()))
                .param("lasts", column(days, day -> day.days().to().toString()))
                .update();
    }

    /** Lists a settled bill for which a referral has been filed since; one that is on the list for that stays there once. */
    public void addForReferral(PoolingArea area, ClaimId claim, LocalDate admittedOn, Instant at) {
        jdbc.sql("""
                        insert into medaid.claim_recalculation (id, area, claim_id, reason, from_on, listed_at)
                        values (gen_random_uuid(), ?, ?, ?, ?, ?)
                        on conflict (claim_id, reason) where outcome is null and category is null do nothing
                        """)
                .params(area.tenantId(), claim.value(), REFERRAL, admittedOn, OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
                .update();
    }

    public List<Row> of(PoolingArea area, int most) {
        return jdbc.sql("""
                        select r.id, r.claim_id, c.case_number, c.discharged_on, r.reason, r.category, r.from_on, r.listed_at,
                            r.outcome, r.remark, r.closed_by, r.closed_at
                        from medaid.claim_recalculation r join medaid.claim c on c.id = r.claim_id
                        where r.area = :area
                        order by (r.outcome is not null), r.listed_at desc, r.id limit :most
                        """)
                .param("area", area.tenantId())
                .param("most", most)
                .query((row, number) -> new Row(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        row.getString(3),
                        row.getObject(4, LocalDate.class),
                        Optional.of(row.getString(5)).filter(reason -> !reason.equals(REFERRAL)).map(Change::valueOf),
                        Optional.ofNullable(row.getString(6)).map(Category::valueOf),
                        row.getObject(7, LocalDate.class),
                        row.getObject(8, OffsetDateTime.class).toInstant(),
                        Optional.ofNullable(row.getString(9)),
                        Optional.ofNullable(row.getString(10)),
                        Optional.ofNullable(row.getString(11)),
                        Optional.ofNullable(row.getObject(12, OffsetDateTime.class)).map(OffsetDateTime::toInstant)))
                .list();
    }

    /** @return false if it is closed already, or no row of the area */
    public boolean close(PoolingArea area, UUID id, String outcome, String remark, String by, Instant at) {
        return jdbc.sql("""
                                update medaid.claim_recalculation
                                set outcome = :outcome, remark = :remark, closed_by = :by, closed_at = :at
                                where id = :id and area = :area and outcome is null
                                """)
                        .param("id", id)
                        .param("area", area.tenantId())
                        .param("outcome", outcome)
                        .param("remark", remark)
                        .param("by", by)
                        .param("at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
                        .update()
                == 1;
    }

    private static String[] column(List<PastDays> days, Function<PastDays, String> value) {
        return days.stream().map(value).toArray(String[]::new);
    }
}
