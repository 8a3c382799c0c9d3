package org.medaid.settlement.recovery;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
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
import org.medaid.calendar.Workdays;
import org.medaid.document.LetterAnswer;
import org.medaid.document.LetterContent;
import org.medaid.document.LetterKind;
import org.medaid.document.Letters;
import org.medaid.document.Subject;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Citation;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.ledger.AccountKind;
import org.medaid.ledger.BusinessDocument;
import org.medaid.ledger.Fund;
import org.medaid.ledger.FundLedger;
import org.medaid.ledger.Posting;
import org.medaid.ledger.TransferKind;
import org.medaid.party.Parties;
import org.medaid.party.Person;
import org.medaid.procedure.Deadlines;
import org.medaid.procedure.ProcedureParameters;
import org.medaid.security.CurrentUser;
import org.medaid.settlement.Payee;
import org.medaid.settlement.PaymentOrders;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Where it is claimed back what should not have been paid: cost outside the rules is not settled, and what has been paid for
 * it is recovered (江人社发〔2018〕567号 五(四)14, 鲁医保发〔2020〕79号 四(三)).
 *
 * <p>Every method either does all of its work or, with a refusal, nothing. Money moves in the books in the same transaction,
 * each time under a document of its own: {@code RECOVERY}, {@code RECOVERY_RECEIPT}, {@code RECOVERY_OFFSET} and
 * {@code RECOVERY_REFUND}.
 */
@Service
@Transactional
@Clause("C18")
public class RecoveryDesk {

    /** The subject type of recoveries in the audit trail, and the type of the document of a claim in the books. */
    public static final String SUBJECT = "RECOVERY";

    public static final String RECOVER = "RECOVER";
    public static final String NOT_RECOVERED = "NOT_RECOVERED";
    public static final String SENT_BACK = "SENT_BACK";
    public static final String CONTINUE = "CONTINUE";
    public static final String AGREED = "AGREED";
    public static final String REFUSED = "REFUSED";
    /** All of it has come in. */
    public static final String COVERED = "COVERED";
    /** Something is still to come in. */
    public static final String OPEN = "OPEN";

    private static final String RECEIPT = "RECOVERY_RECEIPT";
    private static final String REFUND = "RECOVERY_REFUND";
    private static final int LONGEST_REASON = 200;
    private static final int LONGEST_DOCUMENT = 100;
    private static final int LONGEST_ARTICLE = 60;
    private static final int MOST_INSTALMENTS = 60;

    private final RecoveryRows rows;
    private final FundLedger ledger;
    private final PaymentOrders orders;
    private final Letters letters;
    private final Parties parties;
    private final ProcedureParameters parameters;
    private final Deadlines deadlines;
    private final RecoveryCourse course;
    private final AuditTrail audit;
    private final BusinessClock clock;

    RecoveryDesk(
            RecoveryRows rows,
            FundLedger ledger,
            PaymentOrders orders,
            Letters letters,
            Parties parties,
            ProcedureParameters parameters,
            Deadlines deadlines,
            RecoveryCourse course,
            AuditTrail audit,
            BusinessClock clock) {
        this.rows = rows;
        this.ledger = ledger;
        this.orders = orders;
        this.letters = letters;
        this.parties = parties;
        this.parameters = parameters;
        this.deadlines = deadlines;
        this.course = course;
        this.audit = audit;
        this.clock = clock;
    }

    // ------------------------------------------------------------------------------------------------------ opening

    /** What is wrong with a recovery that somebody wants to open; changes nothing. */
    @Transactional(readOnly = true)
    public List<FieldProblem> check(OpenRecovery typed, CurrentUser user) {
        if (!RecoveryRights.opens(user)) {
            return forbidden();
        }
        List<FieldProblem> problems = new ArrayList<>();
        Optional<RecoveryRows.Source> source = source(typed.caseNumber(), user.office(), problems);
        source.flatMap(found -> rows.standing(found.document()))
                .ifPresent(number -> problems.add(
                        new FieldProblem("caseNumber", "ALREADY_OPEN", "本案已有追回事项" + number + "，不能重复提出。")));
        said(typed.amount(), typed.reason(), typed.basisDocument(), typed.basisArticle(), source, problems);
        return problems;
    }

