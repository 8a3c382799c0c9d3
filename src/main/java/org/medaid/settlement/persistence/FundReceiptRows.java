package org.medaid.settlement.persistence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.ledger.Fund;
import org.medaid.settlement.FundReceipt;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Receipts as they were recorded; a wrong one is struck and stays. */
@Component
public class FundReceiptRows {

    private static final RowMapper<FundReceipt> ROW = (rs, row) -> row(rs);

    private final JdbcClient jdbc;

    FundReceiptRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return whether it was added; not if the form had been sent before or the office has recorded its voucher */
    public boolean add(FundReceipt receipt) {
        return jdbc.sql(
                                """
                                insert into medaid.fund_receipt (id, area, fund, amount, received_on, voucher_number, entered_by, entered_at)
                                values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                                """)
                        .params(
                                receipt.id(),
                                receipt.area().tenantId(),
                                receipt.fund().name(),
                                receipt.amount().yuan(),
                                receipt.receivedOn(),
                                receipt.voucherNumber(),
                                receipt.enteredBy(),
                                receipt.enteredAt().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    public Optional<FundReceipt> find(PoolingArea area, UUID id) {
        return jdbc.sql("select * from medaid.fund_receipt where area = ? and id = ?")
                .params(area.tenantId(), id)
                .query(ROW)
                .optional();
    }

    /** An office's receipts, the last recorded first. */
    public List<FundReceipt> of(PoolingArea area, int skip, int limit) {
        return jdbc.sql("select * from medaid.fund_receipt where area = ? order by entered_at desc, id offset ? limit ?")
                .params(area.tenantId(), skip, limit)
                .query(ROW)
                .list();
    }

    /** @return whether it was struck now; not if it had been before */
    public boolean strike(UUID id, String reason, String by, Instant at) {
        return jdbc.sql(
                                """
                                update medaid.fund_receipt set reversed_by = ?, reversed_at = ?, reversal_reason = ?
                                 where id = ? and reversed_at is null
                                """)
                        .params(by, at.atOffset(ZoneOffset.UTC), reason, id)
                        .update()
                == 1;
    }

    private static FundReceipt row(ResultSet rs) throws SQLException {
        Optional<FundReceipt.Struck> struck = rs.getString("reversed_by") == null
                ? Optional.empty()
                : Optional.of(new FundReceipt.Struck(
                        rs.getString("reversed_by"),
                        rs.getObject("reversed_at", OffsetDateTime.class).toInstant(),
                        rs.getString("reversal_reason")));
        return new FundReceipt(
                rs.getObject("id", UUID.class),
                PoolingArea.ofTenant(rs.getString("area")).orElseThrow(),
                Fund.valueOf(rs.getString("fund")),
                Money.of(rs.getBigDecimal("amount")),
                rs.getObject("received_on", LocalDate.class),
                rs.getString("voucher_number"),
                rs.getString("entered_by"),
                rs.getObject("entered_at", OffsetDateTime.class).toInstant(),
                struck);
    }
}
