package org.medaid.ledger;

import java.sql.Date;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The funds' books: separate for each office, fund and year, in double entry, corrected by reversal only
 * (江人社发〔2018〕567号 七(二), 鲁医保发〔2020〕79号 四(三), 抚政办发〔2014〕67号 六(二)).
 *
 * <p>Every rule stands here and once more in the database; {@code src/docs/ledger.md} lists them with their tests.
 */
@Service
@Clause("M5")
public class FundLedger {

    private static final RowMapper<LedgerLine> LINE = (rs, row) -> new LedgerLine(
            rs.getLong("transfer_id"),
            TransferKind.valueOf(rs.getString("transfer_kind")),
            new BusinessDocument(rs.getString("document_type"), rs.getString("document_id")),
            rs.getObject("posted_on", LocalDate.class),
            rs.getString("posted_by"),
            Optional.ofNullable(rs.getObject("reverses_id", Long.class)),
            Optional.ofNullable(rs.getString("reason")),
            Fund.valueOf(rs.getString("fund")),
            rs.getInt("fund_year"),
            AccountKind.valueOf(rs.getString("kind")),
            rs.getString("holder"),
            Money.of(rs.getBigDecimal("amount")));

    private static final String LINES =
            """
            select t.id as transfer_id, t.kind as transfer_kind, t.document_type, t.document_id, t.posted_on, t.posted_by,
                   t.reverses_id, t.reason, a.fund, a.fund_year, a.kind, a.holder, e.amount
              from medaid.ledger_transfer t
              join medaid.ledger_entry e on e.transfer_id = t.id
              join medaid.ledger_account a on a.id = e.account_id
            """;

    private final JdbcClient jdbc;
    private final BusinessClock clock;

