package org.medaid.settlement.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.HistoryService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.medaid.api.Outcome;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.ledger.AccountKind;
import org.medaid.ledger.BusinessDocument;
import org.medaid.ledger.Fund;
import org.medaid.party.Parties;
import org.medaid.procedure.EnterProcedureParameter;
import org.medaid.procedure.ProcedureParameters;
import org.medaid.settlement.OrderState;
import org.medaid.settlement.Payee;
import org.medaid.settlement.PaymentOrders;
import org.medaid.settlement.Statements;
import org.medaid.testing.EngineCases;
import org.medaid.testing.EngineTables;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.Office;
import org.medaid.testing.PostedBills.Posted;
import org.medaid.testing.PostedBills;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A statement from the settlement day to the payment order, form by form as Tasklist sends them. */
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Clause("M1")
class HospitalSettlementProcessTest {

    private static final String PROCESS = "HospitalSettlementProcess";
    private static final PoolingArea JINING = PoolingArea.JINING;
    private static final String HOSPITAL = "H3708113";
    private static final String OTHER = "H3708122";
    private static final String ASSISTANCE = "MEDICAL_ASSISTANCE_FUND";
    private static final String POVERTY = "POVERTY_ALLEVIATION_FUND";

    @LocalServerPort
    private int port;

    @Autowired
    private Statements statements;

    @Autowired
    private StatementDesk desk;

    @Autowired
    private StatementRows rows;

    @Autowired
    private PaymentOrders orders;

    @Autowired
    private Parties parties;

    @Autowired
    private ProcedureParameters parameters;

    @Autowired
    private HistoryService history;

    @Autowired
    private EngineCases cases;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private PostedBills bills;
    private Office office;

    @BeforeEach
    void open() {
        bills = new PostedBills(jdbc, parties, transaction);
        office = new Office(port, JINING.tenantId());
    }

    @Test
    @Clause({"M1", "M9"})
    void a_confirmed_statement_is_approved_by_two_people_and_its_payment_ordered() {
        // given: the hospital bears 30 of a bill of its own and 5 of another hospital's
        YearMonth month = YearMonth.of(2019, 2);
        bill(HOSPITAL, month).owes(ASSISTANCE, "1000.00").bears(HOSPITAL, "30.00").post();
        bill(OTHER, month).owes(ASSISTANCE, "200.00").bears(HOSPITAL, "5.00").post();
        Statement statement = drawn(JINING, HOSPITAL, month);
        String instance = instance(statement);

        // when
        HttpResponse<String> undecided = office.complete(medicalOffice(), instance, "UserTask_ConfirmStatement", Map.of());
        confirmed(instance);
        HttpResponse<String> silent = office.complete(
                "manager", instance, "UserTask_ApproveStatement", Map.of("decision", "SENT_BACK"));
        office.completed("manager", instance, "UserTask_ApproveStatement", Map.of("decision", "APPROVED"));
        office.completed("finance1", instance, "UserTask_FinanceApproval", Map.of("decision", "APPROVED"));

        // then
        assertThat(undecided.body()).contains("CHOICE_MISSING");
        assertThat(silent.body()).contains("TEXT_MISSING");
        assertThat(ended(instance)).isEqualTo("EndEvent_PaymentOrdered");
        Statement closed = desk.find(statement.id()).orElseThrow();
        assertThat(closed.state()).isEqualTo(StatementState.PAYABLE);
        assertThat(closed.figures().orElseThrow().payable()).isEqualTo(Money.parse("995.00"));
        assertThat(rows.shares(closed.id()))
                .isEqualTo(Map.of(
                        new StatementClearing.Account(Fund.MEDICAL_ASSISTANCE_FUND, AccountKind.HOSPITAL_PAYABLE),
                        Money.parse("995.00")));
        // and afterwards the books owe exactly what is paid
        assertThat(owed(closed, "HOSPITAL_PAYABLE")).isEqualTo("-995.00");
        assertThat(owed(closed, "HOSPITAL_SHARE")).isEqualTo("0.00");
        assertThat(orders.of(new BusinessDocument(StatementActs.DOCUMENT, closed.id().toString())))
                .singleElement()
                .satisfies(order -> {
                    assertThat(order.payee()).isEqualTo(Payee.hospital(HOSPITAL));
                    assertThat(order.amount()).isEqualTo(Money.parse("995.00"));
                    assertThat(order.state()).isEqualTo(OrderState.OPEN);
                });
    }

