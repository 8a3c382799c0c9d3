package org.medaid.workbench.persistence;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.medaid.workbench.OpenStep;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What colleagues wrote about cases, never changed afterwards. */
@Repository
public class CommentRows {

    private final JdbcClient jdbc;

    CommentRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param step at which step it was written */
    public record Comment(String by, Instant at, String step, String text) {}

    public void add(UUID id, OpenStep step, String text, String by, Instant at) {
        jdbc.sql("""
                        insert into medaid.case_comment (id, kind, case_id, area, number, step, text, by_user, at)
                        values (:id, :kind, :case, :area, :number, :step, :text, :by, :at)
                        """)
                .param("id", id)
                .param("kind", step.kind().name())
                .param("case", step.caseId())
                .param("area", step.area().tenantId())
                .param("number", step.number())
                .param("step", step.step())
                .param("text", text)
                .param("by", by)
                .param("at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
                .update();
    }

    /** Oldest first. */
    public List<Comment> of(UUID caseId) {
        return jdbc.sql("select by_user, at, step, text from medaid.case_comment where case_id = ? order by at, id")
                .param(caseId)
                .query((row, number) -> new Comment(
                        row.getString("by_user"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("step"),
                        row.getString("text")))
                .list();
    }
}
