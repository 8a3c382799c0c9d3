package org.medaid.settlement.payment;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.ledger.BusinessDocument;
import org.medaid.ledger.Fund;
import org.medaid.settlement.OrderState;
import org.medaid.settlement.Payee;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Batches with their lines, files, and what the bank said. */
@Component
class PaymentBatchRows {

    private static final String LINES =
            """
            select l.position, l.reference, l.order_number, l.amount, o.document_type, o.document_id, o.fund, o.payee_kind, o.payee,
                   a.number as account_number, a.bank_name, a.holder_name, r.result, r.reason, r.bank_reference, r.paid_on,
                   r.recorded_by,
            """
                    + PaymentOrderRows.REVERSED
                    + """
                    as reversed
              from medaid.payment_line l
              join medaid.payment_order o on o.number = l.order_number
              join medaid.bank_account a on a.id = l.account_id
              left join lateral (select * from medaid.payment_result r where r.reference = l.reference order by r.id desc limit 1) r
                   on true
            """;

    /** The stored file of a batch. */
    record StoredFile(byte[] content, String controlSum) {}

    /** What happened to a batch. */
    record BatchEvent(String kind, String note, String by, Instant at) {}

    /** A file of the bank that was taken. */
    record TakenAnswer(String digest, int rows, String by, Instant at) {}

    private final JdbcClient jdbc;

    PaymentBatchRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    String nextNumber(PoolingArea area, int year) {
        return "%s-FP-%d-%06d"
                .formatted(
                        area.caseLetters(),
                        year,
                        jdbc.sql("select nextval('medaid.payment_batch_number')").query(Long.class).single());
    }