    /** Opens a recovery, which somebody else decides. */
    public Outcome<Recovery> open(OpenRecovery typed, CurrentUser user) {
        List<FieldProblem> problems = check(typed, user);
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        PoolingArea area = user.office();
        RecoveryRows.Source source = rows.source(area, typed.caseNumber().strip()).orElseThrow();
        Recovery recovery = new Recovery(
                UUID.randomUUID(),
                rows.nextNumber(area, clock.today().getYear()),
                area,
                source.document(),
                source.claim(),
                source.person(),
                source.reversed(),
                Typed.amount(typed.amount().strip()),
                typed.reason().strip(),
                basis(typed.basisDocument(), typed.basisArticle()),
                RecoveryState.TO_DECIDE,
                Optional.empty(),
                Optional.empty(),
                user.id(),
                clock.now(),
                Optional.empty(),
                Optional.empty(),
                Money.ZERO,
                Money.ZERO);
        if (!rows.add(recovery)) {
            // Somebody else was faster.
            return Outcome.refused("caseNumber", "ALREADY_OPEN", "本案刚由他人提出追回，请刷新后查看。");
        }
        record(recovery, "OPENED", recovery.reason(), recovery.amount(), user.id());
        return Outcome.done(recovery);
    }

    /** What is wrong with a correction; changes nothing. */
    @Transactional(readOnly = true)
    public List<FieldProblem> check(UUID id, CorrectRecovery typed, CurrentUser user) {
        Recovery recovery = rows.find(id).orElseThrow();
        if (!RecoveryRights.opens(user) || recovery.area() != user.office()) {
            return forbidden();
        }
        List<FieldProblem> problems = new ArrayList<>(otherState(recovery, RecoveryState.SENT_BACK));
        said(typed.amount(), typed.reason(), typed.basisDocument(), typed.basisArticle(), source(recovery), problems);
        return problems;
    }

    /** Corrects what the manager gave back. */
    public Outcome<Recovery> correct(UUID id, CorrectRecovery typed, CurrentUser user) {
        rows.locked(id);
        List<FieldProblem> problems = check(id, typed, user);
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        rows.correct(
                id,
                Typed.amount(typed.amount().strip()),
                typed.reason().strip(),
                basis(typed.basisDocument(), typed.basisArticle()));
        Recovery corrected = rows.find(id).orElseThrow();
        record(corrected, "CORRECTED", corrected.reason(), corrected.amount(), user.id());
        return Outcome.done(corrected);
    }

    private Optional<RecoveryRows.Source> source(String typed, PoolingArea area, List<FieldProblem> problems) {
        String caseNumber = typed == null ? "" : typed.strip();
        Optional<RecoveryRows.Source> source = rows.source(area, caseNumber);
        if (source.isEmpty()) {
            problems.add(new FieldProblem("caseNumber", "CASE_UNKNOWN", "本机构没有这一业务编号，请核对。"));
        } else if (source.get().oneStop()) {
            problems.add(new FieldProblem(
                    "caseNumber", "HOSPITAL_DEDUCTED", "本案由医院在一站式结算时垫付，没有付给个人：请由医院冲账，款项在该医院的下一张结算单中扣回。"));
        } else if (source.get().document() == null) {
            problems.add(new FieldProblem("caseNumber", "NOT_PAID", "本案没有本机构已经付给个人的款项，无需追回；未付款的不再付款即可。"));
        } else {
            return source;
        }
        return Optional.empty();
    }

    private Optional<RecoveryRows.Source> source(Recovery recovery) {
        return rows.source(recovery.area(), caseNumber(recovery));
    }

    private void said(
            String typedAmount,
            String reason,
            String document,
            String article,
            Optional<RecoveryRows.Source> source,
            List<FieldProblem> problems) {
        Money amount = Typed.amount(typedAmount == null ? null : typedAmount.strip());
        if (amount == null || amount.isZero()) {
            problems.add(new FieldProblem("amount", "AMOUNT_INVALID", "请填写大于零的金额，单位元，最多两位小数。"));
        } else if (source.isPresent() && amount.isMoreThan(source.get().sum())) {
            problems.add(new FieldProblem("amount", "MORE_THAN_PAID", "本案付给个人" + source.get().sum() + "元，追回不能超过这一金额。"));
        } else if (source.isPresent() && source.get().reversed() && !amount.equals(source.get().sum())) {
            problems.add(new FieldProblem(
                    "amount", "REVERSED_AS_A_WHOLE", "本案结算已冲销，应追回全部已付款项" + source.get().sum() + "元。"));
        }
        requireReason(reason, "请写明为什么不应支付。", problems);
        if (Typed.blank(document) || document.strip().length() > LONGEST_DOCUMENT) {
            problems.add(new FieldProblem("basisDocument", "BASIS_MISSING", "请填写依据的文件文号。"));
        }
        if (Typed.blank(article) || article.strip().length() > LONGEST_ARTICLE) {
            problems.add(new FieldProblem("basisArticle", "BASIS_MISSING", "请填写依据的条款。"));
        }
    }

    // ----------------------------------------------------------------------------------------------------- deciding

