package org.medaid.roster.persistence;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.Money;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.ResidentId;
import org.medaid.party.RegisterPerson;
import org.medaid.policy.Category;
import org.medaid.roster.CategoriesBackdated.PastDays;
import org.medaid.roster.Upload;
import org.medaid.roster.UploadId;
import org.medaid.roster.UploadPurpose;
import org.medaid.roster.model.StagedRow;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Repository;

/**
 * The rows of uploaded files, from their staging to the roster. Set by set, not row by row: a province's list has a
 * million rows.
 *
 * <p>The statements join the register of people themselves. Asking {@code Parties} for each row would be a million calls.
 */
@Repository
public class StagedRows {

    private static final String GOOD = """
            r.upload_id = :upload
            and not exists (select 1 from medaid.roster_upload_fault f where f.upload_id = r.upload_id and f.row_no = r.row_no)
            """;

    /** The good rows of a portion that make one kind of change, each with its person. */
    private static final String PEOPLE = """
            select r.upload_id, p.id as person_id, r.category, r.effective_on
            from (select * from medaid.roster_upload_row r
                where %s and r.row_no > :after and r.row_no <= :last and r.change = '%%s' offset 0) r
            cross join lateral (select p.id from medaid.person p where p.resident_id = r.resident_id::char(18)
                and p.area = :area and p.name = r.name offset 0) p
            """.formatted(GOOD);

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final DataSource dataSource;
    private final JdbcClient streaming;

    StagedRows(JdbcClient jdbc, JdbcTemplate template, DataSource dataSource) {
        JdbcTemplate portions = new JdbcTemplate(dataSource);
        // Inside a transaction the driver then fetches as it goes; otherwise it would take all rows at once.
        portions.setFetchSize(1_000);
        this.streaming = JdbcClient.create(portions);
        this.jdbc = jdbc;
        this.template = template;
        this.dataSource = dataSource;
    }

    /** Adds rows by the database's own bulk way, in the running transaction. */
    public void stage(UploadId upload, List<? extends StagedRow> rows) {
        StringBuilder lines = new StringBuilder(rows.size() * 140);
        StringBuilder faults = new StringBuilder();
        for (StagedRow row : rows) {
            start(lines, upload, row);
            text(lines, row.residentId());
            text(lines, row.name());
            text(lines, row.change());
            text(lines, row.category());
            text(lines, row.division());
            text(lines, row.insured());
            text(lines, row.effective());
            value(lines, row.effectiveOn());
            value(lines, row.amount());
            lines.append('\n');
            for (StagedRow.Fault fault : row.faults()) {
                start(faults, upload, row);
                text(faults, fault.code());
                text(faults, fault.message());
                faults.append('\n');
            }
        }
        copy("medaid.roster_upload_row", lines);
        if (!faults.isEmpty()) {
            // A cell may be wrong in the same way in several columns; one of a kind is kept.
            jdbc.sql("create temporary table if not exists fault_copy (like medaid.roster_upload_fault) on commit delete rows")
                    .update();
            copy("fault_copy", faults);
            jdbc.sql("insert into medaid.roster_upload_fault select * from fault_copy on conflict do nothing").update();
        }
    }

