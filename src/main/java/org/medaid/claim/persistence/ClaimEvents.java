package org.medaid.claim.persistence;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
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

    /** An event of a bill that is to be added. */
    public record Added(ClaimId claim, String kind, String outcome, String reason, String by) {}

    public void add(ClaimId claim, String kind, String outcome, String reason, String by) {
        add(List.of(new Added(claim, kind, outcome, reason, by)));
    }

    /** Adds several, in their order. */
    public void add(List<Added> events) {
        jdbc.sql(
                        """
                        insert into medaid.claim_event (claim_id, kind, outcome, reason, by_user)
                        select * from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[])
                        """)
                .params(
                        events.stream().map(event -> event.claim().value()).toArray(UUID[]::new),
                        events.stream().map(Added::kind).toArray(String[]::new),
                        events.stream().map(Added::outcome).toArray(String[]::new),
                        events.stream().map(Added::reason).toArray(String[]::new),
                        events.stream().map(Added::by).toArray(String[]::new))
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
