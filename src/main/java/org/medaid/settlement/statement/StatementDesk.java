package org.medaid.settlement.statement;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.medaid.api.FieldProblem;
import org.medaid.api.Outcome;
import org.medaid.api.Typed;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.procedure.Deadlines;
import org.medaid.ledger.BusinessDocument;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.settlement.PaymentOrder;
import org.medaid.settlement.PaymentOrders;
import org.medaid.settlement.statement.StatementClearing.Account;
import org.medaid.settlement.statement.StatementStep.ApproveStatement;
import org.medaid.settlement.statement.StatementStep.ConfirmStatement;
import org.medaid.settlement.statement.StatementStep.FinanceApproval;
import org.medaid.settlement.statement.StatementStep.ReviewDisputes;
import org.medaid.settlement.statement.StatementStep.ReviewSelfPaid;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who does what with a statement: the hospital confirms or disputes, the agency rules and approves, finance approves. */
@Service
@Transactional
@Clause("M1")
public class StatementDesk {

    /** The record that says a hospital was late; from then on the office's manager may confirm on its word. */
    static final String OVERDUE = "CONFIRMATION_OVERDUE";

    private static final String RULED = "DISPUTES_REVIEWED";
    private static final int LONGEST_TEXT = 500;

    private final StatementRows rows;
    private final StatementSums sums;
    private final PaymentOrders orders;
    private final AuditTrail audit;
    private final Deadlines deadlines;
    private final BusinessClock clock;

    StatementDesk(
            StatementRows rows,
            StatementSums sums,
            PaymentOrders orders,
            AuditTrail audit,
            Deadlines deadlines,
            BusinessClock clock) {
        this.rows = rows;
        this.sums = sums;
        this.orders = orders;
        this.deadlines = deadlines;
        this.audit = audit;
        this.clock = clock;
    }

    /** What is wrong with what somebody hands in; changes nothing. */
    @Transactional(readOnly = true)
    public List<FieldProblem> check(StatementId id, StatementStep step, CurrentUser user) {
        Statement statement = rows.find(id).orElseThrow();
        if (step instanceof ConfirmStatement confirm) {
            return problems(statement, confirm, user);
        } else if (step instanceof ReviewDisputes review) {
            return problems(statement, review, user);
        } else if (step instanceof ApproveStatement approval) {
            return problems(statement, approval, user);
        } else if (step instanceof ReviewSelfPaid review) {
            return problems(statement, review, user);
        }
        return problems(statement, (FinanceApproval) step, user);
    }

    /** Takes what somebody hands in. */
    public <S extends StatementStep> Outcome<S> take(StatementId id, S step, CurrentUser user) {
        Statement statement = rows.lock(id);
        List<FieldProblem> problems = check(id, step, user);
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        if (step instanceof ConfirmStatement confirm) {
            confirm(statement, confirm, user);
        } else if (step instanceof ReviewDisputes review) {
            rule(statement, review, user);
        } else if (step instanceof ApproveStatement approval) {
            approve(statement, approval, user);
        } else if (step instanceof ReviewSelfPaid review) {
            moved(statement, review.decision().equals("AGREED") ? StatementState.AT_FINANCE : StatementState.TO_APPROVE);
            record(statement, "SELF_PAID_REVIEWED", review, user);
        } else if (step instanceof FinanceApproval approval) {
            approve(statement, approval, user);
        }
        return Outcome.done(step);
    }

    private List<FieldProblem> problems(Statement statement, ConfirmStatement step, CurrentUser user) {
        List<FieldProblem> problems = new ArrayList<>(inState(statement, StatementState.AT_HOSPITAL));
        boolean ofHospital =
                user.isIn(Groups.HOSPITAL_MEDICAL_AFFAIRS) && user.hospitalCode().filter(statement.payee()::equals).isPresent();
        if (!ofHospital) {
            boolean manager = isOffices(statement, user, Groups.AGENCY_MANAGER);
            if (!manager || !isOverdue(statement)) {
                problems.add(forbidden());
            } else if (Typed.blank(step.note())) {
                problems.add(new FieldProblem("note", "TEXT_MISSING", "代医院登记核对结果的，请写明医院的书面意见。"));
            }
        }
        tooLong(problems, "note", step.note());
        if (!Set.of("CONFIRMED", "DISPUTED").contains(String.valueOf(step.decision()))) {
            problems.add(new FieldProblem("decision", "CHOICE_MISSING", "请选择核对结果。"));
        } else if (step.decision().equals("CONFIRMED") && !step.disputes().isEmpty()) {
            problems.add(new FieldProblem("disputes", "DISPUTES_WITH_CONFIRMATION", "有争议的，请选择“有争议”。"));
        } else if (step.decision().equals("DISPUTED")) {
            if (step.disputes().isEmpty()) {
                problems.add(new FieldProblem("disputes", "DISPUTES_MISSING", "请逐行写明有争议的行号和理由。"));
            }
            problems.addAll(lineProblems(statement, step.disputes()));
        }
        return problems;
    }