    @Test
    void an_upheld_line_is_not_paid_until_its_bill_is_reversed_and_a_rejected_one_is() {
        // given
        YearMonth month = YearMonth.of(2019, 4);
        Posted wrong = bill(HOSPITAL, month).owes(ASSISTANCE, "400.00").post();
        bill(HOSPITAL, month).owes(ASSISTANCE, "100.00").post();
        bill(HOSPITAL, month).owes(ASSISTANCE, "50.00").post();
        bills.reverse(JINING, wrong, month.plusMonths(1).atDay(3));
        bill(HOSPITAL, month.plusMonths(1)).owes(ASSISTANCE, "70.00").post();
        Statement april = drawn(JINING, HOSPITAL, month);
        Statement may = drawn(JINING, HOSPITAL, month.plusMonths(1));
        String instance = instance(april);

        // when the hospital disputes two lines, wrongly at first
        HttpResponse<String> wrongLines = office.complete(medicalOffice(), instance, "UserTask_ConfirmStatement", Map.of(
                "decision", "DISPUTED",
                "disputes", List.of(Map.of("lineNo", 9, "reason", "无"), Map.of("lineNo", 1, "reason", " "), Map.of("lineNo", 1, "reason", "重复"))));
        office.completed(medicalOffice(), instance, "UserTask_ConfirmStatement", Map.of(
                "decision", "DISPUTED",
                "disputes", List.of(Map.of("lineNo", 1, "reason", "扫描用争议理由"), Map.of("lineNo", 2, "reason", "金额不符"))));
        HttpResponse<String> half = office.complete("checker", instance, "UserTask_ReviewDisputes", Map.of(
                "rulings", List.of(Map.of("lineNo", 1, "decision", "UPHELD", "reason", "重复结算，须冲销"))));
        office.completed("checker", instance, "UserTask_ReviewDisputes", Map.of(
                "rulings",
                List.of(
                        Map.of("lineNo", 1, "decision", "UPHELD", "reason", "重复结算，须冲销"),
                        Map.of("lineNo", 2, "decision", "REJECTED", "reason", "与发票一致"))));
        // and the manager sends it back once
        office.completed("manager", instance, "UserTask_ApproveStatement", Map.of("decision", "SENT_BACK", "reason", "请再核对"));
        HttpResponse<String> again = office.complete(medicalOffice(), instance, "UserTask_ConfirmStatement", Map.of(
                "decision", "DISPUTED", "disputes", List.of(Map.of("lineNo", 1, "reason", "再次"))));
        confirmed(instance);
        confirmed(instance(may));
        HttpResponse<String> outOfOrder = office.complete(
                "manager", instance(may), "UserTask_ApproveStatement", Map.of("decision", "APPROVED"));
        approved(instance);
        approved(instance(may));

        // then
        assertThat(wrongLines.body()).contains("LINE_UNKNOWN", "TEXT_MISSING", "LINE_DISPUTED_TWICE");
        assertThat(half.body()).contains("RULING_MISSING");
        assertThat(again.body()).contains("LINE_DISPUTED_TWICE");
        assertThat(outOfOrder.body()).contains("PREVIOUS_STATEMENT_OPEN");
        StatementFigures figures = desk.find(april.id()).orElseThrow().figures().orElseThrow();
        assertThat(figures.withheld()).isEqualTo(Money.parse("400.00"));
        assertThat(figures.payable()).isEqualTo(Money.parse("150.00"));
        StatementFigures next = desk.find(may.id()).orElseThrow().figures().orElseThrow();
        assertThat(next.returned()).isEqualTo(Money.parse("400.00"));
        assertThat(next.payable()).isEqualTo(Money.parse("70.00"));
        assertThat(ended(instance(may))).isEqualTo("EndEvent_PaymentOrdered");
        EngineTables.assertNoneHolds(jdbc, "扫描用争议理由", wrong.caseNumber());
    }

