package org.medaid.settlement.persistence;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.ledger.AccountKind;
import org.medaid.ledger.Fund;
import org.medaid.settlement.Quarter;
import org.medaid.settlement.QuarterReport;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The figures of a quarter, from the books and from the bills, and who signed them. */
@Component
public class QuarterQueries {

    /**
     * What moved in the accounts of one kind, whichever year's. Carrying a year's balances into the next moves nothing.
     *
     * @param opening at the quarter's beginning; above zero debit, below zero credit
     * @param closing at its end
     */
    public record KindFigures(Fund fund, AccountKind kind, Money opening, Money debit, Money credit, Money closing) {}

    /** What a fund spent by way of one kind of account: to whom it owes it, or what it was set against. */
    public record Spent(Fund fund, AccountKind kind, Money amount) {}

    /** What is owed to one holder at the quarter's end. */
    public record Owed(Fund fund, String holder, Money amount) {}

    /** What is owed to persons at the quarter's end, who are counted and not named. */
    public record OwedToPersons(Fund fund, int persons, Money amount) {}

    /** How many bills of which a fund bears something, and how much it bears. */
    public record Settled(Fund fund, int bills, Money amount) {}

    private final JdbcClient jdbc;

    QuarterQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<KindFigures> kinds(PoolingArea area, Quarter quarter) {
        return jdbc.sql(
                        """
                        select a.fund, a.kind,
                               coalesce(sum(e.amount) filter (where t.period < :first), 0) as opening,
                               coalesce(sum(e.amount) filter (where t.period >= :first and t.closes_year is null and e.amount > 0), 0) as debit,
                               coalesce(-sum(e.amount) filter (where t.period >= :first and t.closes_year is null and e.amount < 0), 0) as credit,
                               sum(e.amount) as closing
                          from medaid.ledger_transfer t
                          join medaid.ledger_entry e on e.transfer_id = t.id
                          join medaid.ledger_account a on a.id = e.account_id
                         where t.area = :area and t.period < :next
                         group by a.fund, a.kind
                        """)
                .param("area", area.tenantId())
                .param("first", quarter.firstDay())
                .param("next", quarter.next().firstDay())
                .query((rs, row) -> new KindFigures(
                        Fund.valueOf(rs.getString("fund")),
                        AccountKind.valueOf(rs.getString("kind")),
                        Money.of(rs.getBigDecimal("opening")),
                        Money.of(rs.getBigDecimal("debit")),
                        Money.of(rs.getBigDecimal("credit")),
                        Money.of(rs.getBigDecimal("closing"))))
                .list();
    }

    public List<Spent> spent(PoolingArea area, Quarter quarter) {
        return jdbc.sql(
                        """
                        select a.fund, a.kind, -sum(e.amount) as amount
                          from medaid.ledger_transfer t
                          join medaid.ledger_entry e on e.transfer_id = t.id
                          join medaid.ledger_account a on a.id = e.account_id
                         where t.area = :area and t.period >= :first and t.period < :next and t.closes_year is null and a.kind <> 'FUND'
                           and exists (select 1 from medaid.ledger_entry f join medaid.ledger_account fa on fa.id = f.account_id
                                        where f.transfer_id = t.id and fa.kind = 'FUND' and fa.fund = a.fund)
                         group by a.fund, a.kind having sum(e.amount) <> 0
                        """)
                .param("area", area.tenantId())
                .param("first", quarter.firstDay())
                .param("next", quarter.next().firstDay())
                .query((rs, row) -> new Spent(
                        Fund.valueOf(rs.getString(1)),
                        AccountKind.valueOf(rs.getString(2)),
                        Money.of(rs.getBigDecimal(3))))
                .list();
    }

    public List<Owed> hospitals(PoolingArea area, Quarter quarter) {
        return jdbc.sql(
                        """
                        select a.fund, a.holder, -sum(e.amount)
                          from medaid.ledger_account a
                          join medaid.ledger_entry e on e.account_id = a.id
                          join medaid.ledger_transfer t on t.id = e.transfer_id
                         where a.area = ? and a.kind = 'HOSPITAL_PAYABLE' and t.period < ?
                         group by a.fund, a.holder having sum(e.amount) <> 0 order by a.holder, a.fund
                        """)
                .params(area.tenantId(), quarter.next().firstDay())
                .query((rs, row) -> new Owed(
                        Fund.valueOf(rs.getString(1)), rs.getString(2), Money.of(rs.getBigDecimal(3))))
                .list();
    }

