package org.medaid.settlement.payment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.ledger.BusinessDocument;
import org.medaid.ledger.Fund;
import org.medaid.settlement.LaidOutByOthers;
import org.medaid.settlement.OrderState;
import org.medaid.settlement.Payee;
import org.medaid.settlement.PaymentOrder;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Orders in the database, and the one place that reads what the books owe: set by set, because a month's debts are many.
 *
 * <p>What hospitals bear themselves is owed too but no fund pays it, so it is never ordered.
 */
@Component
public class PaymentOrderRows {

    /** Whether what an order {@code o} rests on was taken back in the books. */
    static final String REVERSED =
            """
            exists (select 1 from medaid.ledger_transfer t join medaid.ledger_transfer r on r.reverses_id = t.id
                     where t.document_type = o.document_type and t.document_id = o.document_id)
            """;

    /** The account of {@code o}'s payee that counts now. */
    private static final String CURRENT_ACCOUNT =
            """
            lateral (select a.id from medaid.bank_account a join medaid.bank_account_decision d on d.account_id = a.id and d.accepted
                      where a.area = o.area and a.payee_kind = o.payee_kind and a.payee = o.payee
                      order by d.position desc limit 1) account
            """;

    /** The account that gave {@code o}'s last attempt back: it is not tried again. */
    private static final String RETURNED_BY =
            """
            (select l.account_id from medaid.payment_line l
               join medaid.payment_result r on r.reference = l.reference and r.result = 'RETURNED'
              where l.order_number = o.number order by l.attempt desc limit 1)
            """;

    /** What settled bills make the funds owe to persons and nobody has ordered yet, oldest first. */
    private static final String UNORDERED =
            """
            select t.area, t.document_type, t.document_id, a.fund, 'PERSON' as payee_kind, a.holder as payee, -sum(e.amount) as amount
              from medaid.ledger_transfer t
              join medaid.ledger_entry e on e.transfer_id = t.id
              join medaid.ledger_account a on a.id = e.account_id and a.kind = 'PERSON_PAYABLE' and a.fund <> 'HOSPITALS_OWN'
             where t.area = :area and t.kind = 'SETTLEMENT' and t.document_type = 'SHEET' and t.reverses_id is null
               and t.period <> all (:laidOut::date[])
               and not exists (select 1 from medaid.ledger_transfer r where r.reverses_id = t.id)
               and not exists (select 1 from medaid.payment_order o
                                where o.document_type = t.document_type and o.document_id = t.document_id and o.fund = a.fund)
             group by t.area, t.document_type, t.document_id, a.fund, a.holder
            having sum(e.amount) < 0
             order by min(t.id), a.fund
            """;

    private static final RowMapper<PaymentOrder> ROW = PaymentOrderRows::read;

    /** What an office has to pay to one payee and cannot, for want of an account that works. */
    public record Waiting(Payee payee, int orders, Money amount, boolean returned) {}

    /** How many orders are in a state and what they come to. */
    public record StateSum(OrderState state, int orders, Money amount) {}

    /** An order that can be paid now, with the account it would go to. */
    record Payable(String number, UUID account, Fund fund, String payee, Money amount) {

        Payable less(Money offset) {
            return new Payable(number, account, fund, payee, amount.minus(offset));
        }
    }

    /** What happened to an order. */
    public record OrderEvent(String toState, int attempt, String reason, String by, Instant at) {}

    private final JdbcClient jdbc;
    private final LaidOutByOthers others;

    PaymentOrderRows(JdbcClient jdbc, LaidOutByOthers others) {
        this.jdbc = jdbc;
        this.others = others;
    }

    /** The months whose persons somebody else has paid: paid by the office too, they would be paid twice. */
    private String[] laidOut(PoolingArea area) {
        record Span(LocalDate first, LocalDate last) {}
        Span span = jdbc.sql("select min(period), max(period) from medaid.ledger_transfer where area = ?")
                .param(area.tenantId())
                .query((rs, row) -> new Span(rs.getObject(1, LocalDate.class), rs.getObject(2, LocalDate.class)))
                .single();
        return span.first() == null
                ? new String[0]
                : span.first()
                        .datesUntil(span.last().plusDays(1), Period.ofMonths(1))
                        .filter(month -> others.in(area, YearMonth.from(month)))
                        .map(LocalDate::toString)
                        .toArray(String[]::new);
    }

