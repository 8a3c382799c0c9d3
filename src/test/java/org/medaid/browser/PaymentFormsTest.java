package org.medaid.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.Test;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PersonId;
import org.medaid.party.Parties;
import org.medaid.roster.Roster;
import org.medaid.settlement.payment.Payments;
import org.medaid.testing.Chromium;
import org.medaid.testing.EngineCases;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.Office;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A payment in Tasklist and on its pages, by five users of an office. */
@IntegrationTest
class PaymentFormsTest {

    @LocalServerPort
    private int port;

    @Autowired
    private Parties parties;

    @Autowired
    private Roster roster;

    @Autowired
    private EngineCases cases;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private BusinessClock clock;

    @Test
    @FillsForms({"draw-up-payment-batch", "approve-payment-batch", "approve-payment-for-finance", "pay-batch"})
    @Clause({"M9", "C17", "X1"})
    void two_bills_are_paid_by_five_people_from_the_account_to_the_banks_answer() throws IOException {
        try (Chromium chromium = new Chromium(port)) {
            // given two settled bills
            PersonId one = Payments.beneficiary(parties, roster);
            PersonId other = Payments.beneficiary(parties, roster);
            Office office = new Office(port, "fushun");
            String claim = Payments.settled(office, cases, one);
            Payments.settled(office, cases, other);

            // when a clerk enters the accounts, wrongly at first, and a checker types the numbers again
            account(chromium, claim, one);
            Page clerk = chromium.of("fushun-clerk1");
            clerk.navigate(chromium.address("/payments/accounts"));
            chromium.fullPicture(clerk, "payment-accounts");
            account(chromium, null, other);

            // and a clerk draws up the batch
            Tasklist drawer = new Tasklist(chromium, "fushun-clerk2");
            drawer.start("PaymentBatchProcess");
            assertThat(drawer.sendWrong()).containsKey("payees");
            drawer.choose("payees", "个人");
            drawer.picture("draw-up-payment-batch");
            drawer.send();
            String batch = jdbc.sql("select id::text from medaid.payment_batch where area = 'fushun' order by created_at desc limit 1")
                    .query(String.class)
                    .single();
            String instance = runtime.createProcessInstanceQuery()
                    .variableValueEquals("paymentBatchId", batch)
                    .singleResult()
                    .getId();

            // and the manager and finance agree
            Tasklist manager = new Tasklist(chromium, "fushun-manager");
            manager.open(cases.task(instance, "UserTask_ApproveBatch"));
            assertThat(manager.text()).contains("3,600.00", "医疗救助基金", "欧****本", "*").doesNotContain(Payments.NAME);
            assertThat(manager.sendWrong()).containsKey("decision");
            manager.choose("decision", "退回经办");
            assertThat(manager.sendWrong()).containsKey("reason");
            manager.choose("decision", "同意付款，报财政审批");
            manager.picture("approve-payment-batch");
            manager.send();
            Tasklist finance = new Tasklist(chromium, "fushun-finance1");
            finance.open(cases.task(instance, "UserTask_ApproveBatchForFinance"));
            assertThat(finance.text()).contains(Payments.NAME, "审核同意");
            finance.choose("decision", "退回经办");
            assertThat(finance.sendWrong()).containsKey("reason");
            finance.choose("decision", "同意付款");
            finance.picture("approve-payment-for-finance");
            finance.send();

            // and finance fetches the file and hands in the bank's answers
            finance.open(cases.task(instance, "UserTask_PayBatch"));
            finance.choose("decision", "银行结果已齐，办结");
            assertThat(finance.sendWrong()).containsKey("answer");
            Download file = finance.page().waitForDownload(() -> finance.page().getByText("下载付款文件", new Page.GetByTextOptions().setExact(true)).click());
            String text = Files.readString(file.path());
            assertThat(text).contains("笔数,2", "合计金额,3600.00", Payments.NAME);
            finance.upload("answer", "回单.csv", "支付单号,金额,结果,原因,银行流水号,日期\r\nFS-1,1.00,成功,,B,2026-01-01\r\n");
            assertThat(finance.field("answer").locator(".mk-error")).containsText("第2行");
            finance.picture("pay-batch-wrong");
            finance.upload("answer", "回单.csv", answer(batch, "成功", "未知"));
            assertThat(finance.field("answer").locator("[role=status]")).containsText("成功1笔，退回0笔，未知1笔");
            assertThat(finance.sendWrong()).containsKey("answer");
            finance.picture("pay-batch-unknown");

            // and a second person of finance clears what the bank did not know
            Page second = chromium.of("fushun-finance2");
            second.navigate(chromium.address("/payments/batches/" + batch));
            second.locator("select[name=result]").selectOption("RETURNED");
            second.locator("input[name=reason]").fill("银行查复：账户已销户");
            chromium.fullPicture(second, "payment-batch");
            second.getByText("登记", new Page.GetByTextOptions().setExact(true)).click();
            assertThat(second.locator("p[role=status]")).containsText("银行退回");
            finance.send();

            // then
            assertThat(cases.ended(instance, "EndEvent_")).isEqualTo("EndEvent_BatchPartlyReturned");
            second.navigate(chromium.address("/payments"));
            assertThat(second.locator("body")).containsText("部分退回");
            chromium.fullPicture(second, "payments");
            clerk.navigate(chromium.address("/payments/claims/" + claim));
            chromium.fullPicture(clerk, "payment-claim");
            clerk.navigate(chromium.address("/payments/orders/" + order(batch)));
            chromium.fullPicture(clerk, "payment-order");

            // and the last one's account is corrected and paid, so that nothing payable is left
            String returned = jdbc.sql("select payee from medaid.payment_order where area = 'fushun' and state = 'OPEN' and attempt = 2"
                            + " order by changed_at desc limit 1")
                    .query(String.class)
                    .single();
            account(chromium, null, PersonId.parse(returned));
            String last = office.instance(office.start("clerk1", "PaymentBatchProcess", Map.of("payees", "PERSON", "fund", "")));
            office.completed("manager", last, "UserTask_ApproveBatch", Map.of("decision", "APPROVED"));
            office.completed("finance1", last, "UserTask_ApproveBatchForFinance", Map.of("decision", "APPROVED"));
            office.as("finance1").getJson("/api/v1/payment-batches/" + cases.variable(last, "paymentBatchId") + "/file");
            finance.open(cases.task(last, "UserTask_PayBatch"));
            finance.upload("answer", "回单.csv", answer(cases.variable(last, "paymentBatchId"), "成功", "成功"));
            assertThat(finance.field("answer").locator("[role=status]")).containsText("成功1笔");
            finance.choose("decision", "银行结果已齐，办结");
            finance.send();
            assertThat(cases.ended(last, "EndEvent_")).isEqualTo("EndEvent_BatchPaid");
            assertThat(chromium.scriptErrors()).isEmpty();
        }
    }

