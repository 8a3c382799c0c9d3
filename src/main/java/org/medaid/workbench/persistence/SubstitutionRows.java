package org.medaid.workbench.persistence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.medaid.kernel.PoolingArea;
import org.medaid.workbench.Substitution;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who stands in for whom. */
@Repository
public class SubstitutionRows {

    private final JdbcClient jdbc;

    SubstitutionRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Lets whoever enters something for the same person at the same moment wait for this transaction's end. */
    public void lock(String absent) {
        jdbc.sql("select 1 from (select pg_advisory_xact_lock(140002, hashtext(?))) as held")
                .param(absent)
                .query(Integer.class)
                .single();
    }

    public void add(Substitution substitution, Instant at) {
        jdbc.sql("""
                        insert into medaid.substitution (id, area, absent, substitute, from_on, to_on, entered_by, entered_at)
                        values (:id, :area, :absent, :substitute, :from, :to, :by, :at)
                        """)
                .param("id", substitution.id())
                .param("area", substitution.area().tenantId())
                .param("absent", substitution.absent())
                .param("substitute", substitution.substitute().orElse(null), java.sql.Types.VARCHAR)
                .param("from", substitution.from())
                .param("to", substitution.to())
                .param("by", substitution.enteredBy())
                .param("at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
                .update();
    }

    /** @return false if it was ended already */
    public boolean end(UUID id, String by, Instant at) {
        return jdbc.sql("update medaid.substitution set ended_by = ?, ended_at = ? where id = ? and ended_at is null")
                        .params(by, OffsetDateTime.ofInstant(at, ZoneOffset.UTC), id)
                        .update()
                == 1;
    }

    public Optional<Substitution> find(UUID id) {
        return jdbc.sql("select * from medaid.substitution where id = ?")
                .param(id)
                .query((row, number) -> substitution(row))
                .optional();
    }

    /** Those of an office that are not over on a day, the first to begin first. */
    public List<Substitution> from(PoolingArea area, LocalDate day) {
        return jdbc.sql("select * from medaid.substitution where area = ? and to_on >= ? and ended_at is null order by from_on, id")
                .params(area.tenantId(), day)
                .query((row, number) -> substitution(row))
                .list();
    }

    /** Who of an office is away on a day. */
    public Set<String> absentOn(PoolingArea area, LocalDate day) {
        return from(area, day).stream()
                .filter(one -> one.isOn(day))
                .map(Substitution::absent)
                .collect(Collectors.toSet());
    }

    private static Substitution substitution(ResultSet row) throws SQLException {
        return new Substitution(
                row.getObject("id", UUID.class),
                PoolingArea.ofTenant(row.getString("area")).orElseThrow(),
                row.getString("absent"),
                Optional.ofNullable(row.getString("substitute")),
                row.getObject("from_on", LocalDate.class),
                row.getObject("to_on", LocalDate.class),
                row.getString("entered_by"),
                row.getObject("ended_at") != null);
    }
}