    /** Adds an order, with the reason where it needs one, unless the document and fund have one. */
    public void add(
            PoolingArea area,
            Payee payee,
            Fund fund,
            Money amount,
            BusinessDocument document,
            String reason,
            String by,
            int year,
            Instant at) {
        jdbc.sql(
                        """
                        insert into medaid.payment_order (number, area, document_type, document_id, fund, payee_kind, payee, amount,
                          state, reason, changed_by, changed_at)
                        select ? || lpad(nextval('medaid.payment_order_number')::text, 6, '0'), ?, ?, ?, ?, ?, ?, ?, 'OPEN', ?, ?, ?
                         where not exists (select 1 from medaid.payment_order
                                            where document_type = ? and document_id = ? and fund = ?)
                        on conflict on constraint uq_payment_order_once_per_document do nothing
                        """)
                .params(Arrays.asList(
                        numberStart(area, year),
                        area.tenantId(),
                        document.type(),
                        document.id(),
                        fund.name(),
                        payee.kind().name(),
                        payee.id(),
                        amount.yuan(),
                        reason,
                        by,
                        utc(at),
                        document.type(),
                        document.id(),
                        fund.name()))
                .update();
    }

    /** Orders what settled bills make the funds owe to persons, one order for each sheet and fund. */
    int derive(PoolingArea area, String by, int year, Instant at) {
        return jdbc.sql("insert into medaid.payment_order (number, area, document_type, document_id, fund, payee_kind, payee, amount,"
                        + " state, changed_by, changed_at)"
                        + " select :start || lpad(nextval('medaid.payment_order_number')::text, 6, '0'), area, document_type,"
                        + " document_id, fund, payee_kind, payee, amount, 'OPEN', :by, :at from (" + UNORDERED + ") owed"
                        + " on conflict on constraint uq_payment_order_once_per_document do nothing")
                .param("start", numberStart(area, year))
                .param("area", area.tenantId())
                .param("laidOut", laidOut(area))
                .param("by", by)
                .param("at", utc(at))
                .update();
    }

    /** Cancels what is open and rests on something that was taken back. */
    int cancelReversed(PoolingArea area, String by, Instant at) {
        return jdbc.sql("update medaid.payment_order o set state = 'CANCELLED', reason = '所依据的结算已冲销', changed_by = ?,"
                        + " changed_at = ? where o.area = ? and o.state = 'OPEN' and " + REVERSED)
                .params(by, utc(at), area.tenantId())
                .update();
    }

    /** Lets only one batch of an office be drawn up at a time, until the end of the transaction. */
    void alone(PoolingArea area) {
        jdbc.sql("select 1 from (select pg_advisory_xact_lock(hashtextextended('medaid.payment.' || ?, 0))) locked")
                .param(area.tenantId())
                .query(Integer.class)
                .single();
    }

    /** The open orders that can be paid now, by number, locked until the end of the transaction. */
    List<Payable> payable(PoolingArea area, Payee.Kind payees, Optional<Fund> fund) {
        return jdbc.sql("select o.number, account.id, o.fund, o.payee, o.amount from medaid.payment_order o cross join " + CURRENT_ACCOUNT
                        + " where o.area = ? and o.state = 'OPEN' and o.payee_kind = ? and (?::text is null or o.fund = ?)"
                        + " and not " + REVERSED + " and account.id is distinct from " + RETURNED_BY
                        + " order by o.number for update of o")
                .params(Arrays.asList(
                        area.tenantId(),
                        payees.name(),
                        fund.map(Fund::name).orElse(null),
                        fund.map(Fund::name).orElse(null)))
                .query((rs, row) -> new Payable(
                        rs.getString(1),
                        rs.getObject(2, UUID.class),
                        Fund.valueOf(rs.getString(3)),
                        rs.getString(4),
                        Money.of(rs.getBigDecimal(5))))
                .list();
    }