    /** From the bill's page, or directly: a clerk enters, a checker types the number once more. */
    private void account(Chromium chromium, String claim, PersonId person) {
        Page clerk = chromium.of("fushun-clerk1");
        String card = Payments.card();
        if (claim != null) {
            clerk.navigate(chromium.address("/claims/" + claim));
            clerk.getByText("付款情况和收款账户").click();
            assertThat(clerk.locator("body")).containsText("没有已复核的收款账户");
            clerk.getByText("登记、复核收款账户").click();
            AccountPages.entered(clerk, "CARD", card, "示范银行抚顺分行", "别人");
            assertThat(clerk.locator("ul.problem")).containsText("户名与救助对象的登记姓名不一致");
            chromium.fullPicture(clerk, "payment-account-wrong");
        } else {
            clerk.navigate(chromium.address("/payments/accounts/PERSON/" + person));
        }
        AccountPages.entered(clerk, "CARD", card, "示范银行抚顺分行", Payments.NAME);
        assertThat(clerk.locator("p[role=status]")).containsText("请另一名工作人员复核");
        Page checker = chromium.of("fushun-checker");
        checker.navigate(chromium.address("/payments/accounts/PERSON/" + person));
        AccountPages.retyped(checker, card);
        chromium.fullPicture(checker, "payment-account-check");
        AccountPages.accepted(checker);
    }

    private String answer(String batch, String first, String rest) {
        return Payments.answer(jdbc, batch, clock.today(), first, rest);
    }

    private String order(String batch) {
        return jdbc.sql("select order_number from medaid.payment_line where batch_id = ?::uuid order by position desc limit 1")
                .param(batch)
                .query(String.class)
                .single();
    }
}
