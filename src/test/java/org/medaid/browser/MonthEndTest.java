package org.medaid.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.medaid.testing.HospitalSystem.bill;
import static org.medaid.testing.HospitalSystem.patient;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.Test;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.party.Parties;
import org.medaid.policy.Category;
import org.medaid.roster.EnterCategory;
import org.medaid.roster.Roster;
import org.medaid.security.HospitalCredentials;
import org.medaid.settlement.Statements;
import org.medaid.settlement.payment.Payments;
import org.medaid.testing.Chromium;
import org.medaid.testing.EngineCases;
import org.medaid.testing.HospitalSystem;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.InventedResidents;
import org.medaid.testing.MovableClock;
import org.medaid.testing.Office;
import org.medaid.testing.OwnApplication;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * An office's month from the hospital's counter to the closed books, in a browser: three patients are settled one-stop, a
 * hospital's statement is disputed and ruled on, both hospitals' are approved together and paid, and the month is
 * closed. In an application of its own, whose clock passes the month's end.
 */
@IntegrationTest
@OwnApplication
class MonthEndTest {

    private static final PoolingArea FUSHUN = PoolingArea.FUSHUN;
    private static final String HOSPITAL = "H2104022";
    private static final String HOSPITAL_NAME = "抚顺市新抚区示范医院";
    private static final String ACCOUNT = "2104022000000178";
    private static final String SMALL_HOSPITAL = "H2104031";
    private static final String SMALL_HOSPITAL_NAME = "抚顺市东洲区示范卫生院";
    private static final String SMALL_HOSPITALS_ACCOUNT = "2104031000000162";
    private static final YearMonth MONTH = YearMonth.now(BusinessClock.ZONE).minusMonths(1);
    private static final MovableClock CLOCK = new MovableClock(MONTH.atDay(20));

    @TestConfiguration(proxyBeanMethods = false)
    static class BeforeTheMonthsEnd {

        @Bean
        @Primary
        BusinessClock movedClock() {
            return new BusinessClock(CLOCK);
        }
    }

    @LocalServerPort
    private int port;

    @Autowired
    private Parties parties;

    @Autowired
    private Roster roster;

    @Autowired
    private HospitalCredentials credentials;

    @Autowired
    private Statements statements;

    @Autowired
    private EngineCases cases;

    @Autowired
    private TaskService tasks;

    @Autowired
    private JdbcClient jdbc;

