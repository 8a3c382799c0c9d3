package org.medaid.settlement;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.medaid.api.FieldProblem;
import org.medaid.api.Outcome;
import org.medaid.api.Typed;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.ledger.AccountKind;
import org.medaid.ledger.BusinessDocument;
import org.medaid.ledger.Fund;
import org.medaid.ledger.FundLedger;
import org.medaid.ledger.Posting;
import org.medaid.ledger.TransferKind;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.settlement.persistence.FundReceiptRows;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the finance department receives into the funds' special accounts, from which payments are made
 * (抚政办发〔2014〕67号 六(二), 鲁医保发〔2020〕79号 四(三)). Recorded and posted in one transaction; what was wrong is struck.
 */
@Service
@Transactional
@Clause("M5")
public class FundReceipts {

    /** The funds that have a special account: what hospitals bear is no fund's money. */
    public static final Set<Fund> FUNDS = EnumSet.complementOf(EnumSet.of(Fund.HOSPITALS_OWN));

    private static final String DOCUMENT = "FUND_RECEIPT";
    private static final int LONGEST_REASON = 200;

    private final FundReceiptRows rows;
    private final FundLedger ledger;
    private final AuditTrail audit;
    private final BusinessClock clock;

    FundReceipts(FundReceiptRows rows, FundLedger ledger, AuditTrail audit, BusinessClock clock) {
        this.rows = rows;
        this.ledger = ledger;
        this.audit = audit;
        this.clock = clock;
    }

    /** The office's finance department records and strikes receipts. */
    public static boolean mayRecord(CurrentUser user) {
        return user.area().isPresent() && user.isIn(Groups.DEPARTMENT_FINANCE);
    }

    /** Records money received, and posts it. The same form sent again is the same receipt. */
    public Outcome<UUID> enter(CurrentUser user, EnterReceipt typed) {
        if (!mayRecord(user)) {
            return forbidden();
        }
        List<FieldProblem> problems = new ArrayList<>();
        UUID id = form(typed.form(), problems);
        Optional<Fund> fund = FUNDS.stream()
                .filter(one -> one.name().equals(typed.fund()))
                .findFirst();
        if (fund.isEmpty()) {
            problems.add(new FieldProblem("fund", "FUND_UNKNOWN", "请选择到账的资金。"));
        }
        Money amount = Typed.amount(typed.amount() == null ? null : typed.amount().strip());
        if (amount == null || amount.isZero()) {
            problems.add(new FieldProblem("amount", "AMOUNT_INVALID", "请填写大于零的金额，单位元，最多两位小数，例如 1200000.00。"));
        }
        LocalDate receivedOn = day(typed.receivedOn(), problems);
        String voucher = typed.voucherNumber() == null ? "" : typed.voucherNumber().strip();
        if (!voucher.matches("[0-9A-Za-z-]{1,40}")) {
            problems.add(new FieldProblem("voucherNumber", "VOUCHER_INVALID", "请填写银行回单号，只含数字、字母和短横线，最多40位。"));
        }
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        FundReceipt receipt = new FundReceipt(
                id, user.office(), fund.orElseThrow(), amount, receivedOn, voucher, user.id(), clock.now(), Optional.empty());
        if (!rows.add(receipt)) {
            boolean sentTwice = rows.find(user.office(), id)
                    .filter(before -> before.fund() == receipt.fund()
                            && before.amount().equals(amount)
                            && before.receivedOn().equals(receivedOn)
                            && before.voucherNumber().equals(voucher))
                    .isPresent();
            return sentTwice
                    ? Outcome.done(id)
                    : Outcome.refused("voucherNumber", "VOUCHER_RECORDED", "这张银行回单已经登记过，请核对回单号。");
        }
        ledger.post(new Posting.Movements()
                .move(
                        receipt.fund(),
                        AccountKind.SPECIAL_ACCOUNT,
                        receipt.fund().name(),
                        AccountKind.FUND_INCOME,
                        receipt.fund().name(),
                        amount)
                .of(user.office(), TransferKind.FUNDING, document(id), user.id()));
        audit.record(AuditEntry.of(user.id(), user.office(), "FUND_RECEIPT_RECORDED", DOCUMENT, id)
                .with("fund", receipt.fund())
                .with("amount", amount)
                .with("receivedOn", receivedOn)
                .with("voucher", voucher));
        return Outcome.done(id);
    }

    /** Strikes a receipt that was recorded wrongly, with the reason; its voucher can then be recorded rightly. */
    public Outcome<UUID> strike(CurrentUser user, UUID id, String reason) {
        if (!mayRecord(user)) {
            return forbidden();
        }
        if (Typed.blank(reason) || reason.strip().length() > LONGEST_REASON) {
            return Outcome.refused("reason", "REASON_MISSING", "请写明冲销的原因，最多" + LONGEST_REASON + "字。");
        }
        Optional<FundReceipt> receipt = rows.find(user.office(), id);
        if (receipt.isEmpty()) {
            return Outcome.refused("", "RECEIPT_UNKNOWN", "没有这笔到账。");
        }
        if (!rows.strike(id, reason.strip(), user.id(), clock.now())) {
            return Outcome.refused("", "ALREADY_STRUCK", "这笔到账已经冲销。");
        }
        ledger.reverse(document(id), reason, user.id());
        audit.record(AuditEntry.of(user.id(), user.office(), "FUND_RECEIPT_STRUCK", DOCUMENT, id)
                .with("amount", receipt.get().amount()));
        return Outcome.done(id);
    }

    /** An office's receipts, the last recorded first. */
    @Transactional(readOnly = true)
    public List<FundReceipt> of(PoolingArea area, int skip, int limit) {
        return rows.of(area, skip, limit);
    }

    @Transactional(readOnly = true)
    public Optional<FundReceipt> find(PoolingArea area, UUID id) {
        return rows.find(area, id);
    }

    private static UUID form(String text, List<FieldProblem> problems) {
        try {
            return UUID.fromString(text == null ? "" : text);
        } catch (IllegalArgumentException e) {
            problems.add(new FieldProblem("", "FORM_UNKNOWN", "页面已失效，请重新打开后填写。"));
            return null;
        }
    }

    private LocalDate day(String text, List<FieldProblem> problems) {
        try {
            LocalDate day = LocalDate.parse(text == null ? "" : text.strip());
            if (day.getYear() >= 2000 && !day.isAfter(clock.today())) {
                return day;
            }
            problems.add(new FieldProblem("receivedOn", "DAY_NOT_PLAUSIBLE", "到账日期不能晚于今天，也不能早于2000年。"));
        } catch (DateTimeException e) {
            problems.add(new FieldProblem("receivedOn", "DAY_INVALID", "请填写到账日期，例如 2026-03-05。"));
        }
        return null;
    }

    private static BusinessDocument document(UUID id) {
        return new BusinessDocument(DOCUMENT, id.toString());
    }

    private static Outcome<UUID> forbidden() {
        return Outcome.refused("", "FORBIDDEN", "只有财政部门可以登记和冲销到账。");
    }
}
