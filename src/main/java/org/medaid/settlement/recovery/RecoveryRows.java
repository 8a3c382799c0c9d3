package org.medaid.settlement.recovery;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.medaid.kernel.Citation;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.ledger.BusinessDocument;
import org.medaid.ledger.Fund;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Recoveries in the database, and what of the bills, orders and books they ask about. */
@Component
class RecoveryRows {

    private static final String SELECT =
            "select r.*, medaid.recovery_come_in(r.id, true) as came_in, medaid.recovery_come_in(r.id, false) as with_held"
                    + " from medaid.recovery r ";

    private static final RowMapper<Recovery> ROW = RecoveryRows::read;

    /**
     * What was paid for a bill, by the orders of its newest sheet of which any was paid.
     *
     * @param oneStop whether a hospital deducted the benefit at its counter, so that nothing was paid to the person
     * @param document null where nothing was paid
     * @param reversed whether the bill was taken back in the books
     * @param paid by fund, with what was set off instead of being paid
     */
    record Source(
            UUID claim,
            String caseNumber,
            String person,
            boolean oneStop,
            BusinessDocument document,
            boolean reversed,
            Map<Fund, Money> paid) {

        Money sum() {
            return FundShares.sum(paid);
        }
    }

    /** A step of a recovery. */
    record Event(String kind, String note, Money amount, String by, Instant at) {}

    /** A plan as it was agreed on. */
    record Plan(int number, RecoveryWay way, Money amount, String agreement, String by, Instant at) {}

    /** @param amount more than zero */
    record Instalment(LocalDate dueOn, Money amount) {}

    record Receipt(UUID id, Money amount, LocalDate receivedOn, String voucher, String by, Instant at) {}

    /** @param state {@code HELD}, {@code POSTED} or {@code RELEASED} */
    record Offset(UUID id, UUID recovery, String order, Fund fund, Money amount, String state, Instant at) {}

    /** How many recoveries are in a state, what was claimed and what is open. */
    record StateSum(RecoveryState state, int count, Money amount, Money open) {}

    private final JdbcClient jdbc;

    RecoveryRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    String nextNumber(PoolingArea area, int year) {
        return "%s-ZH-%d-%06d"
                .formatted(
                        area.caseLetters(),
                        year,
                        jdbc.sql("select nextval('medaid.recovery_number')").query(Long.class).single());
    }

    Optional<Source> source(PoolingArea area, String caseNumber) {
        record Bill(UUID claim, String person, boolean oneStop) {}
        Optional<Bill> bill = jdbc.sql("select id, person_id::text, channel = 'ONE_STOP' from medaid.claim where area = ? and case_number = ?")
                .params(area.tenantId(), caseNumber)
                .query((rs, row) -> new Bill(rs.getObject(1, UUID.class), rs.getString(2), rs.getBoolean(3)))
                .optional();
        return bill.map(found -> source(found.claim(), caseNumber, found.person(), found.oneStop()));
    }

    private Source source(UUID claim, String caseNumber, String person, boolean oneStop) {
        record Paid(BusinessDocument document, Fund fund, Money amount, boolean reversed) {}
        List<Paid> orders = jdbc.sql(
                        """
                        select o.document_type, o.document_id, o.fund, o.amount,
                               exists (select 1 from medaid.ledger_transfer t join medaid.ledger_transfer r on r.reverses_id = t.id
                                        where t.document_type = o.document_type and t.document_id = o.document_id) as reversed
                          from medaid.calculation_sheet s
                          join medaid.payment_order o on o.document_type = 'SHEET' and o.document_id = s.id::text and o.state = 'PAID'
                         where s.claim_id = ? order by s.number desc, o.fund
                        """)
                .param(claim)
                .query((rs, row) -> new Paid(
                        new BusinessDocument(rs.getString(1), rs.getString(2)),
                        Fund.valueOf(rs.getString(3)),
                        Money.of(rs.getBigDecimal(4)),
                        rs.getBoolean(5)))
                .list();
        Map<Fund, Money> paid = new EnumMap<>(Fund.class);
        BusinessDocument newest = orders.isEmpty() ? null : orders.get(0).document();
        orders.stream().filter(order -> order.document().equals(newest)).forEach(order -> paid.put(order.fund(), order.amount()));
        boolean reversed = !orders.isEmpty() && orders.get(0).reversed();
        return new Source(claim, caseNumber, person, oneStop, newest, reversed, paid);
    }

