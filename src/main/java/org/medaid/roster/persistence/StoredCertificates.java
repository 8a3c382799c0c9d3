package org.medaid.roster.persistence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.medaid.document.DocumentId;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.roster.Certificate.Standing;
import org.medaid.roster.CertificateId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The certificates' rows: issued, and voided where somebody voided one. */
@Repository
public class StoredCertificates {

    /** @param voided why somebody voided it; empty as long as nobody did */
    public record Row(
            CertificateId id,
            PoolingArea area,
            PersonId person,
            String number,
            DocumentId photo,
            DocumentId document,
            String home,
            LocalDate issuedOn,
            Optional<Standing> voided) {}

    private static final String SELECT = """
            select c.id, c.area, c.person_id, c.number, c.photo_id, c.document_id, c.home, c.issued_on, v.reason
            from medaid.certificate c left join medaid.certificate_void v on v.certificate_id = c.id
            """;

    private final JdbcClient jdbc;

    StoredCertificates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Until the end of the transaction nobody else issues or voids this person's certificates. */
    public void lock(PersonId person) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:place, 0))")
                .param("place", "certificate " + person)
                .query(row -> {});
    }

    /** @param code without hyphens */
    public void add(Row row, String code, Optional<CertificateId> replaces, String by, Instant at) {
        jdbc.sql("""
                        insert into medaid.certificate (id, area, person_id, number, code, photo_id, document_id, home, issued_on,
                            replaces_id, issued_by, issued_at)
                        values (:id, :area, :person, :number, :code, :photo, :document, :home, :on, :replaces, :by, :at)
                        """)
                .param("id", row.id().value())
                .param("area", row.area().tenantId())
                .param("person", row.person().value())
                .param("number", row.number())
                .param("code", code)
                .param("photo", row.photo().value())
                .param("document", row.document().value())
                .param("home", row.home())
                .param("on", row.issuedOn())
                .param("replaces", replaces.map(CertificateId::value).orElse(null))
                .param("by", by)
                .param("at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
                .update();
    }

    public void addVoid(CertificateId id, Standing reason, String basis, String by, Instant at) {
        jdbc.sql("""
                        insert into medaid.certificate_void (certificate_id, reason, basis, voided_by, voided_at)
                        values (:id, :reason, :basis, :by, :at)
                        """)
                .param("id", id.value())
                .param("reason", reason.name())
                .param("basis", basis)
                .param("by", by)
                .param("at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
                .update();
    }

    public Optional<Row> find(CertificateId id) {
        return jdbc.sql(SELECT + "where c.id = :id")
                .param("id", id.value())
                .query((row, number) -> row(row))
                .optional();
    }

    public Optional<Row> findByCode(String code) {
        return jdbc.sql(SELECT + "where c.code = :code")
                .param("code", code)
                .query((row, number) -> row(row))
                .optional();
    }

    public List<Row> of(PoolingArea area, PersonId person) {
        return jdbc.sql(SELECT + "where c.area = :area and c.person_id = :person order by c.issued_at desc")
                .param("area", area.tenantId())
                .param("person", person.value())
                .query((row, number) -> row(row))
                .list();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                new CertificateId(row.getObject("id", UUID.class)),
                PoolingArea.ofTenant(row.getString("area")).orElseThrow(),
                new PersonId(row.getObject("person_id", UUID.class)),
                row.getString("number"),
                new DocumentId(row.getObject("photo_id", UUID.class)),
                new DocumentId(row.getObject("document_id", UUID.class)),
                row.getString("home"),
                row.getObject("issued_on", LocalDate.class),
                Optional.ofNullable(row.getString("reason")).map(Standing::valueOf));
    }
}