    private List<FieldProblem> lineProblems(Statement statement, List<ConfirmStatement.Dispute> disputes) {
        List<FieldProblem> problems = new ArrayList<>();
        Set<Integer> disputed = new HashSet<>();
        rows.disputed(statement.id()).forEach(line -> disputed.add(line.lineNo()));
        for (int i = 0; i < disputes.size(); i++) {
            Integer line = disputes.get(i).lineNo();
            String field = "disputes." + i + ".";
            if (line == null || line < 1 || line > statement.lineCount()) {
                problems.add(new FieldProblem(
                        field + "lineNo", "LINE_UNKNOWN", "行号应为1至" + statement.lineCount() + "，见结算单明细。"));
            } else if (!disputed.add(line)) {
                problems.add(new FieldProblem(field + "lineNo", "LINE_DISPUTED_TWICE", "第" + line + "行已经提出过争议。"));
            }
            required(problems, field + "reason", disputes.get(i).reason(), "请写明争议理由。");
        }
        return problems;
    }

    private void confirm(Statement statement, ConfirmStatement step, CurrentUser user) {
        step.disputes().forEach(dispute -> rows.dispute(
                statement.id(), dispute.lineNo(), dispute.reason().strip(), user.id(), clock.now()));
        moved(statement, step.decision().equals("DISPUTED") ? StatementState.DISPUTED : StatementState.TO_APPROVE);
        record(statement, "STATEMENT_CHECKED", step, user);
    }

    private List<FieldProblem> problems(Statement statement, ReviewDisputes step, CurrentUser user) {
        List<FieldProblem> problems = new ArrayList<>(inState(statement, StatementState.DISPUTED));
        if (!isOffices(statement, user, Groups.AGENCY_CHECKER)) {
            problems.add(forbidden());
        }
        Set<Integer> open = new HashSet<>();
        rows.disputed(statement.id()).stream()
                .filter(line -> line.ruling().isEmpty())
                .forEach(line -> open.add(line.lineNo()));
        for (int i = 0; i < step.rulings().size(); i++) {
            ReviewDisputes.Ruling ruling = step.rulings().get(i);
            String field = "rulings." + i + ".";
            if (!open.remove(ruling.lineNo())) {
                problems.add(new FieldProblem(field + "lineNo", "LINE_NOT_DISPUTED", "该行没有待复核的争议。"));
            }
            if (!Set.of("UPHELD", "REJECTED").contains(String.valueOf(ruling.decision()))) {
                problems.add(new FieldProblem(field + "decision", "CHOICE_MISSING", "请选择复核结论。"));
            }
            required(problems, field + "reason", ruling.reason(), "请写明复核理由。");
        }
        if (!open.isEmpty()) {
            problems.add(new FieldProblem("rulings", "RULING_MISSING", "每一行争议都须有复核结论。"));
        }
        return problems;
    }

    private void rule(Statement statement, ReviewDisputes step, CurrentUser user) {
        step.rulings().forEach(ruling -> rows.rule(
                statement.id(),
                ruling.lineNo(),
                ruling.decision().equals("UPHELD"),
                ruling.reason().strip(),
                user.id(),
                clock.now()));
        moved(statement, StatementState.TO_APPROVE);
        record(statement, RULED, step, user);
    }

    private List<FieldProblem> problems(Statement statement, ApproveStatement step, CurrentUser user) {
        List<FieldProblem> problems = new ArrayList<>(inState(statement, StatementState.TO_APPROVE));
        if (!isOffices(statement, user, Groups.AGENCY_MANAGER)) {
            problems.add(forbidden());
        }
        decided(problems, "APPROVED", step.decision(), step.reason());
        if ("APPROVED".equals(step.decision())) {
            if (rows.records(statement.id()).stream()
                    .anyMatch(record -> Set.of(RULED, "STATEMENT_CHECKED").contains(record.kind())
                            && record.by().equals(user.id()))) {
                problems.add(samePerson());
            }
            problems.addAll(sums.problems(statement));
        }
        return problems;
    }