    /** Adds what only the register and the roster can say. Asked again for the same file, it adds nothing twice. */
    public void check(Upload upload) {
        template.execute("analyze medaid.roster_upload_row");
        String repeated = upload.purpose() == UploadPurpose.ROSTER ? "resident_id, category" : "resident_id";
        fault(
                upload,
                """
                select r.upload_id, r.row_no, 'DUPLICATE_IN_FILE', '与第' || d.first_row || '行重复（同一人、同一类别），请只保留一行。'
                from (
                    select %1$s, min(row_no) as first_row from medaid.roster_upload_row
                    where upload_id = :upload and resident_id <> ''
                    group by %1$s having count(*) > 1
                ) d
                join medaid.roster_upload_row r using (%1$s)
                where r.upload_id = :upload and r.row_no > d.first_row
                """.formatted(repeated));
        fault(
                upload,
                """
                select upload_id, row_no, code,
                    case code
                        when 'PERSON_UNKNOWN' then '没有登记此人。请填写“参保地区划代码”和“是否参保”，确认后一并登记；或先在窗口登记。'
                        when 'PERSON_ELSEWHERE' then '此人不在本统筹区登记，不能列入本区名单。'
                        when 'NAME_DIFFERS' then '姓名与登记的不一致，请核对身份证号和姓名。'
                        else '名单中没有此人，不能退出。'
                    end
                from (
                    select r.upload_id, r.row_no,
                        case
                            when p.id is null and r.change = 'EXIT' then 'NOT_ON_LIST'
                            when p.id is null and (r.division = '' or r.insured = '') and :roster then 'PERSON_UNKNOWN'
                            when p.area <> :area then 'PERSON_ELSEWHERE'
                            when p.name <> r.name then 'NAME_DIFFERS'
                        end as code
                    from medaid.roster_upload_row r
                    left join medaid.person p on p.resident_id = r.resident_id::char(18)
                    where %s
                ) found
                where code is not null
                """.formatted(GOOD));
        if (upload.purpose() == UploadPurpose.ROSTER) {
            fault(
                    upload,
                    """
                    select distinct r.upload_id, r.row_no,
                        case when h.from_on <= r.effective_on then 'ALREADY_ON_LIST' else 'PERIOD_OVERLAPS' end,
                        case when h.from_on <= r.effective_on then '此人在这一类别中已经有效（自' || h.from_on || '起），不能重复新增。'
                            else '此人在这一类别中另有记录（自' || h.from_on || '起），时间不能重叠。' end
                    from medaid.roster_upload_row r
                    join medaid.person p on p.resident_id = r.resident_id::char(18) and p.area = :area
                    join medaid.category_held h on h.person_id = p.id and h.category = r.category
                        and (h.last_on is null or h.last_on >= r.effective_on)
                    where %s and r.change = 'ENTRY'
                    """.formatted(GOOD));
            fault(
                    upload,
                    """
                    select r.upload_id, r.row_no, 'NOT_ON_LIST', '此人在这一类别中没有到该日仍有效的记录，不能退出。'
                    from medaid.roster_upload_row r
                    join medaid.person p on p.resident_id = r.resident_id::char(18) and p.area = :area
                    where %s and r.change = 'EXIT'
                        and not exists (select 1 from medaid.category_held h where h.person_id = p.id
                            and h.category = r.category and h.from_on <= r.effective_on
                            and (h.last_on is null or h.last_on > r.effective_on))
                    """.formatted(GOOD));
        }
    }

    /** How many rows have a reason against them. */
    public int refused(UploadId upload) {
        return jdbc.sql("select count(distinct row_no) from medaid.roster_upload_fault where upload_id = :upload")
                .param("upload", upload.value())
                .query(Integer.class)
                .single();
    }

    /** The number of the row that ends the next portion, or 0 at the end. */
    public int endOfPortion(UploadId upload, int after, int rows) {
        return jdbc.sql("""
                        select coalesce(max(row_no), 0) from (
                            select row_no from medaid.roster_upload_row where upload_id = :upload and row_no > :after
                            order by row_no limit :rows) portion
                        """)
                .param("upload", upload.value())
                .param("after", after)
                .param("rows", rows)
                .query(Integer.class)
                .single();
    }

    /** The people of good rows that nobody has registered yet. */
    public List<RegisterPerson> toRegister(Upload upload, int after, int last, String by) {
        return jdbc.sql("""
                        select r.resident_id, r.name, r.division, r.insured
                        from medaid.roster_upload_row r
                        where %s and r.row_no > :after and r.row_no <= :last and r.change = 'ENTRY'
                            and r.division <> '' and r.insured <> ''
                            and not exists (select 1 from medaid.person p where p.resident_id = r.resident_id::char(18))
                        """.formatted(GOOD))
                .param("upload", upload.id().value())
                .param("after", after)
                .param("last", last)
                .query((row, number) -> new RegisterPerson(
                        new ResidentId(row.getString(1)),
                        row.getString(2),
                        new DivisionCode(row.getString(3)),
                        Boolean.parseBoolean(row.getString(4)),
                        Optional.empty(),
                        by,
                        false))
                .list();
    }