    /** What is wrong with what the manager says; changes nothing. */
    @Transactional(readOnly = true)
    public List<FieldProblem> check(UUID id, DecideRecovery said, CurrentUser user) {
        Recovery recovery = rows.find(id).orElseThrow();
        if (!RecoveryRights.decides(user) || recovery.area() != user.office()) {
            return forbidden();
        }
        List<FieldProblem> problems = new ArrayList<>(otherState(recovery, RecoveryState.TO_DECIDE));
        if (!Set.of(RECOVER, NOT_RECOVERED, SENT_BACK).contains(String.valueOf(said.decision()))) {
            problems.add(new FieldProblem("decision", "CHOICE_MISSING", "请选择审定意见。"));
            return problems;
        }
        if (recovery.openedBy().equals(user.id())) {
            problems.add(new FieldProblem("", "SAME_PERSON", "提出追回的人员不能审定，请由另一名负责人办理。"));
        }
        if (!RECOVER.equals(said.decision())) {
            requireReason(said.reason(), "不予追回或者退回经办的，请写明理由。", problems);
            return problems;
        }
        source(recovery).ifPresent(source -> said(
                recovery.amount().toString(),
                recovery.reason(),
                recovery.basis().document(),
                recovery.basis().article(),
                Optional.of(source),
                problems));
        List<String> missing = letters.missingGlyphs(person(recovery).name() + recovery.reason() + recovery.basis());
        if (!missing.isEmpty()) {
            problems.add(new FieldProblem("", "NOT_PRINTABLE", "以下字符暂无字形，决定书无法打印：" + String.join("、", missing) + "。请联系系统管理员补充字体。"));
        }
        return problems;
    }

    /**
     * Takes what the manager says. What is to be recovered is posted as a claim of each fund, in the shares in which the funds
     * had paid, and what a hospital had to bear itself is corrected in the same proportion.
     *
     * @return the decision
     */
    public Outcome<String> decide(UUID id, DecideRecovery said, CurrentUser user) {
        Recovery recovery = rows.locked(id);
        List<FieldProblem> problems = check(id, said, user);
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        switch (said.decision()) {
            case RECOVER -> claim(recovery, user);
            case NOT_RECOVERED -> rows.dropped(id, user.id(), clock.now());
            default -> rows.sendBack(id);
        }
        record(
                recovery,
                said.decision().equals(RECOVER) ? "DECIDED" : said.decision(),
                said.reason(),
                said.decision().equals(RECOVER) ? recovery.amount() : null,
                user.id());
        return Outcome.done(said.decision());
    }

    private void claim(Recovery recovery, CurrentUser user) {
        RecoveryRows.Source source = source(recovery).orElseThrow();
        Map<Fund, Money> shares = FundShares.split(recovery.amount(), source.paid());
        LocalDate payBy = deadlines.dueOn(recovery.area(), RecoveryParameter.PAYMENT_DAYS, clock.today());
        rows.decided(recovery.id(), source.reversed(), payBy, shares, user.id(), clock.now());
        rows.addPlan(
                recovery.id(),
                RecoveryWay.AT_ONCE,
                List.of(new RecoveryRows.Instalment(payBy, recovery.amount())),
                "决定书要求的退回期限",
                user.id(),
                clock.now());
        Posting.Movements claimed = new Posting.Movements();
        // What was taken back already is no spending any more: it stands on the debit side of what the person was owed.
        shares.forEach((fund, share) -> claimed.move(
                fund,
                AccountKind.RECOVERY,
                recovery.person(),
                source.reversed() ? AccountKind.PERSON_PAYABLE : AccountKind.FUND,
                source.reversed() ? recovery.person() : fund.name(),
                share));
        rows.hospitalsOwn(recovery.document()).forEach((hospital, own) -> {
            Money corrected = FundShares.portion(own, recovery.amount(), source.sum());
            if (corrected.isPositive()) {
                claimed.move(
                        Fund.HOSPITALS_OWN,
                        AccountKind.PERSON_PAYABLE,
                        recovery.person(),
                        AccountKind.HOSPITAL_SHARE,
                        hospital,
                        corrected);
            }
        });
        ledger.post(claimed.of(recovery.area(), TransferKind.RECOVERY_CLAIM, document(recovery), user.id()));
    }

