package org.medaid.settlement.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.medaid.document.Letters;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.ledger.BusinessDocument;
import org.medaid.ledger.FundLedger;
import org.medaid.party.Parties;
import org.medaid.settlement.OrderState;
import org.medaid.settlement.PaymentOrders;
import org.medaid.settlement.payment.BankAccountDesk;
import org.medaid.settlement.payment.PaymentBatches;
import org.medaid.settlement.payment.PaymentDesk;
import org.medaid.settlement.payment.Payments;
import org.medaid.testing.EngineCases;
import org.medaid.testing.EngineTables;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.Office;
import org.medaid.testing.PostedBills;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Recoveries form by form as Tasklist sends them, and over their pages, to each of their ends. */
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Clause("C18")
class RecoveryProcessTest {

    private static final Map<String, Object> RECOVER = Map.of("decision", "RECOVER");
    private static final String REASON = "扫描用追回文字";

    @LocalServerPort
    private int port;

    @Autowired
    private Recoveries recoveries;

    @Autowired
    private PaymentDesk payments;

    @Autowired
    private PaymentBatches batches;

    @Autowired
    private PaymentOrders orders;

    @Autowired
    private BankAccountDesk accounts;

    @Autowired
    private Letters letters;

    @Autowired
    private FundLedger ledger;

    @Autowired
    private Parties parties;

    @Autowired
    private BusinessClock clock;

    @Autowired
    private EngineCases cases;

    @Autowired
    private TaskService tasks;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private Office office;
    private Payments with;
    private PaidBills bills;

    @BeforeEach
    void begin() {
        office = new Office(port, PaidBills.AREA.tenantId());
        with = new Payments(PaidBills.AREA, "440784", parties, ledger, accounts, payments, transaction);
        bills = new PaidBills(new PostedBills(jdbc, parties, transaction), accounts, payments, batches, with, clock);
    }

