package org.medaid.document.persistence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.medaid.document.DocumentId;
import org.medaid.document.LetterAnswer.Issued;
import org.medaid.document.LetterId;
import org.medaid.document.LetterKind;
import org.medaid.document.Subject;
import org.medaid.kernel.PoolingArea;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The letters' rows; the table itself refuses a gap in the numbers. */
@Repository
public class IssuedLetters {

    private static final String SELECT = "select id, number, document_id from medaid.letter ";

    private final JdbcClient jdbc;

    IssuedLetters(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The next number of the series, which until the end of the transaction nobody else takes. */
    public int next(PoolingArea area, LetterKind kind, int year) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:series, 0))")
                .param("series", "letter " + area.tenantId() + " " + kind + " " + year)
                .query(row -> {});
        return jdbc.sql("""
                        select coalesce(max(number_in_year), 0) + 1 from medaid.letter
                        where area = :area and kind = :kind and year = :year
                        """)
                .param("area", area.tenantId())
                .param("kind", kind.name())
                .param("year", year)
                .query(Integer.class)
                .single();
    }

    public void add(
            LetterId id,
            PoolingArea area,
            LetterKind kind,
            int year,
            int inYear,
            String number,
            Subject subject,
            DocumentId document,
            String by,
            OffsetDateTime at) {
        jdbc.sql("""
                        insert into medaid.letter (id, area, kind, year, number_in_year, number, subject_type, subject_id,
                            document_id, issued_by, issued_at)
                        values (:id, :area, :kind, :year, :inYear, :number, :type, :subject, :document, :by, :at)
                        """)
                .param("id", id.value())
                .param("area", area.tenantId())
                .param("kind", kind.name())
                .param("year", year)
                .param("inYear", inYear)
                .param("number", number)
                .param("type", subject.type())
                .param("subject", subject.id())
                .param("document", document.value())
                .param("by", by)
                .param("at", at)
                .update();
    }

    public List<Issued> of(PoolingArea area, Subject subject) {
        return jdbc.sql(SELECT + """
                        where area = :area and subject_type = :type and subject_id = :id
                        order by issued_at, kind, number_in_year
                        """)
                .param("area", area.tenantId())
                .param("type", subject.type())
                .param("id", subject.id())
                .query((row, number) -> issued(row))
                .list();
    }

    public Optional<Issued> numbered(PoolingArea area, String number) {
        return jdbc.sql(SELECT + "where area = :area and number = :number")
                .param("area", area.tenantId())
                .param("number", number)
                .query((row, place) -> issued(row))
                .optional();
    }

    private static Issued issued(ResultSet row) throws SQLException {
        return new Issued(
                new LetterId(row.getObject("id", UUID.class)),
                row.getString("number"),
                new DocumentId(row.getObject("document_id", UUID.class)));
    }
}
