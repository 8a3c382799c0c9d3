package org.medaid.settlement.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.camunda.bpm.engine.HistoryService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medaid.api.FieldProblem;
import org.medaid.api.Outcome;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.ledger.AccountKind;
import org.medaid.ledger.Fund;
import org.medaid.party.Parties;
import org.medaid.procedure.EnterProcedureParameter;
import org.medaid.procedure.ProcedureParameters;
import org.medaid.security.Groups;
import org.medaid.settlement.OrderState;
import org.medaid.settlement.Statements;
import org.medaid.settlement.payment.BankAccountDesk;
import org.medaid.settlement.payment.CheckBankAccount;
import org.medaid.settlement.payment.EnterBankAccount;
import org.medaid.settlement.payment.PaymentDesk;
import org.medaid.settlement.payment.PaymentOrderRows;
import org.medaid.settlement.payment.Payments;
import org.medaid.testing.Browser;
import org.medaid.testing.EngineCases;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.Office;
import org.medaid.testing.PostedBills;
import org.medaid.testing.PostedBills.Posted;
import org.medaid.testing.SignedInForTests;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What others laid out: by which fund, for which cases, and back again after two people. */
@IntegrationTest
class LaidOutStatementsTest {

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
    private Parties parties;

    @Autowired
    private ProcedureParameters parameters;

    @Autowired
    private HistoryService history;

    @Autowired
    private PaymentOrderRows payments;

    @Autowired
    private BankAccountDesk accounts;

    @Autowired
    private PaymentDesk payment;

    @Autowired
    private EngineCases cases;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private PostedBills bills;

    @BeforeEach
    void open() {
        bills = new PostedBills(jdbc, parties, transaction);
    }

    @Test
    @Clause("M2")
    void the_poverty_alleviation_fund_pays_medical_assistance_for_its_people_and_civil_affairs_gives_it_back() {
        // given a bill of its people, one of somebody else
        PoolingArea area = PoolingArea.JIANGMEN;
        String hospital = "H4407852";
        YearMonth month = YearMonth.of(2018, 5);
        Posted bill = bills.bill(area, "440785", hospital, month.atDay(8))
                .category("POVERTY_ALLEVIATION")
                .owes(ASSISTANCE, "jiangmen.medical-assistance", "300.00")
                .owes(POVERTY, "jiangmen.poverty.in-scope", "120.00")
                .post();
        bills.bill(area, "440785", hospital, month.atDay(9)).category("ORPHAN").owes(ASSISTANCE, "50.00").post();

        // when
        statements.draw(area, month);
        statements.begin(area);

        // then
        Statement offset = one(area, StatementKind.INTER_FUND, month, POVERTY);
        assertThat(offset.lines()).isEqualTo(Money.parse("300.00"));
        assertThat(balance(area, ASSISTANCE, "HOSPITAL_PAYABLE", hospital)).isEqualTo("-50.00");
        assertThat(balance(area, POVERTY, "HOSPITAL_PAYABLE", hospital)).isEqualTo("-420.00");
        assertThat(balance(area, POVERTY, "INTER_FUND", ASSISTANCE)).isEqualTo("300.00");

        // and the hospital is paid by the fund that took it over
        Statement monthly = one(area, StatementKind.MONTHLY, month, hospital);
        Office office = new Office(port, area.tenantId());
        String instance = history.createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(monthly.number())
                .singleResult()
                .getId();
        office.completed("h4407852-office", instance, "UserTask_ConfirmStatement", Map.of("decision", "CONFIRMED"));
        office.completed("manager", instance, "UserTask_ApproveStatement", Map.of("decision", "APPROVED"));
        office.completed("finance1", instance, "UserTask_FinanceApproval", Map.of("decision", "APPROVED"));
        assertThat(rows.shares(monthly.id()))
                .isEqualTo(Map.of(
                        new StatementClearing.Account(Fund.MEDICAL_ASSISTANCE_FUND, AccountKind.HOSPITAL_PAYABLE), Money.parse("50.00"),
                        new StatementClearing.Account(Fund.POVERTY_ALLEVIATION_FUND, AccountKind.HOSPITAL_PAYABLE), Money.parse("420.00")));

        // when civil affairs confirms and the agency notes what came in
        String path = "/hospital-statements/" + offset.id();
        assertThat(browser(area, "manager").get(path).body()).doesNotContain("/approvals\"");
        assertThat(browser(area, "civil").get(path).body()).contains("民政部门核算确认", bill.caseNumber(), "应冲减金额", "五(六)");
        assertThat(browser(area, "civil").get("/hospital-statements?month=" + month).body())
                .contains(offset.number())
                .doesNotContain(monthly.number());
        assertThat(approve(area, "manager", offset)).contains("您没有办理此事项的权限");
        assertThat(approve(area, "civil", offset)).contains("已办理");
        assertThat(approve(area, "civil", offset)).contains("您没有办理此事项的权限");
        assertThat(approve(area, "manager", offset)).contains("已办理");

        // then
        assertThat(desk.find(offset.id()).orElseThrow().state()).isEqualTo(StatementState.PAYABLE);
        assertThat(browser(area, "manager").get("/hospital-statements?month=" + month).body())
                .contains("已划入", "已审批，待付款")
                .doesNotContain("已付款");
        assertThat(balance(area, POVERTY, "INTER_FUND", ASSISTANCE)).isEqualTo("0.00");
        assertThat(balance(area, ASSISTANCE, "INTER_FUND", POVERTY)).isEqualTo("0.00");
        // The hospital has no part in it.
        assertThat(Browser.signedIn(port, "h4407852-office").get(path).statusCode()).isEqualTo(404);
    }