    /** Numbers, prints and keeps the notice to the person. */
    public void issueNotice(UUID id) {
        Recovery recovery = rows.find(id).orElseThrow();
        Person person = person(recovery);
        PoolingArea area = recovery.area();
        LetterAnswer answer = letters.issue(
                area,
                LetterKind.RECOVERY_NOTICE,
                subject(id),
                new LetterContent.RecoveryNotice(
                        person.name(),
                        person.residentId().masked(),
                        recovery.number(),
                        caseNumber(recovery),
                        recovery.amount().toString(),
                        new LetterContent.Reason(recovery.reason(), recovery.basis()),
                        recovery.payBy().orElseThrow(),
                        parameters.value(area, RecoveryParameter.PAY_INTO),
                        parameters.days(area, RecoveryParameter.MOST_MONTHS),
                        parameters.days(area, RecoveryParameter.OFFSET_PERCENT),
                        text(area, "application.contact"),
                        new LetterContent.Appeal(text(area, "application.appeal-authority"), text(area, "application.appeal-court"))),
                AuditEntry.SYSTEM);
        if (!(answer instanceof LetterAnswer.Issued issued)) {
            throw new IllegalStateException("a letter whose characters were checked can be printed");
        }
        record(recovery, "NOTICE_ISSUED", issued.number(), null, AuditEntry.SYSTEM);
    }

    // ----------------------------------------------------------------------------------------------- what is agreed

    /** What is wrong with what was agreed on; changes nothing. */
    @Transactional(readOnly = true)
    public List<FieldProblem> check(UUID id, AgreePlan typed, CurrentUser user) {
        Recovery recovery = rows.find(id).orElseThrow();
        if (!RecoveryRights.opens(user) || recovery.area() != user.office()) {
            return forbidden();
        }
        List<FieldProblem> problems = new ArrayList<>(otherState(recovery, RecoveryState.COLLECTING));
        Optional<RecoveryWay> way = way(typed);
        if (way.isEmpty()) {
            problems.add(new FieldProblem("way", "CHOICE_MISSING", "请选择退回方式。"));
        } else {
            instalments(recovery, way.get(), typed, problems);
        }
        if (Typed.blank(typed.agreement()) || typed.agreement().strip().length() > LONGEST_REASON) {
            problems.add(new FieldProblem(
                    "agreement", "AGREEMENT_MISSING", "请写明何时、如何与本人商定（例如本人签字的日期），不超过" + LONGEST_REASON + "个字。"));
        }
        return problems;
    }

    /** Notes how the person pays back. */
    public Outcome<RecoveryWay> agree(UUID id, AgreePlan typed, CurrentUser user) {
        Recovery recovery = rows.locked(id);
        List<FieldProblem> problems = check(id, typed, user);
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        RecoveryWay way = way(typed).orElseThrow();
        rows.addPlan(
                id, way, instalments(recovery, way, typed, new ArrayList<>()), typed.agreement().strip(), user.id(), clock.now());
        record(recovery, "AGREED_" + way.name(), typed.agreement(), null, user.id());
        return Outcome.done(way);
    }

    private List<RecoveryRows.Instalment> instalments(
            Recovery recovery, RecoveryWay way, AgreePlan typed, List<FieldProblem> problems) {
        LocalDate last = lastDay(recovery.area());
        if (way == RecoveryWay.AT_ONCE) {
            return List.of(new RecoveryRows.Instalment(recovery.payBy().orElseThrow(), recovery.open()));
        }
        if (way == RecoveryWay.OFFSET) {
            LocalDate until = day(typed.until(), "until", last, problems);
            return List.of(new RecoveryRows.Instalment(until, recovery.open()));
        }
        List<RecoveryRows.Instalment> read = new ArrayList<>();
        if (typed.instalments().size() < 2 || typed.instalments().size() > MOST_INSTALMENTS) {
            problems.add(new FieldProblem("instalments", "INSTALMENTS_MISSING", "请填写二至" + MOST_INSTALMENTS + "期。"));
        }
        Money sum = Money.ZERO;
        LocalDate before = null;
        for (int i = 0; i < typed.instalments().size(); i++) {
            String at = "instalments." + i + ".";
            LocalDate due = day(typed.instalments().get(i).dueOn(), at + "dueOn", last, problems);
            String text = typed.instalments().get(i).amount();
            Money amount = Typed.amount(text == null ? null : text.strip());
            if (amount == null || amount.isZero()) {
                problems.add(new FieldProblem(at + "amount", "AMOUNT_INVALID", "请填写大于零的金额，最多两位小数。"));
            } else {
                sum = sum.plus(amount);
            }
            if (due != null && before != null && !due.isAfter(before)) {
                problems.add(new FieldProblem(at + "dueOn", "DAYS_NOT_IN_ORDER", "每一期的日期应晚于上一期。"));
            }
            before = due;
            read.add(new RecoveryRows.Instalment(due, amount));
        }
        if (problems.isEmpty() && !sum.equals(recovery.open())) {
            problems.add(new FieldProblem(
                    "instalments", "SUM_DIFFERS", "各期合计" + sum + "元，应等于尚未退回的" + recovery.open() + "元。"));
        }
        return read;
    }

    // ------------------------------------------------------------------------------------------------- what came in