    @Test
    @Clause({"C16", "M1", "M5", "M9", "X6"})
    void a_month_ends_with_its_hospital_paid_its_books_sound_and_two_people_who_close_it() throws IOException {
        // given two patients whose shares the hospital deducted at its counter
        HospitalSystem system = new HospitalSystem(port, credentials.issue(HOSPITAL, Duration.ZERO, "test").secret());
        String first = settled(system, "3000.00", "1800.00");
        String second = settled(system, "1000.00", "600.00");
        // and one of a small hospital, which has nothing to dispute
        settled(new HospitalSystem(port, credentials.issue(SMALL_HOSPITAL, Duration.ZERO, "test").secret()), "500.00", "300.00");

        // when the month is over
        CLOCK.set(LocalDate.now(BusinessClock.ZONE));
        statements.draw(FUSHUN, MONTH);
        statements.begin(FUSHUN);
        Drawn drawn = drawn(HOSPITAL);
        Drawn small = drawn(SMALL_HOSPITAL);
        List<String> both = List.of(drawn.number(), small.number());
        String settlement = cases.byBusinessKey(drawn.number());
        String other = cases.byBusinessKey(small.number());
        new Office(port, FUSHUN.tenantId())
                .completed("h2104031-office", other, "UserTask_ConfirmStatement", Map.of("decision", "CONFIRMED"));
        Locator.GetByTextOptions exactly = new Locator.GetByTextOptions().setExact(true);
        try (Chromium chromium = new Chromium(port)) {
            // the hospital confirms one line and disputes the other
            Tasklist hospital = new Tasklist(chromium, "h2104022-office");
            hospital.open(cases.task(settlement, "UserTask_ConfirmStatement"));
            assertThat(hospital.text()).contains(HOSPITAL_NAME, "2,400.00");
            hospital.choose("decision", "有争议");
            hospital.page().getByText("增加一行").click();
            hospital.input("disputes.0.lineNo").fill("2");
            hospital.input("disputes.0.reason").fill("本院记录的扣减金额不同");
            hospital.picture("month-end-1-hospital");
            hospital.send();

            // the checker finds that it stands
            Tasklist checker = new Tasklist(chromium, "fushun-checker");
            checker.open(cases.task(settlement, "UserTask_ReviewDisputes"));
            assertThat(checker.text()).contains("本院记录的扣减金额不同", "第2行");
            checker.choose("rulings.0.decision", "争议不成立，照常结算");
            checker.input("rulings.0.reason").fill("与结算单一致");
            checker.picture("month-end-2-checker");
            checker.send();

            // the manager approves both hospitals' statements at once
            Tasklist manager = new Tasklist(chromium, "fushun-manager");
            manager.list("本组待办（负责人）");
            Locator approving = manager.together("同意", both);
            assertThat(approving).containsText("批量办理：经办审批");
            assertThat(row(approving, drawn)).containsText(HOSPITAL_NAME);
            assertThat(row(approving, drawn)).containsText("2,400.00");
            assertThat(row(approving, small)).containsText(SMALL_HOSPITAL_NAME);
            assertThat(row(approving, small)).containsText("300.00");
            manager.picture("month-end-3-manager");
            approving.getByText("对2件“同意”").click();
            assertThat(row(approving, drawn)).containsText("已办结");
            assertThat(row(approving, small)).containsText("已办结");
            approving.getByText("关闭", exactly).click();
            assertThat(manager.card(drawn.number())).hasCount(0);

            // and so does finance, where a colleague has taken one of them meanwhile
            Tasklist finance = new Tasklist(chromium, "fushun-finance1");
            finance.list("本组待办（财政部门）");
            assertThat(finance.card(small.number())).isVisible();
            String taken = cases.task(other, "UserTask_FinanceApproval");
            tasks.claim(taken, "fushun-finance2");
            Locator paying = finance.together("同意支付", both);
            assertThat(row(paying, small)).containsText("已由抚顺市财政经办员二领取。");
            paying.getByText("对1件“同意支付”").click();
            assertThat(row(paying, drawn)).containsText("已办结");
            assertThat(row(paying, small)).containsText("已由抚顺市财政经办员二领取。");
            finance.picture("month-end-4-finance");
            paying.getByText("关闭", exactly).click();
            assertThat(finance.page().locator(".own-status")).containsText("已办结1件。");
            assertThat(cases.ended(settlement, "EndEvent_")).isEqualTo("EndEvent_PaymentOrdered");

            // who gives it back, so that it is approved by its form
            tasks.setAssignee(taken, null);
            finance.open(taken);
            assertThat(finance.text()).contains(SMALL_HOSPITAL_NAME, "300.00");
            finance.choose("decision", "同意支付");
            finance.send();
            assertThat(cases.ended(other, "EndEvent_")).isEqualTo("EndEvent_PaymentOrdered");

            // a clerk enters the hospitals' accounts, another person types their numbers again
            account(chromium, HOSPITAL, HOSPITAL_NAME, ACCOUNT);
            account(chromium, SMALL_HOSPITAL, SMALL_HOSPITAL_NAME, SMALL_HOSPITALS_ACCOUNT);

            // and draws up the batch, which the manager and the other person of finance approve
            Tasklist drawer = new Tasklist(chromium, "fushun-clerk1");
            drawer.start("PaymentBatchProcess");
            drawer.choose("payees", "医院");
            drawer.picture("month-end-5-batch");
            drawer.send();
            String batch = jdbc.sql("select id::text from medaid.payment_batch").query(String.class).single();
            String payment = cases.open("PaymentBatchProcess", "paymentBatchId", batch);
            manager.open(cases.task(payment, "UserTask_ApproveBatch"));
            assertThat(manager.text()).contains("2,700.00", HOSPITAL_NAME, SMALL_HOSPITAL_NAME);
            manager.choose("decision", "同意付款，报财政审批");
            manager.send();
            Tasklist secondPerson = new Tasklist(chromium, "fushun-finance2");
            secondPerson.open(cases.task(payment, "UserTask_ApproveBatchForFinance"));
            secondPerson.choose("decision", "同意付款");
            secondPerson.picture("month-end-6-finance");
            secondPerson.send();

            // finance fetches the file and hands in what the bank says
            finance.open(cases.task(payment, "UserTask_PayBatch"));
            Download file = finance.page().waitForDownload(
                    () -> finance.page().getByText("下载付款文件", new Page.GetByTextOptions().setExact(true)).click());
            assertThat(Files.readString(file.path())).contains("合计金额,2700.00", HOSPITAL_NAME, ACCOUNT, SMALL_HOSPITALS_ACCOUNT, "结算款");
            finance.upload("answer", "回单.csv", Payments.answer(jdbc, batch, LocalDate.now(BusinessClock.ZONE), "成功", "成功"));
            assertThat(finance.field("answer").locator("[role=status]")).containsText("成功2笔");
            finance.choose("decision", "银行结果已齐，办结");
            finance.picture("month-end-7-paid");
            finance.send();
            assertThat(cases.ended(payment, "EndEvent_")).isEqualTo("EndEvent_BatchPaid");

            // then the statement is paid, and leads to both bills
            Page managers = chromium.of("fushun-manager");
            managers.navigate(chromium.address("/hospital-statements/" + drawn.id()));
            assertThat(managers.locator("h1")).containsText("已付款");
            assertThat(managers.locator("body")).containsText(first);
            assertThat(managers.locator("body")).containsText(second);
            chromium.fullPicture(managers, "month-end-8-statement");

            // and the books are sound
            managers.navigate(chromium.address("/ledger/checks"));
            managers.getByText("开始核对").click();
            assertThat(managers.locator("table")).containsText("每张凭证在每项资金内借贷相等");
            assertThat(managers.locator("table .problem")).hasCount(0);
            chromium.fullPicture(managers, "month-end-9-checks");
            managers.navigate(chromium.address("/ledger"));
            Locator payable = managers.locator("tbody tr").filter(new Locator.FilterOptions().setHasText("应付医院款"));
            assertThat(payable).containsText("平");

            // and the manager proposes to close the month, which somebody of finance confirms
            managers.navigate(chromium.address("/ledger?month=" + MONTH));
            managers.getByText("提出", new Page.GetByTextOptions().setExact(false)).last().click();
            assertThat(managers.locator("section")).containsText("提出结账");
            assertThat(managers.getByText("确认" + MONTH.getYear() + "年")).hasCount(0);
            Page closer = chromium.of("fushun-finance1");
            closer.navigate(chromium.address("/ledger?month=" + MONTH));
            closer.locator("form[action$='/ledger/closings'] button").click();
            assertThat(closer.locator("body")).containsText("以后的更正记入未结账的月份");
            assertThat(closer.locator("form[action$='/ledger/closing-proposals']")).hasCount(0);
            chromium.fullPicture(closer, "month-end-10-closed");
            assertThat(chromium.scriptErrors()).isEmpty();
        }
    }

