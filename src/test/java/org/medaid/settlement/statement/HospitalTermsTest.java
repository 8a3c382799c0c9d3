package org.medaid.settlement.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.HistoryService;
import org.junit.jupiter.api.Test;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.party.Parties;
import org.medaid.settlement.Statements;
import org.medaid.testing.Browser;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.Office;
import org.medaid.testing.PostedBills;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Deductions and the month's worth in advance, from the page to the statement that is charged with them. */
@IntegrationTest
@Clause({"M1", "C12"})
class HospitalTermsTest {

    private static final PoolingArea AREA = PoolingArea.JINING;
    private static final String HOSPITAL = "H3708261";

    @LocalServerPort
    private int port;

    @Autowired
    private Statements statements;

    @Autowired
    private StatementDesk desk;

    @Autowired
    private Parties parties;

    @Autowired
    private HistoryService history;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void a_deduction_and_the_advance_are_decided_by_another_person_and_taken_off_where_they_fit() {
        // given: entered by a clerk
        assertThat(post("clerk1", "/hospital-deductions", Map.of("hospital", "NONE", "base", "-1", "factor", "0.5")))
                .contains("没有这家医院", "请填写不合理费用金额", "扣款倍数", "请写明服务协议的条款", "请写明扣款原因");
        assertThat(post("clerk1", "/hospital-deductions", Map.of(
                        "hospital", HOSPITAL, "base", "60.00", "factor", "2", "agreement", "协议第十二条", "reason", "过度检查")))
                .contains("已录入扣款", "120.00", "60.00元×2，协议第十二条");
        assertThat(post("clerk1", "/hospital-advances", Map.of("hospital", HOSPITAL, "amount", "500.00", "basis", "济医保〔2016〕1号")))
                .contains("已录入预付款", "500.00");
        assertThat(post("clerk2", "/hospital-advances", Map.of("hospital", HOSPITAL, "amount", "1.00", "basis", "重复")))
                .contains("已有待审批的预付款");
        String deduction = id("hospital_deduction");
        String advance = id("hospital_advance");

        // then only the manager decides
        assertThat(post("clerk2", "/hospital-deductions/" + deduction + "/decisions", Map.of("decision", "APPROVED")))
                .contains("您没有办理此事项的权限");
        assertThat(post("manager", "/hospital-deductions/" + deduction + "/decisions", Map.of("decision", "REJECTED")))
                .contains("不同意的，请写明理由");
        assertThat(post("manager", "/hospital-deductions/" + deduction + "/decisions", Map.of("decision", "APPROVED")))
                .contains("已审批", "已同意");
        assertThat(post("manager", "/hospital-advances/" + advance + "/decisions", Map.of("decision", "APPROVED")))
                .contains("已审批");
        assertThat(post("manager", "/hospital-advances/" + advance + "/decisions", Map.of("decision", "APPROVED")))
                .contains("没有待审批的事项");
        assertThat(post("clerk1", "/hospital-advances", Map.of("hospital", HOSPITAL, "amount", "1.00", "basis", "再次")))
                .contains("尚未冲抵完");
        assertThat(balance("HOSPITAL_ADVANCE", HOSPITAL)).isEqualTo("500.00");

        // when: November is too small for the deduction, December takes it and, as the year's last, the advance
        PostedBills bills = new PostedBills(jdbc, parties, transaction);
        YearMonth november = YearMonth.of(2016, 11);
        bills.bill(AREA, "370826", HOSPITAL, november.atDay(3)).owes("MEDICAL_ASSISTANCE_FUND", "100.00").post();
        bills.bill(AREA, "370826", HOSPITAL, november.plusMonths(1).atDay(3)).owes("MEDICAL_ASSISTANCE_FUND", "1000.00").post();
        Statement first = settled(november);
        Statement second = settled(november.plusMonths(1));

        // then
        StatementFigures small = first.figures().orElseThrow();
        assertThat(List.of(small.deduction(), small.advance(), small.payable()))
                .containsExactly(Money.ZERO, Money.ZERO, Money.parse("100.00"));
        StatementFigures large = second.figures().orElseThrow();
        assertThat(List.of(large.deduction(), large.advance(), large.payable()))
                .containsExactly(Money.parse("120.00"), Money.parse("500.00"), Money.parse("380.00"));
        assertThat(balance("HOSPITAL_ADVANCE", HOSPITAL)).isEqualTo("0.00");
        Browser auditor = Browser.signedIn(port, "jining-auditor");
        assertThat(auditor.get("/hospital-deductions").body()).contains("已在" + second.number() + "中扣除").doesNotContain("录入扣款</button>");
        assertThat(auditor.get("/hospital-statements/" + second.id()).body()).contains("-120.00", "-500.00", "380.00");
        // and the year's clearing says the same to the office and to the hospital
        for (String who : List.of("jining-manager", "h3708261-office")) {
            String year = Browser.signedIn(port, who).get("/hospital-statements/years/2016").body();
            assertThat(year).as(who).contains("年医院结算年终清算", "1100.00", "120.00", "500.00", "480.00").doesNotContain("没有结算单");
        }
        assertThat(Browser.signedIn(port, "h3708113-office").get("/hospital-statements/years/2016").body())
                .doesNotContain("1100.00");
        assertThat(Browser.signedIn(port, "jining-town1").get("/hospital-statements/years/2016").statusCode()).isEqualTo(403);
        for (String who : List.of("h3708261-office", "jining-finance1", "jining-town1")) {
            assertThat(Browser.signedIn(port, who).get("/hospital-deductions").statusCode()).as(who).isEqualTo(403);
        }
    }

    private Statement settled(YearMonth month) {
        statements.draw(AREA, month);
        statements.begin(AREA);
        Statement statement = desk.of(AREA, List.of(StatementKind.MONTHLY), Optional.of(month), 0, 100).stream()
                .filter(one -> one.payee().equals(HOSPITAL))
                .findFirst()
                .orElseThrow();
        String instance = history.createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(statement.number())
                .singleResult()
                .getId();
        Office office = new Office(port, AREA.tenantId());
        office.completed("h3708261-office", instance, "UserTask_ConfirmStatement", Map.of("decision", "CONFIRMED"));
        office.completed("manager", instance, "UserTask_ApproveStatement", Map.of("decision", "APPROVED"));
        office.completed("finance1", instance, "UserTask_FinanceApproval", Map.of("decision", "APPROVED"));
        return desk.find(statement.id()).orElseThrow();
    }

    /** What the page says after the redirect. */
    private String post(String who, String path, Map<String, String> form) {
        Browser browser = Browser.signedIn(port, AREA.tenantId() + "-" + who);
        var answer = browser.postForm(path, form);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return browser.get("/hospital-deductions").body();
    }

    private String id(String table) {
        return jdbc.sql("select id::text from medaid." + table + " where hospital = ?")
                .param(HOSPITAL)
                .query(String.class)
                .single();
    }

    private String balance(String kind, String holder) {
        return jdbc.sql("""
                        select sum(e.amount)::text from medaid.ledger_entry e join medaid.ledger_account a on a.id = e.account_id
                         where a.area = 'jining' and a.kind = ? and a.holder = ?
                        """)
                .params(kind, holder)
                .query(String.class)
                .single();
    }
}