    /**
     * What became of a portion.
     *
     * @param good rows that should have been taken
     * @param taken rows that were
     */
    public record Portion(int good, int taken, List<PastDays> entered, List<PastDays> ended) {}

    /**
     * Takes the good rows of a portion into the roster. The caller holds the area's lock; what has come in between since
     * the check is found here, and left out.
     *
     * @param today whatever begins or ended before counts as backdated
     */
    public Portion take(Upload upload, int after, int last, String by, Instant at, LocalDate today) {
        // A portion is small against the roster, which the list itself is filling while its statistics are of yesterday:
        // left to itself, the database reads the whole roster for each portion, or, while it still takes the register of
        // people for empty, the whole register for each row. So the portion comes first, and what belongs to each of its
        // rows is looked up by an index: "materialized" and "offset 0" leave no other order.
        template.execute("set local enable_hashjoin = off");
        template.execute("set local enable_mergejoin = off");
        template.execute("set local enable_seqscan = off");
        int good = jdbc.sql("""
                        select count(*) from medaid.roster_upload_row r where %s and r.row_no > :after and r.row_no <= :last
                        """.formatted(GOOD))
                .param("upload", upload.id().value())
                .param("after", after)
                .param("last", last)
                .query(Integer.class)
                .single();
        List<PastDays> ended = new ArrayList<>();
        List<PastDays> entered = new ArrayList<>();
        int exits = past(
                """
                with portion as materialized (%s),
                taken as (
                    insert into medaid.category_period_end (period_id, last_on, source_document, entered_by, entered_at, upload_id)
                    select h.id, r.effective_on, :source, :by, :at, r.upload_id
                    from portion r
                    cross join lateral (select h.id from medaid.category_held h where h.person_id = r.person_id
                        and h.category = r.category and h.from_on <= r.effective_on
                        and (h.last_on is null or h.last_on > r.effective_on) offset 0) h
                    returning period_id, last_on
                )
                select c.person_id, c.category, t.last_on + 1, cast(:today as date), null
                from taken t join medaid.category_period c on c.id = t.period_id where t.last_on < :today
                union all
                select null, null, null, null, count(*) from taken
                """.formatted(PEOPLE.formatted("EXIT")),
                upload, after, last, by, at, today, ended);
        int entries = past(
                """
                with portion as materialized (%s),
                taken as (
                    insert into medaid.category_period
                        (id, person_id, category, from_on, to_on, source_document, entered_by, entered_at, upload_id)
                    select gen_random_uuid(), r.person_id, r.category, r.effective_on, null, :source, :by, :at, r.upload_id
                    from portion r
                    where (select count(*) from medaid.category_held h where h.person_id = r.person_id
                            and h.category = r.category and (h.last_on is null or h.last_on >= r.effective_on)) = 0
                    returning person_id, category, from_on
                )
                select person_id, category, from_on, cast(:today as date), null from taken where from_on <= :today
                union all
                select null, null, null, null, count(*) from taken
                """.formatted(PEOPLE.formatted("ENTRY")),
                upload, after, last, by, at, today, entered);
        int taken = exits + entries;
        if (taken < good) {
            leaveOut(upload, after, last);
        }
        return new Portion(good, taken, entered, ended);
    }

    /**
     * Takes people with costs over the threshold, who hold no category today, on the office's list.
     *
     * @return how many rows were looked at
     */
    public int takeCosts(Upload upload, int after, int last, Money threshold, LocalDate today, Instant at) {
        jdbc.sql("""
                        insert into medaid.large_cost (id, area, benefit_year, resident_id, name, amount, source, upload_id, listed_at)
                        select gen_random_uuid(), :area, :year, r.resident_id, r.name, r.amount, 'INSURANCE', r.upload_id, :at
                        from medaid.roster_upload_row r
                        where %s and r.row_no > :after and r.row_no <= :last and r.amount >= :threshold
                            and not exists (
                                select 1 from medaid.person p join medaid.category_held h on h.person_id = p.id
                                where p.resident_id = r.resident_id::char(18) and h.from_on <= :today
                                    and (h.last_on is null or h.last_on >= :today))
                        on conflict (area, benefit_year, resident_id) do nothing
                        """.formatted(GOOD))
                .param("area", upload.area().tenantId())
                .param("year", upload.benefitYear().orElseThrow())
                .param("upload", upload.id().value())
                .param("after", after)
                .param("last", last)
                .param("threshold", threshold.yuan())
                .param("today", today)
                .param("at", utc(at))
                .update();
        return jdbc.sql("""
                        select count(*) from medaid.roster_upload_row r where %s and r.row_no > :after and r.row_no <= :last
                        """.formatted(GOOD))
                .param("upload", upload.id().value())
                .param("after", after)
                .param("last", last)
                .query(Integer.class)
                .single();
    }