    String caseNumber(UUID claim) {
        return jdbc.sql("select case_number from medaid.claim where id = ?").param(claim).query(String.class).single();
    }

    /** What hospitals bear themselves of a bill, by hospital, as it stands in the books as owed to the person. */
    Map<String, Money> hospitalsOwn(BusinessDocument document) {
        Map<String, Money> shares = new LinkedHashMap<>();
        jdbc.sql(
                        """
                        select a.holder, sum(e.amount)
                          from medaid.ledger_transfer t
                          join medaid.ledger_entry e on e.transfer_id = t.id
                          join medaid.ledger_account a on a.id = e.account_id and a.kind = 'HOSPITAL_SHARE'
                         where t.document_type = ? and t.document_id = ? and t.reverses_id is null
                           and not exists (select 1 from medaid.ledger_transfer r where r.reverses_id = t.id)
                         group by a.holder having sum(e.amount) > 0 order by a.holder
                        """)
                .params(document.type(), document.id())
                .query(row -> {
                    shares.put(row.getString(1), Money.of(row.getBigDecimal(2)));
                });
        return shares;
    }

    /** The recovery of what was paid under a document, unless it came to nothing. */
    Optional<String> standing(BusinessDocument document) {
        return jdbc.sql("select number from medaid.recovery where document_type = ? and document_id = ?"
                        + " and state not in ('NOT_RECOVERED','REVOKED')")
                .params(document.type(), document.id())
                .query(String.class)
                .optional();
    }

    /** @return whether it was added; not if somebody else has just opened one for the same document */
    boolean add(Recovery recovery) {
        return jdbc.sql(
                                """
                                insert into medaid.recovery (id, number, area, document_type, document_id, claim_id, person, reversed, amount,
                                  reason, basis_document, basis_article, state, opened_by, opened_at)
                                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'TO_DECIDE', ?, ?) on conflict do nothing
                                """)
                        .params(
                                recovery.id(),
                                recovery.number(),
                                recovery.area().tenantId(),
                                recovery.document().type(),
                                recovery.document().id(),
                                recovery.claim(),
                                recovery.person(),
                                recovery.reversed(),
                                recovery.amount().yuan(),
                                recovery.reason(),
                                recovery.basis().document(),
                                recovery.basis().article(),
                                recovery.openedBy(),
                                utc(recovery.openedAt()))
                        .update()
                == 1;
    }

    Optional<Recovery> find(UUID id) {
        return jdbc.sql(SELECT + "where r.id = ?").param(id).query(ROW).optional();
    }

    /** The recovery, which nobody else changes or takes from until the end of the transaction. */
    Recovery locked(UUID id) {
        jdbc.sql("select 1 from medaid.recovery where id = ? for update").param(id).query(Integer.class).single();
        return find(id).orElseThrow();
    }

    /** Newest first. */
    List<Recovery> of(PoolingArea area, Optional<RecoveryState> state, int skip, int limit) {
        return jdbc.sql(SELECT + "where r.area = ? and (?::text is null or r.state = ?) order by r.opened_at desc, r.number desc offset ? limit ?")
                .params(Arrays.asList(
                        area.tenantId(),
                        state.map(Enum::name).orElse(null),
                        state.map(Enum::name).orElse(null),
                        skip,
                        limit))
                .query(ROW)
                .list();
    }

    List<StateSum> sums(PoolingArea area) {
        return jdbc.sql("select state, count(*), sum(amount), sum(amount - medaid.recovery_come_in(id, true)) from medaid.recovery"
                        + " where area = ? group by state")
                .param(area.tenantId())
                .query((rs, row) -> new StateSum(
                        RecoveryState.valueOf(rs.getString(1)),
                        rs.getInt(2),
                        Money.of(rs.getBigDecimal(3)),
                        Money.of(rs.getBigDecimal(4))))
                .list();
    }

