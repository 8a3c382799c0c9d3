package org.medaid.settlement.statement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.medaid.api.FieldProblem;
import org.medaid.api.Outcome;
import org.medaid.api.Typed;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Citation;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.ledger.AccountKind;
import org.medaid.ledger.BusinessDocument;
import org.medaid.ledger.Fund;
import org.medaid.ledger.FundLedger;
import org.medaid.ledger.Posting;
import org.medaid.ledger.TransferKind;
import org.medaid.party.Parties;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.settlement.Payee;
import org.medaid.settlement.PaymentOrders;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What stands between an office and a hospital beside the bills: deductions that their agreement allows (江人社发〔2018〕567号
 * 五(三)) and the month's worth given in advance (同文 五(五)). One person enters, another decides.
 */
@Service
@Transactional
@Clause({"M1", "C12"})
public class HospitalTerms {

    private static final Citation MULTIPLIED = new Citation("江人社发〔2018〕567号", "五(三)");
    private static final int LONGEST_TEXT = 300;
    private static final int MOST_SHOWN = 200;

    /** What somebody enters: the cost found unreasonable, multiplied by what the agreement says. */
    public record EnterDeduction(String hospital, String base, String factor, String agreement, String reason) {}

    /** @param basis the document by which the advance is given */
    public record EnterAdvance(String hospital, String amount, String basis) {}

    /** @param decision {@code APPROVED} or {@code REJECTED} */
    public record Decide(String decision, String note) {}

    /**
     * A deduction or an advance with what became of it.
     *
     * @param what how it was worked out, or what it rests on
     * @param approved empty while nobody has decided
     * @param statement the number of the statement it was charged to
     */
    public record Term(
            UUID id,
            String hospital,
            Money amount,
            String what,
            String reason,
            String enteredBy,
            Optional<Boolean> approved,
            Optional<String> decidedBy,
            Optional<String> note,
            Optional<String> statement) {}

    /** A deduction that waits for a statement. */
    record Open(UUID id, Money amount) {}

    private final JdbcClient jdbc;
    private final Parties parties;
    private final FundLedger ledger;
    private final PaymentOrders orders;
    private final AuditTrail audit;
    private final BusinessClock clock;

    HospitalTerms(
            JdbcClient jdbc,
            Parties parties,
            FundLedger ledger,
            PaymentOrders orders,
            AuditTrail audit,
            BusinessClock clock) {
        this.jdbc = jdbc;
        this.parties = parties;
        this.ledger = ledger;
        this.orders = orders;
        this.audit = audit;
        this.clock = clock;
    }

    /** Whether the user enters deductions and advances. */
    public static boolean mayEnter(CurrentUser user) {
        return isOffices(user) && (user.isIn(Groups.AGENCY_CLERK) || user.isIn(Groups.AGENCY_CHECKER));
    }

    /** Whether the user decides upon them, unless the user has entered them. */
    public static boolean mayDecide(CurrentUser user) {
        return isOffices(user) && user.isIn(Groups.AGENCY_MANAGER);
    }

    private static boolean isOffices(CurrentUser user) {
        return user.hospitalCode().isEmpty() && user.area().isPresent();
    }