    /** How many of the exits of a file cannot be undone, because an entry made since would overlap. */
    public int builtUpon(UploadId upload) {
        return jdbc.sql("""
                        select count(*)
                        from medaid.category_period_end e
                        join medaid.category_held h on h.id = e.period_id and h.last_on = e.last_on
                        where e.upload_id = :upload
                            and exists (select 1 from medaid.category_held o where o.person_id = h.person_id
                                and o.category = h.category and o.id <> h.id and o.from_on > h.from_on
                                and o.upload_id is distinct from :upload)
                        """)
                .param("upload", upload.value())
                .query(Integer.class)
                .single();
    }

    /** Takes everything back that a file brought in, by added records. The caller holds the area's lock. */
    public void undo(Upload upload, String reason, String by, Instant at, LocalDate today, Consumer<List<PastDays>> portions) {
        jdbc.sql("""
                        insert into medaid.category_period_end_annulment (end_id, upload_id, reason, entered_by, entered_at)
                        select e.id, e.upload_id, :reason, :by, :at from medaid.category_period_end e where e.upload_id = :upload
                        """)
                .param("reason", reason)
                .param("by", by)
                .param("at", utc(at))
                .param("upload", upload.id().value())
                .update();
        jdbc.sql("""
                        insert into medaid.category_period_annulment (period_id, upload_id, reason, entered_by, entered_at)
                        select p.id, p.upload_id, :reason, :by, :at from medaid.category_period p where p.upload_id = :upload
                        """)
                .param("reason", reason)
                .param("by", by)
                .param("at", utc(at))
                .param("upload", upload.id().value())
                .update();
        jdbc.sql("""
                        update medaid.large_cost c set withdrawn_at = :at where c.upload_id = :upload
                            and not exists (select 1 from medaid.large_cost_outcome o where o.cost_id = c.id)
                        """)
                .param("at", utc(at))
                .param("upload", upload.id().value())
                .update();
        List<PastDays> portion = new ArrayList<>();
        streaming.sql("""
                        select person_id, category, from_on, cast(:today as date)
                        from medaid.category_period where upload_id = :upload and from_on <= :today
                        union all
                        select p.person_id, p.category, e.last_on + 1, cast(:today as date)
                        from medaid.category_period_end e join medaid.category_period p on p.id = e.period_id
                        where e.upload_id = :upload and e.last_on < :today
                        """)
                .param("upload", upload.id().value())
                .param("today", today)
                .query(row -> {
                    portion.add(pastDays(row));
                    if (portion.size() == 1_000) {
                        portions.accept(List.copyOf(portion));
                        portion.clear();
                    }
                });
        if (!portion.isEmpty()) {
            portions.accept(List.copyOf(portion));
        }
    }

    /** Forgets the rows of a file that is refused as a whole. */
    public void forget(UploadId upload) {
        jdbc.sql("delete from medaid.roster_upload_fault where upload_id = :upload")
                .param("upload", upload.value())
                .update();
        jdbc.sql("delete from medaid.roster_upload_row where upload_id = :upload")
                .param("upload", upload.value())
                .update();
    }

    /** @param reasons joined into one text */
    public record RefusedRow(
            int number,
            String residentId,
            String name,
            String change,
            String category,
            String effective,
            String division,
            String insured,
            String amount,
            String reasons) {

        /** Without name and number. */
        @Override
        public String toString() {
            return "RefusedRow[" + number + "]";
        }
    }