    /** What is wrong with a receipt; changes nothing. */
    @Transactional(readOnly = true)
    public List<FieldProblem> check(UUID id, RecordRecoveryReceipt typed, CurrentUser user) {
        Recovery recovery = rows.find(id).orElseThrow();
        if (!RecoveryRights.collects(user) || recovery.area() != user.office()) {
            return forbidden();
        }
        return wrong(recovery, typed);
    }

    private List<FieldProblem> wrong(Recovery recovery, RecordRecoveryReceipt typed) {
        List<FieldProblem> problems = new ArrayList<>();
        if (!recovery.state().takesReceipts()) {
            problems.add(otherState(recovery));
        }
        if (form(typed).isEmpty()) {
            problems.add(new FieldProblem("", "FORM_UNKNOWN", "页面已失效，请重新打开后填写。"));
        }
        Money amount = Typed.amount(typed.amount() == null ? null : typed.amount().strip());
        if (amount == null || amount.isZero()) {
            problems.add(new FieldProblem("amount", "AMOUNT_INVALID", "请填写大于零的金额，单位元，最多两位小数。"));
        } else if (recovery.state().takesReceipts() && amount.isMoreThan(recovery.free())) {
            problems.add(new FieldProblem(
                    "amount",
                    "MORE_THAN_OPEN",
                    "尚未退回" + recovery.open() + "元"
                            + (recovery.held().isPositive() ? "，其中" + recovery.held() + "元正随付款批次抵扣" : "")
                            + "，登记金额不能超过" + recovery.free() + "元；多退的款项请退还本人。"));
        }
        receivedOn(typed.receivedOn(), problems);
        String voucher = typed.voucherNumber() == null ? "" : typed.voucherNumber().strip();
        if (!voucher.matches("[0-9A-Za-z-]{1,40}")) {
            problems.add(new FieldProblem("voucherNumber", "VOUCHER_INVALID", "请填写银行回单号，只含数字、字母和短横线，最多40位；不收现金。"));
        } else if (rows.isVoucherKnown(recovery.area(), voucher)) {
            problems.add(new FieldProblem("voucherNumber", "VOUCHER_RECORDED", "这张银行回单已经登记过，请核对回单号。"));
        }
        return problems;
    }

    /**
     * Records money that came in by the bank's voucher, and posts it. The same form sent again is the same receipt.
     *
     * @return {@link #COVERED} or {@link #OPEN}
     */
    public Outcome<String> receive(UUID id, RecordRecoveryReceipt typed, CurrentUser user) {
        if (!RecoveryRights.collects(user)) {
            return Outcome.refused(forbidden());
        }
        Recovery recovery = rows.locked(id);
        if (recovery.area() != user.office()) {
            return Outcome.refused(forbidden());
        }
        boolean sentTwice = form(typed).isPresent()
                && rows.receipts(id).stream().anyMatch(before -> isSame(before, typed));
        if (sentTwice) {
            return Outcome.done(recovery.open().isZero() ? COVERED : OPEN);
        }
        List<FieldProblem> problems = wrong(recovery, typed);
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        RecoveryRows.Receipt receipt = new RecoveryRows.Receipt(
                form(typed).orElseThrow(),
                Typed.amount(typed.amount().strip()),
                LocalDate.parse(typed.receivedOn().strip()),
                typed.voucherNumber().strip(),
                user.id(),
                clock.now());
        Map<Fund, Money> parts = FundShares.split(receipt.amount(), rows.free(id));
        if (!rows.addReceipt(recovery, receipt)) {
            // Somebody else recorded the voucher for another recovery at the same moment.
            return Outcome.refused("voucherNumber", "VOUCHER_RECORDED", "这张银行回单已经登记过，请核对回单号。");
        }
        rows.addReceiptParts(receipt.id(), parts);
        Posting.Movements received = new Posting.Movements();
        parts.forEach((fund, part) -> received.move(
                fund, AccountKind.SPECIAL_ACCOUNT, fund.name(), AccountKind.RECOVERY, recovery.person(), part));
        ledger.post(received.of(
                recovery.area(), TransferKind.RECOVERY_RECEIPT, new BusinessDocument(RECEIPT, receipt.id().toString()), user.id()));
        record(recovery, "RECEIVED", receipt.voucher(), receipt.amount(), user.id());
        if (!recovery.open().equals(receipt.amount())) {
            return Outcome.done(OPEN);
        }
        rows.close(id, RecoveryState.RECOVERED, user.id(), clock.now());
        record(recovery, "RECOVERED", null, null, user.id());
        return Outcome.done(COVERED);
    }

