package org.medaid.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.Test;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.ledger.FundLedger;
import org.medaid.party.Parties;
import org.medaid.settlement.payment.BankAccountDesk;
import org.medaid.settlement.payment.PaymentBatches;
import org.medaid.settlement.payment.PaymentDesk;
import org.medaid.settlement.payment.Payments;
import org.medaid.settlement.recovery.PaidBills;
import org.medaid.testing.Chromium;
import org.medaid.testing.EngineCases;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.PostedBills;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A recovery in Tasklist and on its pages: each form is filled in wrongly once and rightly once. */
@IntegrationTest
class RecoveryFormsTest {

    @LocalServerPort
    private int port;

    @Autowired
    private PaymentDesk payments;

    @Autowired
    private PaymentBatches batches;

    @Autowired
    private BankAccountDesk accounts;

    @Autowired
    private FundLedger ledger;

    @Autowired
    private Parties parties;

    @Autowired
    private BusinessClock clock;

    @Autowired
    private EngineCases cases;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private TaskService tasks;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    @FillsForms({
        "open-recovery", "correct-recovery", "decide-recovery", "agree-recovery-plan", "record-recovery-receipt",
        "handle-overdue-recovery", "confirm-giving-up"
    })
    @Clause({"C18", "X1"})
    void a_recovery_is_opened_corrected_decided_agreed_on_collected_and_given_up_by_four_people() {
        // given
        Payments with = new Payments(PaidBills.AREA, "440784", parties, ledger, accounts, payments, transaction);
        PaidBills bills = new PaidBills(new PostedBills(jdbc, parties, transaction), accounts, payments, batches, with, clock);
        PostedBills.Posted bill = bills.paid("1000.00");

        try (Chromium chromium = new Chromium(port)) {
            // when a clerk opens it
            Tasklist clerk = new Tasklist(chromium, "heshan-clerk1");
            clerk.start("RecoveryProcess");
            assertThat(clerk.input("basisArticle")).hasValue("五(四)14");
            assertThat(clerk.sendWrong()).containsKeys("caseNumber", "amount", "reason");
            clerk.input("caseNumber").fill(bill.caseNumber());
            clerk.input("caseNumber").press("Tab");
            assertThat(clerk.field("caseNumber").locator("[role=status]")).containsText("本案已付给个人1,000.00元");
            assertThat(clerk.input("amount")).hasValue("1000.00");
            clerk.input("amount").fill("300.00");
            clerk.input("reason").fill("重复申报检查费");
            clerk.picture("open-recovery");
            clerk.send();
            String id = jdbc.sql("select id::text from medaid.recovery where claim_id = ?")
                    .param(bill.claim())
                    .query(String.class)
                    .single();
            String instance = runtime.createProcessInstanceQuery()
                    .variableValueEquals("recoveryId", id)
                    .singleResult()
                    .getId();

            // and the manager gives it back and, corrected, decides
            Tasklist manager = new Tasklist(chromium, "heshan-manager");
            manager.open(task(instance, "UserTask_DecideRecovery"));
            assertThat(manager.text()).contains("300.00", "重复申报检查费", "五(四)14", "上****本").doesNotContain("上官结算样本");
            assertThat(manager.sendWrong()).containsKey("decision");
            manager.choose("decision", "退回经办更正");
            assertThat(manager.sendWrong()).containsKey("reason");
            manager.input("reason").fill("金额请再核对");
            manager.send();
            clerk.open(task(instance, "UserTask_CorrectRecovery"));
            clerk.input("amount").fill("1000.01");
            assertThat(clerk.sendWrong()).containsKey("amount");
            clerk.input("amount").fill("250.00");
            clerk.picture("correct-recovery");
            clerk.send();
            manager.open(task(instance, "UserTask_DecideRecovery"));
            manager.choose("decision", "追回，送达决定书");
            manager.picture("decide-recovery");
            manager.send();

            // and the clerk notes the instalments
            clerk.open(task(instance, "UserTask_AgreePlan"));
            assertThat(clerk.sendWrong()).containsKeys("way", "agreement");
            clerk.choose("way", "分期退回");
            assertThat(clerk.sendWrong()).containsKey("instalments");
            clerk.input("agreement").fill("本人到窗口签字");
            clerk.field("count").locator("input").fill("3");
            clerk.page().getByText("按月平均分期").click();
            assertThat(clerk.input("instalments.2.amount")).hasValue("83.34");
            clerk.input("instalments.0.amount").fill("83.00");
            assertThat(clerk.sendWrong().get("instalments")).contains("249.67");
            clerk.picture("agree-recovery-plan-wrong");
            clerk.input("instalments.0.amount").fill("83.33");
            clerk.send();

            // and finance records what came in
            Tasklist finance = new Tasklist(chromium, "heshan-finance1");
            finance.open(task(instance, "UserTask_RecordReceipt"));
            assertThat(finance.sendWrong()).containsKeys("amount", "receivedOn", "voucherNumber");
            finance.input("amount").fill("250.01");
            finance.input("receivedOn").fill(clock.today().toString());
            finance.input("voucherNumber").fill("W" + UUID.randomUUID().toString().substring(0, 12));
            assertThat(finance.sendWrong().get("amount")).contains("250.00");
            finance.input("amount").fill("50");
            finance.picture("record-recovery-receipt");
            finance.send();

            // and what does not come in time is given another day, and then given up
            overdue(id);
            cases.fire(instance, "BoundaryEvent_MoneyOverdue");
            manager.open(task(instance, "UserTask_HandleOverdue"));
            assertThat(manager.sendWrong()).containsKeys("decision", "reason");
            manager.choose("decision", "宽限，继续收款");
            manager.input("reason").fill("本人住院");
            assertThat(manager.sendWrong()).containsKey("until");
            manager.choose("decision", "核销（报财政部门复核）");
            manager.picture("handle-overdue-recovery");
            manager.send();
            finance.open(task(instance, "UserTask_ConfirmGivingUp"));
            finance.choose("decision", "不同意，退回负责人");
            assertThat(finance.sendWrong()).containsKey("reason");
            finance.choose("decision", "同意");
            finance.picture("confirm-giving-up");
            finance.send();

            // then
            assertThat(cases.ended(instance, "EndEvent_")).isEqualTo("EndEvent_WrittenOff");
            Page page = chromium.of("heshan-clerk1");
            page.navigate(chromium.address("/recoveries/" + id));
            assertThat(page.locator("h1")).containsText("已核销");
            chromium.fullPicture(page, "recovery");
            page.navigate(chromium.address("/recoveries"));
            chromium.fullPicture(page, "recoveries");
            assertThat(page.locator("body")).containsText("已核销");
            assertThat(chromium.scriptErrors()).isEmpty();
        }
    }

