package org.medaid.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.medaid.audit.AuditTrail;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.ledger.BusinessDocument;
import org.medaid.ledger.FundLedger;
import org.medaid.party.Parties;
import org.medaid.policy.Category;
import org.medaid.roster.EnterCategory;
import org.medaid.roster.Roster;
import org.medaid.testing.Browser;
import org.medaid.testing.EngineCases;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.InventedResidents;
import org.medaid.testing.Office;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The books as the office's people see them. Only this test closes a month of Fushun. */
@IntegrationTest
@Clause("M5")
class LedgerPagesTest {

    private static final String NAME = "张资金账样本";

    @LocalServerPort
    private int port;

    @Autowired
    private Parties parties;

    @Autowired
    private Roster roster;

    @Autowired
    private EngineCases cases;

    @Autowired
    private FundLedger ledger;

    @Autowired
    private AuditTrail audit;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private final YearMonth month = YearMonth.now(BusinessClock.ZONE);

    @Test
    void a_settled_bill_is_found_from_the_trial_balance_by_its_case_number_and_nobody_is_named() {
        // given
        Office office = new Office(port, "fushun");
        String claim = settled(office);
        String number = office.get("clerk1", "/api/v1/claims/" + claim).get("caseNumber").asText();

        // when
        String balance = office.as("auditor").get("/ledger").body();
        String entries = lastPage(office, "kind=PERSON_PAYABLE");
        String spent = lastPage(office, "kind=FUND");
        HttpResponse<String> file = office.as("policy1").get("/ledger/export?month=" + month);

        // then
        assertThat(balance)
                .contains("抚顺市", "医疗救助基金", "资金支出", "应付个人款", "试算平衡")
                .doesNotContain("试算不平衡", NAME, "结账</button>");
        assertThat(entries).contains(number, "/claims/" + claim + "/sheet", "救助对象", "1800.00").doesNotContain(NAME);
        assertThat(spent).contains(number, "1800.00");
        assertThat(file.headers().firstValue("Content-Disposition")).hasValue(
                "attachment; filename=\"ledger-fushun-" + month + ".csv\"");
        assertThat(file.body()).startsWith("\uFEFF资金,资金年度,科目").contains("医疗救助基金," + month.getYear() + ",应付个人款,", "合计,,,");

        // and a reversal says why
        String sheet = jdbc.sql("select id::text from medaid.calculation_sheet where claim_id = ?::uuid")
                .param(claim)
                .query(String.class)
                .single();
        transaction.executeWithoutResult(
                status -> ledger.reverse(new BusinessDocument("SHEET", sheet), "单据事后查明不实", "test"));
        assertThat(lastPage(office, "kind=PERSON_PAYABLE")).contains("冲销第", "单据事后查明不实");
    }

    @Test
    @Clause("X6")
    void managers_auditors_and_policy_officers_read_the_books_of_their_own_office_and_nobody_else() {
        String line = "/ledger/entries?fund=MEDICAL_ASSISTANCE_FUND&fundYear=2026&kind=FUND";
        for (String path : List.of("/ledger", "/ledger/export", line)) {
            for (String who : List.of("fushun-manager", "fushun-auditor", "fushun-policy1")) {
                assertThat(Browser.signedIn(port, who).get(path).statusCode()).as(who + path).isEqualTo(200);
            }
            for (String who : List.of("fushun-clerk1", "fushun-expert1", "h2104023-office", "admin")) {
                assertThat(Browser.signedIn(port, who).get(path).statusCode()).as(who + path).isEqualTo(403);
            }
        }
        Browser auditor = Browser.signedIn(port, "jining-auditor");
        assertThat(auditor.get("/ledger").body()).contains("济宁市").doesNotContain("抚顺市");
        assertThat(auditor.get("/ledger?month=none").statusCode()).isEqualTo(200);
        assertThat(auditor.get("/ledger?month=%2B999999999-01").statusCode()).isEqualTo(200);
        assertThat(auditor.get(line + "&page=-1&month=2001-01").body()).contains("本月没有记账");
        assertThat(auditor.get(line.replace("kind=FUND", "kind=OTHER")).statusCode()).isEqualTo(404);
    }

