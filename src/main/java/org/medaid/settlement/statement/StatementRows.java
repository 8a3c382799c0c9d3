package org.medaid.settlement.statement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.ledger.AccountKind;
import org.medaid.ledger.BusinessDocument;
import org.medaid.ledger.Fund;
import org.medaid.settlement.statement.StatementClearing.Account;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Statements, their lines and their records in the database. */
@Component
class StatementRows {

    /**
     * A part of a hospital's line that is settled apart (江人社发〔2018〕567号 五(五): the fund's part of self-paid cost). It is
     * read from the sheet: the books post a fund's share of a bill as one amount.
     */
    private static final String SELF_PAID =
            """
            left join lateral (
                select least(coalesce(sum(p.amount), 0), abs(e.amount)) * -sign(e.amount) as amount
                  from medaid.calculation_sheet_line p
                 where t.document_type = 'SHEET' and a.kind = 'HOSPITAL_PAYABLE' and a.fund = 'POVERTY_ALLEVIATION_FUND'
                   and p.sheet_id = case when t.document_type = 'SHEET' then t.document_id::uuid end
                   and p.code = 'jiangmen.poverty.self-paid' and p.payer = a.fund
            ) self_paid on true
            """;

    private static final String SHEET =
            " join medaid.calculation_sheet s on s.id = case when t.document_type = 'SHEET' then t.document_id::uuid end ";

    private static final String DRAW =
            """
            with line as materialized (
                select %s as payee, %s as account, e.id as entry_id, %s as amount
                  from medaid.ledger_transfer t
                  join medaid.ledger_entry e on e.transfer_id = t.id
                  join medaid.ledger_account a on a.id = e.account_id
                  %s
                 where t.area = :area and t.period >= :from and t.period <= :to and t.kind = 'SETTLEMENT'
                   and %s
            ), head as (
                insert into medaid.hospital_statement
                       (id, number, area, kind, payee, period, months, line_count, owed, own_share, drawn_at)
                select gen_random_uuid(), :prefix || lpad(nextval('medaid.hospital_statement_number')::text, 6, '0'),
                       :area, :kind, payee, :from, :months, lines, owed, own_share, :at
                  from (select payee, count(*) as lines,
                               coalesce(sum(amount) filter (where account = 'HOSPITAL_PAYABLE'), 0) as owed,
                               coalesce(sum(amount) filter (where account = 'HOSPITAL_SHARE'), 0) as own_share
                          from line where amount <> 0 group by payee order by payee) hospital
                on conflict on constraint uq_hospital_statement_once do nothing
                returning id, payee
            )
            insert into medaid.hospital_statement_line (statement_id, line_no, kind, entry_id, amount)
            select head.id, row_number() over (partition by head.id order by line.entry_id), :kind, line.entry_id, line.amount
              from line join head on head.payee = line.payee
             where line.amount <> 0
             -- As they stand in the books: the index of the entries grows at its end.
             order by line.entry_id
            """;