    @Test
    void what_the_hospital_owes_after_all_is_carried_into_the_next_statement() {
        // given a month in which only an earlier bill is taken back
        YearMonth month = YearMonth.of(2019, 7);
        Posted wrong = bill(OTHER, month).owes(ASSISTANCE, "500.00").post();
        bills.reverse(JINING, wrong, month.plusMonths(1).atDay(3));
        bill(OTHER, month.plusMonths(2)).owes(ASSISTANCE, "800.00").bears(OTHER, "1.00").post();
        Statement july = drawn(JINING, OTHER, month);
        Statement august = drawn(JINING, OTHER, month.plusMonths(1));
        Statement september = drawn(JINING, OTHER, month.plusMonths(2));

        // when
        for (Statement statement : List.of(july, august, september)) {
            confirmed(instance(statement), OTHER);
            approved(instance(statement));
        }

        // then
        assertThat(ended(instance(july))).isEqualTo("EndEvent_PaymentOrdered");
        assertThat(ended(instance(august))).isEqualTo("EndEvent_CarriedForward");
        assertThat(desk.find(august.id()).orElseThrow().figures().orElseThrow().carriedForward())
                .isEqualTo(Money.parse("500.00"));
        StatementFigures figures = desk.find(september.id()).orElseThrow().figures().orElseThrow();
        assertThat(figures.broughtForward()).isEqualTo(Money.parse("-500.00"));
        assertThat(figures.payable()).isEqualTo(Money.parse("300.00"));
    }

    @Test
    void who_approved_cannot_approve_for_finance_and_finance_may_send_back() {
        // given
        YearMonth month = YearMonth.of(2019, 11);
        bill(OTHER, month).owes(ASSISTANCE, "10.00").post();
        Statement statement = drawn(JINING, OTHER, month);
        String instance = instance(statement);
        confirmed(instance, OTHER);
        office.completed("manager", instance, "UserTask_ApproveStatement", Map.of("decision", "APPROVED"));

        // when
        var both = new org.medaid.security.CurrentUser(
                "jining-manager", "两职", Optional.of(JINING), java.util.Set.of("department-finance"), Optional.empty());
        var problems = desk.check(statement.id(), new StatementStep.FinanceApproval("APPROVED", ""), both);
        office.completed("finance2", instance, "UserTask_FinanceApproval", Map.of("decision", "SENT_BACK", "reason", "请附说明"));

        // then
        assertThat(problems).extracting("code").containsExactly("SAME_PERSON");
        assertThat(office.task("finance1", instance, "UserTask_FinanceApproval")).isNull();
        assertThat(desk.find(statement.id()).orElseThrow().state()).isEqualTo(StatementState.TO_APPROVE);
        approved(instance);
        assertThat(ended(instance)).isEqualTo("EndEvent_PaymentOrdered");
    }

    @Test
    void a_hospital_that_is_late_is_chased_and_the_manager_may_confirm_on_its_written_word() {
        // given
        YearMonth month = YearMonth.of(2020, 2);
        bill(OTHER, month).owes(ASSISTANCE, "10.00").post();
        String instance = instance(drawn(JINING, OTHER, month));
        assertThat(office.task("manager", instance, "UserTask_ConfirmStatement")).isNotNull();
        HttpResponse<String> early = office.complete(
                "manager", instance, "UserTask_ConfirmStatement", Map.of("decision", "CONFIRMED", "note", "书面"));

        // when
        cases.fire(instance, "BoundaryEvent_ConfirmationOverdue");

        // then
        assertThat(early.statusCode()).isEqualTo(403);
        HttpResponse<String> silent =
                office.complete("manager", instance, "UserTask_ConfirmStatement", Map.of("decision", "CONFIRMED"));
        assertThat(silent.body()).contains("TEXT_MISSING");
        office.completed(
                "manager", instance, "UserTask_ConfirmStatement", Map.of("decision", "CONFIRMED", "note", "医院来函〔2020〕1号"));
        // Who confirmed for the hospital does not approve.
        assertThat(office.complete("manager", instance, "UserTask_ApproveStatement", Map.of("decision", "APPROVED"))
                        .body())
                .contains("SAME_PERSON");
    }