    @Test
    @Clause("X6")
    void what_should_not_have_been_paid_is_decided_noticed_and_comes_in_by_two_receipts() {
        // given
        PostedBills.Posted bill = bills.paid("1000.00");
        HttpResponse<String> source = office.as("clerk1").getJson("/api/v1/recovery-sources?caseNumber=" + bill.caseNumber());
        HttpResponse<String> wrong = office.start("clerk1", "RecoveryProcess", opening(bill, "1000.01"));
        HttpResponse<String> byFinance = office.start("finance1", "RecoveryProcess", opening(bill, "300.00"));

        // when
        String instance = office.instance(office.start("clerk1", "RecoveryProcess", opening(bill, "300.00")));
        HttpResponse<String> byClerk = office.as("clerk1")
                .postJson("/api/v1/recoveries/" + recovery(instance) + "/form-checks/decide-recovery", Office.write(RECOVER));
        HttpResponse<String> silent = office.complete("manager", instance, "UserTask_DecideRecovery", Map.of());
        office.completed("manager", instance, "UserTask_DecideRecovery", RECOVER);
        HttpResponse<String> unsaid = office.complete("clerk2", instance, "UserTask_AgreePlan", Map.of("way", "AT_ONCE"));
        office.completed("clerk2", instance, "UserTask_AgreePlan", Map.of("way", "AT_ONCE", "agreement", "本人电话告知一次付清"));
        HttpResponse<String> tooMuch = office.complete("finance1", instance, "UserTask_RecordReceipt", receipt("300.01"));
        office.completed("finance1", instance, "UserTask_RecordReceipt", receipt("100.00"));
        office.completed("finance2", instance, "UserTask_RecordReceipt", receipt("200.00"));

        // then
        assertThat(source.body()).contains("1000.00", "\"reversed\":false");
        assertThat(wrong.body()).contains("MORE_THAN_PAID");
        assertThat(byFinance.statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(byClerk.body()).contains("FORBIDDEN");
        assertThat(silent.body()).contains("CHOICE_MISSING");
        assertThat(unsaid.body()).contains("AGREEMENT_MISSING");
        assertThat(tooMuch.body()).contains("MORE_THAN_OPEN");
        assertThat(cases.ended(instance, "EndEvent_")).isEqualTo("EndEvent_Recovered");
        assertThat(found(instance).state()).isEqualTo(RecoveryState.RECOVERED);
        EngineTables.assertNoneHolds(jdbc, "上官结算样本", REASON, bill.caseNumber());

        // and the pages tell it
        String page = office.as("auditor").get("/recoveries/" + recovery(instance)).body();
        assertThat(page)
                .contains("已全部追回", "300.00", "上****本", bill.caseNumber(), "送达追回决定书", "鹤医救追〔", REASON, "/payments/claims/" + bill.claim())
                .doesNotContain("上官结算样本", "name=\"ruling\"");
        String letter = letters.of(PaidBills.AREA, RecoveryDesk.subject(recovery(instance))).get(0).document().toString();
        assertThat(office.as("clerk1").get("/api/v1/documents/" + letter).headers().firstValue("Content-Type").orElse(""))
                .isEqualTo("application/pdf");
        assertThat(office.as("clerk1").get("/payments/claims/" + bill.claim()).body()).contains("/recoveries/" + recovery(instance));
        assertThat(office.as("auditor").get("/recoveries?state=RECOVERED").body()).contains(found(instance).number(), "全部");
        assertThat(office.as("auditor").get("/recoveries?state=X").statusCode()).isEqualTo(404);
        assertThat(office.as("auditor").get("/payments").body()).contains("/recoveries");
        assertThat(office.as("expert1").get("/recoveries").statusCode()).isEqualTo(403);
        Office elsewhere = new Office(port, "jining");
        assertThat(elsewhere.as("auditor").get("/recoveries/" + recovery(instance)).statusCode()).isEqualTo(404);
        assertThat(elsewhere.as("clerk1").getJson("/api/v1/recoveries/" + recovery(instance)).statusCode()).isEqualTo(404);
    }

    @Test
    void what_the_manager_gives_back_is_corrected_and_may_come_to_nothing() {
        // given
        String instance = office.instance(office.start("clerk1", "RecoveryProcess", opening(bills.paid("1000.00"), "300.00")));

        // when
        office.completed("manager", instance, "UserTask_DecideRecovery", Map.of("decision", "SENT_BACK", "reason", "金额不清"));
        office.completed(
                "clerk2",
                instance,
                "UserTask_CorrectRecovery",
                Map.of("amount", "250.00", "reason", REASON, "basisDocument", "江人社发〔2018〕567号", "basisArticle", "五(四)14"));
        office.completed("manager", instance, "UserTask_DecideRecovery", Map.of("decision", "NOT_RECOVERED", "reason", "费用合理"));

        // then
        assertThat(cases.ended(instance, "EndEvent_")).isEqualTo("EndEvent_NotRecovered");
        assertThat(office.as("clerk1").get("/recoveries/" + recovery(instance)).body())
                .contains("不予追回", "更正追回事项", "费用合理", "250.00");
    }

    @Test
    void an_overdue_instalment_is_escalated_by_the_timer_extended_and_in_the_end_written_off_by_two_authorities() {
        // given
        String instance = collecting("500.00");
        cases.fire(instance, "BoundaryEvent_NotAgreed");

        // when the timer fires although nothing is due any more, the money is waited for again
        cases.fire(instance, "BoundaryEvent_MoneyOverdue");
        assertThat(office.task("finance1", instance, "UserTask_RecordReceipt")).isNotNull();

        // and when it is
        overdue(instance);
        cases.fire(instance, "BoundaryEvent_MoneyOverdue");
        assertThat(office.task("finance1", instance, "UserTask_RecordReceipt")).isNull();
        HttpResponse<String> silent = office.complete("manager", instance, "UserTask_HandleOverdue", Map.of("decision", "CONTINUE"));
        office.completed(
                "manager",
                instance,
                "UserTask_HandleOverdue",
                Map.of("decision", "CONTINUE", "until", clock.today().plusMonths(2).toString(), "reason", "住院，宽限"));
        office.completed("finance1", instance, "UserTask_RecordReceipt", receipt("100.00"));
        overdue(instance);
        cases.fire(instance, "BoundaryEvent_MoneyOverdue");
        Map<String, Object> writeOff = Map.of("decision", "WRITTEN_OFF", "reason", "死亡，无遗产");
        office.completed("manager", instance, "UserTask_HandleOverdue", writeOff);
        office.completed("finance1", instance, "UserTask_ConfirmGivingUp", Map.of("decision", "REFUSED", "reason", "请查遗产"));
        office.completed("manager", instance, "UserTask_HandleOverdue", writeOff);
        office.completed("finance2", instance, "UserTask_ConfirmGivingUp", Map.of("decision", "AGREED"));

        // then
        assertThat(silent.body()).contains("DAY_INVALID", "REASON_MISSING");
        assertThat(cases.ended(instance, "EndEvent_")).isEqualTo("EndEvent_WrittenOff");
        assertThat(office.as("manager").get("/recoveries/" + recovery(instance)).body())
                .contains("已核销", "逾期，报负责人", "宽限，继续收款", "财政部门不同意");
    }

    @Test
    void what_is_left_to_the_court_may_still_come_in_on_its_page() {
        // given
        String instance = collecting("500.00");
        office.completed("clerk1", instance, "UserTask_AgreePlan", Map.of("way", "AT_ONCE", "agreement", "拒绝签字"));
        overdue(instance);
        cases.fire(instance, "BoundaryEvent_MoneyOverdue");

        // when
        office.completed("manager", instance, "UserTask_HandleOverdue", Map.of("decision", "LEFT_TO_COURT", "reason", "拒不退回"));
        office.completed("finance1", instance, "UserTask_ConfirmGivingUp", Map.of("decision", "AGREED"));
        String path = "/recoveries/" + recovery(instance);
        int byManager = office.as("manager").postForm(path + "/receipts", texts(receipt("500.00"))).statusCode();
        String wrong = posted("finance1", path, path + "/receipts", texts(receipt("500.01")));
        String right = posted("finance1", path, path + "/receipts", texts(receipt("500.00")));

        // then
        assertThat(cases.ended(instance, "EndEvent_")).isEqualTo("EndEvent_LeftToCourt");
        assertThat(byManager).isEqualTo(403);
        assertThat(wrong).contains("尚未退回500.00元", "已移送法院执行");
        assertThat(right).contains("已登记到账", "已全部追回");
    }

    @Test
    void offsets_and_a_receipt_beside_the_tasks_end_the_process_when_all_has_come_in() {
        // given two recoveries, one by offset
        PostedBills.Posted bill = bills.paid("1000.00");
        String byOffset = collecting(bill, "100.00");
        office.completed(
                "clerk1",
                byOffset,
                "UserTask_AgreePlan",
                Map.of("way", "OFFSET", "until", clock.today().plusMonths(6).toString(), "agreement", "本人签字"));
        String besides = collecting("50.00");
        office.completed("clerk1", besides, "UserTask_AgreePlan", Map.of("way", "AT_ONCE", "agreement", "本人签字"));
        overdue(besides);
        cases.fire(besides, "BoundaryEvent_MoneyOverdue");

        // when
        BusinessDocument later = with.owed(bill.person(), "300.00");
        bills.answered(with.sent(), "成功", "");
        String path = "/recoveries/" + recovery(besides);
        posted("finance2", path, path + "/receipts", texts(receipt("50.00")));

        // then
        assertThat(cases.ended(byOffset, "EndEvent_")).isEqualTo("EndEvent_RecoveredBesides");
        assertThat(cases.ended(besides, "EndEvent_")).isEqualTo("EndEvent_RecoveredBesides");
        assertThat(office.task("manager", besides, "UserTask_HandleOverdue")).isNull();
        String order = orders.of(later).get(0).number();
        assertThat(office.as("clerk1").get("/payments/orders/" + order).body())
                .contains("其中抵扣应追回款", "100.00", "由银行支付", "200.00");
        assertThat(office.as("clerk1").get("/recoveries/" + recovery(byOffset)).body()).contains(order, "已抵扣");
    }

    @Test
    void an_upheld_appeal_ends_the_process_wherever_it_is_and_what_came_in_is_paid_back() {
        // given
        String instance = collecting("200.00");
        office.completed("clerk1", instance, "UserTask_AgreePlan", Map.of("way", "AT_ONCE", "agreement", "本人签字"));
        office.completed("finance1", instance, "UserTask_RecordReceipt", receipt("80.00"));
        String path = "/recoveries/" + recovery(instance);
        Map<String, String> ruling = Map.of("ruling", "复决〔2026〕7号", "reason", "事实不清");

        // when
        int byClerk = office.as("clerk1").postForm(path + "/revocations", ruling).statusCode();
        String wrong = posted("manager", path, path + "/revocations", Map.of("ruling", "", "reason", ""));
        String right = posted("manager", path, path + "/revocations", ruling);

        // then
        assertThat(byClerk).isEqualTo(403);
        assertThat(wrong).contains("请填写行政复议决定或者判决的文号");
        assertThat(right).contains("决定已撤销", "复决〔2026〕7号");
        assertThat(cases.ended(instance, "EndEvent_")).isEqualTo("EndEvent_Revoked");
        bills.answered(with.sent(), "成功", "");
        assertThat(orders.of(new BusinessDocument("RECOVERY_REFUND", recovery(instance).toString())))
                .singleElement()
                .satisfies(order -> {
                    assertThat(order.state()).isEqualTo(OrderState.PAID);
                    assertThat(order.amount()).isEqualTo(Money.parse("80.00"));
                });
    }

    @Test
    @Clause({"C12", "X6"})
    void a_recovery_stands_in_the_workbench_s_lists_like_every_other_case() {
        // given
        PostedBills.Posted bill = bills.paid("1000.00");
        String instance = office.instance(office.start("clerk1", "RecoveryProcess", opening(bill, "60.00")));
        String number = found(instance).number();
        String task = cases.task(instance, "UserTask_DecideRecovery");

        // when
        String card = office.as("manager").postJson("/api/v1/task-cards", Office.write(Map.of("tasks", List.of(task)))).body();
        String summary = office.as("manager").getJson("/api/v1/tasks/" + task + "/case-summary").body();
        String search = office.as("manager").postJson("/api/v1/case-searches", Office.write(Map.of("text", number))).body();

        // then
        assertThat(card).contains(number, "上****本");
        assertThat(summary).contains("多付追回", "待审定", "应追回", "60.00", "/recoveries/" + recovery(instance));
        assertThat(search).contains(number, "待审定");
        assertThat(office.as("clerk1").get("/my-cases?show=ALL").body()).contains(number);

        // when
        office.completed("manager", instance, "UserTask_DecideRecovery", Map.of("decision", "NOT_RECOVERED", "reason", "复查后应予支付"));

        // then
        assertThat(office.as("clerk1").get("/my-cases?show=FINISHED").body()).contains(number);
        assertThat(office.as("manager").get("/finished-cases?kind=RECOVERY&outcome=NOT_RECOVERED").body())
                .contains(number, "多付追回", "不予追回");
        assertThat(office.as("manager").get("/case-timelines/" + number).body()).contains("审定是否追回", "办结：不予追回");
    }

    @Test
    @Clause("X6")
    void a_recovery_that_was_given_back_can_be_handed_to_who_opened_it() {
        // given
        String instance = office.instance(office.start("clerk1", "RecoveryProcess", opening(bills.paid("1000.00"), "70.00")));
        office.completed("manager", instance, "UserTask_DecideRecovery", Map.of("decision", "SENT_BACK", "reason", "依据不全"));
        String task = cases.task(instance, "UserTask_CorrectRecovery");
        tasks.claim(task, "heshan-clerk2");

        // when
        HttpResponse<String> colleagues = office.as("clerk2").getJson("/api/v1/tasks/" + task + "/colleagues");

        // then
        assertThat(colleagues.statusCode()).as(colleagues.body()).isEqualTo(200);
        assertThat(colleagues.body()).contains("heshan-clerk1").doesNotContain("以其他岗位办理过本案");
    }

    @AfterAll
    void every_flow_node_has_been_reached() {
        cases.assertEveryNodeReached("RecoveryProcess");
    }

    private String collecting(String amount) {
        return collecting(bills.paid("1000.00"), amount);
    }

    private String collecting(PostedBills.Posted bill, String amount) {
        String instance = office.instance(office.start("clerk1", "RecoveryProcess", opening(bill, amount)));
        office.completed("manager", instance, "UserTask_DecideRecovery", RECOVER);
        return instance;
    }

    /** What was agreed on lies in the past now. */
    private void overdue(String instance) {
        Recovery recovery = found(instance);
        LocalDate past = clock.today().minusDays(3);
        transaction.executeWithoutResult(status -> {
            int next = jdbc.sql("select max(plan_no) + 1 from medaid.recovery_plan where recovery_id = ?")
                    .param(recovery.id())
                    .query(Integer.class)
                    .single();
            jdbc.sql("insert into medaid.recovery_plan values (?, ?, 'AT_ONCE', ?, '测试', 'test', now())")
                    .params(recovery.id(), next, recovery.open().yuan())
                    .update();
            jdbc.sql("insert into medaid.recovery_instalment values (?, ?, 1, ?, ?)")
                    .params(recovery.id(), next, past, recovery.open().yuan())
                    .update();
        });
    }

    private static Map<String, Object> opening(PostedBills.Posted bill, String amount) {
        return Map.of(
                "caseNumber", bill.caseNumber(), "amount", amount, "reason", REASON,
                "basisDocument", "江人社发〔2018〕567号", "basisArticle", "五(四)14");
    }

    private Map<String, Object> receipt(String amount) {
        return Map.of(
                "form", UUID.randomUUID().toString(),
                "amount", amount,
                "receivedOn", clock.today().toString(),
                "voucherNumber", "P" + UUID.randomUUID().toString().substring(0, 18));
    }

    private static Map<String, String> texts(Map<String, Object> typed) {
        Map<String, String> texts = new LinkedHashMap<>();
        new HashMap<>(typed).forEach((name, value) -> texts.put(name, String.valueOf(value)));
        return texts;
    }

    private UUID recovery(String instance) {
        return UUID.fromString(cases.variable(instance, "recoveryId"));
    }

    private Recovery found(String instance) {
        return recoveries.find(PaidBills.AREA, recovery(instance).toString()).orElseThrow();
    }

    private String posted(String who, String page, String path, Map<String, String> fields) {
        HttpResponse<String> answer = office.as(who).postForm(path, fields);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return office.as(who).get(page).body();
    }
}