    void correct(UUID id, Money amount, String reason, Citation basis) {
        one(jdbc.sql("update medaid.recovery set state = 'TO_DECIDE', decided_by = null, decided_at = null, amount = ?, reason = ?,"
                        + " basis_document = ?, basis_article = ? where id = ?")
                .params(amount.yuan(), reason, basis.document(), basis.article(), id)
                .update());
    }

    void sendBack(UUID id) {
        one(jdbc.sql("update medaid.recovery set state = 'SENT_BACK' where id = ?").param(id).update());
    }

    void dropped(UUID id, String by, Instant at) {
        one(jdbc.sql("update medaid.recovery set state = 'NOT_RECOVERED', decided_by = ?, decided_at = ?, closed_by = ?, closed_at = ?"
                        + " where id = ?")
                .params(by, utc(at), by, utc(at), id)
                .update());
    }

    void decided(UUID id, boolean reversed, LocalDate payBy, Map<Fund, Money> shares, String by, Instant at) {
        shares.forEach((fund, amount) -> jdbc.sql("insert into medaid.recovery_share (recovery_id, fund, amount) values (?, ?, ?)")
                .params(id, fund.name(), amount.yuan())
                .update());
        one(jdbc.sql("update medaid.recovery set state = 'COLLECTING', reversed = ?, way = 'AT_ONCE', pay_by_on = ?, decided_by = ?,"
                        + " decided_at = ? where id = ?")
                .params(reversed, payBy, by, utc(at), id)
                .update());
    }

    void close(UUID id, RecoveryState state, String by, Instant at) {
        one(jdbc.sql("update medaid.recovery set state = ?, closed_by = ?, closed_at = ? where id = ?")
                .params(state.name(), by, utc(at), id)
                .update());
    }

    void wantsToGiveUp(UUID id, String by) {
        one(jdbc.sql("update medaid.recovery set given_up_by = ? where id = ?")
                .params(Arrays.asList(by, id))
                .update());
    }

    void addPlan(UUID id, RecoveryWay way, List<Instalment> instalments, String agreement, String by, Instant at) {
        int number = plan(id).map(Plan::number).orElse(0) + 1;
        Money amount = instalments.stream().map(Instalment::amount).reduce(Money.ZERO, Money::plus);
        jdbc.sql("insert into medaid.recovery_plan (recovery_id, plan_no, way, amount, agreement, agreed_by, agreed_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?)")
                .params(id, number, way.name(), amount.yuan(), agreement, by, utc(at))
                .update();
        for (int i = 0; i < instalments.size(); i++) {
            jdbc.sql("insert into medaid.recovery_instalment (recovery_id, plan_no, position, due_on, amount) values (?, ?, ?, ?, ?)")
                    .params(id, number, i + 1, instalments.get(i).dueOn(), instalments.get(i).amount().yuan())
                    .update();
        }
        one(jdbc.sql("update medaid.recovery set way = ? where id = ?").params(way.name(), id).update());
    }

    /** The plan that counts. */
    Optional<Plan> plan(UUID id) {
        return jdbc.sql("select plan_no, way, amount, agreement, agreed_by, agreed_at from medaid.recovery_plan"
                        + " where recovery_id = ? order by plan_no desc limit 1")
                .param(id)
                .query((rs, row) -> new Plan(
                        rs.getInt(1),
                        RecoveryWay.valueOf(rs.getString(2)),
                        Money.of(rs.getBigDecimal(3)),
                        rs.getString(4),
                        rs.getString(5),
                        instant(rs, 6)))
                .optional();
    }

    List<Instalment> instalments(UUID id, int plan) {
        return jdbc.sql("select due_on, amount from medaid.recovery_instalment where recovery_id = ? and plan_no = ? order by position")
                .params(id, plan)
                .query((rs, row) -> new Instalment(rs.getObject(1, LocalDate.class), Money.of(rs.getBigDecimal(2))))
                .list();
    }

