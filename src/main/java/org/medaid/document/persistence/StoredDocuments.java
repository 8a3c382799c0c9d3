package org.medaid.document.persistence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.medaid.document.Document;
import org.medaid.document.DocumentId;
import org.medaid.document.DocumentType;
import org.medaid.document.Subject;
import org.medaid.kernel.PoolingArea;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The files' rows. The content is fetched only where it is asked for. */
@Repository
public class StoredDocuments {

    private static final String SELECT = """
            select d.id, d.area, d.uploaded_by, d.hospital_code, d.file_name, d.media_type, d.size_bytes, d.sha256,
                d.uploaded_at, a.subject_type, a.subject_id
            from medaid.document d left join medaid.document_attachment a on a.document_id = d.id
            """;

    private final JdbcClient jdbc;

    StoredDocuments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void add(Document document, byte[] content) {
        jdbc.sql("""
                        insert into medaid.document (id, area, uploaded_by, hospital_code, file_name, media_type, size_bytes,
                            sha256, content, uploaded_at)
                        values (:id, :area, :by, :hospital, :name, :type, :size, :sha256, :content, :at)
                        """)
                .param("id", document.id().value())
                .param("area", document.area().tenantId())
                .param("by", document.uploadedBy())
                .param("hospital", document.hospitalCode().orElse(null))
                .param("name", document.fileName())
                .param("type", document.type().mediaType())
                .param("size", document.sizeBytes())
                .param("sha256", document.sha256())
                .param("content", content)
                .param("at", OffsetDateTime.ofInstant(document.uploadedAt(), ZoneOffset.UTC))
                .update();
    }

    public Optional<Document> find(DocumentId id) {
        return jdbc.sql(SELECT + "where d.id = :id")
                .param("id", id.value())
                .query((row, number) -> document(row))
                .optional();
    }

    public List<Document> attachedTo(Subject subject) {
        return jdbc.sql(SELECT + "where a.subject_type = :type and a.subject_id = :id order by d.uploaded_at, d.id")
                .param("type", subject.type())
                .param("id", subject.id())
                .query((row, number) -> document(row))
                .list();
    }

    public byte[] content(DocumentId id) {
        return jdbc.sql("select content from medaid.document where id = :id")
                .param("id", id.value())
                .query((row, number) -> row.getBytes(1))
                .single();
    }

    /** Until the end of the transaction nobody else attaches or removes the file. */
    public void lock(DocumentId id) {
        jdbc.sql("select 1 from medaid.document where id = :id for update")
                .param("id", id.value())
                .query(row -> {});
    }

    public void attach(DocumentId id, Subject subject, String by, Instant at) {
        jdbc.sql("""
                        insert into medaid.document_attachment (document_id, subject_type, subject_id, attached_by, attached_at)
                        values (:id, :type, :subject, :by, :at)
                        """)
                .param("id", id.value())
                .param("type", subject.type())
                .param("subject", subject.id())
                .param("by", by)
                .param("at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
                .update();
    }

    /** The foreign key of the attachment keeps an attached file even from this. */
    public void remove(DocumentId id) {
        jdbc.sql("delete from medaid.document where id = :id").param("id", id.value()).update();
    }

    private static Document document(ResultSet row) throws SQLException {
        String mediaType = row.getString("media_type");
        String subjectType = row.getString("subject_type");
        String subjectId = row.getString("subject_id");
        return new Document(
                new DocumentId(row.getObject("id", UUID.class)),
                PoolingArea.ofTenant(row.getString("area")).orElseThrow(),
                row.getString("uploaded_by"),
                Optional.ofNullable(row.getString("hospital_code")),
                row.getString("file_name"),
                Arrays.stream(DocumentType.values())
                        .filter(type -> type.mediaType().equals(mediaType))
                        .findFirst()
                        .orElseThrow(),
                row.getInt("size_bytes"),
                row.getString("sha256"),
                row.getObject("uploaded_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(subjectType).map(type -> new Subject(type, subjectId)));
    }
}
