package org.medaid.claim.persistence;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.medaid.kernel.PoolingArea;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Half-filled forms, each visible to its owner only. */
@Component
public class Drafts {

    public record Draft(UUID id, String label, String content, Instant savedAt) {}

    private final JdbcClient jdbc;

    Drafts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public UUID save(UUID id, PoolingArea area, String owner, String label, String content) {
        jdbc.sql(
                        """
                        insert into medaid.claim_draft (id, area, owner, label, content, saved_at)
                        values (?, ?, ?, ?, ?::jsonb, now())
                        on conflict (id) do update set label = excluded.label, content = excluded.content, saved_at = now(),
                          version = claim_draft.version + 1 where claim_draft.owner = excluded.owner
                        """)
                .params(id, area.tenantId(), owner, label, content)
                .update();
        return id;
    }

    public List<Draft> of(String owner) {
        return jdbc.sql("select id, label, content, saved_at from medaid.claim_draft where owner = ? order by saved_at desc")
                .param(owner)
                .query((rs, row) -> new Draft(
                        rs.getObject(1, UUID.class),
                        rs.getString(2),
                        rs.getString(3),
                        rs.getObject(4, OffsetDateTime.class).toInstant()))
                .list();
    }

    public Optional<Draft> find(String owner, UUID id) {
        return of(owner).stream().filter(draft -> draft.id().equals(id)).findFirst();
    }

    public void remove(String owner, UUID id) {
        jdbc.sql("delete from medaid.claim_draft where owner = ? and id = ?").params(owner, id).update();
    }
}
