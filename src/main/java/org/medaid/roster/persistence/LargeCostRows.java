package org.medaid.roster.persistence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.roster.LargeCost;
import org.medaid.roster.LargeCostThreshold;
import org.medaid.roster.LargeCostOutcome;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The office's list of large costs, its threshold and its outcomes. */
@Repository
public class LargeCostRows {

    private static final String SELECT = """
            select c.id, c.area, c.benefit_year, c.resident_id, c.name, c.amount, c.source, c.listed_at, o.outcome, o.reason,
                o.closed_by, o.closed_at
            from medaid.large_cost c left join medaid.large_cost_outcome o on o.cost_id = c.id
            where c.withdrawn_at is null and c.area = :area and\s""";

    private final JdbcClient jdbc;

    LargeCostRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The figure in force on a day. */
    public Optional<LargeCostThreshold> threshold(PoolingArea area, LocalDate day) {
        return jdbc.sql("""
                        select from_on, amount, document_number, demonstration from medaid.large_cost_threshold
                        where area = :area and from_on <= :day order by from_on desc limit 1
                        """)
                .param("area", area.tenantId())
                .param("day", day)
                .query((row, number) -> new LargeCostThreshold(
                        row.getObject(1, LocalDate.class),
                        Money.of(row.getBigDecimal(2)),
                        row.getString(3),
                        row.getBoolean(4)))
                .optional();
    }

    /** @return false if the area has a figure from this very day already */
    public boolean add(PoolingArea area, LargeCostThreshold threshold, String by, Instant at) {
        return jdbc.sql("""
                                insert into medaid.large_cost_threshold
                                    (area, from_on, amount, document_number, demonstration, entered_by, entered_at)
                                values (:area, :from, :amount, :document, :demonstration, :by, :at)
                                on conflict (area, from_on) do nothing
                                """)
                        .param("area", area.tenantId())
                        .param("from", threshold.from())
                        .param("amount", threshold.amount().yuan())
                        .param("document", threshold.documentNumber())
                        .param("demonstration", threshold.demonstration())
                        .param("by", by)
                        .param("at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /** Lists a person's costs of a year, unless the person is on the list of that year. */
    public boolean add(PoolingArea area, int year, ResidentId residentId, String name, Money amount, Instant at) {
        return jdbc.sql("""
                                insert into medaid.large_cost (id, area, benefit_year, resident_id, name, amount, source, listed_at)
                                values (gen_random_uuid(), :area, :year, :residentId, :name, :amount, 'BILLS', :at)
                                on conflict (area, benefit_year, resident_id) do nothing
                                """)
                        .param("area", area.tenantId())
                        .param("year", year)
                        .param("residentId", residentId.value())
                        .param("name", name)
                        .param("amount", amount.yuan())
                        .param("at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
                        .update()
                == 1;
    }

    public List<LargeCost> of(PoolingArea area, int year, int most) {
        return jdbc.sql(SELECT + "c.benefit_year = :year order by (o.outcome is not null), c.amount desc, c.id limit :most")
                .param("area", area.tenantId())
                .param("year", year)
                .param("most", most)
                .query((row, number) -> cost(row))
                .list();
    }

    public Optional<LargeCost> find(PoolingArea area, UUID id) {
        return jdbc.sql(SELECT + "c.id = :id")
                .param("area", area.tenantId())
                .param("id", id)
                .query((row, number) -> cost(row))
                .optional();
    }

    /** @return false if somebody has closed the row already */
    public boolean close(UUID id, LargeCostOutcome outcome, String reason, String by, Instant at) {
        return jdbc.sql("""
                                insert into medaid.large_cost_outcome (cost_id, outcome, reason, closed_by, closed_at)
                                values (:id, :outcome, :reason, :by, :at) on conflict (cost_id) do nothing
                                """)
                        .param("id", id)
                        .param("outcome", outcome.name())
                        .param("reason", reason)
                        .param("by", by)
                        .param("at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
                        .update()
                == 1;
    }

    private static LargeCost cost(ResultSet row) throws SQLException {
        String outcome = row.getString("outcome");
        return new LargeCost(
                row.getObject("id", UUID.class),
                PoolingArea.ofTenant(row.getString("area")).orElseThrow(),
                row.getInt("benefit_year"),
                new ResidentId(row.getString("resident_id")),
                row.getString("name"),
                Money.of(row.getBigDecimal("amount")),
                row.getString("source").equals("BILLS"),
                row.getObject("listed_at", OffsetDateTime.class).toInstant(),
                outcome == null
                        ? Optional.empty()
                        : Optional.of(new LargeCost.Closed(
                                LargeCostOutcome.valueOf(outcome),
                                Optional.ofNullable(row.getString("reason")),
                                row.getString("closed_by"),
                                row.getObject("closed_at", OffsetDateTime.class).toInstant())));
    }
}