    private void approve(Statement statement, ApproveStatement step, CurrentUser user) {
        if (step.decision().equals("APPROVED")) {
            rows.approve(statement.id(), sums.of(statement).figures(), user.id(), clock.now());
            moved(
                    statement,
                    statement.kind() == StatementKind.QUARTERLY_SELF_PAID ? StatementState.AT_HEALTH : StatementState.AT_FINANCE);
        } else {
            moved(statement, StatementState.AT_HOSPITAL);
            rows.confirmBy(
                    statement.id(), deadlines.due(statement.area(), StatementParameter.CONFIRMATION_DAYS).toInstant());
        }
        record(statement, "STATEMENT_APPROVED", step, user);
    }

    private List<FieldProblem> problems(Statement statement, ReviewSelfPaid step, CurrentUser user) {
        List<FieldProblem> problems = new ArrayList<>(inState(statement, StatementState.AT_HEALTH));
        if (!isOffices(statement, user, Groups.DEPARTMENT_HEALTH)) {
            problems.add(forbidden());
        }
        decided(problems, "AGREED", step.decision(), step.reason());
        return problems;
    }

    private List<FieldProblem> problems(Statement statement, FinanceApproval step, CurrentUser user) {
        List<FieldProblem> problems = new ArrayList<>(inState(statement, StatementState.AT_FINANCE));
        if (!isOffices(statement, user, Groups.DEPARTMENT_FINANCE)) {
            problems.add(forbidden());
        }
        if (statement.approvedBy().filter(user.id()::equals).isPresent()) {
            problems.add(samePerson());
        }
        decided(problems, "APPROVED", step.decision(), step.reason());
        if ("APPROVED".equals(step.decision())
                && statement.figures().isPresent()
                && !statement.figures().get().equals(sums.of(statement).figures())) {
            problems.add(new FieldProblem(
                    "decision", "FIGURES_CHANGED", "经办机构审批后应付金额已有变化，请退回经办机构重新审批。"));
        }
        return problems;
    }

    private void approve(Statement statement, FinanceApproval step, CurrentUser user) {
        if (step.decision().equals("APPROVED")) {
            rows.approveByFinance(statement.id(), user.id(), clock.now());
        } else {
            moved(statement, StatementState.TO_APPROVE);
        }
        record(statement, "FINANCE_APPROVED", step, user);
    }

    /** Whether something is to be paid, once the agency has approved. */
    @Transactional(readOnly = true)
    public boolean isPayable(StatementId id) {
        return rows.find(id).orElseThrow().figures().orElseThrow().payable().isPositive();
    }

    @Transactional(readOnly = true)
    public Optional<Statement> find(StatementId id) {
        return rows.find(id);
    }

    /** An office's statements of some kinds that cover a month, the newest first. */
    @Transactional(readOnly = true)
    public List<Statement> of(
            PoolingArea area, Collection<StatementKind> kinds, Optional<YearMonth> month, int skip, int limit) {
        return rows.of(area, kinds, month, skip, limit);
    }

    /** A hospital's statements that it has been given, of every office, the newest first. */
    @Transactional(readOnly = true)
    public List<Statement> ofHospital(String hospital, Optional<YearMonth> month, int skip, int limit) {
        return rows.ofPayee(hospital, month, skip, limit);
    }

    /** The year's clearing with each of an office's hospitals. */
    @Transactional(readOnly = true)
    public List<YearLine> year(int year, PoolingArea area) {
        return rows.year(year, Optional.of(area), Optional.empty());
    }

    /** The year's clearing of a hospital with each office. */
    @Transactional(readOnly = true)
    public List<YearLine> yearOfHospital(int year, String hospital) {
        return rows.year(year, Optional.empty(), Optional.of(hospital));
    }

    /** How the payment of an approved statement stands, fund by fund. */
    @Transactional(readOnly = true)
    public List<PaymentOrder> payments(Statement statement) {
        return orders.of(new BusinessDocument(StatementActs.DOCUMENT, statement.id().toString()));
    }

    /** How each of these statements stands, in words: an approved one also by whether the bank has paid it. */
    @Transactional(readOnly = true)
    public Map<StatementId, String> stateNames(Collection<Statement> statements) {
        Set<String> paid = orders.paid(
                StatementActs.DOCUMENT,
                statements.stream()
                        .filter(statement -> statement.state() == StatementState.PAYABLE)
                        .map(statement -> statement.id().toString())
                        .toList());
        return statements.stream().collect(Collectors.toMap(Statement::id, statement -> stateName(statement, paid)));
    }