    private static final String LINES =
            """
            select l.statement_id, l.line_no, l.amount, t.posted_on, t.document_type, t.document_id, t.reverses_id, a.fund, a.kind as account,
                   d.reason as dispute, r.decision, r.reason as ruling
              from medaid.hospital_statement_line l
              join medaid.ledger_entry e on e.id = l.entry_id
              join medaid.ledger_transfer t on t.id = e.transfer_id
              join medaid.ledger_account a on a.id = e.account_id
              left join medaid.hospital_statement_dispute d on d.statement_id = l.statement_id and d.line_no = l.line_no
              left join medaid.hospital_statement_ruling r on r.statement_id = l.statement_id and r.line_no = l.line_no
            """;

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    StatementRows(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * Adds the statements of an office's hospitals that have lines and no statement yet, each with all its lines, in one
     * command of the database: no row passes through this machine's memory.
     *
     * @param splitSelfPaid whether the fund's part of self-paid cost is settled apart
     * @return how many lines were added
     */
    int drawHospitals(PoolingArea area, StatementKind kind, YearMonth first, boolean splitSelfPaid, Instant at) {
        String amount = kind == StatementKind.QUARTERLY_SELF_PAID
                ? "self_paid.amount"
                : splitSelfPaid ? "-e.amount - self_paid.amount" : "-e.amount";
        return draw(
                DRAW.formatted(
                        "a.holder", "a.kind", amount, splitSelfPaid ? SELF_PAID : "", "a.kind in ('HOSPITAL_PAYABLE', 'HOSPITAL_SHARE')"),
                area,
                kind,
                first,
                "",
                at);
    }

    /** As {@link #drawHospitals}: medical assistance that hospitals deducted for who is in poverty alleviation. */
    int drawInterFund(PoolingArea area, YearMonth month, Instant at) {
        return draw(
                DRAW.formatted(
                        "'POVERTY_ALLEVIATION_FUND'", "'HOSPITAL_PAYABLE'", "-e.amount", SHEET,
                        "a.kind = 'HOSPITAL_PAYABLE' and a.fund = 'MEDICAL_ASSISTANCE_FUND'"
                                + " and jsonb_exists(s.input -> 'categories', 'POVERTY_ALLEVIATION')"),
                area,
                StatementKind.INTER_FUND,
                month,
                "",
                at);
    }

    /**
     * As {@link #drawHospitals}: what persons of a city's districts, or of its counties, were granted over the window.
     *
     * @param urban the districts whose cases the insurer handles, separated by commas
     */
    int drawLaidOut(PoolingArea area, StatementKind kind, YearMonth month, String urban, Instant at) {
        boolean insurer = kind == StatementKind.INSURER;
        return draw(
                DRAW.formatted(
                        insurer ? "'INSURER'" : "c.division", "'HOSPITAL_PAYABLE'", "-e.amount",
                        SHEET + " join medaid.claim c on c.id = s.claim_id",
                        "a.kind = 'PERSON_PAYABLE' and c.channel = 'WINDOW' and (c.division = any (string_to_array(:urban, ','))) = "
                                + insurer),
                area,
                kind,
                month,
                urban,
                at);
    }

    private int draw(String sql, PoolingArea area, StatementKind kind, YearMonth first, String urban, Instant at) {
        return jdbc.sql(sql)
                .param("urban", urban)
                .param("area", area.tenantId())
                .param("kind", kind.name())
                .param("from", date(first))
                .param("to", date(first.plusMonths(kind.months() - 1L)))
                .param("months", kind.months())
                .param("prefix", prefix(area, kind, first))
                .param("at", at(at))
                .update();
    }

    /** Takes the drawing of a period upon itself; who asks at the same moment waits. @return false if it is done already */
    boolean takeDraw(PoolingArea area, StatementKind kind, YearMonth first, Instant at) {
        return jdbc.sql("""
                        insert into medaid.hospital_statement_draw (area, kind, period, drawn_at) values (?, ?, ?, ?)
                        on conflict do nothing
                        """)
                        .params(area.tenantId(), kind.name(), date(first), at(at))
                        .update()
                == 1;
    }

    static String prefix(PoolingArea area, StatementKind kind, YearMonth first) {
        return "%s-%s-%d%02d-".formatted(area.caseLetters(), kind.letters(), first.getYear(), first.getMonthValue());
    }

    Optional<Statement> find(StatementId id) {
        return jdbc.sql("select * from medaid.hospital_statement where id = ?")
                .param(id.value())
                .query(StatementRows::statement)
                .optional();
    }

    /** Locked until the end of the transaction. */
    Statement lock(StatementId id) {
        return jdbc.sql("select * from medaid.hospital_statement where id = ? for update")
                .param(id.value())
                .query(StatementRows::statement)
                .single();
    }

    /** An account a statement's lines are posted to. */
    record Holder(Fund fund, AccountKind kind, String holder) {}

    /** What the lines come to for each account. */
    Map<Holder, Money> holders(StatementId id) {
        Map<Holder, Money> holders = new LinkedHashMap<>();
        jdbc.sql("""
                        select a.fund, a.kind, a.holder, sum(l.amount)
                          from medaid.hospital_statement_line l
                          join medaid.ledger_entry e on e.id = l.entry_id
                          join medaid.ledger_account a on a.id = e.account_id
                         where l.statement_id = ? group by a.fund, a.kind, a.holder order by a.fund, a.kind, a.holder
                        """)
                .param(id.value())
                .query(row -> {
                    holders.put(
                            new Holder(Fund.valueOf(row.getString(1)), AccountKind.valueOf(row.getString(2)), row.getString(3)),
                            Money.of(row.getBigDecimal(4)));
                });
        return holders;
    }

    /** The statement of a kind and month of an office that has one only, if it has lines. */
    Optional<Statement> only(PoolingArea area, StatementKind kind, YearMonth month) {
        return jdbc.sql("select * from medaid.hospital_statement where area = ? and kind = ? and period = ?")
                .params(area.tenantId(), kind.name(), date(month))
                .query(StatementRows::statement)
                .optional();
    }

    /** Hospitals' statements whose process has not begun. */
    List<StatementId> drawn(PoolingArea area) {
        return jdbc.sql("select id from medaid.hospital_statement where area = ? and state = 'DRAWN' and kind in ('MONTHLY', 'QUARTERLY_SELF_PAID') order by number")
                .param(area.tenantId())
                .query((row, number) -> new StatementId(row.getObject(1, UUID.class)))
                .list();
    }

    List<Statement> of(PoolingArea area, Collection<StatementKind> kinds, Optional<YearMonth> month, int skip, int limit) {
        return jdbc.sql("""
                        select * from medaid.hospital_statement
                         where area = :area and kind in (:kinds)
                           and (:month::date is null or period <= :month::date and period + make_interval(months => months) > :month::date)
                         order by period desc, number offset :skip limit :limit
                        """)
                .param("area", area.tenantId())
                .param("kinds", kinds.stream().map(StatementKind::name).toList())
                .param("month", month.map(StatementRows::date).orElse(null), java.sql.Types.DATE)
                .param("skip", skip)
                .param("limit", limit)
                .query(StatementRows::statement)
                .list();
    }

    List<Statement> ofPayee(String payee, Optional<YearMonth> month, int skip, int limit) {
        return jdbc.sql("""
                        select * from medaid.hospital_statement
                         where payee = :payee and kind in ('MONTHLY', 'QUARTERLY_SELF_PAID') and state <> 'DRAWN'
                           and (:month::date is null or period <= :month::date and period + make_interval(months => months) > :month::date)
                         order by period desc, number offset :skip limit :limit
                        """)
                .param("payee", payee)
                .param("month", month.map(StatementRows::date).orElse(null), java.sql.Types.DATE)
                .param("skip", skip)
                .param("limit", limit)
                .query(StatementRows::statement)
                .list();
    }

    /** The statement of the same kind and payee before this one, if there is one. */
    Optional<Statement> before(Statement statement) {
        return jdbc.sql("""
                        select * from medaid.hospital_statement
                         where area = ? and kind = ? and payee = ? and period < ? order by period desc limit 1
                        """)
                .params(
                        statement.area().tenantId(),
                        statement.kind().name(),
                        statement.payee(),
                        date(statement.period()))
                .query(StatementRows::statement)
                .optional();
    }

    /** @return false if it was not in that state: somebody else was first */
    boolean move(StatementId id, StatementState from, StatementState to) {
        return jdbc.sql("update medaid.hospital_statement set state = ? where id = ? and state = ?")
                        .params(to.name(), id.value(), from.name())
                        .update()
                == 1;
    }

    void confirmBy(StatementId id, Instant at) {
        jdbc.sql("update medaid.hospital_statement set confirm_by_at = ? where id = ?")
                .params(at(at), id.value())
                .update();
    }

    void approve(StatementId id, StatementFigures figures, String by, Instant at) {
        jdbc.sql("""
                        update medaid.hospital_statement
                           set withheld = ?, returned = ?, brought_forward = ?, deduction = ?, advance = ?, payable = ?,
                               carried_forward = ?, approved_by = ?, approved_at = ?
                         where id = ?
                        """)
                .params(
                        figures.withheld().yuan(),
                        figures.returned().yuan(),
                        figures.broughtForward().yuan(),
                        figures.deduction().yuan(),
                        figures.advance().yuan(),
                        figures.payable().yuan(),
                        figures.carriedForward().yuan(),
                        by,
                        at(at),
                        id.value())
                .update();
    }

    void approveByFinance(StatementId id, String by, Instant at) {
        jdbc.sql("update medaid.hospital_statement set finance_by = ?, finance_at = ? where id = ?")
                .params(by, at(at), id.value())
                .update();
    }

    /** The shares come first: a closed statement takes nothing more. */
    void close(StatementId id, StatementState outcome, Map<Account, Money> shares, Instant at) {
        shares.forEach((account, amount) -> jdbc.sql(
                        "insert into medaid.hospital_statement_share (statement_id, fund, account_kind, amount) values (?, ?, ?, ?)")
                .params(id.value(), account.fund().name(), account.kind().name(), amount.yuan())
                .update());
        jdbc.sql("update medaid.hospital_statement set state = ?, closed_at = ? where id = ?")
                .params(outcome.name(), at(at), id.value())
                .update();
    }

    /**
     * A year's months and quarters by office and hospital.
     *
     * @param area only this office's, if given
     * @param payee only this hospital's, if given
     */
    List<YearLine> year(int year, Optional<PoolingArea> area, Optional<String> payee) {
        return jdbc.sql("""
                        select s.area, s.payee, count(*) as statements, count(*) filter (where s.closed_at is null) as open,
                               sum(s.owed + s.own_share) as lines,
                               coalesce(sum(s.withheld - s.returned) filter (where s.closed_at is not null), 0) as withheld,
                               coalesce(sum(s.deduction) filter (where s.closed_at is not null), 0) as deduction,
                               coalesce(sum(s.advance) filter (where s.closed_at is not null), 0) as advance,
                               coalesce(sum(s.payable) filter (where s.closed_at is not null), 0) as payable,
                               coalesce(sum(s.carried_forward) filter (where s.closed_at is not null and not exists (
                                   select 1 from medaid.hospital_statement n
                                    where n.area = s.area and n.kind = s.kind and n.payee = s.payee and n.period > s.period
                                      and n.period < make_date(:year + 1, 1, 1))), 0) as carried,
                               coalesce((select sum(e.amount) from medaid.ledger_entry e
                                           join medaid.ledger_account a on a.id = e.account_id
                                          where a.area = s.area and a.holder = s.payee and a.kind = 'HOSPITAL_ADVANCE'), 0) as advance_left
                          from medaid.hospital_statement s
                         where s.kind in ('MONTHLY', 'QUARTERLY_SELF_PAID') and s.state <> 'DRAWN'
                           and s.period >= make_date(:year, 1, 1) and s.period < make_date(:year + 1, 1, 1)
                           and (:area::text is null or s.area = :area) and (:payee::text is null or s.payee = :payee)
                         group by s.area, s.payee order by s.area, s.payee
                        """)
                .param("year", year)
                .param("area", area.map(PoolingArea::tenantId).orElse(null), java.sql.Types.VARCHAR)
                .param("payee", payee.orElse(null), java.sql.Types.VARCHAR)
                .query((row, number) -> new YearLine(
                        PoolingArea.ofTenant(row.getString("area")).orElseThrow(),
                        row.getString("payee"),
                        row.getInt("statements"),
                        row.getInt("open"),
                        money(row, "lines"),
                        money(row, "withheld"),
                        money(row, "deduction"),
                        money(row, "advance"),
                        money(row, "payable"),
                        money(row, "carried"),
                        money(row, "advance_left")))
                .list();
    }

    /** What a closed statement pays, or leaves open, by account. */
    Map<Account, Money> shares(StatementId id) {
        return positions("select fund, account_kind as kind, amount from medaid.hospital_statement_share where statement_id = ?", id);
    }

    /** What one fund has taken over from the other is paid out of its own books (江人社发〔2018〕567号 五(六)). */
    private static String paidBy(String entry) {
        return """
                case when a.kind = 'HOSPITAL_PAYABLE' and exists (select 1 from medaid.hospital_statement_line x
                       where x.entry_id = %s.id and x.kind = 'INTER_FUND') then 'POVERTY_ALLEVIATION_FUND' else a.fund end
                """.formatted(entry);
    }

    /** What the lines come to by account, those that are withheld left out. */
    Map<Account, Money> settled(StatementId id) {
        return positions(
                """
                select %s as fund, a.kind, sum(l.amount) as amount
                  from medaid.hospital_statement_line l
                  join medaid.ledger_entry e on e.id = l.entry_id
                  join medaid.ledger_account a on a.id = e.account_id
                 where l.statement_id = ?
                   and not exists (select 1 from medaid.hospital_statement_ruling r
                                    where r.statement_id = l.statement_id and r.line_no = l.line_no and r.decision = 'UPHELD')
                 group by 1, 2
                """
                        .formatted(paidBy("e")),
                id);
    }

    /** By fund and account, for who reads the statement. */
    Map<Account, Money> sums(StatementId id) {
        return positions(
                """
                select a.fund, a.kind, sum(l.amount) as amount
                  from medaid.hospital_statement_line l
                  join medaid.ledger_entry e on e.id = l.entry_id
                  join medaid.ledger_account a on a.id = e.account_id
                 where l.statement_id = ? group by a.fund, a.kind
                """,
                id);
    }

    Money withheld(StatementId id) {
        return jdbc.sql("""
                        select coalesce(sum(l.amount), 0)
                          from medaid.hospital_statement_ruling r
                          join medaid.hospital_statement_line l on l.statement_id = r.statement_id and l.line_no = r.line_no
                         where r.statement_id = ? and r.decision = 'UPHELD'
                        """)
                .param(id.value())
                .query((row, number) -> Money.of(row.getBigDecimal(1)))
                .single();
    }

    /** Lines withheld in this or an earlier statement whose reversal this one settles, by account. */
    Map<Account, Money> returned(StatementId id) {
        return positions(
                """
                select %s as fund, a.kind, sum(w.amount) as amount
                  from medaid.hospital_statement_line l
                  join medaid.ledger_entry e on e.id = l.entry_id
                  join medaid.ledger_transfer t on t.id = e.transfer_id
                  join medaid.ledger_account b on b.id = e.account_id
                  join medaid.ledger_entry o on o.transfer_id = t.reverses_id
                  -- The same account, of whichever year: a reversal after the year's closing stands in the next one's.
                  join medaid.ledger_account a on a.id = o.account_id and (a.fund, a.kind, a.holder) = (b.fund, b.kind, b.holder)
                  join medaid.hospital_statement_line w on w.entry_id = o.id and w.kind = l.kind
                  join medaid.hospital_statement_ruling r
                    on r.statement_id = w.statement_id and r.line_no = w.line_no and r.decision = 'UPHELD'
                 where l.statement_id = ?
                   and not exists (select 1 from medaid.hospital_statement_ruling n
                                    where n.statement_id = l.statement_id and n.line_no = l.line_no and n.decision = 'UPHELD')
                 group by 1, 2
                """
                        .formatted(paidBy("o")),
                id);
    }

    private Map<Account, Money> positions(String sql, StatementId id) {
        Map<Account, Money> positions = new HashMap<>();
        jdbc.sql(sql)
                .param(id.value())
                .query(row -> {
                    positions.put(
                            new Account(Fund.valueOf(row.getString("fund")), AccountKind.valueOf(row.getString("kind"))),
                            Money.of(row.getBigDecimal("amount")));
                });
        return positions;
    }

    /** @param after the number of the last line that was read, 0 at the beginning */
    List<StatementLine> lines(StatementId id, int after, int limit) {
        return jdbc.sql(LINES + " where l.statement_id = ? and l.line_no > ? order by l.line_no limit ?")
                .params(id.value(), after, limit)
                .query(StatementRows::line)
                .list();
    }

    List<StatementLine> lines(StatementId id, Collection<Integer> numbers) {
        return numbers.isEmpty()
                ? List.of()
                : jdbc.sql(LINES + " where l.statement_id = :id and l.line_no in (:numbers) order by l.line_no")
                        .param("id", id.value())
                        .param("numbers", numbers)
                        .query(StatementRows::line)
                        .list();
    }

    /** Every line the hospital has disputed, in order. */
    List<StatementLine> disputed(StatementId id) {
        return jdbc.sql(LINES + " where l.statement_id = ? and d.line_no is not null order by l.line_no")
                .param(id.value())
                .query(StatementRows::line)
                .list();
    }

    void dispute(StatementId id, int line, String reason, String by, Instant at) {
        jdbc.sql("insert into medaid.hospital_statement_dispute (statement_id, line_no, reason, raised_by, raised_at) values (?, ?, ?, ?, ?)")
                .params(id.value(), line, reason, by, at(at))
                .update();
    }

    void rule(StatementId id, int line, boolean upheld, String reason, String by, Instant at) {
        jdbc.sql("""
                        insert into medaid.hospital_statement_ruling (statement_id, line_no, decision, reason, decided_by, decided_at)
                        values (?, ?, ?, ?, ?, ?)
                        """)
                .params(id.value(), line, upheld ? "UPHELD" : "REJECTED", reason, by, at(at))
                .update();
    }

    /** @param content a record that JSON can hold */
    void record(StatementId id, String kind, Object content, String by, Instant at) {
        try {
            jdbc.sql("insert into medaid.hospital_statement_record (statement_id, kind, content, by_user, at) values (?, ?, ?::jsonb, ?, ?)")
                    .params(id.value(), kind, json.writeValueAsString(content), by, at(at))
                    .update();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a step's record can be written", e);
        }
    }

    /** Everything about a statement, oldest first. */
    List<StatementRecord> records(StatementId id) {
        return jdbc.sql("select kind, content, by_user, at from medaid.hospital_statement_record where statement_id = ? order by id")
                .param(id.value())
                .query((row, number) -> new StatementRecord(
                        row.getString(1),
                        tree(row.getString(2)),
                        row.getString(3),
                        row.getObject(4, OffsetDateTime.class).toInstant()))
                .list();
    }

    private JsonNode tree(String content) {
        try {
            return json.readTree(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored record can be read", e);
        }
    }

    private static StatementLine line(ResultSet row, int number) throws SQLException {
        return new StatementLine(
                row.getInt("line_no"),
                row.getObject("posted_on", LocalDate.class),
                new BusinessDocument(row.getString("document_type"), row.getString("document_id")),
                Fund.valueOf(row.getString("fund")),
                AccountKind.valueOf(row.getString("account")),
                Money.of(row.getBigDecimal("amount")),
                row.getObject("reverses_id") != null,
                Optional.ofNullable(row.getString("dispute")),
                Optional.ofNullable(row.getString("decision")).isPresent()
                        ? Optional.of(new StatementLine.Ruling(
                                row.getString("decision").equals("UPHELD"), row.getString("ruling")))
                        : Optional.empty());
    }

    private static Statement statement(ResultSet row, int number) throws SQLException {
        Optional<StatementFigures> figures = row.getBigDecimal("payable") == null
                ? Optional.empty()
                : Optional.of(new StatementFigures(
                        money(row, "withheld"),
                        money(row, "returned"),
                        money(row, "brought_forward"),
                        money(row, "deduction"),
                        money(row, "advance"),
                        money(row, "payable"),
                        money(row, "carried_forward")));
        return new Statement(
                new StatementId(row.getObject("id", UUID.class)),
                row.getString("number"),
                PoolingArea.ofTenant(row.getString("area")).orElseThrow(),
                StatementKind.valueOf(row.getString("kind")),
                row.getString("payee"),
                YearMonth.from(row.getObject("period", LocalDate.class)),
                StatementState.valueOf(row.getString("state")),
                row.getInt("line_count"),
                money(row, "owed"),
                money(row, "own_share"),
                row.getObject("drawn_at", OffsetDateTime.class).toInstant(),
                instant(row, "confirm_by_at"),
                figures,
                Optional.ofNullable(row.getString("approved_by")),
                Optional.ofNullable(row.getString("finance_by")),
                instant(row, "closed_at"));
    }

    private static Money money(ResultSet row, String column) throws SQLException {
        return Money.of(row.getBigDecimal(column));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static Date date(YearMonth month) {
        return Date.valueOf(month.atDay(1));
    }
}