    @Test
    @Clause("X4")
    void before_one_stop_settlement_the_insurer_gets_back_urban_cases_and_each_county_its_rural_ones() {
        // given
        PoolingArea area = PoolingArea.FUSHUN;
        YearMonth month = YearMonth.of(2016, 5);
        Posted urban = bills.bill(area, "210402", "H2104023", month.atDay(2)).overTheWindow().owes(ASSISTANCE, "600.00").post();
        Posted rural = bills.bill(area, "210421", "H2104023", month.atDay(3)).overTheWindow().owes(ASSISTANCE, "70.00").post();
        bills.bill(area, "210402", "H2104023", month.atDay(4)).owes(ASSISTANCE, "9.00").post();
        assertThat(waitingForPayment(area)).contains(urban.person().toString(), rural.person().toString());
        UUID entered = ((Outcome.Done<UUID>) parameters.enter(
                        area, new EnterProcedureParameter("statement.insurer", "YES", "2016-01-01", "抚医保〔2016〕1号"), "one"))
                .value();
        parameters.approve(area, entered, "two");

        // then the office pays nobody whom the insurer or a county has paid, also before their statements are drawn
        assertThat(waitingForPayment(area)).doesNotContain(urban.person().toString(), rural.person().toString());

        // when
        statements.draw(area, month);

        // then
        Statement insurer = one(area, StatementKind.INSURER, month, "INSURER");
        Statement county = one(area, StatementKind.COUNTY, month, "210421");
        assertThat(insurer.lines()).isEqualTo(Money.parse("600.00"));
        assertThat(county.lines()).isEqualTo(Money.parse("70.00"));
        String page = browser(area, "manager").get("/hospital-statements/" + insurer.id()).body();
        assertThat(page).contains("中国人寿保险股份有限公司抚顺分公司", urban.caseNumber(), "五(二)3", "经办机构审批同意").doesNotContain(rural.caseNumber());

        // when
        assertThat(approve(area, "finance1", insurer)).contains("您没有办理此事项的权限");
        assertThat(approve(area, "manager", insurer)).contains("已办理");
        assertThat(approve(area, "finance1", insurer)).contains("已办理");

        // then the office owes the insurer, and no longer the person
        assertThat(balance(area, ASSISTANCE, "PERSON_PAYABLE", urban.person().toString())).isEqualTo("0.00");
        assertThat(balance(area, ASSISTANCE, "HOSPITAL_PAYABLE", "INSURER")).isEqualTo("-600.00");
        assertThat(balance(area, ASSISTANCE, "PERSON_PAYABLE", rural.person().toString())).isEqualTo("-70.00");

        // and both are paid as a hospital is, once each has an account
        assertThat(approve(area, "manager", county)).contains("已办理");
        assertThat(approve(area, "finance1", county)).contains("已办理");
        assertThat(browser(area, "clerk1").get("/payments/accounts").body())
                .contains("中国人寿保险股份有限公司抚顺分公司", "抚顺县民政部门", "600.00", "70.00");
        account(area, "INSURER", "INSURER", "别的保险公司", "HOLDER_DIFFERS");
        account(area, "INSURER", "INSURER", "中国人寿保险股份有限公司抚顺分公司", null);
        account(area, "COUNTY", "210421", "新抚区民政局", "HOLDER_DIFFERS");
        account(area, "COUNTY", "210421", "抚顺县民政局", null);
        for (String kind : List.of("INSURER", "COUNTY")) {
            Statement statement = kind.equals("INSURER") ? insurer : county;
            assertThat(pay(area, kind)).contains(statement.lines().toString(), "结算款");
            assertThat(desk.payments(statement)).singleElement().satisfies(order -> {
                assertThat(order.state()).isEqualTo(OrderState.PAID);
                assertThat(order.amount()).isEqualTo(statement.lines());
            });
            assertThat(balance(area, ASSISTANCE, "HOSPITAL_PAYABLE", statement.payee())).isEqualTo("0.00");
            assertThat(browser(area, "finance1").get("/hospital-statements/" + statement.id()).body()).contains("已付款").doesNotContain("待付款");
        }
        // Other offices have no such payees.
        assertThat(accounts.payee(PoolingArea.JINING, "INSURER", "INSURER")).isEmpty();
        assertThat(accounts.payee(PoolingArea.JINING, "COUNTY", "370811")).isEmpty();
        assertThat(accounts.payee(area, "COUNTY", "210400")).isEmpty();
        assertThat(accounts.payee(area, "COUNTY", "440784")).isEmpty();
    }