    FundLedger(JdbcClient jdbc, BusinessClock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Posts today, into this month or, if that is closed, into the first open one. The same document posted again, also
     * at the same moment, stays one transfer.
     *
     * @throws IllegalStateException if the document has been posted before with other entries
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public PostingAnswer post(Posting posting) {
        return post(List.of(posting)).get(0);
    }

    /**
     * Posts several documents together, each as if it came alone.
     *
     * @param postings no two of the same document and kind
     * @return an answer for each, in their order
     * @throws IllegalStateException if a document has been posted before with other entries
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<PostingAnswer> post(List<Posting> postings) {
        LocalDate today = clock.today();
        Map<PoolingArea, YearMonth> periods = new EnumMap<>(PoolingArea.class);
        postings.stream().map(Posting::area).distinct().sorted().forEach(area -> {
            share(area);
            periods.put(area, openPeriod(area, today));
        });
        List<Transfer> transfers = postings.stream()
                .map(posting -> new Transfer(posting, periods.get(posting.area()), null, null))
                .toList();
        List<Optional<Long>> inserted = insert(transfers, today);
        Entries entries = new Entries();
        List<PostingAnswer> answers = new ArrayList<>();
        for (int i = 0; i < postings.size(); i++) {
            Posting posting = postings.get(i);
            if (inserted.get(i).isPresent()) {
                long id = inserted.get(i).get();
                entries.add(id, posting.area(), periods.get(posting.area()).getYear(), posting.entries());
                answers.add(new PostingAnswer.Posted(id));
            } else {
                answers.add(alreadyPosted(posting));
            }
        }
        entries.insert(jdbc);
        return answers;
    }

    private PostingAnswer alreadyPosted(Posting posting) {
        List<LedgerLine> posted = jdbc.sql(LINES
                        + " where t.document_type = ? and t.document_id = ? and t.kind = ? and t.reverses_id is null")
                .params(posting.document().type(), posting.document().id(), posting.kind().name())
                .query(LINE)
                .list();
        if (!Set.copyOf(posting.entries()).equals(Set.copyOf(posted.stream().map(FundLedger::entry).toList()))) {
            throw new IllegalStateException("the document has been posted before with other entries");
        }
        return new PostingAnswer.AlreadyPosted(posted.get(0).transfer());
    }

    /**
     * Takes back every transfer of a document that has not been taken back yet, each by its exact mirror in the accounts
     * it was posted to. The reversal stands in the open period, also when what it takes back is in a closed one. Where the
     * year that was charged is closed, the balances are taken back in the first open year, which took them over, and what
     * the closed year had spent or been given out of its result, which was carried forward.
     *
     * @param reason what was wrong; not blank, and without personal data
     * @return the numbers of the reversals; empty if there was nothing to take back
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Long> reverse(BusinessDocument document, String reason, String by) {
        if (reason == null || reason.isBlank()) {
            throw new IllegalArgumentException("a reversal says what was wrong");
        }
        // Whoever takes back the same document at once waits here and then finds it done.
        jdbc.sql("select t.id from medaid.ledger_transfer t where t.document_type = ? and t.document_id = ? order by t.id for update")
                .params(document.type(), document.id())
                .query(Long.class)
                .list();
        record Open(long id, PoolingArea area, TransferKind kind) {}
        List<Open> standing = jdbc.sql(
                        """
                        select t.id, t.area, t.kind from medaid.ledger_transfer t
                         where t.document_type = ? and t.document_id = ? and t.reverses_id is null
                           and not exists (select 1 from medaid.ledger_transfer r where r.reverses_id = t.id)
                         order by t.id
                        """)
                .params(document.type(), document.id())
                .query((rs, row) -> new Open(
                        rs.getLong(1),
                        PoolingArea.ofTenant(rs.getString(2)).orElseThrow(),
                        TransferKind.valueOf(rs.getString(3))))
                .list();
        List<Long> reversals = new ArrayList<>();
        for (Open transfer : standing) {
            share(transfer.area());
            List<LedgerLine> lines =
                    jdbc.sql(LINES + " where t.id = ?").param(transfer.id()).query(LINE).list();
            int charged = lines.get(0).fundYear();
            int open = Math.max(charged, closedYear(transfer.area()).orElse(0) + 1);
            Posting mirror = new Posting(
                    transfer.area(),
                    transfer.kind(),
                    document,
                    lines.stream()
                            .map(FundLedger::entry)
                            .map(open == charged ? Posting.Entry::mirrored : Posting.Entry::mirroredInLaterYear)
                            .toList(),
                    by);
            LocalDate today = clock.today();
            Transfer struck = new Transfer(mirror, openPeriod(transfer.area(), today), transfer.id(), reason.strip());
            long reversal = insert(List.of(struck), today).get(0).orElseThrow();
            Entries entries = new Entries();
            entries.add(reversal, transfer.area(), open, mirror.entries());
            entries.insert(jdbc);
            reversals.add(reversal);
        }
        return reversals;
    }

    /** Where an account stands now: above zero debit, below zero credit; zero if it was never touched. */
    @Transactional(readOnly = true)
    public Money balance(PoolingArea area, Fund fund, int fundYear, AccountKind kind, String holder) {
        return jdbc.sql(
                        """
                        select coalesce(sum(e.amount), 0) from medaid.ledger_entry e join medaid.ledger_account a on a.id = e.account_id
                         where a.area = ? and a.fund = ? and a.fund_year = ? and a.kind = ? and a.holder = ?
                        """)
                .params(area.tenantId(), fund.name(), fundYear, kind.name(), holder)
                .query((rs, row) -> Money.of(rs.getBigDecimal(1)))
                .single();
    }

    /** An office's books in one month. */
    @Transactional(readOnly = true)
    public TrialBalance trialBalance(PoolingArea area, YearMonth month) {
        List<TrialBalance.Line> lines = jdbc.sql(
                        """
                        select a.fund, a.fund_year, a.kind,
                               coalesce(sum(e.amount) filter (where t.period = :month and e.amount > 0), 0) as debit,
                               coalesce(-sum(e.amount) filter (where t.period = :month and e.amount < 0), 0) as credit,
                               sum(e.amount) as balance
                          from medaid.ledger_transfer t
                          join medaid.ledger_entry e on e.transfer_id = t.id
                          join medaid.ledger_account a on a.id = e.account_id
                         where t.area = :area and t.period <= :month
                         group by a.fund, a.fund_year, a.kind
                        """)
                .param("area", area.tenantId())
                .param("month", date(month))
                .query((rs, row) -> new TrialBalance.Line(
                        Fund.valueOf(rs.getString("fund")),
                        rs.getInt("fund_year"),
                        AccountKind.valueOf(rs.getString("kind")),
                        Money.of(rs.getBigDecimal("debit")),
                        Money.of(rs.getBigDecimal("credit")),
                        Money.of(rs.getBigDecimal("balance"))))
                .list()
                .stream()
                .sorted(Comparator.comparing(TrialBalance.Line::fund)
                        .thenComparing(TrialBalance.Line::fundYear)
                        .thenComparing(TrialBalance.Line::kind))
                .toList();
        Optional<TrialBalance.Closed> closed = jdbc.sql(
                        "select month, closed_by, closed_at from medaid.ledger_closing where area = ? and month >= ? order by month limit 1")
                .params(area.tenantId(), date(month))
                .query((rs, row) -> new TrialBalance.Closed(
                        YearMonth.from(rs.getObject(1, LocalDate.class)),
                        rs.getString(2),
                        rs.getObject(3, OffsetDateTime.class).toInstant()))
                .optional();
        return new TrialBalance(area, month, lines, closed);
    }

    /**
     * The entries of a month in the accounts of one fund, year and kind, oldest first.
     *
     * @param skip how many to leave out, zero or more
     * @param limit how many at most
     */
    @Transactional(readOnly = true)
    public List<LedgerLine> lines(
            PoolingArea area, YearMonth month, Fund fund, int fundYear, AccountKind kind, int skip, int limit) {
        return jdbc.sql(LINES
                        + """
                         where t.area = ? and t.period = ? and a.fund = ? and a.fund_year = ? and a.kind = ?
                         order by t.id, e.id offset ? limit ?
                        """)
                .params(area.tenantId(), date(month), fund.name(), fundYear, kind.name(), skip, limit)
                .query(LINE)
                .list();
    }

    /** The last month that is closed, if any is. */
    @Transactional(readOnly = true)
    public Optional<YearMonth> closedThrough(PoolingArea area) {
        return jdbc.sql("select month from medaid.ledger_closing where area = ? order by month desc limit 1")
                .param(area.tenantId())
                .query((rs, row) -> YearMonth.from(rs.getObject(1, LocalDate.class)))
                .optional();
    }

    /** The last year that is closed, if any is: its balances stand in the year after it. */
    @Transactional(readOnly = true)
    public Optional<Integer> closedYear(PoolingArea area) {
        return jdbc.sql("select year from medaid.ledger_year_closing where area = ? order by year desc limit 1")
                .param(area.tenantId())
                .query(Integer.class)
                .optional();
    }

    YearMonth openPeriod(PoolingArea area, LocalDate day) {
        YearMonth own = YearMonth.from(day);
        return closedThrough(area)
                .map(closed -> closed.plusMonths(1))
                .filter(open -> open.isAfter(own))
                .orElse(own);
    }

    /** Keeps the office's months from being closed until the end of the transaction; posters do not wait for each other. */
    private void share(PoolingArea area) {
        jdbc.sql("select 1 from (select pg_advisory_xact_lock_shared(medaid.ledger_lock_key(?))) locked")
                .param(area.tenantId())
                .query(Integer.class)
                .single();
    }

    /** @param reverses the transfer it takes back, with the reason; both null for a posting */
    private record Transfer(Posting posting, YearMonth period, Long reverses, String reason) {}

    /** @return the number of each transfer; empty where its document has been posted before */
    private List<Optional<Long>> insert(List<Transfer> transfers, LocalDate postedOn) {
        record Key(BusinessDocument document, TransferKind kind) {}
        Map<Key, Long> ids = new HashMap<>();
        jdbc.sql(
                        """
                        insert into medaid.ledger_transfer
                          (area, kind, document_type, document_id, posted_on, period, entry_count, total, reverses_id, reason,
                           posted_by, posted_at)
                        select u.area, u.kind, u.document_type, u.document_id, :on, u.period, u.entry_count, u.total, u.reverses_id,
                               u.reason, u.posted_by, :at
                          from unnest(:areas::text[], :kinds::text[], :types::text[], :documents::text[], :periods::date[], :counts::int[],
                                      :totals::numeric[], :reversed::bigint[], :reasons::text[], :by::text[])
                            as u(area, kind, document_type, document_id, period, entry_count, total, reverses_id, reason, posted_by)
                        on conflict on constraint uq_ledger_transfer_once_per_document do nothing
                        returning id, document_type, document_id, kind
                        """)
                .param("on", postedOn)
                .param("at", clock.now().atOffset(ZoneOffset.UTC))
                .param("areas", column(transfers, t -> t.posting().area().tenantId()))
                .param("kinds", column(transfers, t -> t.posting().kind().name()))
                .param("types", column(transfers, t -> t.posting().document().type()))
                .param("documents", column(transfers, t -> t.posting().document().id()))
                .param("periods", column(transfers, t -> t.period().atDay(1).toString()))
                .param("counts", column(transfers, t -> String.valueOf(t.posting().entries().size())))
                .param("totals", column(transfers, t -> t.posting().total().toString()))
                .param("reversed", column(transfers, t -> t.reverses() == null ? null : t.reverses().toString()))
                .param("reasons", column(transfers, Transfer::reason))
                .param("by", column(transfers, t -> t.posting().by()))
                .query(row -> {
                    BusinessDocument document = new BusinessDocument(row.getString(2), row.getString(3));
                    ids.put(new Key(document, TransferKind.valueOf(row.getString(4))), row.getLong(1));
                });
        return transfers.stream()
                .map(t -> Optional.ofNullable(ids.get(new Key(t.posting().document(), t.posting().kind()))))
                .toList();
    }

    private static <T> String[] column(List<T> rows, Function<T, String> value) {
        return rows.stream().map(value).toArray(String[]::new);
    }

    /** Entries to be inserted together. */
    private static final class Entries {

        private record Row(long transfer, PoolingArea area, int fundYear, Posting.Entry entry) {}

        private final List<Row> rows = new ArrayList<>();

        void add(long transfer, PoolingArea area, int fundYear, List<Posting.Entry> entries) {
            entries.forEach(entry -> rows.add(new Row(transfer, area, fundYear, entry)));
        }

        void insert(JdbcClient jdbc) {
            if (rows.isEmpty()) {
                return;
            }
            // Always in the same order: two who open the same new accounts never wait for each other in a circle.
            jdbc.sql(
                            """
                            insert into medaid.ledger_account (area, fund, fund_year, kind, holder)
                            select distinct u.* from unnest(:areas::text[], :funds::text[], :years::int[], :kinds::text[], :holders::text[])
                                as u(area, fund, fund_year, kind, holder)
                             where not exists (select 1 from medaid.ledger_account a where (a.area, a.fund, a.fund_year, a.kind, a.holder)
                                                 = (u.area, u.fund, u.fund_year, u.kind, u.holder))
                             order by 1, 2, 3, 4, 5
                            on conflict do nothing
                            """)
                    .params(accounts())
                    .update();
            jdbc.sql(
                            """
                            insert into medaid.ledger_entry (transfer_id, account_id, amount, line_no)
                            select u.transfer_id, a.id, u.amount, row_number() over (partition by u.transfer_id order by u.place)
                              from unnest(:areas::text[], :funds::text[], :years::int[], :kinds::text[], :holders::text[],
                                          :transfers::bigint[], :amounts::numeric[])
                                with ordinality as u(area, fund, fund_year, kind, holder, transfer_id, amount, place)
                              join medaid.ledger_account a on (a.area, a.fund, a.fund_year, a.kind, a.holder)
                                                            = (u.area, u.fund, u.fund_year, u.kind, u.holder)
                             order by u.place
                            """)
                    .params(accounts())
                    .param("transfers", column(rows, row -> String.valueOf(row.transfer())))
                    .param("amounts", column(rows, row -> row.entry().amount().toString()))
                    .update();
        }

        private Map<String, String[]> accounts() {
            return Map.of(
                    "areas", column(rows, row -> row.area().tenantId()),
                    "funds", column(rows, row -> row.entry().fund().name()),
                    "years", column(rows, row -> String.valueOf(row.fundYear())),
                    "kinds", column(rows, row -> row.entry().kind().name()),
                    "holders", column(rows, row -> row.entry().holder()));
        }
    }

    private static Posting.Entry entry(LedgerLine line) {
        return new Posting.Entry(line.fund(), line.kind(), line.holder(), line.amount());
    }

    private static Date date(YearMonth month) {
        return Date.valueOf(month.atDay(1));
    }
}
