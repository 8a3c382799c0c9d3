package org.medaid.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.policy.ParameterBook;
import org.medaid.policy.ParameterKey;
import org.medaid.policy.PolicyDesk;
import org.medaid.policy.RuleVersion;
import org.medaid.testing.Browser;
import org.medaid.testing.Chromium;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.OwnApplication;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** An office changes its own figures and rules on its page. In an application of its own: they are in force for all. */
@IntegrationTest
@OwnApplication
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SettingsPageTest {

    @LocalServerPort
    private int port;

    @Autowired
    private ParameterBook book;

    @Autowired
    private PolicyDesk desk;

    private Chromium chromium;

    @BeforeAll
    void openBrowser() {
        chromium = new Chromium(port);
    }

    @AfterAll
    void closeBrowser() {
        chromium.close();
    }

    @AfterEach
    void no_script_has_failed() {
        assertThat(chromium.scriptErrors()).isEmpty();
    }

    @Test
    @Clause({"C5", "C6"})
    void one_officer_enters_a_ratio_wrongly_then_rightly_and_another_puts_it_in_force() {
        Page first = open("lianyungang-policy1");
        chromium.fullPicture(first, "settings");
        assertThat(section(first, "figures")).containsText("演示数值，虚构");
        assertThat(section(first, "figures")).not().containsText("{");
        assertThat(section(first, "procedure")).containsText("系统初始值");

        // when the ratio is under what the document demands, and nothing else is filled in
        Locator form = disclose(first, "figures", "录入新的待遇参数");
        form.getByLabel("参数", exactly()).selectOption("lianyungang.key.ratio");
        form.getByLabel("重点救助对象救助比例（%）").fill("65");
        form.getByRole(AriaRole.BUTTON, named("录入，交另一人审批")).click();

        // then each field says what is wrong with it
        assertThat(message(form, "value")).containsText("不得低于70%");
        assertThat(message(form, "from")).containsText("请填写起始日期");
        assertThat(message(form, "documentNumber")).containsText("文号");
        form.getByLabel("重点救助对象救助比例（%）").fill("七成");
        form.getByRole(AriaRole.BUTTON, named("录入，交另一人审批")).click();
        assertThat(message(form, "value")).containsText("百分数");
        chromium.picture(first, "settings-wrong");

        // when it is right, from yesterday on so that it counts today
        LocalDate from = LocalDate.now().minusDays(1);
        form.getByLabel("重点救助对象救助比例（%）").fill("７５");
        form.getByLabel("起始日期").fill(from.toString());
        form.getByLabel("本机构文号").fill("连医保〔2026〕9号");
        form.getByLabel("本机构文号").press("Enter");

        // then it waits, and is not offered to who entered it
        assertThat(section(first, "waiting")).containsText("已录入，等待另一名政策管理人员审批");
        assertThat(entry(first, "waiting", "连医保〔2026〕9号")).containsText("75%");
        assertThat(entry(first, "waiting", "连医保〔2026〕9号")).containsText("由您录入");
        assertThat(section(first, "waiting").getByRole(AriaRole.BUTTON)).hasCount(0);
        assertThat(ratio(from)).isEqualTo("0.70");

        // when the other officer wants to turn it down, but gives no reason, and then approves with the keyboard
        Page second = open("lianyungang-policy2");
        chromium.picture(second, "settings-office");
        Locator waiting = section(second, "waiting");
        Locator entry = entry(second, "waiting", "连医保〔2026〕9号");
        entry.getByRole(AriaRole.BUTTON, named("不同意")).click();
        entry.getByRole(AriaRole.BUTTON, named("确定不同意")).click();
        assertThat(message(entry, "reason")).containsText("理由");
        chromium.picture(second, "settings-waiting");
        entry.getByRole(AriaRole.BUTTON, named("同意")).focus();
        second.keyboard().press("Enter");
        second.keyboard().press("Enter");

        // then it is in force, on the page and in the calculation
        assertThat(waiting).containsText("已同意");
        Locator row = entry(second, "figures", "连医保〔2026〕9号");
        assertThat(row).containsText("75%");
        assertThat(row).containsText("现行");
        assertThat(ratio(from)).isEqualTo("0.75");
        assertThat(section(second, "figures").locator("summary").first()).containsText("以往的");
    }

    @Test
    @Clause("C6")
    void falling_brackets_are_refused_at_the_bracket_and_a_better_table_is_taken() {
        Page page = open("lianyungang-policy1");
        Locator form = disclose(page, "figures", "录入新的待遇参数");
        form.getByLabel("参数", exactly()).selectOption("lianyungang.extended.brackets");
        form.getByLabel("起始日期").fill("2033-01-01");
        form.getByLabel("本机构文号").fill("连医保〔2033〕1号");

        // given three brackets taken over from the figures in force, the third lower than the second
        form.getByLabel("第3段比例（%）").fill("45");
        form.getByRole(AriaRole.BUTTON, named("录入，交另一人审批")).click();

        assertThat(message(form, "value[2].ratio")).containsText("第3段比例低于前一段");
        assertThat(form.getByLabel("第3段比例（%）")).isFocused();

        // when the third is taken out and another added above
        form.getByRole(AriaRole.BUTTON, named("删除第3段")).click();
        form.getByRole(AriaRole.BUTTON, named("增加一段")).click();
        form.getByLabel("第2段上限（元）").fill("20000");
        form.getByLabel("第3段比例（%）").fill("55.5");
        chromium.picture(page, "settings-brackets");
        form.getByRole(AriaRole.BUTTON, named("录入，交另一人审批")).click();

        Locator row = entry(page, "waiting", "连医保〔2033〕1号");
        assertThat(row).containsText("20,000以上");
        assertThat(row).containsText("55.5%");
    }

    @Test
    @Clause("C5")
    void a_rule_file_that_breaks_a_document_is_refused_with_the_row_named_and_a_sound_one_is_deployed() throws IOException {
        Page page = open("fushun-policy1");
        RuleVersion before = desk.latestRules(PoolingArea.FUSHUN);
        Locator form = disclose(page, "rules", "部署新的规则文件");
        form.getByRole(AriaRole.BUTTON, named("检查并部署")).click();
        assertThat(message(form, "file")).containsText("请选择规则文件");

        upload(form, fushun("Outpatient", "<text>\"四(二)\"</text>", "<text></text>"));
        assertThat(form.getByRole(AriaRole.ALERT)).containsText("没有部署");
        assertThat(form.getByRole(AriaRole.ALERT)).containsText("第8行");
        chromium.picture(page, "settings-rules-refused");
        assertThat(desk.latestRules(PoolingArea.FUSHUN)).isEqualTo(before);

        String sound = fushun("Inpatient", "<text>0.60</text>", "<text>0.65</text>");
        upload(form, sound);
        assertThat(section(page, "rules")).containsText("已部署");
        assertThat(section(page, "rules").locator("tbody tr")).hasCount(2);
        assertThat(section(page, "rules").locator("tbody tr").first()).containsText("现行");
        String file = section(page, "rules").getByText("下载").first().getAttribute("href");
        assertThat(Browser.signedIn(port, "fushun-policy2").get(file).body()).isEqualTo(sound);
        assertThat(Browser.signedIn(port, "jining-policy1").get(file).body()).isNotEqualTo(sound);

        // Both versions are told in words.
        String former = section(page, "rules").getByText("查看").last().getAttribute("href");
        section(page, "rules").getByText("查看").first().click();
        assertThat(page.locator("body")).containsText("现行版本");
        assertThat(page.locator("body")).containsText("支付比例：65%");
        page.navigate(chromium.address(former));
        assertThat(page.locator("body")).containsText("以前的版本");
        assertThat(page.locator("body")).not().containsText("支付比例：65%");
    }

    @Test
    void the_offices_days_and_its_experts_ties_are_entered_and_ended() {
        Page page = open("jiangmen-policy1");
        Locator form = disclose(page, "calendar", "调整一天");
        form.getByLabel("日期").fill("2026-10-01");
        form.getByLabel("调整为").selectOption("DAY_OFF");
        form.getByRole(AriaRole.BUTTON, named("保存调整")).click();
        assertThat(message(form, "kind")).containsText("本来就不上班");
        assertThat(message(form, "source")).containsText("依据");
        form.getByLabel("日期").fill("2026-12-02");
        form.getByLabel("依据").fill("防台风停工通告");
        form.getByRole(AriaRole.BUTTON, named("保存调整")).click();
        assertThat(section(page, "calendar")).containsText("本机构调整1天");

        Locator year = disclose(page, "calendar", "录入新年度的安排");
        year.getByLabel("依据").fill("国办发明电〔2026〕1号");
        year.getByLabel("放假日期").fill("2027-01-01至2027-01-03\n2027年2月5日");
        year.getByRole(AriaRole.BUTTON, named("保存全年安排")).click();
        assertThat(message(year, "daysOff")).containsText("日期应写作");
        year.getByLabel("放假日期").fill("2027-01-01至2027-01-03\n2027-02-05至2027-02-11");
        year.getByLabel("调休上班").fill("2027-02-13");
        year.getByRole(AriaRole.BUTTON, named("保存全年安排")).click();
        assertThat(section(page, "calendar")).containsText("已录入全年安排");
        section(page, "calendar").getByText("2027年", exactText()).click();
        assertThat(section(page, "calendar")).containsText("2月8日（一）至2月11日（四）");
        chromium.picture(page, "settings-calendar");

        Locator tie = disclose(page, "ties", "登记回避");
        tie.getByLabel("专家").selectOption("jiangmen-expert1");
        tie.getByLabel("医院").fill("没有这家医院");
        tie.getByLabel("回避原因").fill("在该院执业");
        tie.getByRole(AriaRole.BUTTON, named("登记")).click();
        assertThat(message(tie, "hospitalCode")).containsText("请选择医院");
        tie.getByLabel("医院").fill("开平市中心医院");
        tie.getByRole(AriaRole.BUTTON, named("登记")).click();
        Locator row = section(page, "ties").locator("tbody tr");
        assertThat(row).containsText("在该院执业");
        row.getByRole(AriaRole.BUTTON).first().click();
        row.getByLabel("解除的原因").fill("已调离");
        row.getByRole(AriaRole.BUTTON, named("确定解除")).click();
        assertThat(section(page, "ties")).containsText("没有有效的回避登记");
        assertThat(section(page, "ties")).containsText("已解除的登记（1）");
    }

    @Test
    void a_policy_officer_finds_the_page_from_the_first_page_after_signing_in() {
        Page page = chromium.of("heshan-policy1");
        page.navigate(chromium.address("/camunda/app/welcome/default/"));
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("参数与规则")).first().click();
        page.waitForURL("**/settings");
        assertThat(section(page, "rules")).containsText("现行");
    }

    @Test
    void auditors_and_managers_only_read_and_everybody_else_is_refused() {
        Page page = open("jiangmen-auditor");
        assertThat(section(page, "figures")).containsText("医疗救助各类别比例和年度限额");
        assertThat(section(page, "ties")).containsText("没有有效");
        assertThat(section(page, "rules")).containsText("现行");
        assertThat(page.locator("main form, main button")).hasCount(0);
        chromium.fullPicture(page, "settings-auditor");
        assertThat(Browser.signedIn(port, "jiangmen-manager").get("/settings").statusCode()).isEqualTo(200);
        Browser clerk = Browser.signedIn(port, "jiangmen-clerk1");
        for (String path : List.of(
                "/settings",
                "/api/v1/rule-deployments",
                "/api/v1/rule-deployments/any/file",
                "/api/v1/office-parameters/keys",
                "/api/v1/procedure-parameters/keys")) {
            assertThat(clerk.getJson(path).statusCode()).as(path).isEqualTo(403);
        }
        assertThat(Browser.signedIn(port, "admin").get("/settings").statusCode()).isEqualTo(403);
        assertThat(Browser.signedIn(port, "jiangmen-manager").get("/claims").body()).contains("href=\"/settings\"");
        assertThat(clerk.get("/claims").body()).doesNotContain("href=\"/settings\"");
    }

    private Page open(String user) {
        Page page = chromium.of(user);
        page.navigate(chromium.address("/settings"));
        assertThat(page.locator("main")).not().containsText("正在读取");
        return page;
    }

    private static Locator section(Page page, String id) {
        return page.locator("#" + id);
    }

    /** The line of an entry with this document number. */
    private static Locator entry(Page page, String section, String document) {
        return section(page, section).locator("tr[data-id]").filter(new Locator.FilterOptions().setHasText(document));
    }

    /** Opens a closed form by its title and returns it. */
    private static Locator disclose(Page page, String section, String title) {
        Locator details = section(page, section)
                .locator("details")
                .filter(new Locator.FilterOptions().setHasText(title))
                .last();
        details.locator("summary").first().click();
        return details.locator("form");
    }

    private static Locator message(Locator form, String field) {
        return form.locator("[data-field='" + field + "'] > .mk-error");
    }

    private static Locator.GetByRoleOptions named(String name) {
        return new Locator.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Locator.GetByLabelOptions exactly() {
        return new Locator.GetByLabelOptions().setExact(true);
    }

    private static Locator.GetByTextOptions exactText() {
        return new Locator.GetByTextOptions().setExact(true);
    }

    private static void upload(Locator form, String content) {
        form.locator("input[type=file]")
                .setInputFiles(new FilePayload("rules.dmn", "application/xml", content.getBytes(StandardCharsets.UTF_8)));
        form.getByRole(AriaRole.BUTTON, named("检查并部署")).click();
    }

    private static String fushun(String row, String old, String replacement) throws IOException {
        try (InputStream shipped = SettingsPageTest.class.getResourceAsStream("/deployment/fushun-benefits.dmn")) {
            String text = new String(shipped.readAllBytes(), StandardCharsets.UTF_8);
            int start = text.indexOf("<rule id=\"FushunBenefitLines_" + row + "\">");
            int end = text.indexOf("</rule>", start);
            return text.substring(0, start) + text.substring(start, end).replace(old, replacement) + text.substring(end);
        }
    }

    private String ratio(LocalDate day) {
        return String.valueOf(book.inForce(PoolingArea.LIANYUNGANG, day).written(ParameterKey.LIANYUNGANG_KEY_RATIO));
    }
}
