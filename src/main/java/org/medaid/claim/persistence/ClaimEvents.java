package org.medaid.claim.persistence;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.medaid.claim.ClaimId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The history of a bill in the office's words: only ever added to. */
@Component
public class ClaimEvents {

    /**
     * @param kind what was done, a stable code
     * @param outcome how it came out, a stable code; may be null
     * @param reason in the words of the person; may be null
     */
    public record Event(String kind, String outcome, String reason, String by, Instant at) {}

    private final JdbcClient jdbc;

    ClaimEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void add(ClaimId claim, String kind, String outcome, String reason, String by) {
        jdbc.sql("insert into medaid.claim_event (claim_id, kind, outcome, reason, by_user) values (?, ?, ?, ?, ?)")
                .params(claim.value(), kind, outcome, reason, by)
                .update();
    }

    public List<Event> of(ClaimId claim) {
        return jdbc.sql("select kind, outcome, reason, by_user, at from medaid.claim_event where claim_id = ? order by id")
                .param(claim.value())
                .query((rs, row) -> new Event(
                        rs.getString(1),
                        rs.getString(2),
                        rs.getString(3),
                        rs.getString(4),
                        rs.getObject(5, OffsetDateTime.class).toInstant()))
                .list();
    }
}
