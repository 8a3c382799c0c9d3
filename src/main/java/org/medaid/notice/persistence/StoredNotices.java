package org.medaid.notice.persistence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.medaid.document.DocumentId;
import org.medaid.kernel.PoolingArea;
import org.medaid.notice.NoticeId;
import org.medaid.notice.NoticeView;
import org.medaid.notice.PublishNotice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The notices' rows, and what was added to them. */
@Repository
public class StoredNotices {

    private static final String SELECT = """
            select n.id, n.area, n.application_id, n.application_number, n.reference, n.town_code, n.town_name, n.category_name,
                n.masked_names, n.minors, n.from_on, coalesce(x.to_on, n.to_on) as last_on, n.how_to_object,
                exists (select 1 from medaid.notice_end e where e.notice_id = n.id) as ended, p.document_id as photo
            from medaid.notice n
            left join lateral (
                select to_on from medaid.notice_extension where notice_id = n.id order by to_on desc limit 1
            ) x on true
            left join lateral (
                select document_id from medaid.notice_board_photo where notice_id = n.id order by id desc limit 1
            ) p on true
            """;

    private final JdbcClient jdbc;
    private final NoticeKey key;

    StoredNotices(JdbcClient jdbc, NoticeKey key) {
        this.jdbc = jdbc;
        this.key = key;
    }

