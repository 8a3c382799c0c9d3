package org.medaid.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.party.Parties;
import org.medaid.settlement.Statements;
import org.medaid.testing.Chromium;
import org.medaid.testing.EngineCases;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.Office;
import org.medaid.testing.PostedBills;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A month's end with a hospital in a browser: the hospital, the checker, the manager, the health authority's and finance's people. */
@IntegrationTest
@Clause("M1")
class StatementFormsTest {

    private static final String HOSPITAL = "H4407832";

    @LocalServerPort
    private int port;

    @Autowired
    private Statements statements;

    @Autowired
    private Parties parties;

    @Autowired
    private EngineCases cases;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    @FillsForms({"confirm-statement", "review-disputes", "approve-statement", "approve-statement-finance"})
    void a_statement_goes_from_the_hospital_over_a_dispute_to_finance() {
        // given
        PoolingArea area = PoolingArea.JIANGMEN;
        YearMonth month = YearMonth.of(2017, 9);
        PostedBills bills = new PostedBills(jdbc, parties, transaction);
        for (int day = 1; day <= 3; day++) {
            bills.bill(area, "440783", HOSPITAL, month.atDay(day))
                    .owes("MEDICAL_ASSISTANCE_FUND", "jiangmen.medical-assistance", "300.00")
                    .owes("POVERTY_ALLEVIATION_FUND", "jiangmen.poverty.in-scope", "120.00")
                    .owes("POVERTY_ALLEVIATION_FUND", "jiangmen.poverty.self-paid", "80.00")
                    .bears(HOSPITAL, "20.00")
                    .post();
        }
        statements.draw(area, month);
        statements.begin(area);
        record Drawn(String id, String number) {}
        Drawn drawn = jdbc.sql("select id::text, number from medaid.hospital_statement where payee = ? and period = ? and kind = 'MONTHLY'")
                .params(HOSPITAL, month.atDay(1))
                .query((row, number) -> new Drawn(row.getString(1), row.getString(2)))
                .single();
        String instance = cases.byBusinessKey(drawn.number());
        try (Chromium chromium = new Chromium(port)) {
            // when the hospital disputes a line, wrongly at first
            Tasklist hospital = new Tasklist(chromium, "h4407832-office");
            hospital.open(cases.task(instance, "UserTask_ConfirmStatement"));
            assertThat(hospital.text()).contains("开平市示范医院", "2017年9月", "1,260.00");
            assertThat(hospital.sendWrong()).containsOnlyKeys("decision", "");
            hospital.choose("decision", "有争议");
            hospital.page().getByText("增加一行").click();
            hospital.input("disputes.0.lineNo").fill("99");
            assertThat(hospital.sendWrong()).containsKeys("disputes.0.lineNo", "disputes.0.reason");
            hospital.picture("confirm-statement-wrong");
            hospital.input("disputes.0.lineNo").fill("2");
            hospital.input("disputes.0.reason").fill("此笔患者已退费");
            hospital.send();

            // and the checker rules
            Tasklist checker = new Tasklist(chromium, "jiangmen-checker");
            checker.open(cases.task(instance, "UserTask_ReviewDisputes"));
            assertThat(checker.text()).contains("此笔患者已退费", "第2行");
            assertThat(checker.sendWrong()).containsKeys("rulings.0.decision", "rulings.0.reason");
            checker.picture("review-disputes-wrong");
            checker.choose("rulings.0.decision", "争议成立，本行暂不结算");
            checker.input("rulings.0.reason").fill("与退费凭证一致，待冲销");
            checker.send();

            // and two people approve
            Tasklist manager = new Tasklist(chromium, "jiangmen-manager");
            manager.open(cases.task(instance, "UserTask_ApproveStatement"));
            assertThat(manager.text()).contains("争议成立暂不结算", "争议成立，暂不结算：与退费凭证一致");
            manager.choose("decision", "退回医院核对");
            assertThat(manager.sendWrong()).containsKey("reason");
            manager.choose("decision", "同意");
            manager.picture("approve-statement");
            manager.send();
            Tasklist finance = new Tasklist(chromium, "jiangmen-finance1");
            finance.open(cases.task(instance, "UserTask_FinanceApproval"));
            assertThat(finance.sendWrong()).containsOnlyKeys("decision", "");
            finance.choose("decision", "同意支付");
            finance.picture("approve-statement-finance");
            finance.send();

            // then
            Page page = chromium.of("jiangmen-manager");
            page.navigate(chromium.address("/hospital-statements/" + drawn.id()));
            assertThat(page.locator("body")).containsText("已审批，待付款");
            chromium.fullPicture(page, "hospital-statement");
            page.navigate(chromium.address("/hospital-statements"));
            assertThat(page.locator("body")).containsText(drawn.number());
            chromium.fullPicture(page, "hospital-statements");
            page.navigate(chromium.address("/hospital-statements/years/2017"));
            assertThat(page.locator("body")).containsText("开平市示范医院");
            chromium.fullPicture(page, "hospital-year");
            Page clerk = chromium.of("jiangmen-clerk1");
            clerk.navigate(chromium.address("/hospital-deductions"));
            clerk.getByText("录入扣款", new Page.GetByTextOptions().setExact(true)).last().click();
            assertThat(clerk.locator(".problem").first()).isVisible();
            chromium.fullPicture(clerk, "hospital-deductions");
            assertThat(chromium.scriptErrors()).isEmpty();
        }
    }

    @Test
    @FillsForms("review-self-paid")
    void the_health_authority_looks_at_the_self_paid_part_of_a_quarter() {
        // given a quarter's statement that the hospital and the manager have agreed to
        PoolingArea area = PoolingArea.JIANGMEN;
        new PostedBills(jdbc, parties, transaction)
                .bill(area, "440783", HOSPITAL, LocalDate.of(2018, 11, 5))
                .owes("POVERTY_ALLEVIATION_FUND", "jiangmen.poverty.self-paid", "80.00")
                .bears(HOSPITAL, "20.00")
                .post();
        for (int month = 10; month <= 12; month++) {
            statements.draw(area, YearMonth.of(2018, month));
        }
        statements.begin(area);
        String instance = cases.byBusinessKey(jdbc.sql(
                        "select number from medaid.hospital_statement where payee = ? and period = ? and kind = 'QUARTERLY_SELF_PAID'")
                .params(HOSPITAL, LocalDate.of(2018, 10, 1))
                .query(String.class)
                .single());
        Office office = new Office(port, area.tenantId());
        office.completed("h4407832-office", instance, "UserTask_ConfirmStatement", Map.of("decision", "CONFIRMED"));
        office.completed("manager", instance, "UserTask_ApproveStatement", Map.of("decision", "APPROVED"));
        try (Chromium chromium = new Chromium(port)) {
            // when
            Tasklist health = new Tasklist(chromium, "jiangmen-health");
            health.open(cases.task(instance, "UserTask_ReviewSelfPaid"));
            assertThat(health.text()).contains("开平市示范医院", "80.00", "依据：江人社发〔2018〕567号");
            health.choose("decision", "退回经办机构");
            assertThat(health.sendWrong()).containsOnlyKeys("reason", "");
            health.choose("decision", "同意结算");
            health.picture("review-self-paid");
            health.send();

            // then
            assertThat(cases.task(instance, "UserTask_FinanceApproval")).isNotNull();
            assertThat(chromium.scriptErrors()).isEmpty();
        }
    }
}
