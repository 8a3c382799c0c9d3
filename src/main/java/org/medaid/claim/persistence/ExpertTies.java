package org.medaid.claim.persistence;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Experts who must not judge a hospital, and why. A tie that has ended stays on record. */
@Component
public class ExpertTies {

    /** @param endedAt null while it lasts, as are {@code endedBy} and {@code endReason} */
    public record Tie(
            UUID id,
            String expert,
            String hospitalCode,
            String reason,
            String enteredBy,
            Instant enteredAt,
            String endedBy,
            Instant endedAt,
            String endReason) {}

    private static final RowMapper<Tie> ROW = (rs, row) -> new Tie(
            rs.getObject("id", UUID.class),
            rs.getString("expert"),
            rs.getString("hospital_code"),
            rs.getString("reason"),
            rs.getString("entered_by"),
            rs.getObject("entered_at", OffsetDateTime.class).toInstant(),
            rs.getString("ended_by"),
            Optional.ofNullable(rs.getObject("ended_at", OffsetDateTime.class))
                    .map(OffsetDateTime::toInstant)
                    .orElse(null),
            rs.getString("end_reason"));

    private final JdbcClient jdbc;

    ExpertTies(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The reasons by expert, of the ties that last. */
    public Map<String, String> to(String hospitalCode) {
        return jdbc.sql("select * from medaid.expert_tie where hospital_code = ? and ended_at is null")
                .param(hospitalCode)
                .query(ROW)
                .list()
                .stream()
                .collect(Collectors.toMap(Tie::expert, Tie::reason));
    }

    /** Every tie of these experts, the lasting ones first. */
    public List<Tie> of(Collection<String> experts) {
        return experts.isEmpty()
                ? List.of()
                : jdbc.sql("select * from medaid.expert_tie where expert in (:experts)"
                                + " order by ended_at desc nulls first, expert, hospital_code")
                        .param("experts", experts)
                        .query(ROW)
                        .list();
    }

    /** @return whether it was entered; not if the same tie lasts already */
    public boolean enter(UUID id, String expert, String hospitalCode, String reason, String by, Instant at) {
        return jdbc.sql(
                                """
                                insert into medaid.expert_tie (id, expert, hospital_code, reason, entered_by, entered_at)
                                values (?, ?, ?, ?, ?, ?) on conflict (expert, hospital_code) where ended_at is null do nothing
                                """)
                        .params(id, expert, hospitalCode, reason, by, at.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /** @return whether it was ended; not if it had ended before */
    public boolean end(UUID id, String reason, String by, Instant at) {
        return jdbc.sql(
                                """
                                update medaid.expert_tie set end_reason = ?, ended_by = ?, ended_at = ?
                                 where id = ? and ended_at is null
                                """)
                        .params(reason, by, at.atOffset(ZoneOffset.UTC), id)
                        .update()
                == 1;
    }
}