    /** As {@link #receive}, outside of a task: the process is told when all has come in. */
    public Outcome<String> receiveBesides(UUID id, RecordRecoveryReceipt typed, CurrentUser user) {
        Optional<Recovery> before = rows.find(id);
        Outcome<String> outcome = receive(id, typed, user);
        boolean closedNow = before.isPresent()
                && before.get().state() == RecoveryState.COLLECTING
                && outcome instanceof Outcome.Done<String> done
                && done.value().equals(COVERED);
        if (closedNow) {
            course.covered(rows.find(id).orElseThrow());
        }
        return outcome;
    }

    private static boolean isSame(RecoveryRows.Receipt before, RecordRecoveryReceipt typed) {
        return before.id().equals(form(typed).orElseThrow())
                && before.voucher().equals(String.valueOf(typed.voucherNumber()).strip())
                && before.receivedOn().toString().equals(String.valueOf(typed.receivedOn()).strip())
                && before.amount().equals(Typed.amount(String.valueOf(typed.amount()).strip()));
    }

    // ---------------------------------------------------------------------------------------------- what is overdue

    /** The day by which the next money is to come in; empty when nothing is open. What a batch holds counts as come in. */
    @Transactional(readOnly = true)
    public Optional<LocalDate> nextDue(UUID id) {
        Recovery recovery = rows.find(id).orElseThrow();
        return rows.plan(id).flatMap(plan -> nextDue(recovery, plan, rows.instalments(id, plan.number())));
    }

    static Optional<LocalDate> nextDue(
            Recovery recovery, RecoveryRows.Plan plan, List<RecoveryRows.Instalment> instalments) {
        Money paid = plan.amount().minus(recovery.free());
        Money due = Money.ZERO;
        for (RecoveryRows.Instalment instalment : instalments) {
            due = due.plus(instalment.amount());
            if (due.isMoreThan(paid)) {
                return Optional.of(instalment.dueOn());
            }
        }
        return Optional.empty();
    }

    /** Whether something should have come in by now; if so, that is noted for the manager. */
    public boolean noteOverdue(UUID id) {
        Recovery recovery = rows.locked(id);
        Optional<LocalDate> due = nextDue(id)
                .filter(day -> !Workdays.closing(day).toInstant().isAfter(clock.now()));
        due.ifPresent(day -> record(recovery, "OVERDUE", "应于" + day + "前退回", recovery.open(), AuditEntry.SYSTEM));
        return due.isPresent();
    }

    /** What is wrong with what the manager says about overdue money; changes nothing. */
    @Transactional(readOnly = true)
    public List<FieldProblem> check(UUID id, HandleOverdueRecovery said, CurrentUser user) {
        Recovery recovery = rows.find(id).orElseThrow();
        if (!RecoveryRights.decides(user) || recovery.area() != user.office()) {
            return forbidden();
        }
        List<FieldProblem> problems = new ArrayList<>(otherState(recovery, RecoveryState.COLLECTING));
        String decision = String.valueOf(said.decision());
        if (decision.equals(CONTINUE)) {
            day(said.until(), "until", lastDay(recovery.area()), problems);
        } else if (!isGivingUp(decision)) {
            problems.add(new FieldProblem("decision", "CHOICE_MISSING", "请选择处理意见。"));
        } else if (recovery.held().isPositive()) {
            problems.add(heldProblem(recovery));
        }
        requireReason(said.reason(), "请写明理由。", problems);
        return problems;
    }

    /** Takes what the manager says about overdue money: more time, or giving it up if finance agrees. */
    public Outcome<String> handleOverdue(UUID id, HandleOverdueRecovery said, CurrentUser user) {
        Recovery recovery = rows.locked(id);
        List<FieldProblem> problems = check(id, said, user);
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        if (said.decision().equals(CONTINUE)) {
            postpone(recovery, LocalDate.parse(said.until().strip()), said.reason().strip(), user);
        } else {
            rows.wantsToGiveUp(id, user.id());
        }
        record(recovery, "OVERDUE_" + said.decision(), said.reason(), recovery.open(), user.id());
        return Outcome.done(said.decision());
    }

    /** What is overdue gets a new day, what is due later keeps its own. */
    private void postpone(Recovery recovery, LocalDate until, String reason, CurrentUser user) {
        RecoveryRows.Plan plan = rows.plan(recovery.id()).orElseThrow();
        Money paid = plan.amount().minus(recovery.open());
        Money later = Money.ZERO;
        List<RecoveryRows.Instalment> kept = new ArrayList<>();
        for (RecoveryRows.Instalment instalment : rows.instalments(recovery.id(), plan.number())) {
            Money covered = paid.min(instalment.amount());
            paid = paid.minus(covered);
            Money rest = instalment.amount().minus(covered);
            if (rest.isPositive() && instalment.dueOn().isAfter(until)) {
                kept.add(new RecoveryRows.Instalment(instalment.dueOn(), rest));
                later = later.plus(rest);
            }
        }
        kept.add(0, new RecoveryRows.Instalment(until, recovery.open().minus(later)));
        kept.removeIf(instalment -> instalment.amount().isZero());
        rows.addPlan(recovery.id(), plan.way(), kept, reason, user.id(), clock.now());
    }