    public List<OwedToPersons> persons(PoolingArea area, Quarter quarter) {
        return jdbc.sql(
                        """
                        select p.fund, count(*), sum(p.owed)
                          from (select a.fund, a.holder, -sum(e.amount) as owed
                                  from medaid.ledger_account a
                                  join medaid.ledger_entry e on e.account_id = a.id
                                  join medaid.ledger_transfer t on t.id = e.transfer_id
                                 where a.area = ? and a.kind = 'PERSON_PAYABLE' and t.period < ?
                                 group by a.fund, a.holder having sum(e.amount) <> 0) p
                         group by p.fund
                        """)
                .params(area.tenantId(), quarter.next().firstDay())
                .query((rs, row) -> new OwedToPersons(
                        Fund.valueOf(rs.getString(1)), rs.getInt(2), Money.of(rs.getBigDecimal(3))))
                .list();
    }

    /**
     * Bills as they were posted in the quarter.
     *
     * @param kind {@code SETTLEMENT} or {@code OPENING}
     * @param struck those that were taken back in the quarter instead
     */
    public List<Settled> posted(PoolingArea area, Quarter quarter, String kind, boolean struck) {
        return jdbc.sql(
                        """
                        select a.fund, count(distinct t.id), abs(sum(e.amount))
                          from medaid.ledger_transfer t
                          join medaid.ledger_entry e on e.transfer_id = t.id
                          join medaid.ledger_account a on a.id = e.account_id
                         where t.area = :area and t.period >= :first and t.period < :next and t.document_type = 'SHEET' and t.kind = :kind
                           and (t.reverses_id is not null) = :struck
                           and (a.kind in ('FUND', 'HOSPITAL_SHARE') or :struck and a.kind = 'CARRIED_FORWARD')
                         group by a.fund
                        """)
                .param("area", area.tenantId())
                .param("first", quarter.firstDay())
                .param("next", quarter.next().firstDay())
                .param("kind", kind)
                .param("struck", struck)
                .query((rs, row) -> new Settled(
                        Fund.valueOf(rs.getString(1)), rs.getInt(2), Money.of(rs.getBigDecimal(3))))
                .list();
    }

    /** Bills as they say themselves that they were settled in the quarter, those left out that came in as opening entries. */
    public List<Settled> billed(PoolingArea area, Quarter quarter) {
        return jdbc.sql("with share as (" + BooksCheckQueries.SHARES
                        + """
                        )
                        select h.fund, count(distinct c.id), sum(h.amount)
                          from medaid.claim c
                          join medaid.calculation_sheet s on s.claim_id = c.id
                          join share h on h.sheet_id = s.id
                         where c.area = :area and c.state in ('SETTLED', 'REVERSED') and c.closed_at >= :from and c.closed_at < :to
                           and not exists (select 1 from medaid.ledger_transfer t
                                            where t.document_type = 'SHEET' and t.document_id = s.id::text and t.kind = 'OPENING')
                           and
                        """
                        + BooksCheckQueries.NEWEST
                        + " group by h.fund")
                .param("area", area.tenantId())
                .param("from", midnight(quarter.firstDay()))
                .param("to", midnight(quarter.next().firstDay()))
                .query((rs, row) -> new Settled(
                        Fund.valueOf(rs.getString(1)), rs.getInt(2), Money.of(rs.getBigDecimal(3))))
                .list();
    }

    public List<QuarterReport.Signature> signatures(PoolingArea area, Quarter quarter) {
        return jdbc.sql("select side, signed_by, signed_at, digest from medaid.quarter_report_signature where area = ? and quarter = ? order by side")
                .params(area.tenantId(), quarter.firstDay())
                .query((rs, row) -> new QuarterReport.Signature(
                        QuarterReport.Side.valueOf(rs.getString(1)),
                        rs.getString(2),
                        rs.getObject(3, OffsetDateTime.class).toInstant(),
                        rs.getString(4)))
                .list();
    }

    /** @return whether it was added; not if this side has signed before */
    public boolean sign(PoolingArea area, Quarter quarter, QuarterReport.Signature signature) {
        return jdbc.sql(
                                """
                                insert into medaid.quarter_report_signature (area, quarter, side, digest, signed_by, signed_at)
                                values (?, ?, ?, ?, ?, ?) on conflict on constraint pk_quarter_report_signature do nothing
                                """)
                        .params(
                                area.tenantId(),
                                quarter.firstDay(),
                                signature.side().name(),
                                signature.digest(),
                                signature.by(),
                                signature.at().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    private static OffsetDateTime midnight(LocalDate day) {
        return day.atStartOfDay(BusinessClock.ZONE).toOffsetDateTime();
    }
}
