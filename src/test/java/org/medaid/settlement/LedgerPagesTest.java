package org.medaid.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.medaid.audit.AuditTrail;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.ledger.AccountKind;
import org.medaid.ledger.BooksAt;
import org.medaid.ledger.BusinessDocument;
import org.medaid.ledger.Fund;
import org.medaid.ledger.FundLedger;
import org.medaid.ledger.Posting;
import org.medaid.ledger.TransferKind;
import org.medaid.party.Parties;
import org.medaid.roster.Roster;
import org.medaid.testing.Browser;
import org.medaid.testing.EngineCases;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.Office;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The books as the office's people see them. Only this test closes months of Fushun, the earlier ones first. */
@IntegrationTest
@Clause("M5")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
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
        String claim = new BillOfFushun(office, parties, roster, cases, NAME, 2020).settled().claim;
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
    void managers_auditors_policy_officers_and_finance_read_the_books_of_their_own_office_and_nobody_else() {
        String line = "/ledger/entries?fund=MEDICAL_ASSISTANCE_FUND&fundYear=2026&kind=FUND";
        for (String path : List.of("/ledger", "/ledger/export", "/ledger/years", line)) {
            for (String who : List.of("fushun-manager", "fushun-auditor", "fushun-policy1", "fushun-finance1")) {
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
    @Order(2)
    void a_month_that_is_over_is_proposed_by_one_and_confirmed_by_another_once_and_nobody_else_does() {
        // given
        Browser manager = Browser.signedIn(port, "fushun-manager");
        Browser finance = Browser.signedIn(port, "fushun-finance1");
        YearMonth over = month.minusMonths(1);
        assertThat(manager.get("/ledger?month=" + over).body()).contains("提出" + name(over) + "结账</button>");

        // when
        int byAuditor = send(Browser.signedIn(port, "fushun-auditor"), "/ledger/closings", over).statusCode();
        int proposedByPolicy = send(Browser.signedIn(port, "fushun-policy1"), "/ledger/closing-proposals", over).statusCode();
        String tooEarly = afterwards(manager, "/ledger/closing-proposals", month);
        String nobodyProposed = afterwards(manager, "/ledger/closings", over);
        String proposed = afterwards(manager, "/ledger/closing-proposals", over);
        String alone = afterwards(manager, "/ledger/closings", over);
        String seenByFinance = finance.get("/ledger?month=" + over).body();
        String closed = afterwards(finance, "/ledger/closings", over);
        String again = afterwards(finance, "/ledger/closings", over);
        String before = manager.get("/ledger?month=" + over.minusMonths(2)).body();

        // then
        assertThat(byAuditor).isEqualTo(403);
        assertThat(proposedByPolicy).isEqualTo(403);
        assertThat(tooEarly).contains("本月尚未结束");
        assertThat(nobodyProposed).contains("尚未提出结账");
        assertThat(proposed).contains("负责人于", "提出结账：共", "由另一人核对后确认", "重新提出").doesNotContain(">确认");
        assertThat(alone).contains("提出结账的人不能自己确认");
        assertThat(seenByFinance).contains(">确认" + name(over) + "结账</button>");
        assertThat(closed).contains("财政经办员一确认结账。", "以后的更正记入未结账的月份").doesNotContain("结账</button>");
        assertThat(again).contains("该月份已经结账");
        assertThat(before).contains("一并结账").doesNotContain("结账</button>");
        assertThat(ledger.closedThrough(PoolingArea.FUSHUN)).contains(over);
        assertThat(audit.of("LEDGER_MONTH", over.toString()))
                .filteredOn(act -> act.entry().area().equals(java.util.Optional.of(PoolingArea.FUSHUN)))
                .extracting(act -> act.entry().action() + " " + act.entry().userId())
                .containsExactly("LEDGER_MONTH_CLOSING_PROPOSED fushun-manager", "LEDGER_MONTH_CLOSED fushun-finance1");
    }

    @Test
    @Order(1)
    void a_year_is_carried_by_two_people_and_what_was_posted_since_a_proposal_is_said() {
        // given a year long past
        Browser manager = Browser.signedIn(port, "fushun-manager");
        Browser finance = Browser.signedIn(port, "fushun-finance1");
        String person = UUID.randomUUID().toString();
        owedIn2002(person, "300.00");

        // when
        String tooEarly = year(manager, "/ledger/year-closing-proposals");
        afterwards(manager, "/ledger/closing-proposals", YearMonth.of(2002, 12));
        owedIn2002(person, "21.00");
        String postedSince = afterwards(finance, "/ledger/closings", YearMonth.of(2002, 12));
        afterwards(manager, "/ledger/closing-proposals", YearMonth.of(2002, 12));
        afterwards(finance, "/ledger/closings", YearMonth.of(2002, 12));
        String proposed = year(finance, "/ledger/year-closing-proposals");
        String alone = year(finance, "/ledger/year-closings");
        int byAuditor = Browser.signedIn(port, "fushun-auditor").postForm("/ledger/year-closings", Map.of("year", "2002")).statusCode();
        String closed = year(manager, "/ledger/year-closings");

        // then
        assertThat(tooEarly).contains("本年12月尚未结账", "超支 300.00", "-300.00");
        assertThat(postedSince)
                .contains("提出结账后账目有变动：提出时共1笔、借方合计300.00元，现在共2笔、借方合计321.00元。请核对后重新提出结账。");
        assertThat(proposed).contains("财政经办员一于", "提出年终结转：本年度共2笔");
        assertThat(alone).contains("提出结账的人不能自己确认");
        assertThat(byAuditor).isEqualTo(403);
        assertThat(closed).contains("负责人确认结转。", "超支 321.00").doesNotContain("结转</button>");
        assertThat(ledger.balance(
                        PoolingArea.FUSHUN, Fund.HEALTH_AUTHORITY, 2003, AccountKind.PERSON_PAYABLE, person))
                .isEqualTo(Money.parse("-321.00"));
        assertThat(audit.of("LEDGER_YEAR", "2002"))
                .extracting(act -> act.entry().action() + " " + act.entry().userId())
                .containsExactly("LEDGER_YEAR_CLOSING_PROPOSED fushun-finance1", "LEDGER_YEAR_CLOSED fushun-manager");
        assertThat(manager.get("/ledger/years?year=none").statusCode()).isEqualTo(200);
    }

    @Test
    @Order(3)
    void a_quarter_whose_months_are_closed_is_signed_by_the_agency_and_by_finance_who_saw_the_same_figures() {
        // given the quarter that ended last: with the month before this one all its months are closed
        Browser manager = Browser.signedIn(port, "fushun-manager");
        Browser finance = Browser.signedIn(port, "fushun-finance1");
        Quarter ended = Quarter.of(month).previous();
        Quarter running = ended.next();
        String path = "/ledger/quarters?quarter=" + ended;
        String unsigned = manager.get(path).body();
        String digest = unsigned.replaceAll("(?s).*name=\"digest\" value=\"([^\"]+)\".*", "$1");

        // when
        String tooEarly = signed(manager, running, digest);
        String other = signed(manager, ended, digest.replaceAll("^.", digest.startsWith("0") ? "1" : "0"));
        String byAgency = signed(manager, ended, digest);
        String again = signed(manager, ended, digest);
        int byAuditor = Browser.signedIn(port, "fushun-auditor").postForm("/ledger/quarter-signatures", Map.of("quarter", ended.toString()))
                .statusCode();
        String byBoth = signed(finance, ended, digest);

        // then
        assertThat(unsigned).contains("双方尚未签认", "签认" + ended.chineseName() + "数据</button>");
        assertThat(tooEarly).contains("本季度各月尚未全部结账，不能签认").doesNotContain("数据</button>");
        assertThat(other).contains("数据与您看到的或对方签认的不同");
        assertThat(byAgency).contains("经办机构：抚顺市负责人于").doesNotContain("财政部门：", "数据</button>");
        assertThat(again).contains("经办机构已经签认");
        assertThat(byAuditor).isEqualTo(403);
        assertThat(byBoth).contains("经办机构：抚顺市负责人于", "财政部门：抚顺市财政经办员一于").doesNotContain("签认以后数据有变动");
        assertThat(audit.of("QUARTER_REPORT", ended.toString()))
                .extracting(act -> act.entry().userId())
                .containsExactly("fushun-manager", "fushun-finance1");
    }

    private String signed(Browser browser, Quarter quarter, String digest) {
        Map<String, String> form = Map.of("quarter", quarter.toString(), "digest", digest);
        assertThat(browser.postForm("/ledger/quarter-signatures", form).statusCode()).isEqualTo(302);
        return browser.get("/ledger/quarters?quarter=" + quarter).body();
    }

    private void owedIn2002(String person, String amount) {
        FundLedger books = BooksAt.on(LocalDate.of(2002, 7, 20), jdbc);
        transaction.executeWithoutResult(status -> books.post(new Posting.Movements()
                .owed(Fund.HEALTH_AUTHORITY, AccountKind.PERSON_PAYABLE, person, Money.parse(amount))
                .of(
                        PoolingArea.FUSHUN,
                        TransferKind.SETTLEMENT,
                        new BusinessDocument("LEDGER_TEST", UUID.randomUUID().toString()),
                        "test")));
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

    private String afterwards(Browser browser, String path, YearMonth month) {
        assertThat(send(browser, path, month).statusCode()).isEqualTo(302);
        return browser.get("/ledger?month=" + month).body();
    }

    private String year(Browser browser, String path) {
        assertThat(browser.postForm(path, Map.of("year", "2002")).statusCode()).isEqualTo(302);
        return browser.get("/ledger/years?year=2002").body();
    }

    private HttpResponse<String> send(Browser browser, String path, YearMonth month) {
        return browser.postForm(path, Map.of("month", month.toString()));
    }

    private static String name(YearMonth month) {
        return month.getYear() + "年" + month.getMonthValue() + "月";
    }
}