    /** Notes what is set against an open order. */
    void setAgainst(String number, Money offset, String by, Instant at) {
        int changed = jdbc.sql("update medaid.payment_order set offset_amount = ?, reason = ?, changed_by = ?, changed_at = ?"
                        + " where number = ? and state = 'OPEN'")
                .params(offset.yuan(), "其中" + offset + "元抵扣应追回款", by, utc(at), number)
                .update();
        if (changed != 1) {
            throw new IllegalStateException("an order was not open");
        }
    }

    /** What could be paid now if a batch were drawn up; changes nothing. */
    public StateSum payableNow(PoolingArea area, Payee.Kind payees, Optional<Fund> fund) {
        return jdbc.sql("with o as (" + owed() + ") select count(*), coalesce(sum(o.amount), 0) from o cross join " + CURRENT_ACCOUNT
                        + " where o.payee_kind = :kind and (:fund::text is null or o.fund = :fund)"
                        + " and account.id is distinct from " + RETURNED_BY)
                .param("area", area.tenantId())
                .param("laidOut", laidOut(area))
                .param("kind", payees.name())
                .param("fund", fund.map(Fund::name).orElse(null), java.sql.Types.VARCHAR)
                .query((rs, row) -> new StateSum(OrderState.OPEN, rs.getInt(1), Money.of(rs.getBigDecimal(2))))
                .single();
    }

    /** Who has something to get and no account that works. */
    public List<Waiting> withoutAccount(PoolingArea area, int most) {
        return jdbc.sql("with o as (" + owed() + ") select o.payee_kind, o.payee, count(*), sum(o.amount),"
                        + " bool_or(account.id is not null) from o left join " + CURRENT_ACCOUNT + " on true"
                        + " where account.id is null or account.id = " + RETURNED_BY
                        + " group by o.payee_kind, o.payee order by 4 desc, 2 limit :most")
                .param("area", area.tenantId())
                .param("laidOut", laidOut(area))
                .param("most", most)
                .query((rs, row) -> new Waiting(
                        new Payee(Payee.Kind.valueOf(rs.getString(1)), rs.getString(2)),
                        rs.getInt(3),
                        Money.of(rs.getBigDecimal(4)),
                        rs.getBoolean(5)))
                .list();
    }

    /** What is open or still unordered. */
    private static String owed() {
        return "select o.number, o.area, o.document_type, o.document_id, o.fund, o.payee_kind, o.payee, o.amount"
                + " from medaid.payment_order o where o.area = :area and o.state = 'OPEN' and not " + REVERSED
                + " union all select null, u.* from (" + UNORDERED + ") u";
    }

    void move(
            List<String> numbers, OrderState from, OrderState to, UUID batch, String reason, String by, Instant at) {
        int moved = jdbc.sql(
                        """
                        update medaid.payment_order
                           set state = ?, batch_id = ?, reason = ?, changed_by = ?, changed_at = ?,
                               attempt = attempt + case when ? = 'OPEN' then 1 else 0 end,
                               offset_amount = case when ? = 'OPEN' then 0 else offset_amount end
                         where number = any(?) and state = ?
                        """)
                .params(Arrays.asList(
                        to.name(),
                        batch,
                        reason,
                        by,
                        utc(at),
                        to.name(),
                        to.name(),
                        numbers.toArray(String[]::new),
                        from.name()))
                .update();
        if (moved != numbers.size()) {
            throw new IllegalStateException("an order was not " + from);
        }
    }

    /** The orders of a batch in a state, by number. */
    List<String> inBatch(UUID batch, OrderState state) {
        return jdbc.sql("select number from medaid.payment_order where batch_id = ? and state = ? order by number for update")
                .params(batch, state.name())
                .query(String.class)
                .list();
    }