    @Test
    void silence_counts_as_consent_only_where_the_office_has_said_so() {
        // given
        PoolingArea area = PoolingArea.LIANYUNGANG;
        LocalDate day = LocalDate.of(2020, 5, 5);
        bills.bill(area, "320706", "H3207221", day).owes(ASSISTANCE, "10.00").post();
        UUID entered = ((Outcome.Done<UUID>) parameters.enter(
                        area, new EnterProcedureParameter("statement.overdue", "CONFIRM", "2020-01-01", "连医保〔2020〕1号"), "one"))
                .value();
        parameters.approve(area, entered, "two");
        String instance = instance(drawn(area, "H3207221", YearMonth.from(day)));

        // when
        cases.fire(instance, "BoundaryEvent_ConfirmationOverdue");

        // then
        Office lianyungang = new Office(port, area.tenantId());
        lianyungang.completed("manager", instance, "UserTask_ApproveStatement", Map.of("decision", "APPROVED"));
        lianyungang.completed("finance1", instance, "UserTask_FinanceApproval", Map.of("decision", "APPROVED"));
        assertThat(ended(instance)).isEqualTo("EndEvent_PaymentOrdered");
    }

    @Test
    @Clause({"M1", "X5"})
    void the_self_paid_part_of_a_quarter_is_reviewed_with_health_before_finance_agrees() {
        // given
        PoolingArea area = PoolingArea.HESHAN;
        String hospital = "H4407841";
        LocalDate day = LocalDate.of(2019, 5, 5);
        bills.bill(area, "440784", hospital, day)
                .owes(POVERTY, "jiangmen.poverty.in-scope", "100.00")
                .owes(POVERTY, "jiangmen.poverty.self-paid", "80.00")
                .bears(hospital, "20.00")
                .post();
        for (int month = 4; month <= 6; month++) {
            statements.draw(area, YearMonth.of(2019, month));
        }
        statements.begin(area);
        Statement quarter = find(area, hospital, YearMonth.of(2019, 4), StatementKind.QUARTERLY_SELF_PAID);
        String instance = instance(quarter);
        Office heshan = new Office(port, area.tenantId());

        // when
        heshan.completed("h4407841-office", instance, "UserTask_ConfirmStatement", Map.of("decision", "CONFIRMED"));
        heshan.completed("manager", instance, "UserTask_ApproveStatement", Map.of("decision", "APPROVED"));
        assertThat(heshan.task("finance1", instance, "UserTask_FinanceApproval")).isNull();
        heshan.completed("health", instance, "UserTask_ReviewSelfPaid", Map.of("decision", "SENT_BACK", "reason", "请附清单"));
        heshan.completed("manager", instance, "UserTask_ApproveStatement", Map.of("decision", "APPROVED"));
        heshan.completed("health", instance, "UserTask_ReviewSelfPaid", Map.of("decision", "AGREED"));
        heshan.completed("finance1", instance, "UserTask_FinanceApproval", Map.of("decision", "APPROVED"));

        // then
        assertThat(ended(instance)).isEqualTo("EndEvent_PaymentOrdered");
        assertThat(desk.find(quarter.id()).orElseThrow().figures().orElseThrow().payable())
                .isEqualTo(Money.parse("80.00"));
    }