    @Test
    @Clause({"C18", "X1"})
    void an_offset_is_agreed_on_and_a_page_records_a_receipt_and_a_revocation() {
        // given
        Payments with = new Payments(PaidBills.AREA, "440784", parties, ledger, accounts, payments, transaction);
        PaidBills bills = new PaidBills(new PostedBills(jdbc, parties, transaction), accounts, payments, batches, with, clock);
        PostedBills.Posted bill = bills.paid("1000.00");

        try (Chromium chromium = new Chromium(port)) {
            org.medaid.testing.Office office = new org.medaid.testing.Office(port, "heshan");
            String instance = office.instance(office.start("clerk1", "RecoveryProcess", Map.of(
                    "caseNumber", bill.caseNumber(), "amount", "100.00", "reason", "多付",
                    "basisDocument", "江人社发〔2018〕567号", "basisArticle", "五(四)14")));
            office.completed("manager", instance, "UserTask_DecideRecovery", Map.of("decision", "RECOVER"));
            String id = cases.variable(instance, "recoveryId");

            // when
            Tasklist clerk = new Tasklist(chromium, "heshan-clerk2");
            clerk.open(task(instance, "UserTask_AgreePlan"));
            clerk.choose("way", "从以后的救助金中抵扣");
            clerk.input("agreement").fill("本人签字同意抵扣");
            assertThat(clerk.sendWrong()).containsKey("until");
            clerk.input("until").fill(clock.today().plusMonths(6).toString());
            clerk.picture("agree-recovery-plan-offset");
            clerk.send();
            Page finance = chromium.of("heshan-finance2");
            finance.navigate(chromium.address("/recoveries/" + id));
            received(finance, "100.01");
            assertThat(finance.locator("ul.problem")).containsText("尚未退回100.00元");
            chromium.fullPicture(finance, "recovery-receipt-wrong");
            received(finance, "40.00");
            assertThat(finance.locator("p[role=status]")).containsText("已登记到账");
            Page manager = chromium.of("heshan-manager");
            manager.navigate(chromium.address("/recoveries/" + id));
            manager.locator("input[name=ruling]").fill("复决〔2026〕3号");
            manager.locator("input[name=reason]").fill(" ");
            manager.getByRole(com.microsoft.playwright.options.AriaRole.BUTTON).last().click();
            assertThat(manager.locator("ul.problem")).containsText("请写明撤销的理由");
            manager.locator("input[name=ruling]").fill("复决〔2026〕3号");
            manager.locator("input[name=reason]").fill("事实不清");
            chromium.fullPicture(manager, "recovery-revocation");
            manager.getByRole(com.microsoft.playwright.options.AriaRole.BUTTON).last().click();

            // then
            assertThat(manager.locator("h1")).containsText("决定已撤销");
            assertThat(cases.ended(instance, "EndEvent_")).isEqualTo("EndEvent_Revoked");
            assertThat(chromium.scriptErrors()).isEmpty();
            bills.answered(with.sent(), "成功", "");
        }
    }

    private void received(Page finance, String amount) {
        finance.locator("input[name=amount]").fill(amount);
        finance.locator("input[name=receivedOn]").fill(clock.today().toString());
        finance.locator("input[name=voucherNumber]").fill("X" + UUID.randomUUID().toString().substring(0, 12));
        finance.getByRole(com.microsoft.playwright.options.AriaRole.BUTTON).first().click();
    }

    private void overdue(String id) {
        LocalDate past = clock.today().minusDays(3);
        transaction.executeWithoutResult(status -> {
            jdbc.sql("insert into medaid.recovery_plan values (?::uuid, 9, 'INSTALMENTS', 200, '测试', 'test', now())").param(id).update();
            jdbc.sql("insert into medaid.recovery_instalment values (?::uuid, 9, 1, ?, 200)").params(id, past).update();
        });
    }

    private String task(String instance, String key) {
        return tasks.createTaskQuery().processInstanceId(instance).taskDefinitionKey(key).singleResult().getId();
    }
}