    /** Whether the bank has still to say what became of an order of a batch. */
    boolean isUnanswered(UUID batch) {
        return jdbc.sql("select exists (select 1 from medaid.payment_order where batch_id = ? and state in ('IN_BATCH', 'UNKNOWN'))")
                .param(batch)
                .query(Boolean.class)
                .single();
    }

    public List<PaymentOrder> of(BusinessDocument document) {
        return jdbc.sql("select o.* from medaid.payment_order o where o.document_type = ? and o.document_id = ? order by o.fund")
                .params(document.type(), document.id())
                .query(ROW)
                .list();
    }

    /** Which documents have orders, all of them paid. */
    public Set<String> paid(String documentType, Collection<String> ids) {
        return jdbc.sql("select document_id from medaid.payment_order where document_type = ? and document_id = any(?)"
                        + " group by document_id having bool_and(state = 'PAID')")
                .params(documentType, ids.toArray(String[]::new))
                .query(String.class)
                .set();
    }

    public Optional<PaymentOrder> find(PoolingArea area, String number) {
        return jdbc.sql("select o.* from medaid.payment_order o where o.area = ? and o.number = ?")
                .params(area.tenantId(), number)
                .query(ROW)
                .optional();
    }

    /** Of one batch or state, newest first. */
    public List<PaymentOrder> list(PoolingArea area, OrderState state, int skip, int limit) {
        return jdbc.sql("select o.* from medaid.payment_order o where o.area = ? and o.state = ? order by o.number desc offset ? limit ?")
                .params(area.tenantId(), state.name(), skip, limit)
                .query(ROW)
                .list();
    }

    /** Paid, although what it rested on was taken back, and nobody has opened its recovery: to be recovered. */
    public List<PaymentOrder> toRecover(PoolingArea area, int limit) {
        return jdbc.sql("select o.* from medaid.payment_order o where o.area = ? and o.state = 'PAID' and " + REVERSED
                        + " and not exists (select 1 from medaid.recovery r where r.document_type = o.document_type"
                        + " and r.document_id = o.document_id)"
                        + " order by o.number desc limit ?")
                .params(area.tenantId(), limit)
                .query(ROW)
                .list();
    }

    /** How an office's orders stand; what nobody has ordered yet counts as open. */
    public List<StateSum> sums(PoolingArea area) {
        return jdbc.sql("with o as (" + owed() + ") select 'OPEN', count(*), coalesce(sum(amount), 0) from o having count(*) > 0"
                        + " union all select state, count(*), sum(amount) from medaid.payment_order"
                        + " where area = :area and state <> 'OPEN' group by state")
                .param("area", area.tenantId())
                .param("laidOut", laidOut(area))
                .query((rs, row) -> new StateSum(
                        OrderState.valueOf(rs.getString(1)), rs.getInt(2), Money.of(rs.getBigDecimal(3))))
                .list();
    }

    /**
     * What a settled bill comes to for its payee: one entry for each fund, with the order's number where there is one.
     *
     * @param opening settled before the books existed: whether it was paid then, the books do not know
     */
    public record OfClaim(
            BusinessDocument document,
            Payee payee,
            Fund fund,
            Money amount,
            Optional<String> order,
            boolean reversed,
            boolean opening) {}