    /** @return whether it was added; not if the form had been sent before or the office has recorded its voucher */
    boolean addReceipt(Recovery recovery, Receipt receipt) {
        return jdbc.sql(
                                """
                                insert into medaid.recovery_receipt (id, recovery_id, area, amount, received_on, voucher_number, recorded_by,
                                  recorded_at)
                                values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                                """)
                        .params(
                                receipt.id(),
                                recovery.id(),
                                recovery.area().tenantId(),
                                receipt.amount().yuan(),
                                receipt.receivedOn(),
                                receipt.voucher(),
                                receipt.by(),
                                utc(receipt.at()))
                        .update()
                == 1;
    }

    void addReceiptParts(UUID receipt, Map<Fund, Money> parts) {
        parts.forEach((fund, amount) -> jdbc.sql("insert into medaid.recovery_receipt_part (receipt_id, fund, amount) values (?, ?, ?)")
                .params(receipt, fund.name(), amount.yuan())
                .update());
    }

    /** Whether the office has recorded a voucher already, for a recovery or as money of a fund. */
    boolean isVoucherKnown(PoolingArea area, String voucher) {
        return jdbc.sql("select exists (select 1 from medaid.recovery_receipt where area = ? and voucher_number = ?)"
                        + " or exists (select 1 from medaid.fund_receipt where area = ? and voucher_number = ? and reversed_at is null)")
                .params(area.tenantId(), voucher, area.tenantId(), voucher)
                .query(Boolean.class)
                .single();
    }

    List<Receipt> receipts(UUID id) {
        return jdbc.sql("select id, amount, received_on, voucher_number, recorded_by, recorded_at from medaid.recovery_receipt"
                        + " where recovery_id = ? order by recorded_at, id")
                .param(id)
                .query((rs, row) -> new Receipt(
                        rs.getObject(1, UUID.class),
                        Money.of(rs.getBigDecimal(2)),
                        rs.getObject(3, LocalDate.class),
                        rs.getString(4),
                        rs.getString(5),
                        instant(rs, 6)))
                .list();
    }

    /** What each fund claims back. */
    Map<Fund, Money> shares(UUID id) {
        return byFund(id, "select fund, amount from medaid.recovery_share where recovery_id = ?");
    }

    /** What each fund has got back; with what is on its way, unless only what is final is asked for. */
    Map<Fund, Money> cameIn(UUID id, boolean isFinal) {
        return byFund(
                id,
                """
                select fund, sum(amount) from (
                    select p.fund, p.amount, r.recovery_id from medaid.recovery_receipt_part p
                      join medaid.recovery_receipt r on r.id = p.receipt_id
                    union all
                    select o.fund, o.amount, o.recovery_id from medaid.recovery_offset o where o.state in ('POSTED'
                """
                        + (isFinal ? ")" : ", 'HELD')") + ") came where recovery_id = ? group by fund");
    }

    /** What is still free of each fund's claim, without funds that have all of it. */
    Map<Fund, Money> free(UUID id) {
        Map<Fund, Money> free = shares(id);
        cameIn(id, false).forEach((fund, amount) -> free.merge(fund, amount.negate(), Money::plus));
        free.values().removeIf(amount -> !amount.isPositive());
        return free;
    }

    private Map<Fund, Money> byFund(UUID id, String sql) {
        Map<Fund, Money> amounts = new EnumMap<>(Fund.class);
        jdbc.sql(sql).param(id).query(row -> {
            amounts.put(Fund.valueOf(row.getString(1)), Money.of(row.getBigDecimal(2)));
        });
        return amounts;
    }

    /** Who agreed that later benefits are set against what they owe. */
    Set<String> owing(PoolingArea area) {
        return new TreeSet<>(jdbc.sql("select distinct person from medaid.recovery where area = ? and state = 'COLLECTING' and way = 'OFFSET'")
                .param(area.tenantId())
                .query(String.class)
                .list());
    }

    /** A person's recoveries by offset, oldest first, locked until the end of the transaction. */
    List<UUID> offsettable(PoolingArea area, String person) {
        return jdbc.sql("select id from medaid.recovery where area = ? and person = ? and state = 'COLLECTING' and way = 'OFFSET'"
                        + " order by opened_at, id for update")
                .params(area.tenantId(), person)
                .query(UUID.class)
                .list();
    }

