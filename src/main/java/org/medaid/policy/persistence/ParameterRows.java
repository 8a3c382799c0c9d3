package org.medaid.policy.persistence;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.medaid.api.DatedEntries;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.PoolingArea;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Entered, decided and ended office parameters. */
@Component
public class ParameterRows {

    /**
     * @param value JSON, in the form of a request's {@code officeParameters}
     * @param period from the first to the last day, a successor's start taken into account
     * @param status {@code ENTERED}, {@code APPROVED} or {@code REJECTED}
     * @param decidedBy null until somebody has decided
     * @param reason why it was turned down, or null
     */
    public record Row(
            UUID id,
            PoolingArea area,
            String parameter,
            String value,
            DateRange period,
            String documentNumber,
            boolean demonstration,
            String enteredBy,
            String status,
            String decidedBy,
            Instant enteredAt,
            String reason)
            implements DatedEntries.Entry {}

    private static final String SELECT =
            """
            select p.id, p.area, p.parameter, p.value::text as value, p.valid_from_on,
                   coalesce(e.ended_on, p.valid_to_on) as last_on, p.document_number, p.demonstration, p.entered_by,
                   case when d.approved is null then 'ENTERED' when d.approved then 'APPROVED' else 'REJECTED' end as status,
                   d.decided_by, p.entered_at, d.reason
              from medaid.office_parameter p
              left join medaid.office_parameter_decision d on d.parameter_id = p.id
              left join medaid.office_parameter_end e on e.parameter_id = p.id
            """;

    private static final RowMapper<Row> ROW = (rs, number) -> new Row(
            rs.getObject("id", UUID.class),
            PoolingArea.ofTenant(rs.getString("area")).orElseThrow(),
            rs.getString("parameter"),
            rs.getString("value"),
            new DateRange(rs.getObject("valid_from_on", LocalDate.class), rs.getObject("last_on", LocalDate.class)),
            rs.getString("document_number"),
            rs.getBoolean("demonstration"),
            rs.getString("entered_by"),
            rs.getString("status"),
            rs.getString("decided_by"),
            rs.getObject("entered_at", OffsetDateTime.class).toInstant(),
            rs.getString("reason"));

    private final JdbcClient jdbc;

    ParameterRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The area's approved rows, earliest first. */
    public List<Row> approved(PoolingArea area) {
        return jdbc.sql(SELECT + " where p.area = ? and d.approved order by p.valid_from_on")
                .param(area.tenantId())
                .query(ROW)
                .list();
    }

    /** Everything ever entered for the area. */
    public List<Row> all(PoolingArea area) {
        return jdbc.sql(SELECT + " where p.area = ? order by p.parameter, p.valid_from_on, p.entered_at")
                .param(area.tenantId())
                .query(ROW)
                .list();
    }

    public Optional<Row> find(PoolingArea area, UUID id) {
        return jdbc.sql(SELECT + " where p.area = ? and p.id = ?")
                .params(area.tenantId(), id)
                .query(ROW)
                .optional();
    }

    /** Two approvals in one area at once queue up, until the end of the transaction. */
    public void lock(PoolingArea area) {
        jdbc.sql("select 1 from (select pg_advisory_xact_lock(hashtext('office_parameter:' || ?))) as locked")
                .param(area.tenantId())
                .query(Integer.class)
                .single();
    }

    public void add(Row row) {
        jdbc.sql(
                        """
                        insert into medaid.office_parameter
                          (id, area, parameter, value, valid_from_on, valid_to_on, document_number, demonstration,
                           entered_by, entered_at)
                        values (?, ?, ?, ?::jsonb, ?, ?::date, ?, ?, ?, ?)
                        """)
                .params(
                        row.id(),
                        row.area().tenantId(),
                        row.parameter(),
                        row.value(),
                        row.period().from(),
                        row.period().to(),
                        row.documentNumber(),
                        row.demonstration(),
                        row.enteredBy(),
                        row.enteredAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    public void decide(UUID id, boolean approved, String reason, String by) {
        jdbc.sql(
                        """
                        insert into medaid.office_parameter_decision (parameter_id, approved, reason, decided_by, decided_at)
                        values (?, ?, ?, ?, now())
                        """)
                .params(id, approved, reason, by)
                .update();
    }

    public void end(UUID id, LocalDate on, UUID successor) {
        jdbc.sql("insert into medaid.office_parameter_end (parameter_id, ended_on, successor_id) values (?, ?, ?)")
                .params(id, on, successor)
                .update();
    }
}
