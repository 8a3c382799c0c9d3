package org.medaid.procedure.persistence;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.PoolingArea;
import org.medaid.procedure.ProcedureParameterEntry;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Entered and decided values of the offices' procedures. */
@Component
public class ProcedureParameterRows {

    private static final String SELECT =
            """
            select *
              from (select p.*, d.decided_by, d.reason,
                           case when p.initial or d.approved then 'APPROVED' when d.approved is null then 'ENTERED'
                                else 'REJECTED' end as status,
                           case when p.initial or d.approved
                                then lead(p.valid_from_on) over (
                                       partition by p.area, p.parameter, (p.initial or coalesce(d.approved, false))
                                       order by p.valid_from_on) - 1 end as last_on
                      from medaid.procedure_parameter p
                      left join medaid.procedure_parameter_decision d on d.parameter_id = p.id
                     where p.area = ?) as entry
            """;

    private static final RowMapper<ProcedureParameterEntry> ROW = (rs, number) -> new ProcedureParameterEntry(
            rs.getObject("id", UUID.class),
            PoolingArea.ofTenant(rs.getString("area")).orElseThrow(),
            rs.getString("parameter"),
            rs.getString("value"),
            new DateRange(rs.getObject("valid_from_on", LocalDate.class), rs.getObject("last_on", LocalDate.class)),
            rs.getString("document_number"),
            rs.getBoolean("initial"),
            rs.getString("entered_by"),
            rs.getObject("entered_at", OffsetDateTime.class).toInstant(),
            rs.getString("status"),
            rs.getString("decided_by"),
            rs.getString("reason"));

    private final JdbcClient jdbc;

    ProcedureParameterRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of the approved values that have started the one that started last. */
    public Optional<String> inForce(PoolingArea area, String parameter, LocalDate on) {
        return jdbc.sql(
                        """
                        select p.value
                          from medaid.procedure_parameter p
                          left join medaid.procedure_parameter_decision d on d.parameter_id = p.id
                         where p.area = ? and p.parameter = ? and p.valid_from_on <= ? and (p.initial or d.approved)
                         order by p.valid_from_on desc limit 1
                        """)
                .params(area.tenantId(), parameter, on)
                .query(String.class)
                .optional();
    }

    /** Everything ever entered for the area. */
    public List<ProcedureParameterEntry> all(PoolingArea area) {
        return jdbc.sql(SELECT + " order by parameter, valid_from_on, entered_at")
                .param(area.tenantId())
                .query(ROW)
                .list();
    }

    public Optional<ProcedureParameterEntry> find(PoolingArea area, UUID id) {
        return jdbc.sql(SELECT + " where id = ?")
                .params(area.tenantId(), id)
                .query(ROW)
                .optional();
    }

    /** Two decisions in one area at once queue up, until the end of the transaction. */
    public void lock(PoolingArea area) {
        jdbc.sql("select 1 from (select pg_advisory_xact_lock(hashtext('procedure_parameter:' || ?))) as locked")
                .param(area.tenantId())
                .query(Integer.class)
                .single();
    }

    public void add(ProcedureParameterEntry row) {
        jdbc.sql(
                        """
                        insert into medaid.procedure_parameter
                          (id, area, parameter, value, valid_from_on, document_number, initial, entered_by, entered_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        row.id(),
                        row.area().tenantId(),
                        row.parameter(),
                        row.value(),
                        row.period().from(),
                        row.documentNumber(),
                        row.initial(),
                        row.enteredBy(),
                        row.enteredAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    public void decide(UUID id, boolean approved, String reason, String by, Instant at) {
        jdbc.sql(
                        """
                        insert into medaid.procedure_parameter_decision
                          (parameter_id, approved, reason, decided_by, decided_at)
                        values (?, ?, ?, ?, ?)
                        """)
                .params(id, approved, reason, by, at.atOffset(ZoneOffset.UTC))
                .update();
    }
}