    void hold(UUID recovery, String order, Fund fund, Money amount, String by, Instant at) {
        jdbc.sql("insert into medaid.recovery_offset (id, recovery_id, order_number, fund, amount, state, changed_by, changed_at)"
                        + " values (?, ?, ?, ?, ?, 'HELD', ?, ?)")
                .params(UUID.randomUUID(), recovery, order, fund.name(), amount.yuan(), by, utc(at))
                .update();
    }

    List<Offset> held(List<String> orders) {
        return jdbc.sql("select * from medaid.recovery_offset where order_number = any(?) and state = 'HELD' order by recovery_id, id")
                .param(orders.toArray(String[]::new))
                .query(RecoveryRows::offset)
                .list();
    }

    List<Offset> offsets(UUID id) {
        return jdbc.sql("select * from medaid.recovery_offset where recovery_id = ? order by changed_at, id")
                .param(id)
                .query(RecoveryRows::offset)
                .list();
    }

    void end(UUID offset, String state, String by, Instant at) {
        one(jdbc.sql("update medaid.recovery_offset set state = ?, changed_by = ?, changed_at = ? where id = ?")
                .params(state, by, utc(at), offset)
                .update());
    }

    void record(UUID id, String kind, String note, Money amount, String by, Instant at) {
        jdbc.sql("insert into medaid.recovery_event (recovery_id, kind, note, amount, by_user, at) values (?, ?, ?, ?, ?, ?)")
                .params(Arrays.asList(id, kind, note, amount == null ? null : amount.yuan(), by, utc(at)))
                .update();
    }

    List<Event> events(UUID id) {
        return jdbc.sql("select kind, note, amount, by_user, at from medaid.recovery_event where recovery_id = ? order by id")
                .param(id)
                .query((rs, row) -> {
                    BigDecimal amount = rs.getBigDecimal(3);
                    return new Event(
                            rs.getString(1), rs.getString(2), amount == null ? null : Money.of(amount), rs.getString(4), instant(rs, 5));
                })
                .list();
    }

    private static Offset offset(ResultSet rs, int row) throws SQLException {
        return new Offset(
                rs.getObject("id", UUID.class),
                rs.getObject("recovery_id", UUID.class),
                rs.getString("order_number"),
                Fund.valueOf(rs.getString("fund")),
                Money.of(rs.getBigDecimal("amount")),
                rs.getString("state"),
                rs.getObject("changed_at", OffsetDateTime.class).toInstant());
    }

    private static Recovery read(ResultSet rs, int row) throws SQLException {
        Money cameIn = Money.of(rs.getBigDecimal("came_in"));
        return new Recovery(
                rs.getObject("id", UUID.class),
                rs.getString("number"),
                PoolingArea.ofTenant(rs.getString("area")).orElseThrow(),
                new BusinessDocument(rs.getString("document_type"), rs.getString("document_id")),
                rs.getObject("claim_id", UUID.class),
                rs.getString("person"),
                rs.getBoolean("reversed"),
                Money.of(rs.getBigDecimal("amount")),
                rs.getString("reason"),
                new Citation(rs.getString("basis_document"), rs.getString("basis_article")),
                RecoveryState.valueOf(rs.getString("state")),
                Optional.ofNullable(rs.getString("way")).map(RecoveryWay::valueOf),
                Optional.ofNullable(rs.getObject("pay_by_on", LocalDate.class)),
                rs.getString("opened_by"),
                rs.getObject("opened_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(rs.getString("decided_by")),
                Optional.ofNullable(rs.getString("given_up_by")),
                cameIn,
                Money.of(rs.getBigDecimal("with_held")).minus(cameIn));
    }

    private static Instant instant(ResultSet rs, int column) throws SQLException {
        return rs.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static void one(int changed) {
        if (changed != 1) {
            throw new IllegalStateException("there is one recovery with an id");
        }
    }

    private static OffsetDateTime utc(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