    void add(PaymentBatch batch) {
        jdbc.sql(
                        """
                        insert into medaid.payment_batch (id, number, area, state, order_count, total, created_by, created_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        batch.id(),
                        batch.number(),
                        batch.area().tenantId(),
                        batch.state().name(),
                        batch.orderCount(),
                        batch.total().yuan(),
                        batch.createdBy(),
                        PaymentOrderRows.utc(batch.createdAt()))
                .update();
    }

    /** The lines of a batch, in the orders' order; the orders are in it already. */
    void addLines(UUID batch, List<PaymentOrderRows.Payable> orders) {
        jdbc.sql(
                        """
                        insert into medaid.payment_line (reference, batch_id, position, order_number, attempt, account_id, amount)
                        select o.number || '-' || o.attempt, ?, p.position, o.number, o.attempt, p.account, p.amount
                          from unnest(?, ?, ?) with ordinality as p (number, account, amount, position)
                          join medaid.payment_order o on o.number = p.number
                        """)
                .params(
                        batch,
                        orders.stream().map(PaymentOrderRows.Payable::number).toArray(String[]::new),
                        orders.stream().map(PaymentOrderRows.Payable::account).toArray(UUID[]::new),
                        orders.stream().map(order -> order.amount().yuan()).toArray(BigDecimal[]::new))
                .update();
    }

    Optional<PaymentBatch> find(UUID id) {
        return jdbc.sql("select * from medaid.payment_batch where id = ?")
                .param(id)
                .query(PaymentBatchRows::read)
                .optional();
    }

    /** The batch, which nobody else changes until the end of the transaction. */
    PaymentBatch locked(UUID id) {
        return jdbc.sql("select * from medaid.payment_batch where id = ? for update")
                .param(id)
                .query(PaymentBatchRows::read)
                .single();
    }

    List<PaymentBatch> of(PoolingArea area, int skip, int limit) {
        return jdbc.sql("select * from medaid.payment_batch where area = ? order by created_at desc, number desc offset ? limit ?")
                .params(area.tenantId(), skip, limit)
                .query(PaymentBatchRows::read)
                .list();
    }

    void approved(UUID id, String by, Instant at) {
        one(jdbc.sql("update medaid.payment_batch set state = 'TO_FINANCE', approved_by = ?, approved_at = ? where id = ?")
                .params(by, PaymentOrderRows.utc(at), id)
                .update());
    }

    /** @param balanceChecked whether the special accounts were asked, which the database then does too */
    void financeApproved(UUID id, boolean balanceChecked, String by, Instant at) {
        one(jdbc.sql("update medaid.payment_batch set state = 'TO_PAY', finance_approved_by = ?, finance_approved_at = ?,"
                        + " balance_checked = ? where id = ?")
                .params(by, PaymentOrderRows.utc(at), balanceChecked, id)
                .update());
    }

    void close(UUID id, BatchState state, Instant at) {
        one(jdbc.sql("update medaid.payment_batch set state = ?, closed_at = ? where id = ?")
                .params(state.name(), PaymentOrderRows.utc(at), id)
                .update());
    }

    /** What a batch takes out of each fund's special account. */
    Map<Fund, Money> byFund(UUID batch) {
        Map<Fund, Money> sums = new EnumMap<>(Fund.class);
        jdbc.sql("select o.fund, sum(l.amount) from medaid.payment_line l join medaid.payment_order o on o.number = l.order_number"
                        + " where l.batch_id = ? group by o.fund")
                .param(batch)
                .query(row -> {
                    sums.put(Fund.valueOf(row.getString(1)), Money.of(row.getBigDecimal(2)));
                });
        return sums;
    }

    List<BatchLine> lines(UUID batch, int skip, int limit) {
        return jdbc.sql(LINES + " where l.batch_id = ? order by l.position offset ? limit ?")
                .params(batch, skip, limit)
                .query(PaymentBatchRows::line)
                .list();
    }

    Optional<BatchLine> line(UUID batch, String reference) {
        return jdbc.sql(LINES + " where l.batch_id = ? and l.reference = ?")
                .params(batch, reference)
                .query(PaymentBatchRows::line)
                .optional();
    }

    /** The attempts at an order, first to last. */
    List<BatchLine> attempts(String order) {
        return jdbc.sql(LINES + " where l.order_number = ? order by l.attempt")
                .param(order)
                .query(PaymentBatchRows::line)
                .list();
    }

    void addFile(UUID batch, PaymentFile file, String charset, String columns, String by, Instant at) {
        jdbc.sql(
                        """
                        insert into medaid.payment_file (batch_id, content, digest, control_sum, charset, columns, made_by, made_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        batch,
                        file.content(),
                        file.digest(),
                        file.controlSum(),
                        charset,
                        columns,
                        by,
                        PaymentOrderRows.utc(at))
                .update();
    }

    Optional<StoredFile> file(UUID batch) {
        return jdbc.sql("select content, control_sum from medaid.payment_file where batch_id = ?")
                .param(batch)
                .query((rs, row) -> new StoredFile(rs.getBytes(1), rs.getString(2)))
                .optional();
    }

    void addDownload(UUID batch, String by, Instant at) {
        jdbc.sql("insert into medaid.payment_file_download (batch_id, by_user, at) values (?, ?, ?)")
                .params(batch, by, PaymentOrderRows.utc(at))
                .update();
    }

    int downloads(UUID batch) {
        return jdbc.sql("select count(*) from medaid.payment_file_download where batch_id = ?")
                .param(batch)
                .query(Integer.class)
                .single();
    }

    List<TakenAnswer> answers(UUID batch) {
        return jdbc.sql("select digest, row_count, uploaded_by, uploaded_at from medaid.payment_answer where batch_id = ? order by uploaded_at")
                .param(batch)
                .query((rs, row) -> new TakenAnswer(
                        rs.getString(1),
                        rs.getInt(2),
                        rs.getString(3),
                        rs.getObject(4, OffsetDateTime.class).toInstant()))
                .list();
    }

    UUID addAnswer(UUID batch, byte[] content, String digest, int rows, String by, Instant at) {
        UUID id = UUID.randomUUID();
        jdbc.sql(
                        """
                        insert into medaid.payment_answer (id, batch_id, digest, content, row_count, uploaded_by, uploaded_at)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(id, batch, digest, content, rows, by, PaymentOrderRows.utc(at))
                .update();
        return id;
    }

    /** @param answer the bank's file, null where somebody cleared it by hand */
    void addResult(UUID answer, BankAnswer.Row said, String by, Instant at) {
        jdbc.sql(
                        """
                        insert into medaid.payment_result (reference, answer_id, result, reason, bank_reference, paid_on, recorded_by,
                          recorded_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(Arrays.asList(
                        said.reference(),
                        answer,
                        said.result().name(),
                        said.reason(),
                        said.bankReference(),
                        said.paidOn(),
                        by,
                        PaymentOrderRows.utc(at)))
                .update();
    }

    void record(UUID batch, String kind, String note, String by, Instant at) {
        jdbc.sql("insert into medaid.payment_batch_event (batch_id, kind, note, by_user, at) values (?, ?, ?, ?, ?)")
                .params(Arrays.asList(batch, kind, note, by, PaymentOrderRows.utc(at)))
                .update();
    }

    List<BatchEvent> events(UUID batch) {
        return jdbc.sql("select kind, note, by_user, at from medaid.payment_batch_event where batch_id = ? order by id")
                .param(batch)
                .query((rs, row) -> new BatchEvent(
                        rs.getString(1),
                        rs.getString(2),
                        rs.getString(3),
                        rs.getObject(4, OffsetDateTime.class).toInstant()))
                .list();
    }

    private static void one(int changed) {
        if (changed != 1) {
            throw new IllegalStateException("there is one batch with an id");
        }
    }

    private static BatchLine line(ResultSet row, int number) throws SQLException {
        String result = row.getString("result");
        return new BatchLine(
                row.getInt("position"),
                row.getString("reference"),
                row.getString("order_number"),
                new BusinessDocument(row.getString("document_type"), row.getString("document_id")),
                Fund.valueOf(row.getString("fund")),
                new Payee(Payee.Kind.valueOf(row.getString("payee_kind")), row.getString("payee")),
                Money.of(row.getBigDecimal("amount")),
                row.getString("account_number"),
                row.getString("bank_name"),
                row.getString("holder_name"),
                result == null ? OrderState.IN_BATCH : OrderState.valueOf(result),
                row.getString("reason"),
                row.getString("bank_reference"),
                row.getObject("paid_on", LocalDate.class),
                row.getString("recorded_by"),
                row.getBoolean("reversed"));
    }

    private static PaymentBatch read(ResultSet row, int number) throws SQLException {
        return new PaymentBatch(
                row.getObject("id", UUID.class),
                row.getString("number"),
                PoolingArea.ofTenant(row.getString("area")).orElseThrow(),
                BatchState.valueOf(row.getString("state")),
                row.getInt("order_count"),
                Money.of(row.getBigDecimal("total")),
                row.getString("created_by"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getString("approved_by")),
                Optional.ofNullable(row.getString("finance_approved_by")));
    }
}