    private void account(PoolingArea area, String kind, String payee, String holder, String refused) {
        String number = "62" + String.format("%012d", ThreadLocalRandom.current().nextLong(1_000_000_000_000L));
        Outcome<UUID> entered = accounts.enter(
                new EnterBankAccount(kind, payee, "PASSBOOK", number, "示范银行抚顺分行", holder, "", ""),
                SignedInForTests.staff(area, Groups.AGENCY_CLERK));
        if (refused != null) {
            assertThat(entered.problems()).extracting(FieldProblem::code).containsExactly(refused);
            return;
        }
        Payments.done(accounts.check(
                Payments.done(entered),
                new CheckBankAccount("ACCEPTED", number, null),
                SignedInForTests.staff(area, Groups.AGENCY_CHECKER)));
    }

    /** Pays everything that is owed to such payees. @return the file for the treasury */
    private String pay(PoolingArea area, String kind) {
        Office office = new Office(port, area.tenantId());
        String instance =
                office.instance(office.start("clerk1", "PaymentBatchProcess", Map.of("payees", kind, "fund", "")));
        office.completed("manager", instance, "UserTask_ApproveBatch", Map.of("decision", "APPROVED"));
        office.completed("finance1", instance, "UserTask_ApproveBatchForFinance", Map.of("decision", "APPROVED"));
        UUID batch = UUID.fromString(cases.variable(instance, "paymentBatchId"));
        String file = office.as("finance1").getJson("/api/v1/payment-batches/" + batch + "/file").body();
        Map<String, String> answer = new LinkedHashMap<>();
        jdbc.sql("select reference, amount::text from medaid.payment_line where batch_id = ?").param(batch).query(row -> {
            answer.put(row.getString(1), row.getString(2) + ",成功,,B" + batch.toString().substring(0, 8) + "," + LocalDate.now(BusinessClock.ZONE));
        });
        Payments.done(payment.takeAnswer(
                batch,
                Payments.answer(answer).getBytes(StandardCharsets.UTF_8),
                SignedInForTests.staff(area, Groups.DEPARTMENT_FINANCE)));
        office.completed("finance1", instance, "UserTask_PayBatch", Map.of("decision", "ANSWERED"));
        return file;
    }

    private List<String> waitingForPayment(PoolingArea area) {
        return payments.withoutAccount(area, 100_000).stream().map(waiting -> waiting.payee().id()).toList();
    }

    private Statement one(PoolingArea area, StatementKind kind, YearMonth month, String payee) {
        return desk.of(area, List.of(kind), Optional.of(month), 0, 100).stream()
                .filter(statement -> statement.payee().equals(payee))
                .findFirst()
                .orElseThrow();
    }

    private Browser browser(PoolingArea area, String who) {
        return Browser.signedIn(port, area.tenantId() + "-" + who);
    }

    private String approve(PoolingArea area, String who, Statement statement) {
        Browser browser = browser(area, who);
        String path = "/hospital-statements/" + statement.id();
        var answer = browser.postForm(path + "/approvals", Map.of());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return browser.get(path).body();
    }

    /** Over all years: what was posted in one is cleared in another. */
    private String balance(PoolingArea area, String fund, String kind, String holder) {
        return jdbc.sql("""
                        select sum(e.amount)::text from medaid.ledger_entry e join medaid.ledger_account a on a.id = e.account_id
                         where a.area = ? and a.fund = ? and a.kind = ? and a.holder = ?
                        """)
                .params(area.tenantId(), fund, kind, holder)
                .query(String.class)
                .single();
    }
}
