package org.medaid.audit.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.RecordedAct;
import org.medaid.kernel.Citation;
import org.medaid.kernel.PoolingArea;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of the trail. Plain SQL: an append-only table has no objects whose state could change. */
@Repository
public class AuditEntries {

    private static final TypeReference<Map<String, Object>> DETAILS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final ObjectMapper json = new ObjectMapper();

    AuditEntries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds several, in their order. */
    public void add(List<AuditEntry> entries, Instant at) {
        jdbc.sql("""
                        insert into medaid.audit_entry (happened_at, user_id, area, action, subject_type, subject_id,
                            basis_document, basis_article, details)
                        select :at, u.user_id, u.area, u.action, u.subject_type, u.subject_id, u.document, u.article, u.details::jsonb
                        from unnest(:users::text[], :areas::text[], :actions::text[], :subjectTypes::text[], :subjectIds::text[],
                                    :documents::text[], :articles::text[], :details::text[])
                            as u(user_id, area, action, subject_type, subject_id, document, article, details)
                        """)
                .param("at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
                .param("users", column(entries, AuditEntry::userId))
                .param("areas", column(entries, entry -> entry.area().map(PoolingArea::tenantId).orElse(null)))
                .param("actions", column(entries, AuditEntry::action))
                .param("subjectTypes", column(entries, AuditEntry::subjectType))
                .param("subjectIds", column(entries, AuditEntry::subjectId))
                .param("documents", column(entries, entry -> entry.basis().map(Citation::document).orElse(null)))
                .param("articles", column(entries, entry -> entry.basis().map(Citation::article).orElse(null)))
                .param("details", column(entries, entry -> written(entry.details())))
                .update();
    }

    private static String[] column(List<AuditEntry> entries, Function<AuditEntry, String> value) {
        return entries.stream().map(value).toArray(String[]::new);
    }

    public List<RecordedAct> of(String subjectType, String subjectId) {
        return jdbc.sql("""
                        select id, happened_at, user_id, area, action, subject_type, subject_id, basis_document,
                            basis_article, details
                        from medaid.audit_entry
                        where subject_type = :type and subject_id = :id
                        order by id
                        """)
                .param("type", subjectType)
                .param("id", subjectId)
                .query((row, number) -> act(row))
                .list();
    }

    private RecordedAct act(ResultSet row) throws SQLException {
        String document = row.getString("basis_document");
        String article = row.getString("basis_article");
        AuditEntry entry = new AuditEntry(
                row.getString("user_id"),
                Optional.ofNullable(row.getString("area")).flatMap(PoolingArea::ofTenant),
                row.getString("action"),
                row.getString("subject_type"),
                row.getString("subject_id"),
                Optional.ofNullable(document).map(known -> new Citation(known, article)),
                read(row.getString("details")));
        return new RecordedAct(
                row.getLong("id"), row.getObject("happened_at", OffsetDateTime.class).toInstant(), entry);
    }

    private String written(Map<String, Object> details) {
        Map<String, Object> plain = new TreeMap<>();
        details.forEach((name, value) -> plain.put(name, plain(value)));
        try {
            return json.writeValueAsString(plain);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object plain(Object value) {
        if (value instanceof Collection<?> several) {
            return several.stream().map(AuditEntries::plain).toList();
        }
        return value instanceof Boolean || value instanceof Integer || value instanceof Long ? value : value.toString();
    }

    private Map<String, Object> read(String details) {
        try {
            return json.readValue(details, DETAILS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
