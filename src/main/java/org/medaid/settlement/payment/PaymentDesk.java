package org.medaid.settlement.payment;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.medaid.api.DatedEntries;
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
import org.medaid.procedure.ProcedureParameters;
import org.medaid.security.CurrentUser;
import org.medaid.settlement.OrderOffsets;
import org.medaid.settlement.OrderState;
import org.medaid.settlement.Payee;
import org.medaid.settlement.PaymentOrderPaid;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Where payments are drawn up, approved by two authorities, sent to the bank and taken back from it (连政办发〔2017〕22号 六,
 * 鲁医保发〔2020〕79号 四(三)).
 *
 * <p>Every method either does all of its work or, with a refusal, nothing.
 */
@Service
@Transactional
@Clause({"M9", "C17"})
public class PaymentDesk {

    /** The subject type of batches in the audit trail. */
    public static final String SUBJECT = "PAYMENT_BATCH";

    /** The type of the document under which a payment stands in the books; its id is the order's number. */
    public static final String DOCUMENT = "PAYMENT_ORDER";

    static final String APPROVED = "APPROVED";
    static final String ANSWERED = "ANSWERED";
    static final String SENT_BACK = "SENT_BACK";

    private static final int LONGEST_REASON = 200;

    /** What came of a bank's answer. */
    public record Taken(int paid, int returned, int unknown, boolean repeated) {}

    /** A file to hand out. */
    public record Download(String fileName, byte[] content) {}

    private final PaymentBatchRows batches;
    private final PaymentOrderRows orders;
    private final SpecialAccounts specialAccounts;
    private final FundLedger ledger;
    private final OrderOffsets offsets;
    private final ProcedureParameters parameters;
    private final ApplicationEventPublisher events;
    private final AuditTrail audit;
    private final BusinessClock clock;

