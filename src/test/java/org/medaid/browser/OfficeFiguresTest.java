package org.medaid.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.Test;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.party.Parties;
import org.medaid.roster.Roster;
import org.medaid.testing.Chromium;
import org.medaid.testing.EngineCases;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.InventedResidents;
import org.medaid.testing.Office;
import org.medaid.testing.TypedBill;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The head of an office reads the county's state on one page and in Cockpit, and how each case went. */
@IntegrationTest
@Clause({"M8", "X5"})
class OfficeFiguresTest {

    @LocalServerPort
    private int port;

    @Autowired
    private Parties parties;

    @Autowired
    private Roster roster;

    @Autowired
    private EngineCases cases;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void a_manager_reads_the_same_state_on_the_page_and_in_cockpit_and_follows_a_case() {
        Office office = new Office(port, "jining");
        String settled = instance(office, "2021-03-02", "2021-03-09");
        office.completed("checker", settled, "UserTask_CheckBill", Map.of("decision", "ACCEPTED"));
        office.completed("checker", settled, "UserTask_DecideExclusions", Map.of("exclusions", List.of()));
        cases.fire(settled, "ServiceTask_CalculateBenefit");
        office.completed("clerk1", settled, "UserTask_ConfirmSheet", Map.of("decision", "CONFIRMED"));
        String refused = instance(office, "2021-04-02", "2021-04-09");
        office.completed("checker", refused, "UserTask_CheckBill", Map.of("decision", "REFUSED", "reason", "发票不清"));
        String open = instance(office, "2021-05-02", "2021-05-09");
        String number = jdbc.sql("select case_number from medaid.case_step where instance_id = ? limit 1")
                .param(settled)
                .query(String.class)
                .single();

        try (Chromium chromium = new Chromium(port)) {
            Page page = chromium.of("jining-manager");

            // the page
            page.navigate(chromium.address("/office"));
            assertThat(page.locator("#figure-steps h2")).hasText("各环节在办事项");
            assertThat(page.locator(".chart canvas").first()).isVisible();
            assertThat(page.locator("#office-figures")).hasAttribute("aria-busy", "false");
            page.locator("#figure-steps summary").click();
            assertThat(page.locator("#figure-steps table")).containsText("核对费用单据");
            assertThat(page.locator("#figure-refusals")).containsText("不予办理的原因");
            chromium.fullPicture(page, "office");

            // Cockpit's first page
            page.navigate(chromium.address("/camunda/app/cockpit/default/"));
            assertThat(page.locator("#figure-funds h2")).containsText("各项资金收支和预警");
            assertThat(page.locator(".chart canvas").first()).isVisible();
            chromium.fullPicture(page, "cockpit-office");

            // the ways from there
            page.getByText("查找业务").first().click();
            assertThat(page.locator("h1")).containsText("已办结业务");
            page.fill("[name=number]", number.toLowerCase());
            page.click("text=查看办件经过");
            assertThat(page.locator("h1")).containsText(number);

            // a case, which still runs
            page.navigate(chromium.address("/camunda/app/cockpit/default/#/process-instance/" + open + "/runtime"));
            page.locator(".nav-tabs").getByText("办件经过").click();
            assertThat(page.locator(".case-timeline")).containsText(Pattern.compile("核对费用单据\\s*办理中"));
            chromium.picture(page, "cockpit-timeline");
            page.locator(".nav-tabs").getByText("异常处理办法").click();
            assertThat(page.locator(".office-figures table")).containsText("没有记录");

            // where cases wait
            String definition = repository
                    .createProcessDefinitionQuery()
                    .processDefinitionKey("ClaimSettlementProcess")
                    .latestVersion()
                    .singleResult()
                    .getId();
            page.navigate(chromium.address("/camunda/app/cockpit/default/#/process-definition/" + definition + "/runtime"));
            assertThat(page.locator(".office-heat-words").first()).containsText("平均");
            page.locator(".nav-tabs").getByText("环节用时").click();
            assertThat(page.locator(".heat table")).containsText("确认待遇计算单");
            chromium.picture(page, "cockpit-heat");

            // and a finished one
            page.navigate(chromium.address("/finished-cases?kind=CLAIM&outcome=SETTLED"));
            page.click("text=" + number);
            assertThat(page.locator(".case-timeline")).containsText("重点救助对象住院救助");
            assertThat(page.locator(".case-timeline")).containsText("医保发〔2020〕");
            assertThat(page.locator(".case-timeline")).containsText("办结：已结算");
            chromium.fullPicture(page, "case-timeline");
            page.navigate(chromium.address("/finished-cases"));
            chromium.fullPicture(page, "finished-cases");
            page.navigate(chromium.address("/incidents"));
            assertThat(page.locator("h1")).containsText("系统异常停办的业务");
            Assertions.assertThat(chromium.scriptErrors()).isEmpty();
        }
    }