    public Outcome<UUID> enter(EnterDeduction command, CurrentUser user) {
        List<FieldProblem> problems = entering(command.hospital(), user);
        Money base = positive(problems, "base", command.base(), "请填写不合理费用金额。");
        BigDecimal factor = factor(problems, command.factor());
        text(problems, "agreement", command.agreement(), "请写明服务协议的条款。");
        text(problems, "reason", command.reason(), "请写明扣款原因。");
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        UUID id = UUID.randomUUID();
        Money amount = Money.of(base.yuan().multiply(factor).setScale(2, RoundingMode.HALF_UP));
        jdbc.sql("""
                        insert into medaid.hospital_deduction
                               (id, area, hospital, base, factor, amount, agreement, reason, entered_by, entered_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        id, user.office().tenantId(), command.hospital(), base.yuan(), factor, amount.yuan(),
                        command.agreement().strip(), command.reason().strip(), user.id(), now())
                .update();
        record("HOSPITAL_DEDUCTION_ENTERED", "HOSPITAL_DEDUCTION", id, command.hospital(), user, deductionArticle(user));
        return Outcome.done(id);
    }

    /** One month's worth; the next is given when this one has come back. */
    public Outcome<UUID> enter(EnterAdvance command, CurrentUser user) {
        List<FieldProblem> problems = entering(command.hospital(), user);
        Money amount = positive(problems, "amount", command.amount(), "请填写预付金额。");
        text(problems, "basis", command.basis(), "请写明预付的依据文号。");
        if (problems.isEmpty() && !advances(user.office(), command.hospital()).isEmpty()) {
            problems.add(new FieldProblem("hospital", "ADVANCE_OPEN", "该医院的预付款尚未冲抵完，只预拨一个月的资金。"));
        }
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        UUID id = UUID.randomUUID();
        try {
            jdbc.sql("""
                            insert into medaid.hospital_advance (id, area, hospital, fund, amount, basis, entered_by, entered_at)
                            values (?, ?, ?, ?, ?, ?, ?, ?)
                            """)
                    .params(
                            id, user.office().tenantId(), command.hospital(), StatementSums.mainFund(user.office()).name(),
                            amount.yuan(), command.basis().strip(), user.id(), now())
                    .update();
        } catch (DuplicateKeyException twice) {
            return Outcome.refused("hospital", "ADVANCE_ENTERED", "该医院已有待审批的预付款。");
        }
        record("HOSPITAL_ADVANCE_ENTERED", "HOSPITAL_ADVANCE", id, command.hospital(), user, article(user));
        return Outcome.done(id);
    }

    public Outcome<UUID> decideDeduction(UUID id, Decide command, CurrentUser user) {
        return decide("hospital_deduction", "HOSPITAL_DEDUCTION", id, command, user, deductionArticle(user));
    }

    /** With the approval the office owes the hospital the advance, and pays it with the next batch. */
    public Outcome<UUID> decideAdvance(UUID id, Decide command, CurrentUser user) {
        Outcome<UUID> outcome = decide("hospital_advance", "HOSPITAL_ADVANCE", id, command, user, article(user));
        if (outcome instanceof Outcome.Done<UUID> && command.decision().equals("APPROVED")) {
            record Given(Fund fund, String hospital, Money amount) {}
            Given given = jdbc.sql("select fund, hospital, amount from medaid.hospital_advance where id = ?")
                    .param(id)
                    .query((row, number) -> new Given(
                            Fund.valueOf(row.getString(1)), row.getString(2), Money.of(row.getBigDecimal(3))))
                    .single();
            BusinessDocument document = new BusinessDocument("HOSPITAL_ADVANCE", id.toString());
            ledger.post(new Posting.Movements()
                    .move(
                            given.fund(),
                            AccountKind.HOSPITAL_ADVANCE,
                            given.hospital(),
                            AccountKind.HOSPITAL_PAYABLE,
                            given.hospital(),
                            given.amount())
                    .of(user.office(), TransferKind.ADVANCE, document, user.id()));
            orders.order(
                    user.office(), Payee.hospital(given.hospital()), given.fund(), given.amount(), document, user.id());
        }
        return outcome;
    }

    private Outcome<UUID> decide(
            String table, String subject, UUID id, Decide command, CurrentUser user, Citation basis) {
        if (!mayDecide(user)) {
            return Outcome.refused("", "FORBIDDEN", "您没有办理此事项的权限。");
        }
        boolean approved = "APPROVED".equals(command.decision());
        if (!approved && (!"REJECTED".equals(command.decision()) || Typed.blank(command.note()))) {
            return Outcome.refused("note", "TEXT_MISSING", "请选择意见；不同意的，请写明理由。");
        }
        record Waiting(String enteredBy, String hospital) {}
        Optional<Waiting> waiting = jdbc.sql(
                        "select entered_by, hospital from medaid." + table + " where id = ? and area = ? and approved is null for update")
                .params(id, user.office().tenantId())
                .query((row, number) -> new Waiting(row.getString(1), row.getString(2)))
                .optional();
        if (waiting.isEmpty()) {
            return Outcome.refused("", "NOTHING_TO_DECIDE", "没有待审批的事项，请刷新后再办理。");
        }
        if (waiting.get().enteredBy().equals(user.id())) {
            return Outcome.refused("", "SAME_PERSON", "录入和审批须由不同的人员办理。");
        }
        jdbc.sql("update medaid." + table + " set approved = ?, note = ?, decided_by = ?, decided_at = ? where id = ?")
                .params(java.util.Arrays.asList(
                        approved, Typed.blank(command.note()) ? null : command.note().strip(), user.id(), now(), id))
                .update();
        record(subject + (approved ? "_APPROVED" : "_REJECTED"), subject, id, waiting.get().hospital(), user, basis);
        return Outcome.done(id);
    }

    /** An office's deductions, the newest first. */
    @Transactional(readOnly = true)
    public List<Term> deductions(PoolingArea area) {
        return jdbc.sql("""
                        select d.*, s.number as statement from medaid.hospital_deduction d
                          left join medaid.hospital_statement s on s.id = d.statement_id
                         where d.area = ? order by d.approved is not null, d.entered_at desc limit ?
                        """)
                .params(area.tenantId(), MOST_SHOWN)
                .query((row, number) -> term(
                        row,
                        Money.of(row.getBigDecimal("base")) + "元×"
                                + row.getBigDecimal("factor").stripTrailingZeros().toPlainString() + "，" + row.getString("agreement"),
                        row.getString("reason"),
                        Optional.ofNullable(row.getString("statement"))))
                .list();
    }

    /** An office's advances, the newest first. */
    @Transactional(readOnly = true)
    public List<Term> advances(PoolingArea area) {
        return jdbc.sql("select * from medaid.hospital_advance where area = ? order by approved is not null, entered_at desc limit ?")
                .params(area.tenantId(), MOST_SHOWN)
                .query((row, number) -> term(row, row.getString("basis"), "", Optional.empty()))
                .list();
    }

    private static Term term(ResultSet row, String what, String reason, Optional<String> statement) throws SQLException {
        return new Term(
                row.getObject("id", UUID.class),
                row.getString("hospital"),
                Money.of(row.getBigDecimal("amount")),
                what,
                reason,
                row.getString("entered_by"),
                Optional.ofNullable((Boolean) row.getObject("approved")),
                Optional.ofNullable(row.getString("decided_by")),
                Optional.ofNullable(row.getString("note")),
                statement);
    }

    /** What of the advances a hospital still holds, by fund. */
    Map<Fund, Money> advances(PoolingArea area, String hospital) {
        Map<Fund, Money> open = new HashMap<>();
        jdbc.sql("""
                        select a.fund, sum(e.amount) from medaid.ledger_entry e join medaid.ledger_account a on a.id = e.account_id
                         where a.area = ? and a.holder = ? and a.kind = 'HOSPITAL_ADVANCE' group by a.fund having sum(e.amount) > 0
                        """)
                .params(area.tenantId(), hospital)
                .query(row -> {
                    open.put(Fund.valueOf(row.getString(1)), Money.of(row.getBigDecimal(2)));
                });
        return open;
    }

    /** Approved deductions that no statement has been charged with, the oldest first. */
    List<Open> chargeable(PoolingArea area, String hospital) {
        return jdbc.sql("""
                        select id, amount from medaid.hospital_deduction
                         where area = ? and hospital = ? and approved and statement_id is null order by entered_at, id
                        """)
                .params(area.tenantId(), hospital)
                .query((row, number) -> new Open(row.getObject(1, UUID.class), Money.of(row.getBigDecimal(2))))
                .list();
    }

    void charge(List<Open> deductions, StatementId statement) {
        deductions.forEach(deduction -> jdbc.sql("update medaid.hospital_deduction set statement_id = ? where id = ?")
                .params(statement.value(), deduction.id())
                .update());
    }

    private List<FieldProblem> entering(String hospital, CurrentUser user) {
        List<FieldProblem> problems = new ArrayList<>();
        if (!mayEnter(user)) {
            problems.add(new FieldProblem("", "FORBIDDEN", "您没有办理此事项的权限。"));
        }
        if (Typed.blank(hospital) || parties.hospital(hospital).isEmpty()) {
            problems.add(new FieldProblem("hospital", "HOSPITAL_UNKNOWN", "没有这家医院，请核对医院代码。"));
        }
        return problems;
    }

    private static Money positive(List<FieldProblem> problems, String field, String text, String message) {
        Money amount = text == null ? null : Typed.amount(text.strip());
        if (amount == null || !amount.isPositive()) {
            problems.add(new FieldProblem(field, "AMOUNT_INVALID", message));
        }
        return amount;
    }

    private static BigDecimal factor(List<FieldProblem> problems, String text) {
        if (text != null && text.strip().matches("[1-9](\\.\\d{1,2})?")) {
            return new BigDecimal(text.strip());
        }
        problems.add(new FieldProblem("factor", "FACTOR_INVALID", "扣款倍数按服务协议填写，为1至9.99。"));
        return BigDecimal.ONE;
    }

    private static void text(List<FieldProblem> problems, String field, String text, String message) {
        if (Typed.blank(text) || text.length() > LONGEST_TEXT) {
            problems.add(new FieldProblem(field, "TEXT_MISSING", message + "不超过" + LONGEST_TEXT + "个字。"));
        }
    }

    /** Where the area's own document speaks of deductions: elsewhere the agreement alone does. */
    public static Optional<Citation> deductions(CurrentUser user) {
        return user.area().filter(StatementDraws.SELF_PAID_BY_QUARTER::contains).map(area -> MULTIPLIED);
    }

    private static Citation deductionArticle(CurrentUser user) {
        return deductions(user).orElseGet(() -> article(user));
    }

    private static Citation article(CurrentUser user) {
        return StatementParameter.article(user.area().orElse(PoolingArea.JIANGMEN));
    }

    private void record(String action, String subject, UUID id, String hospital, CurrentUser user, Citation basis) {
        audit.record(AuditEntry.of(user.id(), user.office(), action, subject, id)
                .with("hospital", hospital)
                .restingOn(basis));
    }

    private java.time.OffsetDateTime now() {
        return clock.now().atOffset(ZoneOffset.UTC);
    }
}