    private static String stateName(Statement statement, Set<String> paid) {
        if (statement.state() != StatementState.PAYABLE) {
            return statement.state().chineseName();
        }
        if (statement.kind() == StatementKind.INTER_FUND) {
            // No order: the second of the two noted that the money had come in.
            return "已划入";
        }
        return paid.contains(statement.id().toString()) ? "已付款" : statement.state().chineseName();
    }

    /** A statement's lines in order. @param after the last line that was read, 0 at the beginning */
    @Transactional(readOnly = true)
    public List<StatementLine> lines(StatementId id, int after, int limit) {
        return rows.lines(id, after, limit);
    }

    /** Every line the hospital has disputed. */
    @Transactional(readOnly = true)
    public List<StatementLine> disputed(StatementId id) {
        return rows.disputed(id);
    }

    /** What the lines come to for each fund and account. */
    @Transactional(readOnly = true)
    public List<StatementSum> sums(StatementId id) {
        return rows.sums(id).entrySet().stream()
                .sorted(Map.Entry.comparingByKey(java.util.Comparator.comparing(Account::fund).thenComparing(Account::kind)))
                .map(sum -> new StatementSum(sum.getKey().fund(), sum.getKey().kind(), sum.getValue()))
                .toList();
    }

    /** What is, or at this moment would be, taken off and paid. */
    @Transactional(readOnly = true)
    public StatementFigures figures(Statement statement) {
        return statement.figures().orElseGet(() -> sums.of(statement).figures());
    }

    /** Every step of a statement, oldest first. */
    @Transactional(readOnly = true)
    public List<StatementRecord> records(StatementId id) {
        return rows.records(id);
    }

    /** Whether the hospital has let its time pass. */
    @Transactional(readOnly = true)
    public boolean isOverdue(Statement statement) {
        return rows.records(statement.id()).stream().anyMatch(record -> record.kind().equals(OVERDUE));
    }

    private static boolean isOffices(Statement statement, CurrentUser user, String group) {
        return user.isIn(group)
                && user.hospitalCode().isEmpty()
                && user.area().filter(statement.area()::equals).isPresent();
    }

    private void moved(Statement statement, StatementState to) {
        if (!rows.move(statement.id(), statement.state(), to)) {
            throw new IllegalStateException("a locked statement stays where it is");
        }
    }

    private void record(Statement statement, String kind, Object content, CurrentUser user) {
        rows.record(statement.id(), kind, content, user.id(), clock.now());
        audit.record(AuditEntry.of(user.id(), statement.area(), kind, StatementActs.DOCUMENT, statement.id())
                .with("payee", statement.payee())
                .restingOn(StatementParameter.article(statement.area())));
    }

    private static List<FieldProblem> inState(Statement statement, StatementState state) {
        return statement.state() == state
                ? List.of()
                : List.of(new FieldProblem("", "OTHER_STATE", "本结算单" + statement.state().chineseName() + "，请刷新后再办理。"));
    }

    private static void decided(List<FieldProblem> problems, String yes, String decision, String reason) {
        if (!yes.equals(decision) && !"SENT_BACK".equals(decision)) {
            problems.add(new FieldProblem("decision", "CHOICE_MISSING", "请选择意见。"));
        }
        if ("SENT_BACK".equals(decision)) {
            required(problems, "reason", reason, "退回的，请写明理由。");
        } else {
            tooLong(problems, "reason", reason);
        }
    }

    private static void required(List<FieldProblem> problems, String field, String text, String message) {
        if (Typed.blank(text)) {
            problems.add(new FieldProblem(field, "TEXT_MISSING", message));
        }
        tooLong(problems, field, text);
    }

    private static void tooLong(List<FieldProblem> problems, String field, String text) {
        if (text != null && text.length() > LONGEST_TEXT) {
            problems.add(new FieldProblem(field, "TEXT_TOO_LONG", "内容不能超过" + LONGEST_TEXT + "个字。"));
        }
    }

    private static FieldProblem forbidden() {
        return new FieldProblem("", "FORBIDDEN", "您没有办理此事项的权限。");
    }

    private static FieldProblem samePerson() {
        return new FieldProblem("", "SAME_PERSON", "核对、复核、经办审批、财政审批须由不同的人员办理。");
    }
}