    PaymentDesk(
            PaymentBatchRows batches,
            PaymentOrderRows orders,
            SpecialAccounts specialAccounts,
            FundLedger ledger,
            OrderOffsets offsets,
            ProcedureParameters parameters,
            ApplicationEventPublisher events,
            AuditTrail audit,
            BusinessClock clock) {
        this.batches = batches;
        this.orders = orders;
        this.specialAccounts = specialAccounts;
        this.ledger = ledger;
        this.offsets = offsets;
        this.parameters = parameters;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    /** Whether there is something to pay as asked; changes nothing. */
    @Transactional(readOnly = true)
    public List<FieldProblem> check(DrawUpBatch command, CurrentUser user) {
        if (!PaymentRights.drawsUp(user)) {
            return List.of(new FieldProblem("", "FORBIDDEN", "只有经办机构的受理人员可以编制付款批次。"));
        }
        if (payees(command).isEmpty()) {
            return List.of(new FieldProblem("payees", "CHOICE_MISSING", "请选择付款对象。"));
        }
        if (!Typed.blank(command.fund()) && fund(command).isEmpty()) {
            return List.of(new FieldProblem("fund", "CHOICE_MISSING", "没有这一资金。"));
        }
        PoolingArea area = user.office();
        Map<Fund, Money> wanted = new EnumMap<>(Fund.class);
        fund(command).map(List::of).orElse(List.of(Fund.values())).forEach(fund -> {
            Money amount = orders.payableNow(area, payees(command).get(), Optional.of(fund)).amount();
            if (amount.isPositive()) {
                wanted.put(fund, amount);
            }
        });
        return wanted.isEmpty() ? nothing() : specialAccounts.shortFor(area, wanted);
    }

    /** Draws up a batch of everything that can be paid now. */
    public Outcome<PaymentBatch> drawUp(DrawUpBatch command, CurrentUser user) {
        List<FieldProblem> problems = check(command, user);
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        PoolingArea area = user.office();
        int year = clock.today().getYear();
        orders.alone(area);
        orders.derive(area, user.id(), year, clock.now());
        orders.cancelReversed(area, user.id(), clock.now());
        List<PaymentOrderRows.Payable> found =
                lessOffsets(area, orders.payable(area, payees(command).get(), fund(command)), user);
        if (found.isEmpty()) {
            // Somebody else was faster.
            return Outcome.refused(nothing());
        }
        Map<Fund, Money> wanted = new EnumMap<>(Fund.class);
        found.forEach(one -> wanted.merge(one.fund(), one.amount(), Money::plus));
        List<FieldProblem> tooLittle = specialAccounts.shortFor(area, wanted);
        if (!tooLittle.isEmpty()) {
            // Somebody else's batch was promised it first.
            return Outcome.refused(tooLittle);
        }
        PaymentBatch batch = new PaymentBatch(
                UUID.randomUUID(),
                batches.nextNumber(area, year),
                area,
                BatchState.TO_APPROVE,
                found.size(),
                found.stream().map(PaymentOrderRows.Payable::amount).reduce(Money.ZERO, Money::plus),
                user.id(),
                clock.now(),
                Optional.empty(),
                Optional.empty());
        batches.add(batch);
        orders.move(
                found.stream().map(PaymentOrderRows.Payable::number).toList(),
                OrderState.OPEN,
                OrderState.IN_BATCH,
                batch.id(),
                null,
                user.id(),
                clock.now());
        batches.addLines(batch.id(), found);
        record(batch, "BATCH_DRAWN_UP", null, user.id());
        return Outcome.done(batch);
    }

    /** What somebody owes back comes off what they are paid now. */
    private List<PaymentOrderRows.Payable> lessOffsets(
            PoolingArea area, List<PaymentOrderRows.Payable> found, CurrentUser user) {
        Set<String> owing = offsets.owing(area);
        return found.stream()
                .map(order -> {
                    Money held = owing.contains(order.payee())
                            ? offsets.hold(area, order.number(), order.fund(), order.payee(), order.amount(), user.id())
                            : Money.ZERO;
                    if (held.isZero()) {
                        return order;
                    }
                    orders.setAgainst(order.number(), held, user.id(), clock.now());
                    return order.less(held);
                })
                .toList();
    }

    /**
     * Orders what a bill settled before the books existed makes the funds owe, once the manager has found out that it was not
     * paid in another way: such debts are never ordered by themselves.
     *
     * @param claim the bill's id
     * @return how many orders were made
     */
    public Outcome<Integer> orderOpening(UUID claim, String reason, CurrentUser user) {
        if (!PaymentRights.approves(user)) {
            return Outcome.refused("", "FORBIDDEN", "只有负责人可以将期初欠款列入付款。");
        }
        List<FieldProblem> problems = new ArrayList<>();
        requireReason(reason, "请写明如何核实尚未支付。", problems);
        List<PaymentOrderRows.OfClaim> found = orders.ofClaim(user.office(), claim).stream()
                .filter(one -> one.opening() && !one.reversed() && one.order().isEmpty())
                .filter(one -> one.payee().kind() == Payee.Kind.PERSON && one.fund() != Fund.HOSPITALS_OWN)
                .toList();
        if (problems.isEmpty() && found.isEmpty()) {
            problems.add(new FieldProblem("", "NOTHING_TO_ORDER", "本案没有待核实的期初欠款。"));
        }
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        int year = clock.today().getYear();
        found.forEach(one -> orders.add(
                user.office(), one.payee(), one.fund(), one.amount(), one.document(), reason.strip(), user.id(), year, clock.now()));
        audit.record(AuditEntry.of(user.id(), user.office(), "OPENING_DEBT_ORDERED", "CLAIM", claim)
                .with("orders", found.size())
                .restingOn(PaymentParameter.article(user.office())));
        return Outcome.done(found.size());
    }

    /** What is wrong with what the agency's manager says; changes nothing. */
    @Transactional(readOnly = true)
    public List<FieldProblem> checkApproval(UUID id, JudgeBatch said, CurrentUser user) {
        return judged(batches.find(id).orElseThrow(), BatchState.TO_APPROVE, said, user, PaymentRights.approves(user));
    }

    /** What is wrong with what finance says; changes nothing. */
    @Transactional(readOnly = true)
    public List<FieldProblem> checkFinance(UUID id, JudgeBatch said, CurrentUser user) {
        PaymentBatch batch = batches.find(id).orElseThrow();
        List<FieldProblem> problems = judged(batch, BatchState.TO_FINANCE, said, user, PaymentRights.pays(user));
        return problems.isEmpty() && APPROVED.equals(said.decision())
                ? specialAccounts.shortFor(batch, batches.byFund(id))
                : problems;
    }

    /** Takes what the agency's manager says. */
    public Outcome<String> approve(UUID id, JudgeBatch said, CurrentUser user) {
        PaymentBatch batch = batches.locked(id);
        List<FieldProblem> problems = checkApproval(id, said, user);
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        if (said.decision().equals(APPROVED)) {
            batches.approved(id, user.id(), clock.now());
        }
        record(batch, "BATCH_" + said.decision(), said.reason(), user.id());
        return Outcome.done(said.decision());
    }

    /** Takes what finance says. Of two batches of an office one after the other is approved: both may want the same money. */
    public Outcome<String> approveForFinance(UUID id, JudgeBatch said, CurrentUser user) {
        orders.alone(batches.find(id).orElseThrow().area());
        PaymentBatch batch = batches.locked(id);
        List<FieldProblem> problems = checkFinance(id, said, user);
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        if (said.decision().equals(APPROVED)) {
            batches.financeApproved(id, specialAccounts.areAsked(batch.area()), user.id(), clock.now());
        }
        record(batch, "FINANCE_" + said.decision(), said.reason(), user.id());
        return Outcome.done(said.decision());
    }

    private List<FieldProblem> judged(
            PaymentBatch batch, BatchState state, JudgeBatch said, CurrentUser user, boolean mayJudge) {
        List<FieldProblem> problems = new ArrayList<>();
        if (!mayJudge || batch.area() != user.office()) {
            return List.of(new FieldProblem("", "FORBIDDEN", "您没有办理此事项的权限。"));
        }
        if (batch.state() != state) {
            problems.add(otherState(batch));
        }
        if (!Set.of(APPROVED, SENT_BACK).contains(String.valueOf(said.decision()))) {
            problems.add(new FieldProblem("decision", "CHOICE_MISSING", "请选择意见。"));
        }
        if (SENT_BACK.equals(said.decision())) {
            requireReason(said.reason(), "退回经办的，请写明理由。", problems);
        } else if (batch.createdBy().equals(user.id()) || batch.approvedBy().filter(user.id()::equals).isPresent()) {
            problems.add(new FieldProblem("", "SAME_PERSON", "编制、审核、财政审批须由不同的人员办理。"));
        }
        if (APPROVED.equals(said.decision())) {
            problems.addAll(reversed(batch));
        }
        return problems;
    }

    /** What is wrong with closing the payment as said; changes nothing. */
    @Transactional(readOnly = true)
    public List<FieldProblem> checkPaid(UUID id, JudgeBatch said, CurrentUser user) {
        PaymentBatch batch = batches.find(id).orElseThrow();
        List<FieldProblem> problems = new ArrayList<>();
        if (!PaymentRights.pays(user) || batch.area() != user.office()) {
            return List.of(new FieldProblem("", "FORBIDDEN", "您没有办理此事项的权限。"));
        }
        if (batch.state() != BatchState.TO_PAY) {
            problems.add(otherState(batch));
        }
        if (ANSWERED.equals(said.decision())) {
            if (orders.isUnanswered(id)) {
                problems.add(new FieldProblem("answer", "ANSWER_MISSING", "还有付款没有确定的结果：请上传银行回单；结果未知的，查明后登记。"));
            }
        } else if (SENT_BACK.equals(said.decision())) {
            requireReason(said.reason(), "不付款退回经办的，请写明理由。", problems);
            if (batches.downloads(id) > 0) {
                problems.add(new FieldProblem("decision", "ALREADY_SENT", "付款文件已下载，可能已送银行，不能退回经办。"));
            }
        } else {
            problems.add(new FieldProblem("decision", "CHOICE_MISSING", "请选择办理结果。"));
        }
        return problems;
    }

    /**
     * Finance says that it is done with a batch.
     *
     * @return {@code PAID}, {@code RETURNED} where some or all came back, or {@code SENT_BACK}
     */
    public Outcome<String> paid(UUID id, JudgeBatch said, CurrentUser user) {
        PaymentBatch batch = batches.locked(id);
        List<FieldProblem> problems = checkPaid(id, said, user);
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        record(batch, "PAYMENT_" + said.decision(), said.reason(), user.id());
        if (said.decision().equals(SENT_BACK)) {
            return Outcome.done(SENT_BACK);
        }
        return Outcome.done(orders.inBatch(id, OrderState.RETURNED).isEmpty() ? "PAID" : "RETURNED");
    }

    /** The file for the treasury, the same bytes each time; from the first time on the batch may be at the bank. */
    public Outcome<Download> download(UUID id, CurrentUser user) {
        if (!PaymentRights.pays(user)) {
            return Outcome.refused("", "FORBIDDEN", "只有财政部门可以下载付款文件。");
        }
        PaymentBatch batch = batches.locked(id);
        Optional<PaymentBatchRows.StoredFile> file = batches.file(id).filter(stored -> batch.area() == user.office());
        if (file.isEmpty() || batch.state() == BatchState.REJECTED) {
            return Outcome.refused("", "FILE_MISSING", "本批次没有付款文件。");
        }
        if (batches.downloads(id) == 0) {
            List<FieldProblem> reversed = reversed(batch);
            if (!reversed.isEmpty()) {
                return Outcome.refused(reversed);
            }
        }
        batches.addDownload(id, user.id(), clock.now());
        audit.record(AuditEntry.of(user.id(), batch.area(), "PAYMENT_FILE_DOWNLOADED", SUBJECT, id));
        return Outcome.done(new Download(batch.number() + ".csv", file.get().content()));
    }

    /** Reads the bank's answer. What is paid is posted to the books, once, in the same transaction. */
    public Outcome<Taken> takeAnswer(UUID id, byte[] content, CurrentUser user) {
        if (!PaymentRights.pays(user)) {
            return Outcome.refused("", "FORBIDDEN", "只有财政部门可以上传银行回单。");
        }
        PaymentBatch batch = batches.locked(id);
        if (batch.area() != user.office()) {
            return Outcome.refused("", "BATCH_NOT_FOUND", "没有找到这一批次。");
        }
        String digest = PaymentFile.hex(content);
        if (batches.answers(id).stream().anyMatch(taken -> taken.digest().equals(digest))) {
            return Outcome.done(new Taken(0, 0, 0, true));
        }
        if (batch.state() != BatchState.TO_PAY || batches.downloads(id) == 0) {
            return Outcome.refused(
                    BankAnswer.FIELD,
                    "NOT_SENT",
                    batch.state() == BatchState.TO_PAY ? "付款文件还没有下载，不会有银行回单。" : otherState(batch).message());
        }
        BankAnswer answer = BankAnswer.read(content, clock.today());
        Map<String, BatchLine> lines = new LinkedHashMap<>();
        batches.lines(id, 0, Integer.MAX_VALUE).forEach(line -> lines.put(line.reference(), line));
        List<FieldProblem> problems = new ArrayList<>(answer.problems());
        problems.addAll(contradictions(answer, lines));
        if (!problems.isEmpty()) {
            audit.record(AuditEntry.of(user.id(), batch.area(), "BANK_ANSWER_REFUSED", SUBJECT, id)
                    .with("problems", problems.size())
                    .with("code", problems.get(0).code()));
            return Outcome.refused(problems);
        }
        UUID stored = batches.addAnswer(id, content, digest, answer.rows().size(), user.id(), clock.now());
        Map<OrderState, Integer> counts = new HashMap<>();
        for (BankAnswer.Row row : answer.rows()) {
            BatchLine line = lines.get(row.reference());
            if (line.result() != row.result()) {
                settle(batch, line, stored, row, user);
                counts.merge(row.result(), 1, Integer::sum);
            }
        }
        record(batch, "BANK_ANSWER_TAKEN", null, user.id());
        return Outcome.done(new Taken(
                counts.getOrDefault(OrderState.PAID, 0),
                counts.getOrDefault(OrderState.RETURNED, 0),
                counts.getOrDefault(OrderState.UNKNOWN, 0),
                false));
    }

    private static List<FieldProblem> contradictions(BankAnswer answer, Map<String, BatchLine> lines) {
        List<FieldProblem> problems = new ArrayList<>();
        Set<String> named = new HashSet<>();
        for (BankAnswer.Row row : answer.rows()) {
            BatchLine line = lines.get(row.reference());
            named.add(row.reference());
            if (line == null) {
                problems.add(BankAnswer.at(row.number(), "REFERENCE_UNKNOWN", row.reference() + "不在本批次内。"));
            } else if (!line.amount().equals(row.amount())) {
                problems.add(BankAnswer.at(
                        row.number(),
                        "AMOUNT_DIFFERS",
                        row.reference() + "的金额应为" + line.amount() + "元，回单为" + row.amount() + "元。"));
            } else if (contradicts(line, row)) {
                problems.add(BankAnswer.at(
                        row.number(),
                        "CONTRADICTS_EARLIER",
                        row.reference() + "此前的结果是“" + line.result().chineseName() + "”"
                                + (line.bankReference() == null ? "" : "（流水号" + line.bankReference() + "）")
                                + "，与本回单矛盾，请与银行核实。"));
            }
        }
        // A row that could not be read is named already.
        if (answer.problems().isEmpty()) {
            lines.values().stream()
                    .filter(line -> line.result() == OrderState.IN_BATCH && !named.contains(line.reference()))
                    .forEach(line -> problems.add(new FieldProblem(
                            BankAnswer.FIELD, "LINE_MISSING", "回单缺少第" + line.position() + "笔" + line.reference() + "。")));
        }
        return problems;
    }

    private static boolean contradicts(BatchLine line, BankAnswer.Row row) {
        return switch (line.result()) {
            case PAID -> row.result() != OrderState.PAID || !row.bankReference().equals(line.bankReference());
            case RETURNED -> row.result() != OrderState.RETURNED;
            default -> false;
        };
    }

    /** Clears by hand what the bank did not know, once it was found out; not by the person who took its answer. */
    public Outcome<OrderState> clear(UUID id, String reference, ClearUnknown said, CurrentUser user) {
        if (!PaymentRights.pays(user)) {
            return Outcome.refused("", "FORBIDDEN", "只有财政部门可以登记付款结果。");
        }
        PaymentBatch batch = batches.locked(id);
        Optional<BatchLine> line = batches.line(id, reference).filter(found -> batch.area() == user.office());
        if (line.isEmpty() || line.get().result() != OrderState.UNKNOWN || batch.state() != BatchState.TO_PAY) {
            return Outcome.refused("", "NOT_UNKNOWN", "这笔付款的结果不是未知，不能登记。");
        }
        List<FieldProblem> problems = new ArrayList<>();
        requireReason(said.reason(), "请写明如何查明的。", problems);
        LocalDate paidOn = null;
        boolean isPaid = "PAID".equals(said.result());
        if (!isPaid && !"RETURNED".equals(said.result())) {
            problems.add(new FieldProblem("result", "CHOICE_MISSING", "请选择查明的结果。"));
        }
        if (isPaid) {
            paidOn = BankAnswer.date(String.valueOf(said.paidOn()).strip()).orElse(null);
            if (paidOn == null || paidOn.isAfter(clock.today())) {
                problems.add(new FieldProblem("paidOn", "DATE_INVALID", "付款日期应写作 2026-01-31 的形式，且不晚于今天。"));
            }
            if (said.bankReference() == null || !said.bankReference().strip().matches("[!-~]{1,64}")) {
                problems.add(new FieldProblem("bankReference", "BANK_REFERENCE_MISSING", "付款成功的须有银行流水号。"));
            }
        }
        if (line.get().resultBy().equals(user.id())) {
            problems.add(new FieldProblem("", "SAME_PERSON", "查明结果须由上传回单以外的另一名财政人员登记。"));
        }
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        OrderState result = isPaid ? OrderState.PAID : OrderState.RETURNED;
        settle(
                batch,
                line.get(),
                null,
                new BankAnswer.Row(
                        0,
                        reference,
                        line.get().amount(),
                        result,
                        said.reason().strip(),
                        isPaid ? said.bankReference().strip() : null,
                        paidOn),
                user);
        record(batch, "UNKNOWN_CLEARED", reference, user.id());
        return Outcome.done(result);
    }

    /** The bank's word on one line: recorded, the order moved, and what is paid posted. */
    private void settle(PaymentBatch batch, BatchLine line, UUID answer, BankAnswer.Row said, CurrentUser user) {
        batches.addResult(answer, said, user.id(), clock.now());
        orders.move(
                List.of(line.order()), line.result(), said.result(), batch.id(), said.reason(), user.id(), clock.now());
        if (said.result() == OrderState.PAID) {
            ledger.post(new Posting.Movements()
                    .move(
                            line.fund(),
                            line.payee().kind().owed(),
                            line.payee().id(),
                            AccountKind.SPECIAL_ACCOUNT,
                            line.fund().name(),
                            line.amount())
                    .of(batch.area(), TransferKind.PAYMENT, new BusinessDocument(DOCUMENT, line.order()), user.id()));
            offsets.post(batch.area(), line.order(), user.id());
            events.publishEvent(new PaymentOrderPaid(
                    orders.find(batch.area(), line.order()).orElseThrow()));
        }
    }

    /** Makes the file for the treasury as the office has set it. */
    public void makeFile(UUID id) {
        PaymentBatch batch = batches.locked(id);
        String charset = parameters.value(batch.area(), PaymentParameter.FILE_CHARSET);
        String columns = parameters.value(batch.area(), PaymentParameter.FILE_COLUMNS);
        List<PaymentFile.Line> lines = batches.lines(id, 0, Integer.MAX_VALUE).stream()
                .map(line -> new PaymentFile.Line(
                        line.position(),
                        line.reference(),
                        line.holderName(),
                        line.bankName(),
                        line.accountNumber(),
                        line.amount(),
                        line.fund(),
                        !line.payee().isPerson()))
                .toList();
        String by = batch.financeApprovedBy().orElseThrow();
        batches.addFile(id, PaymentFile.of(batch.number(), charset, columns, lines), charset, columns, by, clock.now());
        record(batch, "PAYMENT_FILE_MADE", null, AuditEntry.SYSTEM);
    }

    /** Every order of the batch is paid. */
    public void closePaid(UUID id) {
        PaymentBatch batch = batches.locked(id);
        batches.close(id, BatchState.PAID, clock.now());
        record(batch, "BATCH_PAID", null, AuditEntry.SYSTEM);
    }

    /** Opens again what the bank gave back, to be paid into a corrected account, and closes the batch. */
    public void reopenReturned(UUID id) {
        PaymentBatch batch = batches.locked(id);
        batches.close(id, BatchState.PARTLY_RETURNED, clock.now());
        giveBack(batch, OrderState.RETURNED, "银行退回，待更正账户");
        record(batch, "BATCH_PARTLY_RETURNED", null, AuditEntry.SYSTEM);
    }

    /** The batch was sent back before anything went to the bank: its orders are free for another one. */
    public void release(UUID id) {
        PaymentBatch batch = batches.locked(id);
        giveBack(batch, OrderState.IN_BATCH, "批次退回经办");
        batches.close(id, BatchState.REJECTED, clock.now());
        record(batch, "BATCH_REJECTED", null, AuditEntry.SYSTEM);
    }

    private void giveBack(PaymentBatch batch, OrderState from, String reason) {
        List<String> back = orders.inBatch(batch.id(), from);
        offsets.release(back, AuditEntry.SYSTEM);
        orders.move(back, from, OrderState.OPEN, null, reason, AuditEntry.SYSTEM, clock.now());
        orders.cancelReversed(batch.area(), AuditEntry.SYSTEM, clock.now());
    }

    private List<FieldProblem> reversed(PaymentBatch batch) {
        return batches.lines(batch.id(), 0, Integer.MAX_VALUE).stream()
                .filter(BatchLine::reversed)
                .map(line -> new FieldProblem(
                        "", "REVERSED", "第" + line.position() + "笔" + line.order() + "所依据的结算已冲销，请将本批次退回经办。"))
                .toList();
    }

    private static List<FieldProblem> nothing() {
        return List.of(new FieldProblem("payees", "NOTHING_TO_PAY", "没有可以付款的款项：应付款均已付、在付，或者没有已复核的银行账户。"));
    }

    private static FieldProblem otherState(PaymentBatch batch) {
        return new FieldProblem("", "OTHER_STATE", "本批次" + batch.state().chineseName() + "，请刷新后再办理。");
    }

    private static void requireReason(String reason, String missing, List<FieldProblem> problems) {
        DatedEntries.requireReason(reason, missing, problems);
        if (reason != null && reason.strip().length() > LONGEST_REASON) {
            problems.add(new FieldProblem("reason", "REASON_TOO_LONG", "理由不超过" + LONGEST_REASON + "个字。"));
        }
    }

    private static Optional<Payee.Kind> payees(DrawUpBatch command) {
        return Arrays.stream(Payee.Kind.values())
                .filter(kind -> kind.name().equals(command.payees()))
                .findFirst();
    }

    private static Optional<Fund> fund(DrawUpBatch command) {
        return Arrays.stream(Fund.values())
                .filter(fund -> fund != Fund.HOSPITALS_OWN && fund.name().equals(command.fund()))
                .findFirst();
    }

    private void record(PaymentBatch batch, String kind, String note, String by) {
        batches.record(batch.id(), kind, Typed.blank(note) ? null : note.strip(), by, clock.now());
        audit.record(AuditEntry.of(by, batch.area(), kind, SUBJECT, batch.id())
                .with("orders", batch.orderCount())
                .restingOn(PaymentParameter.article(batch.area())));
    }
}