    /** What one bill made the office owe to the person, also what hospitals bear and pay themselves. */
    public List<OfClaim> ofClaim(PoolingArea area, UUID claim) {
        return jdbc.sql(
                        """
                        select t.document_type, t.document_id, t.kind as transfer, a.kind, a.holder, a.fund, -e.amount as amount, o.number,
                               exists (select 1 from medaid.ledger_transfer r where r.reverses_id = t.id) as reversed
                          from medaid.calculation_sheet s
                          join medaid.ledger_transfer t on t.document_type = 'SHEET' and t.document_id = s.id::text
                               and t.kind in ('SETTLEMENT','OPENING') and t.reverses_id is null and t.area = ?
                          join medaid.ledger_entry e on e.transfer_id = t.id
                          join medaid.ledger_account a on a.id = e.account_id and a.kind in ('PERSON_PAYABLE','HOSPITAL_PAYABLE')
                          left join medaid.payment_order o
                               on o.document_type = t.document_type and o.document_id = t.document_id and o.fund = a.fund
                         where s.claim_id = ?
                         order by s.number, a.fund
                        """)
                .params(area.tenantId(), claim)
                .query((rs, row) -> new OfClaim(
                        new BusinessDocument(rs.getString("document_type"), rs.getString("document_id")),
                        rs.getString("kind").equals("PERSON_PAYABLE")
                                ? new Payee(Payee.Kind.PERSON, rs.getString("holder"))
                                : new Payee(Payee.Kind.HOSPITAL, rs.getString("holder")),
                        Fund.valueOf(rs.getString("fund")),
                        Money.of(rs.getBigDecimal("amount")),
                        Optional.ofNullable(rs.getString("number")),
                        rs.getBoolean("reversed"),
                        rs.getString("transfer").equals("OPENING")))
                .list();
    }

    /** What is or was claimed back of a bill's payments, newest first. */
    public record ClaimedBack(String recovery, String number) {}

    public List<ClaimedBack> claimedBack(PoolingArea area, UUID claim) {
        return jdbc.sql("select id::text, number from medaid.recovery where area = ? and claim_id = ? order by opened_at desc, number desc")
                .params(area.tenantId(), claim)
                .query((rs, row) -> new ClaimedBack(rs.getString(1), rs.getString(2)))
                .list();
    }

    /**
     * Sheets whose debts to persons were taken into the books as opening entries and are not ordered: whether they were paid
     * before, somebody has to find out.
     */
    public List<BusinessDocument> openings(PoolingArea area, int most) {
        return jdbc.sql(
                        """
                        select distinct t.document_type, t.document_id, t.id
                          from medaid.ledger_transfer t
                          join medaid.ledger_entry e on e.transfer_id = t.id
                          join medaid.ledger_account a on a.id = e.account_id and a.kind = 'PERSON_PAYABLE' and a.fund <> 'HOSPITALS_OWN'
                         where t.area = ? and t.kind = 'OPENING' and t.document_type = 'SHEET' and t.reverses_id is null
                           and not exists (select 1 from medaid.ledger_transfer r where r.reverses_id = t.id)
                           and not exists (select 1 from medaid.payment_order o
                                            where o.document_type = t.document_type and o.document_id = t.document_id and o.fund = a.fund)
                         order by t.id limit ?
                        """)
                .params(area.tenantId(), most)
                .query((rs, row) -> new BusinessDocument(rs.getString(1), rs.getString(2)))
                .list();
    }

    /** Every step of an order, oldest first. */
    public List<OrderEvent> events(String number) {
        return jdbc.sql("select to_state, attempt, reason, by_user, at from medaid.payment_order_event where order_number = ? order by id")
                .param(number)
                .query((rs, row) -> new OrderEvent(
                        rs.getString(1),
                        rs.getInt(2),
                        rs.getString(3),
                        rs.getString(4),
                        rs.getObject(5, OffsetDateTime.class).toInstant()))
                .list();
    }

    private static PaymentOrder read(ResultSet row, int number) throws SQLException {
        return new PaymentOrder(
                row.getString("number"),
                PoolingArea.ofTenant(row.getString("area")).orElseThrow(),
                new BusinessDocument(row.getString("document_type"), row.getString("document_id")),
                Fund.valueOf(row.getString("fund")),
                new Payee(Payee.Kind.valueOf(row.getString("payee_kind")), row.getString("payee")),
                Money.of(row.getBigDecimal("amount")),
                Money.of(row.getBigDecimal("offset_amount")),
                OrderState.valueOf(row.getString("state")),
                row.getInt("attempt"),
                row.getObject("batch_id", UUID.class),
                row.getString("reason"));
    }

    private static String numberStart(PoolingArea area, int year) {
        return area.caseLetters() + "-FK-" + year + "-";
    }

    static OffsetDateTime utc(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
