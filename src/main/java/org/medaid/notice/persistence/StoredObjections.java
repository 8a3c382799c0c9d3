package org.medaid.notice.persistence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.medaid.kernel.PoolingArea;
import org.medaid.notice.NoticeId;
import org.medaid.notice.NoticeView;
import org.medaid.notice.ObjectionAnswer.Raised;
import org.medaid.notice.ObjectionChannel;
import org.medaid.notice.ObjectionId;
import org.medaid.notice.ObjectionOutcome;
import org.medaid.notice.ObjectionView;
import org.medaid.notice.RaiseObjection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The objections' rows and their answers. */
@Repository
public class StoredObjections {

    private static final String SELECT = """
            select o.id, o.area, o.notice_id, o.application_id, o.reference, o.channel, o.name, o.phone, o.content, o.received_on,
                o.raised_at, a.outcome, a.answer, l.objection_id is not null as left_to_office
            from medaid.objection o
            left join medaid.objection_left_to_office l on l.objection_id = o.id
            left join medaid.objection_answer a on a.objection_id = o.id
            """;

    private final JdbcClient jdbc;
    private final NoticeKey key;

    StoredObjections(JdbcClient jdbc, NoticeKey key) {
        this.jdbc = jdbc;
        this.key = key;
    }

    public void add(ObjectionId id, NoticeView notice, String reference, RaiseObjection command, Instant at) {
        jdbc.sql("""
                        insert into medaid.objection (id, area, notice_id, application_id, reference, channel, name, phone, content,
                            received_on, fingerprint, raised_by, raised_at)
                        values (:id, :area, :notice, :application, :reference, :channel, :name, :phone, :content, :received,
                            :fingerprint, :by, :at)
                        """)
                .param("id", id.value())
                .param("area", notice.area().tenantId())
                .param("notice", notice.id().value())
                .param("application", notice.applicationId())
                .param("reference", reference)
                .param("channel", command.channel().name())
                .param("name", command.name().orElse(null))
                .param("phone", command.phone().orElse(null))
                .param("content", command.content())
                .param("received", command.receivedOn())
                .param("fingerprint", command.once().map(this::fingerprint).orElse(null))
                .param("by", command.by())
                .param("at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
                .update();
    }

    /** What was raised before under the same mark. */
    public Optional<Raised> raisedOnce(String once) {
        return jdbc.sql("select id, reference from medaid.objection where fingerprint = :fingerprint")
                .param("fingerprint", fingerprint(once))
                .query((row, number) -> new Raised(new ObjectionId(row.getObject(1, UUID.class)), row.getString(2)))
                .optional();
    }

    public void lock(ObjectionId id) {
        jdbc.sql("select 1 from medaid.objection where id = :id for update")
                .param("id", id.value())
                .query(row -> {});
    }

    public void addAnswer(ObjectionId id, ObjectionOutcome outcome, String text, String by, Instant at) {
        jdbc.sql("""
                        insert into medaid.objection_answer (objection_id, outcome, answer, answered_by, answered_at)
                        values (:id, :outcome, :answer, :by, :at)
                        """)
                .param("id", id.value())
                .param("outcome", outcome.name())
                .param("answer", text)
                .param("by", by)
                .param("at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
                .update();
    }

    public void leaveToOffice(ObjectionId id, Instant at) {
        jdbc.sql("""
                        insert into medaid.objection_left_to_office (objection_id, left_at) values (:id, :at)
                        on conflict do nothing
                        """)
                .param("id", id.value())
                .param("at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
                .update();
    }

    public Optional<ObjectionView> find(ObjectionId id) {
        return jdbc.sql(SELECT + "where o.id = :id")
                .param("id", id.value())
                .query((row, number) -> view(row))
                .optional();
    }

    public List<ObjectionView> to(NoticeId notice) {
        return jdbc.sql(SELECT + "where o.notice_id = :notice order by o.raised_at, o.id")
                .param("notice", notice.value())
                .query((row, number) -> view(row))
                .list();
    }

    public List<ObjectionView> of(UUID applicationId) {
        return jdbc.sql(SELECT + "where o.application_id = :application order by o.raised_at, o.id")
                .param("application", applicationId)
                .query((row, number) -> view(row))
                .list();
    }

    /** The objections of an office that wait for their answer, oldest first. */
    public List<ObjectionView> open(PoolingArea area) {
        return jdbc.sql(SELECT + "where o.area = :area and a.objection_id is null order by o.raised_at, o.id")
                .param("area", area.tenantId())
                .query((row, number) -> view(row))
                .list();
    }

    private String fingerprint(String once) {
        return key.digest("objection", once);
    }

    private static ObjectionView view(ResultSet row) throws SQLException {
        return new ObjectionView(
                new ObjectionId(row.getObject("id", UUID.class)),
                PoolingArea.ofTenant(row.getString("area")).orElseThrow(),
                new NoticeId(row.getObject("notice_id", UUID.class)),
                row.getObject("application_id", UUID.class),
                row.getString("reference"),
                ObjectionChannel.valueOf(row.getString("channel")),
                Optional.ofNullable(row.getString("name")),
                Optional.ofNullable(row.getString("phone")),
                row.getString("content"),
                row.getObject("received_on", LocalDate.class),
                row.getObject("raised_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getString("outcome")).map(ObjectionOutcome::valueOf),
                Optional.ofNullable(row.getString("answer")),
                row.getBoolean("left_to_office"));
    }
}
