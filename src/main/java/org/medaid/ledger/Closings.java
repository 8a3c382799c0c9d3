package org.medaid.ledger;

import java.math.BigDecimal;
import java.sql.Date;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * How months and years of the books are closed: one person proposes and states the sums, another confirms, and nothing can
 * have been posted in between (江人社发〔2018〕567号 七(二), 鲁医保发〔2020〕79号 四(三), 抚政办发〔2014〕67号 六(二)).
 *
 * <p>A closed month takes no posting. A closed year's balances stand in the year after it; its income and spending have
 * become its result, carried forward.
 */
@Service
@Clause("M5")
public class Closings {

    private static final String MONTH = "MONTH";
    private static final String YEAR = "YEAR";
    private static final String YEARS_DOCUMENT = "YEAR_CLOSING";

    private static final RowMapper<ClosingAnswer.Sums> SUMS = (rs, row) -> new ClosingAnswer.Sums(
            rs.getInt("transfers"), Money.of(rs.getBigDecimal("debit")), Money.of(rs.getBigDecimal("credit")));

    private final JdbcClient jdbc;
    private final BusinessClock clock;
    private final FundLedger ledger;

    Closings(JdbcClient jdbc, BusinessClock clock, FundLedger ledger) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.ledger = ledger;
    }

    /** Proposes to close a month, and with it every month before it. A later proposal takes the place of an earlier. */
    @Transactional
    public ClosingAnswer proposeMonth(PoolingArea area, YearMonth month, String by) {
        lock(area);
        Optional<ClosingAnswer.Reason> reason = whyMonthStaysOpen(area, month);
        return reason.isPresent()
                ? new ClosingAnswer.Refused(reason.get())
                : propose(area, MONTH, month, monthSums(area, month), by);
    }

    /** Closes a month for good as somebody else proposed it. Later corrections go into the open one. */
    @Transactional
    public ClosingAnswer confirmMonth(PoolingArea area, YearMonth month, String by) {
        lock(area);
        Optional<ClosingAnswer.Reason> reason = whyMonthStaysOpen(area, month);
        if (reason.isPresent()) {
            return new ClosingAnswer.Refused(reason.get());
        }
        Optional<ClosingProposal> proposal = proposal(area, MONTH, month);
        ClosingAnswer.Sums now = monthSums(area, month);
        Optional<ClosingAnswer> refused = whyNotConfirmed(proposal, now, by);
        if (refused.isPresent()) {
            return refused.get();
        }
        jdbc.sql(
                        """
                        insert into medaid.ledger_closing (area, month, transfers, debit, credit, closed_by, closed_at, proposal_id)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        area.tenantId(),
                        date(month),
                        now.transfers(),
                        now.debit().yuan(),
                        now.credit().yuan(),
                        by,
                        at(),
                        proposal.orElseThrow().id())
                .update();
        return new ClosingAnswer.Closed(now);
    }

    /** Proposes to close a year whose December is closed. A later proposal takes the place of an earlier. */
    @Transactional
    public ClosingAnswer proposeYear(PoolingArea area, int year, String by) {
        lock(area);
        Optional<ClosingAnswer.Reason> reason = whyYearStaysOpen(area, year);
        return reason.isPresent()
                ? new ClosingAnswer.Refused(reason.get())
                : propose(area, YEAR, december(year), yearSums(area, year), by);
    }

    /**
     * Closes a year for good as somebody else proposed it: of each fund, what was spent and given becomes the year's result
     * and is carried forward; every other balance leaves the year's accounts for the same accounts of the year after it. All
     * of it stands in the open month, so that no closed month changes.
     */
    @Transactional
    public ClosingAnswer confirmYear(PoolingArea area, int year, String by) {
        lock(area);
        Optional<ClosingAnswer.Reason> reason = whyYearStaysOpen(area, year);
        if (reason.isPresent()) {
            return new ClosingAnswer.Refused(reason.get());
        }
        Optional<ClosingProposal> proposal = proposal(area, YEAR, december(year));
        ClosingAnswer.Sums now = yearSums(area, year);
        Optional<ClosingAnswer> refused = whyNotConfirmed(proposal, now, by);
        if (refused.isPresent()) {
            return refused.get();
        }
        jdbc.sql(
                        """
                        insert into medaid.ledger_year_closing (area, year, proposal_id, transfers, debit, credit, closed_by, closed_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        area.tenantId(),
                        year,
                        proposal.orElseThrow().id(),
                        now.transfers(),
                        now.debit().yuan(),
                        now.credit().yuan(),
                        by,
                        at())
                .update();
        for (Fund fund : Fund.values()) {
            carry(area, fund, year, by);
        }
        return new ClosingAnswer.Closed(now);
    }

    /** The proposal that waits for its confirmation; none where the month is closed. */
    @Transactional(readOnly = true)
    public Optional<ClosingProposal> proposedMonth(PoolingArea area, YearMonth month) {
        return ledger.closedThrough(area).filter(closed -> !month.isAfter(closed)).isPresent()
                ? Optional.empty()
                : proposal(area, MONTH, month);
    }

    /** The proposal that waits for its confirmation; none where the year is closed. */
    @Transactional(readOnly = true)
    public Optional<ClosingProposal> proposedYear(PoolingArea area, int year) {
        return ledger.closedYear(area).filter(closed -> year <= closed).isPresent()
                ? Optional.empty()
                : proposal(area, YEAR, december(year));
    }

    /** When and by whom a year was closed. */
    @Transactional(readOnly = true)
    public Optional<TrialBalance.Closed> closedYear(PoolingArea area, int year) {
        return jdbc.sql("select closed_by, closed_at from medaid.ledger_year_closing where area = ? and year = ?")
                .params(area.tenantId(), year)
                .query((rs, row) -> new TrialBalance.Closed(
                        december(year),
                        rs.getString(1),
                        rs.getObject(2, OffsetDateTime.class).toInstant()))
                .optional();
    }

    /** What a year came to for each fund that had anything in it; the same before and after it is closed. */
    @Transactional(readOnly = true)
    public List<YearResult> results(PoolingArea area, int year) {
        return jdbc.sql(
                        """
                        select a.fund,
                               coalesce(-sum(e.amount) filter (where a.kind = 'CARRIED_FORWARD' and t.kind <> 'YEAR_END'), 0) as brought,
                               coalesce(-sum(e.amount) filter (where a.kind = 'FUND_INCOME' and t.kind <> 'YEAR_END'), 0) as income,
                               coalesce(sum(e.amount) filter (where a.kind = 'FUND' and t.kind <> 'YEAR_END'), 0) as spending
                          from medaid.ledger_account a
                          join medaid.ledger_entry e on e.account_id = a.id
                          join medaid.ledger_transfer t on t.id = e.transfer_id
                         where a.area = ? and a.fund_year = ? and a.kind in ('FUND', 'FUND_INCOME', 'CARRIED_FORWARD')
                         group by a.fund
                        """)
                .params(area.tenantId(), year)
                .query((rs, row) -> new YearResult(
                        Fund.valueOf(rs.getString("fund")),
                        Money.of(rs.getBigDecimal("brought")),
                        Money.of(rs.getBigDecimal("income")),
                        Money.of(rs.getBigDecimal("spending"))))
                .list()
                .stream()
                .sorted(Comparator.comparing(YearResult::fund))
                .toList();
    }

    private Optional<ClosingAnswer.Reason> whyMonthStaysOpen(PoolingArea area, YearMonth month) {
        if (!month.isBefore(YearMonth.from(clock.today()))) {
            return Optional.of(ClosingAnswer.Reason.MONTH_NOT_OVER);
        }
        if (ledger.closedThrough(area).filter(closed -> !month.isAfter(closed)).isPresent()) {
            return Optional.of(ClosingAnswer.Reason.ALREADY_CLOSED);
        }
        ClosingAnswer.Sums sums = monthSums(area, month);
        return sums.debit().equals(sums.credit())
                        && ledger.trialBalance(area, month).balance().isZero()
                ? Optional.empty()
                : Optional.of(ClosingAnswer.Reason.NOT_BALANCED);
    }

    private Optional<ClosingAnswer.Reason> whyYearStaysOpen(PoolingArea area, int year) {
        if (ledger.closedYear(area).filter(closed -> closed >= year).isPresent()) {
            return Optional.of(ClosingAnswer.Reason.YEAR_ALREADY_CLOSED);
        }
        if (ledger.closedThrough(area).filter(closed -> !closed.isBefore(december(year))).isEmpty()) {
            return Optional.of(ClosingAnswer.Reason.DECEMBER_NOT_CLOSED);
        }
        boolean earlier = jdbc.sql(
                        """
                        select exists (select 1 from medaid.ledger_account a join medaid.ledger_entry e on e.account_id = a.id
                                        where a.area = ? and a.fund_year < ? group by a.id having sum(e.amount) <> 0)
                        """)
                .params(area.tenantId(), year)
                .query(Boolean.class)
                .single();
        return earlier ? Optional.of(ClosingAnswer.Reason.EARLIER_YEAR_NOT_CLOSED) : Optional.empty();
    }

    private static Optional<ClosingAnswer> whyNotConfirmed(
            Optional<ClosingProposal> proposal, ClosingAnswer.Sums now, String by) {
        if (proposal.isEmpty()) {
            return Optional.of(new ClosingAnswer.Refused(ClosingAnswer.Reason.NOT_PROPOSED));
        }
        if (proposal.get().by().equals(by)) {
            return Optional.of(new ClosingAnswer.Refused(ClosingAnswer.Reason.SAME_PERSON));
        }
        return proposal.get().sums().equals(now)
                ? Optional.empty()
                : Optional.of(new ClosingAnswer.PostedSince(proposal.get().sums(), now));
    }

    private ClosingAnswer propose(
            PoolingArea area, String scope, YearMonth month, ClosingAnswer.Sums sums, String by) {
        jdbc.sql(
                        """
                        insert into medaid.ledger_closing_proposal (area, scope, month, transfers, debit, credit, proposed_by, proposed_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        area.tenantId(),
                        scope,
                        date(month),
                        sums.transfers(),
                        sums.debit().yuan(),
                        sums.credit().yuan(),
                        by,
                        at())
                .update();
        return new ClosingAnswer.Proposed(sums);
    }

    private Optional<ClosingProposal> proposal(PoolingArea area, String scope, YearMonth month) {
        return jdbc.sql(
                        """
                        select id, proposed_by, proposed_at, transfers, debit, credit from medaid.ledger_closing_proposal
                         where area = ? and scope = ? and month = ? order by id desc limit 1
                        """)
                .params(area.tenantId(), scope, date(month))
                .query((rs, row) -> new ClosingProposal(
                        rs.getLong("id"),
                        rs.getString("proposed_by"),
                        rs.getObject("proposed_at", OffsetDateTime.class).toInstant(),
                        SUMS.mapRow(rs, row)))
                .optional();
    }

    private ClosingAnswer.Sums monthSums(PoolingArea area, YearMonth month) {
        return jdbc.sql("select * from medaid.ledger_month_sums(?, ?)")
                .params(area.tenantId(), date(month))
                .query(SUMS)
                .single();
    }

    private ClosingAnswer.Sums yearSums(PoolingArea area, int year) {
        return jdbc.sql("select * from medaid.ledger_year_sums(?, ?)")
                .params(area.tenantId(), year)
                .query(SUMS)
                .single();
    }

    /** Carries one fund's balances of a year into the next, however many accounts it has. */
    private void carry(PoolingArea area, Fund fund, int year, String by) {
        record Account(AccountKind kind, BigDecimal balance) {}
        List<Account> result = jdbc.sql(
                        """
                        select a.kind, sum(e.amount) from medaid.ledger_account a join medaid.ledger_entry e on e.account_id = a.id
                         where a.area = ? and a.fund = ? and a.fund_year = ? and a.kind in ('FUND', 'FUND_INCOME')
                         group by a.kind having sum(e.amount) <> 0
                        """)
                .params(area.tenantId(), fund.name(), year)
                .query((rs, row) -> new Account(AccountKind.valueOf(rs.getString(1)), rs.getBigDecimal(2)))
                .list();
        if (!result.isEmpty()) {
            BigDecimal sum = result.stream().map(Account::balance).reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal debits = result.stream()
                    .map(account -> account.balance().negate())
                    .map(BigDecimal.ZERO::max)
                    .reduce(BigDecimal.ZERO, BigDecimal::add)
                    .add(sum.max(BigDecimal.ZERO));
            long transfer = transfer(
                    area, TransferKind.YEAR_END, fund, "RESULT", year, result.size() + (sum.signum() == 0 ? 0 : 1), debits, by);
            result.forEach(account -> entry(transfer, area, fund, year, account.kind(), account.balance().negate()));
            entry(transfer, area, fund, year, AccountKind.CARRIED_FORWARD, sum);
        }

        record Balances(int accounts, BigDecimal debit, BigDecimal credit) {}
        Balances balances = jdbc.sql(
                        """
                        select count(*), coalesce(sum(b.balance) filter (where b.balance > 0), 0),
                               coalesce(-sum(b.balance) filter (where b.balance < 0), 0)
                          from (select sum(e.amount) as balance
                                  from medaid.ledger_account a join medaid.ledger_entry e on e.account_id = a.id
                                 where a.area = ? and a.fund = ? and a.fund_year = ?
                                   and a.kind not in ('FUND', 'FUND_INCOME', 'CARRIED_FORWARD')
                                 group by a.id having sum(e.amount) <> 0) b
                        """)
                .params(area.tenantId(), fund.name(), year)
                .query((rs, row) -> new Balances(rs.getInt(1), rs.getBigDecimal(2), rs.getBigDecimal(3)))
                .single();
        if (balances.accounts() == 0) {
            return;
        }
        BigDecimal carried = balances.debit().subtract(balances.credit());
        int entries = balances.accounts() + (carried.signum() == 0 ? 0 : 1);
        BigDecimal total = balances.debit().max(balances.credit());
        long end = transfer(area, TransferKind.YEAR_END, fund, "BALANCES", year, entries, total, by);
        jdbc.sql(
                        """
                        insert into medaid.ledger_entry (transfer_id, account_id, amount, line_no)
                        select ?, b.id, -b.balance, row_number() over (order by b.id)
                          from (select a.id, sum(e.amount) as balance
                                  from medaid.ledger_account a join medaid.ledger_entry e on e.account_id = a.id
                                 where a.area = ? and a.fund = ? and a.fund_year = ?
                                   and a.kind not in ('FUND', 'FUND_INCOME', 'CARRIED_FORWARD')
                                 group by a.id having sum(e.amount) <> 0) b
                        """)
                .params(end, area.tenantId(), fund.name(), year)
                .update();
        entry(end, area, fund, year, AccountKind.CARRIED_FORWARD, carried);

        long start = transfer(area, TransferKind.YEAR_START, fund, "BALANCES", year, entries, total, by);
        jdbc.sql(
                        """
                        insert into medaid.ledger_account (area, fund, fund_year, kind, holder)
                        select a.area, a.fund, a.fund_year + 1, a.kind, a.holder
                          from medaid.ledger_entry e join medaid.ledger_account a on a.id = e.account_id
                         where e.transfer_id = ? order by a.kind, a.holder
                        on conflict do nothing
                        """)
                .param(end)
                .update();
        jdbc.sql(
                        """
                        insert into medaid.ledger_entry (transfer_id, account_id, amount, line_no)
                        select ?, n.id, -e.amount, e.line_no
                          from medaid.ledger_entry e
                          join medaid.ledger_account a on a.id = e.account_id
                          join medaid.ledger_account n on (n.area, n.fund, n.fund_year, n.kind, n.holder)
                                                        = (a.area, a.fund, a.fund_year + 1, a.kind, a.holder)
                         where e.transfer_id = ?
                        """)
                .params(start, end)
                .update();
    }

    private long transfer(
            PoolingArea area,
            TransferKind kind,
            Fund fund,
            String part,
            int year,
            int entries,
            BigDecimal total,
            String by) {
        LocalDate today = clock.today();
        return jdbc.sql(
                        """
                        insert into medaid.ledger_transfer
                          (area, kind, document_type, document_id, posted_on, period, entry_count, total, closes_year, posted_by, posted_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id
                        """)
                .params(
                        area.tenantId(),
                        kind.name(),
                        YEARS_DOCUMENT,
                        String.join("-", area.tenantId(), String.valueOf(year), fund.name(), part),
                        today,
                        date(ledger.openPeriod(area, today)),
                        entries,
                        total,
                        year,
                        by,
                        at())
                .query(Long.class)
                .single();
    }

    /** In an account that the fund itself holds; nothing where the amount is zero. */
    private void entry(long transfer, PoolingArea area, Fund fund, int year, AccountKind kind, BigDecimal amount) {
        if (amount.signum() == 0) {
            return;
        }
        List<Object> account = List.of(area.tenantId(), fund.name(), year, kind.name(), fund.name());
        jdbc.sql("insert into medaid.ledger_account (area, fund, fund_year, kind, holder) values (?, ?, ?, ?, ?) on conflict do nothing")
                .params(account)
                .update();
        jdbc.sql(
                        """
                        insert into medaid.ledger_entry (transfer_id, account_id, amount)
                        select ?, id, ? from medaid.ledger_account
                         where area = ? and fund = ? and fund_year = ? and kind = ? and holder = ?
                        """)
                .param(transfer)
                .param(amount)
                .params(account)
                .update();
    }

    /** Alone until the end of the transaction: whoever is posting has finished before the sums are taken. */
    private void lock(PoolingArea area) {
        jdbc.sql("select 1 from (select pg_advisory_xact_lock(medaid.ledger_lock_key(?))) locked")
                .param(area.tenantId())
                .query(Integer.class)
                .single();
    }

    private OffsetDateTime at() {
        return clock.now().atOffset(ZoneOffset.UTC);
    }

    private static YearMonth december(int year) {
        return YearMonth.of(year, 12);
    }

    private static Date date(YearMonth month) {
        return Date.valueOf(month.atDay(1));
    }
}