    @Test
    @Clause("X6")
    void a_hospital_never_sees_anothers_statement_and_an_office_never_anothers() {
        // given
        YearMonth month = YearMonth.of(2020, 8);
        Posted posted = bill(HOSPITAL, month).owes(ASSISTANCE, "10.00").post();
        Statement statement = drawn(JINING, HOSPITAL, month);
        String path = "/hospital-statements/" + statement.id();

        // then
        for (String who : List.of(medicalOffice(), "clerk1", "checker", "manager", "auditor", "finance1", "health")) {
            String body = office.as(who).get(path).body();
            assertThat(body).as(who).contains(statement.number(), posted.caseNumber(), "上****本").doesNotContain("上官结算样本");
            assertThat(body.contains("/claims/" + posted.claim())).as(who).isEqualTo(
                    List.of("clerk1", "checker", "manager", "auditor").contains(who));
            assertThat(office.as(who).get("/hospital-statements?month=" + month).body()).as(who).contains(statement.number());
        }
        for (String who : List.of("h3708122-office", "heshan-manager", "heshan-finance1", "h3207063-office", "civil")) {
            assertThat(office.as(who).get(path).statusCode()).as(who).isEqualTo(404);
            assertThat(office.as(who).get(path + "/statement.xlsx").statusCode()).as(who).isEqualTo(404);
            assertThat(office.as(who).get(path + "/statement.pdf").statusCode()).as(who).isEqualTo(404);
            assertThat(office.as(who).getJson("/api/v1" + path).statusCode()).as(who).isEqualTo(404);
            assertThat(office.as(who).postJson("/api/v1" + path + "/form-checks/confirm-statement", "{}").statusCode())
                    .as(who)
                    .isEqualTo(404);
            assertThat(office.as(who).get("/hospital-statements?month=" + month).body()).as(who).doesNotContain(statement.number());
            assertThat(office.task(who, instance(statement), "UserTask_ConfirmStatement")).as(who).isNull();
        }
        for (String who : List.of("h3708113-doctor", "town1", "expert1")) {
            assertThat(office.as(who).get("/hospital-statements").statusCode()).as(who).isEqualTo(403);
            assertThat(office.as(who).get(path).statusCode()).as(who).isIn(403, 404);
        }
    }

    @AfterAll
    void every_flow_node_has_been_reached() {
        cases.assertEveryNodeReached(PROCESS);
    }

    private PostedBills.Bill bill(String hospital, YearMonth month) {
        return bills.bill(JINING, "370811", hospital, month.atDay(5));
    }

    private Statement drawn(PoolingArea area, String hospital, YearMonth month) {
        statements.draw(area, month);
        statements.begin(area);
        return find(area, hospital, month, StatementKind.MONTHLY);
    }

    private Statement find(PoolingArea area, String hospital, YearMonth month, StatementKind kind) {
        return desk.of(area, List.of(StatementKind.values()), Optional.of(month), 0, 1000).stream()
                .filter(one -> one.payee().equals(hospital) && one.kind() == kind && one.period().equals(month))
                .findFirst()
                .orElseThrow();
    }

    private String instance(Statement statement) {
        return history.createHistoricProcessInstanceQuery()
                .processDefinitionKey(PROCESS)
                .processInstanceBusinessKey(statement.number())
                .singleResult()
                .getId();
    }

    private static String medicalOffice() {
        return HOSPITAL.toLowerCase() + "-office";
    }

    private void confirmed(String instance) {
        confirmed(instance, HOSPITAL);
    }

    private void confirmed(String instance, String hospital) {
        office.completed(
                hospital.toLowerCase() + "-office", instance, "UserTask_ConfirmStatement", Map.of("decision", "CONFIRMED"));
    }

    private void approved(String instance) {
        office.completed("manager", instance, "UserTask_ApproveStatement", Map.of("decision", "APPROVED"));
        office.completed("finance1", instance, "UserTask_FinanceApproval", Map.of("decision", "APPROVED"));
    }

    private String ended(String instance) {
        return cases.ended(instance, "EndEvent_");
    }

    /** What stands open with the payee of this statement: its lines and what its closing has cleared. */
    private String owed(Statement statement, String kind) {
        return jdbc.sql("""
                        select sum(e.amount)::numeric(14,2)::text from medaid.ledger_entry e
                          join medaid.ledger_transfer t on t.id = e.transfer_id
                          join medaid.ledger_account a on a.id = e.account_id
                         where a.holder = :payee and a.kind = :kind
                           and (t.document_id = :id or e.id in (select entry_id from medaid.hospital_statement_line
                                                                 where statement_id = :id::uuid and kind = 'MONTHLY'))
                        """)
                .param("payee", statement.payee())
                .param("kind", kind)
                .param("id", statement.id().toString())
                .query(String.class)
                .single();
    }
}
