package org.medaid.roster.persistence;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.medaid.kernel.PoolingArea;
import org.medaid.policy.Category;
import org.medaid.roster.ListKind;
import org.medaid.roster.Upload;
import org.medaid.roster.Upload.Act;
import org.medaid.roster.Upload.Counts;
import org.medaid.roster.Upload.ListOfChanges;
import org.medaid.roster.UploadId;
import org.medaid.roster.UploadPurpose;
import org.medaid.roster.UploadState;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The uploaded files' rows. A state changes only from the one it is expected in, so that of two who press at once one wins. */
@Repository
public class Uploads {

    private final JdbcClient jdbc;

    Uploads(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void add(Upload upload) {
        ListOfChanges list = upload.list().orElse(null);
        jdbc.sql("""
                        insert into medaid.roster_upload (id, area, department, purpose, kind, category, list_on, handed_over_on,
                            entry_from_on, exit_last_on, benefit_year, source_document, file_name, permitted, state,
                            uploaded_by, uploaded_at)
                        values (:id, :area, :department, :purpose, :kind, :category, :listOn, :handedOver, :entryFrom,
                            :exitLast, :year, :source, :fileName, :permitted, :state, :by, :at)
                        """)
                .param("id", upload.id().value())
                .param("area", upload.area().tenantId())
                .param("department", upload.department().orElse(null))
                .param("purpose", upload.purpose().name())
                .param("kind", list == null ? null : list.kind().name())
                .param("category", list == null ? null : list.category().map(Category::name).orElse(null))
                .param("listOn", list == null ? null : list.listOn())
                .param("handedOver", list == null ? null : list.handedOverOn().orElse(null))
                .param("entryFrom", list == null ? null : list.effect().entryFrom())
                .param("exitLast", list == null ? null : list.effect().exitLast())
                .param("year", upload.benefitYear().isPresent() ? upload.benefitYear().getAsInt() : null)
                .param("source", upload.sourceDocument())
                .param("fileName", upload.fileName())
                .param("permitted", upload.permitted().stream().map(Category::name).toArray(String[]::new))
                .param("state", upload.state().name())
                .param("by", upload.uploadedBy())
                .param("at", OffsetDateTime.ofInstant(upload.uploadedAt(), ZoneOffset.UTC))
                .update();
    }

    public Optional<Upload> find(UploadId id) {
        return jdbc.sql("select * from medaid.roster_upload where id = :id")
                .param("id", id.value())
                .query((row, number) -> upload(row))
                .optional();
    }

    /** An area's files, the newest first. */
    public List<Upload> of(PoolingArea area, int most) {
        return jdbc.sql("select * from medaid.roster_upload where area = :area order by uploaded_at desc limit :most")
                .param("area", area.tenantId())
                .param("most", most)
                .query((row, number) -> upload(row))
                .list();
    }

    /** The files of all areas on which work has begun and not ended. */
    public List<Upload> working() {
        return jdbc.sql("""
                        select * from medaid.roster_upload where state in ('CHECKING', 'TAKING', 'UNDOING') order by uploaded_at
                        """)
                .query((row, number) -> upload(row))
                .list();
    }

    /** @return false if the file is in another state by now */
    public boolean received(UploadId id, long bytes) {
        return jdbc.sql("""
                                update medaid.roster_upload set state = 'CHECKING', file_bytes = :bytes
                                where id = :id and state = 'AWAITING_FILE'
                                """)
                        .param("id", id.value())
                        .param("bytes", bytes)
                        .update()
                == 1;
    }

    public void staged(UploadId id, int rows, long bytesRead) {
        jdbc.sql("""
                        update medaid.roster_upload set rows_staged = rows_staged + :rows, bytes_staged = :bytes where id = :id
                        """)
                .param("id", id.value())
                .param("rows", rows)
                .param("bytes", bytesRead)
                .update();
    }

    public void refuse(UploadId id, String why) {
        jdbc.sql("""
                        update medaid.roster_upload set state = 'REFUSED', refusal = :why, rows_staged = 0, rows_refused = 0
                        where id = :id and state = 'CHECKING'
                        """)
                .param("id", id.value())
                .param("why", why)
                .update();
    }

    public void checked(UploadId id, int refused) {
        jdbc.sql("""
                        update medaid.roster_upload set state = 'CHECKED', rows_refused = :refused
                        where id = :id and state = 'CHECKING'
                        """)
                .param("id", id.value())
                .param("refused", refused)
                .update();
    }

    /** @return false if the file is in another state by now */
    public boolean confirm(UploadId id, String by, Instant at) {
        return jdbc.sql("""
                                update medaid.roster_upload set state = 'TAKING', confirmed_by = :by, confirmed_at = :at
                                where id = :id and state = 'CHECKED'
                                """)
                        .param("id", id.value())
                        .param("by", by)
                        .param("at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
                        .update()
                == 1;
    }

    public void took(UploadId id, int taken, int refusedNow) {
        jdbc.sql("""
                        update medaid.roster_upload set rows_taken = rows_taken + :taken, rows_refused = rows_refused + :refused
                        where id = :id
                        """)
                .param("id", id.value())
                .param("taken", taken)
                .param("refused", refusedNow)
                .update();
    }

    public void taken(UploadId id) {
        jdbc.sql("update medaid.roster_upload set state = 'TAKEN' where id = :id and state = 'TAKING'")
                .param("id", id.value())
                .update();
    }

    /** @return false if the file is in another state by now */
    public boolean undo(UploadId id, String reason, String by, Instant at) {
        return jdbc.sql("""
                                update medaid.roster_upload set state = 'UNDOING', undone_by = :by, undone_at = :at,
                                    undo_reason = :reason
                                where id = :id and state = 'TAKEN'
                                """)
                        .param("id", id.value())
                        .param("reason", reason)
                        .param("by", by)
                        .param("at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
                        .update()
                == 1;
    }

    public void undone(UploadId id) {
        jdbc.sql("update medaid.roster_upload set state = 'UNDONE' where id = :id and state = 'UNDOING'")
                .param("id", id.value())
                .update();
    }

    /** Nothing was undone: something entered since builds on it. */
    public void undoFailed(UploadId id) {
        jdbc.sql("update medaid.roster_upload set state = 'TAKEN' where id = :id and state = 'UNDOING'")
                .param("id", id.value())
                .update();
    }

    private static Upload upload(ResultSet row) throws SQLException {
        Optional<ListOfChanges> list = Optional.empty();
        if (row.getString("kind") != null) {
            list = Optional.of(new ListOfChanges(
                    ListKind.valueOf(row.getString("kind")),
                    Optional.ofNullable(row.getString("category")).map(Category::valueOf),
                    row.getObject("list_on", LocalDate.class),
                    Optional.ofNullable(row.getObject("handed_over_on", LocalDate.class)),
                    new ListKind.Effect(
                            row.getObject("entry_from_on", LocalDate.class),
                            row.getObject("exit_last_on", LocalDate.class))));
        }
        Integer year = row.getObject("benefit_year", Integer.class);
        return new Upload(
                new UploadId(row.getObject("id", UUID.class)),
                PoolingArea.ofTenant(row.getString("area")).orElseThrow(),
                Optional.ofNullable(row.getString("department")),
                UploadPurpose.valueOf(row.getString("purpose")),
                list,
                year == null ? OptionalInt.empty() : OptionalInt.of(year),
                row.getString("source_document"),
                row.getString("file_name"),
                row.getLong("file_bytes"),
                categories(row.getArray("permitted")),
                UploadState.valueOf(row.getString("state")),
                Optional.ofNullable(row.getString("refusal")),
                new Counts(
                        row.getInt("rows_staged"),
                        row.getLong("bytes_staged"),
                        row.getInt("rows_refused"),
                        row.getInt("rows_taken")),
                row.getString("uploaded_by"),
                row.getObject("uploaded_at", OffsetDateTime.class).toInstant(),
                act(row, "confirmed"),
                act(row, "undone"),
                Optional.ofNullable(row.getString("undo_reason")));
    }

    private static Optional<Act> act(ResultSet row, String what) throws SQLException {
        String by = row.getString(what + "_by");
        return by == null
                ? Optional.empty()
                : Optional.of(new Act(by, row.getObject(what + "_at", OffsetDateTime.class).toInstant()));
    }

    private static Set<Category> categories(Array names) throws SQLException {
        Set<Category> categories = EnumSet.noneOf(Category.class);
        Arrays.stream((String[]) names.getArray()).map(Category::valueOf).forEach(categories::add);
        return categories;
    }
}