    /**
     * Gives out the refused rows one by one, in the order of the file.
     *
     * @param most how many at most
     */
    public void refusedRows(UploadId upload, int most, Consumer<RefusedRow> each) {
        streaming.sql("""
                        select r.row_no, r.resident_id, r.name, r.change, r.category, r.effective, r.division, r.insured,
                            r.amount::text, f.reasons
                        from (select row_no, string_agg(message, ' ' order by code) as reasons
                            from medaid.roster_upload_fault where upload_id = :upload group by row_no) f
                        join medaid.roster_upload_row r on r.upload_id = :upload and r.row_no = f.row_no
                        order by r.row_no limit :most
                        """)
                .param("upload", upload.value())
                .param("most", most)
                .query(row -> {
                    each.accept(new RefusedRow(
                            row.getInt(1),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5),
                            row.getString(6),
                            row.getString(7),
                            row.getString(8),
                            row.getString(9),
                            row.getString(10)));
                });
    }

    private void leaveOut(Upload upload, int after, int last) {
        jdbc.sql("""
                        insert into medaid.roster_upload_fault
                        select r.upload_id, r.row_no, 'CHANGED_MEANWHILE', '检查之后，此人的登记或名单已有变动，这一行没有入库。请核对后重新上报。'
                        from medaid.roster_upload_row r
                        left join medaid.person p on p.resident_id = r.resident_id::char(18)
                        where %s and r.row_no > :after and r.row_no <= :last
                            and not exists (select 1 from medaid.category_period c where c.person_id = p.id
                                and c.category = r.category and c.upload_id = r.upload_id and r.change = 'ENTRY')
                            and not exists (select 1 from medaid.category_period_end e
                                join medaid.category_period c on c.id = e.period_id
                                where c.person_id = p.id and c.category = r.category and e.upload_id = r.upload_id
                                    and r.change = 'EXIT')
                        """.formatted(GOOD))
                .param("upload", upload.id().value())
                .param("after", after)
                .param("last", last)
                .update();
    }

    private int past(
            String sql, Upload upload, int after, int last, String by, Instant at, LocalDate today, List<PastDays> past) {
        int[] count = new int[1];
        jdbc.sql(sql)
                .param("upload", upload.id().value())
                .param("area", upload.area().tenantId())
                .param("source", upload.sourceDocument())
                .param("after", after)
                .param("last", last)
                .param("by", by)
                .param("at", utc(at))
                .param("today", today)
                .query(row -> {
                    if (row.getObject(1) == null) {
                        count[0] = row.getInt(5);
                    } else {
                        past.add(pastDays(row));
                    }
                });
        return count[0];
    }

    private static PastDays pastDays(ResultSet row) throws SQLException {
        return new PastDays(
                new PersonId(row.getObject(1, UUID.class)),
                Category.valueOf(row.getString(2)),
                new DateRange(row.getObject(3, LocalDate.class), row.getObject(4, LocalDate.class)));
    }

    private void fault(Upload upload, String select) {
        jdbc.sql("insert into medaid.roster_upload_fault (upload_id, row_no, code, message) " + select
                        + " on conflict do nothing")
                .param("upload", upload.id().value())
                .param("area", upload.area().tenantId())
                .param("roster", upload.purpose() == UploadPurpose.ROSTER)
                .update();
    }

    private void copy(String table, StringBuilder lines) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy " + table + " from stdin", new StringReader(lines.toString()));
        } catch (SQLException e) {
            throw template.getExceptionTranslator().translate("copy " + table, null, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    private static void start(StringBuilder line, UploadId upload, StagedRow row) {
        line.append(upload.value()).append('\t').append(row.number());
    }

    /** PostgreSQL's text format of COPY. */
    private static void text(StringBuilder line, String text) {
        line.append('\t');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> line.append("\\\\");
                case '\t' -> line.append("\\t");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                default -> line.append(c);
            }
        }
    }

    private static void value(StringBuilder line, Object value) {
        line.append('\t').append(value == null ? "\\N" : value.toString());
    }

    private static OffsetDateTime utc(Instant at) {
        return OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
    }
}