    @Test
    void a_clerk_uploads_what_the_insurance_settled_and_a_township_closes_what_it_was_handed() throws Exception {
        ResidentId resident = InventedResidents.next("370811");
        PersonId person = TypedBill.entitled(parties, roster, PoolingArea.JINING, resident, "令狐未救样本");
        Path file = Files.writeString(
                Files.createTempFile(Path.of("target"), "insurance", ".csv"),
                "身份证号,姓名,医院编码,结算单号,就医方式,入院日期,出院日期,费用总额,政策范围内费用,医保支付合计\n" + resident.value()
                        + ",令狐未救样本,H3708122,W" + UUID.randomUUID() + ",住院,2019-06-01,2019-06-12,9000.00,8000.00,5000.00\n"
                        + "1,,H3708122,,住院,2019-06-01,2019-06-12,1,2,3\n");
        try (Chromium chromium = new Chromium(port)) {
            Page clerk = chromium.of("jining-clerk1");
            clerk.navigate(chromium.address("/unassisted"));
            clerk.setInputFiles("input[type=file]", file);
            clerk.locator("form[enctype] button").click();
            assertThat(clerk.locator("[role=status]")).containsText("请核对后确认采用");
            assertThat(clerk.locator("section li").first()).containsText("第3行");
            clerk.click("text=采用核对无误的行");
            clerk.fill("form[action='/unassisted/lists'] [name=month]", "2019-06");
            clerk.click("text=生成或更新名单");
            assertThat(clerk.locator("#unassisted")).containsText("3000.00");
            clerk.locator("#unassisted input[type=checkbox]").first().check();
            clerk.selectOption("#handover select", new SelectOption().setIndex(1));
            clerk.locator("#handover button").click();
            assertThat(clerk.locator("[role=status]")).containsText("已交办");
            chromium.fullPicture(clerk, "unassisted-clerk");

            Page town = chromium.of("jining-town1");
            town.navigate(chromium.address("/unassisted?month=2019-06"));
            town.selectOption("#unassisted select", "APPLYING");
            town.locator("#unassisted form button").first().click();
            assertThat(town.locator("#unassisted")).containsText("费用救助已受理");
            chromium.fullPicture(town, "unassisted-town");

            Page manager = chromium.of("jining-manager");
            manager.navigate(chromium.address("/reports"));
            assertThat(manager.locator("#report-whole")).containsText("救助人数");
            chromium.fullPicture(manager, "reports");
            Assertions.assertThat(chromium.scriptErrors()).isEmpty();
        } finally {
            Files.delete(file);
        }
    }

    private String instance(Office office, String from, String to) {
        PersonId person = TypedBill.entitled(parties, roster, PoolingArea.JINING, InventedResidents.next("370811"), "令狐总览样本");
        return office.instance(office.enter(
                "clerk1",
                TypedBill.of(person, "H3708122", from, to, UUID.randomUUID().toString())));
    }
}