    @Test
    void a_manager_closes_a_month_that_is_over_once_and_nobody_else_does() {
        // given
        Browser manager = Browser.signedIn(port, "fushun-manager");
        YearMonth over = month.minusMonths(1);
        assertThat(manager.get("/ledger?month=" + over).body()).contains("结账</button>");

        // when
        int byAuditor = close(Browser.signedIn(port, "fushun-auditor"), over).statusCode();
        String tooEarly = afterwards(manager, month);
        String closed = afterwards(manager, over);
        String again = afterwards(manager, over);
        String before = manager.get("/ledger?month=" + over.minusMonths(2)).body();

        // then
        assertThat(byAuditor).isEqualTo(403);
        assertThat(tooEarly).contains("本月尚未结束");
        assertThat(closed).contains("结账。", "以后的更正记入未结账的月份").doesNotContain("结账</button>");
        assertThat(again).contains("该月份已经结账");
        assertThat(before).contains("一并结账").doesNotContain("结账</button>");
        assertThat(ledger.closedThrough(PoolingArea.FUSHUN)).contains(over);
        assertThat(audit.of("LEDGER_MONTH", over.toString()))
                .filteredOn(act -> act.entry().area().equals(java.util.Optional.of(PoolingArea.FUSHUN)))
                .singleElement()
                .satisfies(act -> assertThat(act.entry().userId()).isEqualTo("fushun-manager"));
    }

    private String lastPage(Office office, String kind) {
        String path = "/ledger/entries?month=%s&fund=MEDICAL_ASSISTANCE_FUND&fundYear=%d&%s&page=".formatted(
                month, month.getYear(), kind);
        int page = 0;
        String body = office.as("manager").get(path + page).body();
        while (body.contains("下一页")) {
            page++;
            body = office.as("manager").get(path + page).body();
        }
        return body;
    }

    private String afterwards(Browser browser, YearMonth closed) {
        HttpResponse<String> answer = close(browser, closed);
        assertThat(answer.statusCode()).isIn(200, 302);
        return answer.statusCode() == 200
                ? answer.body()
                : browser.get("/ledger?month=" + closed).body();
    }

    private HttpResponse<String> close(Browser browser, YearMonth closed) {
        browser.get("/ledger");
        return browser.send(browser.tokens(HttpRequest.newBuilder(browser.uri("/ledger/closings")), "/ledger/closings")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "text/html")
                .POST(HttpRequest.BodyPublishers.ofString("month=" + closed)));
    }

    private String settled(Office office) {
        PersonId person = InventedResidents.registered(parties, InventedResidents.next("210402"), NAME);
        roster.enter(
                PoolingArea.FUSHUN,
                new EnterCategory(
                        person, Category.SUBSISTENCE_ALLOWANCE, DateRange.from(LocalDate.of(2014, 1, 1)), "示例名单", "test"));
        Map<String, Object> bill = Map.ofEntries(
                Map.entry("personId", person.toString()),
                Map.entry("hospitalCode", "H2104022"),
                Map.entry("careType", "INPATIENT"),
                Map.entry("admittedOn", "2020-03-01"),
                Map.entry("dischargedOn", "2020-03-12"),
                Map.entry("diagnosis", "慢性肾功能不全"),
                Map.entry("invoiceNumber", java.util.UUID.randomUUID().toString()),
                Map.entry(
                        "amounts",
                        Map.of(
                                "total", "3500.00",
                                "inScope", "3000.00",
                                "deductible", "500.00",
                                "basicPaid", "0.00",
                                "criticalIllnessPaid", "0.00",
                                "supplementaryPaid", "0.00",
                                "selfPaid", "500.00")));
        String instance = office.instance(office.enter("clerk1", bill));
        office.completed("checker", instance, "UserTask_CheckBill", Map.of("decision", "ACCEPTED"));
        office.completed("checker", instance, "UserTask_DecideExclusions", Map.of("exclusions", List.of()));
        cases.fire(instance, "ServiceTask_CalculateBenefit");
        office.completed("clerk1", instance, "UserTask_ConfirmSheet", Map.of("decision", "CONFIRMED"));
        return cases.variable(instance, "claimId");
    }
}
