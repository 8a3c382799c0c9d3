package org.medaid.claim.persistence;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.medaid.claim.ClaimId;
import org.medaid.kernel.Clause;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Calculation sheets as they were: input, rules and result. Never changed; a new calculation is a new sheet. */
@Component
@Clause("C19")
public class Sheets {

    /**
     * @param number 1 for the first sheet of the claim
     * @param input the calculation's request as JSON
     * @param rules the rule files' versions as JSON
     * @param result the calculation's answer as JSON
     */
    public record Sheet(
            UUID id,
            ClaimId claim,
            int number,
            String input,
            String rules,
            String result,
            String status,
            String calculatedBy,
            Instant calculatedAt) {}

    private static final RowMapper<Sheet> ROW = (rs, row) -> new Sheet(
            rs.getObject("id", UUID.class),
            new ClaimId(rs.getObject("claim_id", UUID.class)),
            rs.getInt("number"),
            rs.getString("input"),
            rs.getString("rules"),
            rs.getString("result"),
            rs.getString("status"),
            rs.getString("calculated_by"),
            rs.getObject("calculated_at", OffsetDateTime.class).toInstant());

    private final JdbcClient jdbc;

    Sheets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void add(Sheet sheet) {
        add(List.of(sheet));
    }

    /** Adds sheets of different bills. */
    public void add(List<Sheet> sheets) {
        jdbc.sql(
                        """
                        insert into medaid.calculation_sheet
                          (id, claim_id, number, input, rules, result, status, calculated_by, calculated_at)
                        select u.id, u.claim_id, u.number, u.input::jsonb, u.rules::jsonb, u.result::jsonb, u.status, u.calculated_by, u.at
                          from unnest(?::uuid[], ?::uuid[], ?::int[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[])
                            as u(id, claim_id, number, input, rules, result, status, calculated_by, at)
                        """)
                .params(
                        sheets.stream().map(Sheet::id).toArray(UUID[]::new),
                        sheets.stream().map(sheet -> sheet.claim().value()).toArray(UUID[]::new),
                        sheets.stream().map(Sheet::number).toArray(Integer[]::new),
                        sheets.stream().map(Sheet::input).toArray(String[]::new),
                        sheets.stream().map(Sheet::rules).toArray(String[]::new),
                        sheets.stream().map(Sheet::result).toArray(String[]::new),
                        sheets.stream().map(Sheet::status).toArray(String[]::new),
                        sheets.stream().map(Sheet::calculatedBy).toArray(String[]::new),
                        sheets.stream().map(sheet -> sheet.calculatedAt().toString()).toArray(String[]::new))
                .update();
    }

    public List<Sheet> of(ClaimId claim) {
        return jdbc.sql("select * from medaid.calculation_sheet where claim_id = ? order by number")
                .param(claim.value())
                .query(ROW)
                .list();
    }

    public Optional<Sheet> latest(ClaimId claim) {
        return jdbc.sql("select * from medaid.calculation_sheet where claim_id = ? order by number desc limit 1")
                .param(claim.value())
                .query(ROW)
                .optional();
    }

    /** The claims that these sheets belong to. */
    public Map<UUID, ClaimId> claimsOf(Collection<UUID> ids) {
        Map<UUID, ClaimId> claims = new HashMap<>();
        if (!ids.isEmpty()) {
            jdbc.sql("select id, claim_id from medaid.calculation_sheet where id in (:ids)")
                    .param("ids", ids)
                    .query((rs, row) -> claims.put(
                            rs.getObject(1, UUID.class), new ClaimId(rs.getObject(2, UUID.class))))
                    .list();
        }
        return claims;
    }

    /** Which of these claims have a sheet. */
    public Set<ClaimId> calculated(Collection<ClaimId> claims) {
        return claims.isEmpty()
                ? Set.of()
                : jdbc
                        .sql("select distinct claim_id from medaid.calculation_sheet where claim_id in (:claims)")
                        .param("claims", claims.stream().map(ClaimId::value).toList())
                        .query(UUID.class)
                        .list()
                        .stream()
                        .map(ClaimId::new)
                        .collect(Collectors.toSet());
    }
}
