package org.medaid.settlement.payment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.medaid.kernel.PoolingArea;
import org.medaid.settlement.Payee;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Accounts and what was decided about them, only ever added to. */
@Component
class BankAccountRows {

    private static final String SELECT =
            """
            select a.*, d.accepted, d.reason as decision_reason, d.decided_by, d.decided_at
              from medaid.bank_account a left join medaid.bank_account_decision d on d.account_id = a.id
            """;

    private final JdbcClient jdbc;

    BankAccountRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(BankAccount account) {
        jdbc.sql(
                        """
                        insert into medaid.bank_account (id, area, payee_kind, payee, number_kind, number, bank_name, holder_name,
                          guardian_relation, guardian_reason, entered_by, entered_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(Arrays.asList(
                        account.id(),
                        account.area().tenantId(),
                        account.payee().kind().name(),
                        account.payee().id(),
                        account.numberKind(),
                        account.number(),
                        account.bankName(),
                        account.holderName(),
                        account.guardian().map(guardian -> guardian.relation().name()).orElse(null),
                        account.guardian().map(BankAccount.Guardian::reason).orElse(null),
                        account.enteredBy(),
                        at(account.enteredAt())))
                .update();
    }

    /** @return false if it has been decided about before */
    boolean decide(UUID account, boolean accepted, String reason, String by, Instant at) {
        return jdbc.sql(
                                """
                                insert into medaid.bank_account_decision (account_id, accepted, reason, decided_by, decided_at)
                                values (?, ?, ?, ?, ?) on conflict (account_id) do nothing
                                """)
                        .params(Arrays.asList(account, accepted, reason, by, at(at)))
                        .update()
                == 1;
    }

    Optional<BankAccount> find(PoolingArea area, UUID id) {
        return jdbc.sql(SELECT + "where a.area = ? and a.id = ?")
                .params(area.tenantId(), id)
                .query(BankAccountRows::read)
                .optional();
    }

    /** Everything ever entered for a payee, newest first. */
    List<BankAccount> of(PoolingArea area, Payee payee) {
        return jdbc.sql(SELECT + "where a.area = ? and a.payee_kind = ? and a.payee = ? order by a.entered_at desc, a.id")
                .params(area.tenantId(), payee.kind().name(), payee.id())
                .query(BankAccountRows::read)
                .list();
    }

    /** The account that counts: the one accepted last. */
    Optional<BankAccount> current(PoolingArea area, Payee payee) {
        return jdbc.sql(SELECT
                        + "where a.area = ? and a.payee_kind = ? and a.payee = ? and d.accepted order by d.position desc limit 1")
                .params(area.tenantId(), payee.kind().name(), payee.id())
                .query(BankAccountRows::read)
                .optional();
    }

    /** What waits for the second person, oldest first. */
    List<BankAccount> undecided(PoolingArea area, int most) {
        return jdbc.sql(SELECT + "where a.area = ? and d.account_id is null order by a.entered_at limit ?")
                .params(area.tenantId(), most)
                .query(BankAccountRows::read)
                .list();
    }

    private static BankAccount read(ResultSet row, int number) throws SQLException {
        Optional<BankAccount.Decision> decision = row.getString("decided_by") == null
                ? Optional.empty()
                : Optional.of(new BankAccount.Decision(
                        row.getBoolean("accepted"),
                        row.getString("decision_reason"),
                        row.getString("decided_by"),
                        row.getObject("decided_at", OffsetDateTime.class).toInstant()));
        String relation = row.getString("guardian_relation");
        return new BankAccount(
                row.getObject("id", UUID.class),
                PoolingArea.ofTenant(row.getString("area")).orElseThrow(),
                new Payee(Payee.Kind.valueOf(row.getString("payee_kind")), row.getString("payee")),
                row.getString("number_kind"),
                row.getString("number"),
                row.getString("bank_name"),
                row.getString("holder_name"),
                relation == null
                        ? Optional.empty()
                        : Optional.of(new BankAccount.Guardian(
                                GuardianRelation.valueOf(relation), row.getString("guardian_reason"))),
                row.getString("entered_by"),
                row.getObject("entered_at", OffsetDateTime.class).toInstant(),
                decision);
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