    /** What is wrong with what finance says about giving up; changes nothing. */
    @Transactional(readOnly = true)
    public List<FieldProblem> check(UUID id, ConfirmGivingUp said, CurrentUser user) {
        Recovery recovery = rows.find(id).orElseThrow();
        if (!RecoveryRights.collects(user) || recovery.area() != user.office()) {
            return forbidden();
        }
        List<FieldProblem> problems = new ArrayList<>(otherState(recovery, RecoveryState.COLLECTING));
        if (recovery.givenUpBy().filter(user.id()::equals).isPresent()) {
            problems.add(new FieldProblem("", "SAME_PERSON", "提出移送法院或核销的人员不能复核。"));
        }
        if (REFUSED.equals(said.decision())) {
            requireReason(said.reason(), "不同意的，请写明理由。", problems);
        } else if (!AGREED.equals(said.decision())) {
            problems.add(new FieldProblem("decision", "CHOICE_MISSING", "请选择复核意见。"));
        } else if (recovery.held().isPositive()) {
            problems.add(heldProblem(recovery));
        }
        return problems;
    }

    /**
     * Takes what finance says about giving up. What is written off becomes spending of its fund again; what is left to the
     * court stays claimed.
     *
     * @param how {@code LEFT_TO_COURT} or {@code WRITTEN_OFF}, as the manager decided
     * @return {@link #AGREED} or {@link #REFUSED}
     */
    public Outcome<String> confirmGivingUp(UUID id, String how, ConfirmGivingUp said, CurrentUser user) {
        Recovery recovery = rows.locked(id);
        List<FieldProblem> problems = check(id, said, user);
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        RecoveryState end = RecoveryState.valueOf(how);
        if (said.decision().equals(REFUSED)) {
            rows.wantsToGiveUp(id, null);
            record(recovery, "GIVING_UP_REFUSED", said.reason(), null, user.id());
            return Outcome.done(REFUSED);
        }
        rows.close(id, end, user.id(), clock.now());
        if (end == RecoveryState.WRITTEN_OFF) {
            Posting.Movements lost = new Posting.Movements();
            rows.free(id).forEach((fund, open) -> lost.move(
                    fund, AccountKind.FUND, fund.name(), AccountKind.RECOVERY, recovery.person(), open));
            ledger.post(lost.of(recovery.area(), TransferKind.RECOVERY_WRITE_OFF, document(recovery), user.id()));
        }
        record(recovery, end.name(), said.reason(), recovery.open(), user.id());
        return Outcome.done(AGREED);
    }

    // ----------------------------------------------------------------------------------------------------- revoking

    /**
     * Takes a decision back because an appeal was upheld: the claim is reversed in the books, and what had come in is owed to
     * the person again and ordered to be paid.
     */
    public Outcome<Recovery> revoke(UUID id, RevokeRecovery said, CurrentUser user) {
        if (!RecoveryRights.decides(user)) {
            return Outcome.refused(forbidden());
        }
        Recovery recovery = rows.locked(id);
        if (recovery.area() != user.office()) {
            return Outcome.refused(forbidden());
        }
        List<FieldProblem> problems = new ArrayList<>(otherState(recovery, RecoveryState.COLLECTING));
        if (Typed.blank(said.ruling()) || said.ruling().strip().length() > LONGEST_DOCUMENT) {
            problems.add(new FieldProblem("ruling", "RULING_MISSING", "请填写行政复议决定或者判决的文号。"));
        }
        requireReason(said.reason(), "请写明撤销的理由。", problems);
        if (recovery.held().isPositive()) {
            problems.add(heldProblem(recovery));
        }
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        Map<Fund, Money> cameIn = rows.cameIn(id, true);
        ledger.reverse(document(recovery), "追回决定已撤销：" + said.ruling().strip(), user.id());
        rows.close(id, RecoveryState.REVOKED, user.id(), clock.now());
        if (!cameIn.isEmpty()) {
            BusinessDocument refund = new BusinessDocument(REFUND, id.toString());
            Posting.Movements owed = new Posting.Movements();
            cameIn.forEach((fund, amount) -> owed.move(
                    fund, AccountKind.RECOVERY, recovery.person(), AccountKind.PERSON_PAYABLE, recovery.person(), amount));
            ledger.post(owed.of(recovery.area(), TransferKind.RECOVERY_REFUND, refund, user.id()));
            Payee person = new Payee(Payee.Kind.PERSON, recovery.person());
            cameIn.forEach((fund, amount) -> orders.order(recovery.area(), person, fund, amount, refund, user.id()));
        }
        record(recovery, "REVOKED", said.ruling().strip() + "：" + said.reason().strip(), recovery.cameIn(), user.id());
        Recovery revoked = rows.find(id).orElseThrow();
        course.revoked(revoked);
        return Outcome.done(revoked);
    }