    private record Drawn(String id, String number) {}

    private Drawn drawn(String hospital) {
        return jdbc.sql("select id::text, number from medaid.hospital_statement where payee = ? and period = ?")
                .params(hospital, MONTH.atDay(1))
                .query((row, number) -> new Drawn(row.getString(1), row.getString(2)))
                .single();
    }

    private static Locator row(Locator dialog, Drawn drawn) {
        return dialog.locator("tr", new Locator.LocatorOptions().setHasText(drawn.number()));
    }

    private static void account(Chromium chromium, String hospital, String name, String number) {
        Page clerk = chromium.of("fushun-clerk1");
        clerk.navigate(chromium.address("/payments/accounts"));
        clerk.getByText(name).click();
        AccountPages.entered(clerk, "PASSBOOK", number, "示范银行抚顺分行", name);
        assertThat(clerk.locator("p[role=status]")).containsText("请另一名工作人员复核");
        Page retyping = chromium.of("fushun-checker");
        retyping.navigate(chromium.address("/payments/accounts/HOSPITAL/" + hospital));
        AccountPages.retyped(retyping, number);
        AccountPages.accepted(retyping);
    }

    /** A stay of somebody in extreme poverty, settled at the counter. @return the number of its case */
    private String settled(HospitalSystem system, String inScope, String deducted) {
        ResidentId resident = InventedResidents.next("210402");
        roster.enter(
                FUSHUN,
                new EnterCategory(
                        InventedResidents.registered(parties, resident, "张月末样本"),
                        Category.EXTREME_POVERTY,
                        DateRange.from(LocalDate.of(2015, 1, 1)),
                        "名册",
                        "test"));
        String admission = system.admit(patient("fushun", resident, "张月末样本", "INPATIENT", MONTH.atDay(10).toString()))
                .must(201)
                .text("admission");
        HospitalSystem.Answer answer =
                system.settle(bill(admission, MONTH.atDay(20).toString(), inScope, "0", "0")).must(201);
        assertThat(answer.text("deductedAtCounter")).isEqualTo(deducted);
        return answer.text("caseNumber");
    }
}