    /** The next number of the office's notices of a year, which until the end of the transaction nobody else takes. */
    public int nextInYear(PoolingArea area, int year) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:series, 0))")
                .param("series", "notice " + area.tenantId() + " " + year)
                .query(row -> {});
        return jdbc.sql("select coalesce(max(number_in_year), 0) + 1 from medaid.notice where area = :area and year = :year")
                .param("area", area.tenantId())
                .param("year", year)
                .query(Integer.class)
                .single();
    }

    public void add(
            NoticeId id,
            PublishNotice command,
            String reference,
            int year,
            int inYear,
            List<String> maskedNames,
            int minors,
            Instant at) {
        jdbc.sql("""
                        insert into medaid.notice (id, area, application_id, application_number, reference, year, number_in_year,
                            town_code, town_name, category_name, masked_names, minors, from_on, to_on, how_to_object,
                            published_by, published_at)
                        values (:id, :area, :application, :applicationNumber, :reference, :year, :inYear, :townCode, :townName,
                            :category, :names, :minors, :from, :to, :how, :by, :at)
                        """)
                .param("id", id.value())
                .param("area", command.area().tenantId())
                .param("application", command.applicationId())
                .param("applicationNumber", command.applicationNumber())
                .param("reference", reference)
                .param("year", year)
                .param("inYear", inYear)
                .param("townCode", command.townCode())
                .param("townName", command.townName().strip())
                .param("category", command.categoryName().strip())
                .param("names", String.join(",", maskedNames))
                .param("minors", minors)
                .param("from", command.fromOn())
                .param("to", command.toOn())
                .param("how", command.howToObject().strip())
                .param("by", command.by())
                .param("at", at(at))
                .update();
    }

    /**
     * Keeps the names' digests under a key while the notice is up: with them a page can be searched for a name that slipped
     * in, and without the key nobody reads a name out of them.
     */
    public void rememberNames(NoticeId id, List<String> names) {
        for (String name : new HashSet<>(names)) {
            jdbc.sql("""
                            insert into medaid.notice_name_digest (notice_id, characters, digest)
                            values (:id, :characters, :digest)
                            """)
                    .param("id", id.value())
                    .param("characters", name.codePointCount(0, name.length()))
                    .param("digest", key.digest("name", name))
                    .update();
        }
    }

    public void forgetNames(NoticeId id) {
        jdbc.sql("delete from medaid.notice_name_digest where notice_id = :id")
                .param("id", id.value())
                .update();
    }

    /** Whether a name of one of the area's published persons stands in a text without blanks. Single characters do not count. */
    public boolean namesAnyoneIn(PoolingArea area, String text) {
        Set<Integer> lengths = new HashSet<>();
        Set<String> digests = new HashSet<>();
        jdbc.sql("""
                        select d.characters, d.digest from medaid.notice_name_digest d
                        join medaid.notice n on n.id = d.notice_id where n.area = :area and d.characters > 1
                        """)
                .param("area", area.tenantId())
                .query(row -> {
                    lengths.add(row.getInt(1));
                    digests.add(row.getString(2));
                });
        int[] characters = text.codePoints().toArray();
        for (int start = 0; start < characters.length; start++) {
            for (int length : lengths) {
                if (Character.isLetter(characters[start])
                        && start + length <= characters.length
                        && digests.contains(key.digest("name", new String(characters, start, length)))) {
                    return true;
                }
            }
        }
        return false;
    }

    public Optional<NoticeView> find(NoticeId id) {
        return jdbc.sql(SELECT + "where n.id = :id")
                .param("id", id.value())
                .query((row, number) -> view(row))
                .optional();
    }

    public Optional<NoticeView> find(PoolingArea area, String reference) {
        return jdbc.sql(SELECT + "where n.area = :area and n.reference = :reference")
                .param("area", area.tenantId())
                .param("reference", reference)
                .query((row, number) -> view(row))
                .optional();
    }

    public List<NoticeView> of(UUID applicationId) {
        return jdbc.sql(SELECT + "where n.application_id = :id order by n.published_at")
                .param("id", applicationId)
                .query((row, number) -> view(row))
                .list();
    }

    public List<NoticeView> current(LocalDate day) {
        return jdbc.sql(SELECT + """
                        where n.from_on <= :day and coalesce(x.to_on, n.to_on) >= :day
                            and not exists (select 1 from medaid.notice_end e where e.notice_id = n.id)
                        order by n.town_code, n.town_name, n.reference
                        """)
                .param("day", day)
                .query((row, number) -> view(row))
                .list();
    }

    /** The office's newest notices, those that ended too. */
    public List<NoticeView> newest(PoolingArea area, Set<String> towns, int most) {
        return jdbc.sql(SELECT + "where n.area = :area" + (towns.isEmpty() ? "" : " and n.town_code in (:towns)")
                        + " order by n.published_at desc limit :most")
                .param("towns", towns)
                .param("area", area.tenantId())
                .param("most", most)
                .query((row, number) -> view(row))
                .list();
    }

    public void lock(NoticeId id) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:place, 0))")
                .param("place", "notice " + id)
                .query(row -> {});
    }

    public void addExtension(NoticeId id, LocalDate toOn, String reason, String by, Instant at) {
        jdbc.sql("""
                        insert into medaid.notice_extension (notice_id, to_on, reason, extended_by, extended_at)
                        values (:id, :to, :reason, :by, :at)
                        """)
                .param("id", id.value())
                .param("to", toOn)
                .param("reason", reason)
                .param("by", by)
                .param("at", at(at))
                .update();
    }

    public void addEnd(NoticeId id, String reasonCode, String by, Instant at) {
        jdbc.sql("insert into medaid.notice_end (notice_id, reason_code, ended_by, ended_at) values (:id, :reason, :by, :at)")
                .param("id", id.value())
                .param("reason", reasonCode)
                .param("by", by)
                .param("at", at(at))
                .update();
    }

    public void addBoardPhoto(NoticeId id, DocumentId photo, String by, Instant at) {
        jdbc.sql("""
                        insert into medaid.notice_board_photo (notice_id, document_id, added_by, added_at)
                        values (:id, :photo, :by, :at)
                        """)
                .param("id", id.value())
                .param("photo", photo.value())
                .param("by", by)
                .param("at", at(at))
                .update();
    }

    private static OffsetDateTime at(Instant moment) {
        return OffsetDateTime.ofInstant(moment, ZoneOffset.UTC);
    }

    private static NoticeView view(ResultSet row) throws SQLException {
        String names = row.getString("masked_names");
        UUID photo = row.getObject("photo", UUID.class);
        return new NoticeView(
                new NoticeId(row.getObject("id", UUID.class)),
                PoolingArea.ofTenant(row.getString("area")).orElseThrow(),
                row.getObject("application_id", UUID.class),
                row.getString("application_number"),
                row.getString("reference"),
                row.getString("town_code"),
                row.getString("town_name"),
                row.getString("category_name"),
                names.isEmpty() ? List.of() : List.of(names.split(",")),
                row.getInt("minors"),
                row.getObject("from_on", LocalDate.class),
                row.getObject("last_on", LocalDate.class),
                row.getString("how_to_object"),
                row.getBoolean("ended"),
                Optional.ofNullable(photo).map(DocumentId::new));
    }
}