    // ------------------------------------------------------------------------------------------------------- shared

    /** What a recovery's letters are attached to. */
    public static Subject subject(UUID id) {
        return new Subject(SUBJECT, id.toString());
    }

    private static BusinessDocument document(Recovery recovery) {
        return new BusinessDocument(SUBJECT, recovery.id().toString());
    }

    private static boolean isGivingUp(String decision) {
        return decision.equals(RecoveryState.LEFT_TO_COURT.name()) || decision.equals(RecoveryState.WRITTEN_OFF.name());
    }

    private static FieldProblem heldProblem(Recovery recovery) {
        return new FieldProblem(
                "", "OFFSET_UNDER_WAY", "有" + recovery.held() + "元正随付款批次抵扣，请待银行结果登记后再办理。");
    }

    private static Optional<UUID> form(RecordRecoveryReceipt typed) {
        try {
            return Optional.of(UUID.fromString(String.valueOf(typed.form())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<RecoveryWay> way(AgreePlan typed) {
        return List.of(RecoveryWay.values()).stream()
                .filter(way -> way.name().equals(typed.way()))
                .findFirst();
    }

    private LocalDate lastDay(PoolingArea area) {
        return clock.today().plusMonths(parameters.days(area, RecoveryParameter.MOST_MONTHS));
    }

    /** A day to come, within what the office allows. */
    private LocalDate day(String text, String field, LocalDate last, List<FieldProblem> problems) {
        try {
            LocalDate day = LocalDate.parse(text == null ? "" : text.strip());
            if (day.isAfter(clock.today()) && !day.isAfter(last)) {
                return day;
            }
            problems.add(new FieldProblem(field, "DAY_NOT_PLAUSIBLE", "日期应晚于今天，不晚于" + last + "。"));
        } catch (DateTimeException e) {
            problems.add(new FieldProblem(field, "DAY_INVALID", "请填写日期，例如 2026-03-05。"));
        }
        return null;
    }

    private void receivedOn(String text, List<FieldProblem> problems) {
        try {
            LocalDate day = LocalDate.parse(text == null ? "" : text.strip());
            if (day.getYear() < 2000 || day.isAfter(clock.today())) {
                problems.add(new FieldProblem("receivedOn", "DAY_NOT_PLAUSIBLE", "到账日期不能晚于今天，也不能早于2000年。"));
            }
        } catch (DateTimeException e) {
            problems.add(new FieldProblem("receivedOn", "DAY_INVALID", "请填写到账日期，例如 2026-03-05。"));
        }
    }

    private static void requireReason(String reason, String missing, List<FieldProblem> problems) {
        DatedEntries.requireReason(reason, missing, problems);
        if (reason != null && reason.strip().length() > LONGEST_REASON) {
            problems.add(new FieldProblem("reason", "REASON_TOO_LONG", "理由不超过" + LONGEST_REASON + "个字。"));
        }
    }

    private static Citation basis(String document, String article) {
        return new Citation(document.strip(), article.strip());
    }

    private Person person(Recovery recovery) {
        return parties.person(recovery.area(), PersonId.parse(recovery.person())).orElseThrow();
    }

    private String caseNumber(Recovery recovery) {
        return rows.caseNumber(recovery.claim());
    }

    private String text(PoolingArea area, String code) {
        return parameters.value(area, parameters.key(code).orElseThrow());
    }

    private static List<FieldProblem> otherState(Recovery recovery, RecoveryState expected) {
        return recovery.state() == expected ? List.of() : List.of(otherState(recovery));
    }

    private static FieldProblem otherState(Recovery recovery) {
        return new FieldProblem("", "OTHER_STATE", "本追回事项" + recovery.state().chineseName() + "，请刷新后再办理。");
    }

    private static List<FieldProblem> forbidden() {
        return List.of(new FieldProblem("", "FORBIDDEN", "您没有办理此事项的权限。"));
    }

    private void record(Recovery recovery, String kind, String note, Money amount, String by) {
        rows.record(recovery.id(), kind, Typed.blank(note) ? null : note.strip(), amount, by, clock.now());
        AuditEntry entry = AuditEntry.of(by, recovery.area(), "RECOVERY_" + kind, SUBJECT, recovery.id())
                .restingOn(recovery.basis());
        audit.record(amount == null ? entry : entry.with("amount", amount));
    }
}
