package org.medaid.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.medaid.kernel.Clause;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.ResidentId;
import org.medaid.party.Parties;
import org.medaid.party.RegisterPerson;
import org.medaid.testing.Chromium;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.InventedResidents;
import org.medaid.testing.Tables;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A department's monthly list as the people concerned see it, from the file to the reversal. */
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RosterPagesTest {

    @LocalServerPort
    private int port;

    @Autowired
    private Parties parties;

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
    void no_script_failed() {
        assertThat(chromium.scriptErrors()).isEmpty();
    }

    @Test
    @Clause({"J1", "H3"})
    void a_list_goes_from_the_department_over_result_and_confirmation_to_the_roster_and_back() {
        // given
        ResidentId good = InventedResidents.next("440703");
        parties.registerPerson(new RegisterPerson(
                good, "欧阳示例", new DivisionCode("440703"), true, Optional.empty(), "test", true));
        ResidentId renamed = InventedResidents.next("440703");
        parties.registerPerson(new RegisterPerson(
                renamed, "司徒示例", new DivisionCode("440703"), true, Optional.empty(), "test", true));
        byte[] list = Tables.xlsx(
                "身份证号,姓名,变动,类别,生效日期,参保地区划代码,是否参保",
                good.value() + ",欧阳示例,新增,精准扶贫重点帮扶对象,,,",
                renamed.value() + ",司徒改名,新增,精准扶贫重点帮扶对象,,,",
                "440703199001011230,号码错误,新增,精准扶贫重点帮扶对象,,440703,是");
        Page page = chromium.of("jiangmen-poverty");

        // when the list is sent without its document, the message stands at the field
        page.navigate(chromium.address("/roster/uploads"));
        page.locator("#file")
                .setInputFiles(new FilePayload(
                        "名单.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", list));
        page.locator("#month").fill("2019-05");
        page.locator("#day").fill("2019-05-20");
        page.click("#upload button");
        assertThat(page.locator("[data-field=sourceDocument]")).containsText("请填写依据");
        chromium.picture(page, "roster-upload-problem");
        page.locator("#sourceDocument").fill("江扶办〔2019〕5号移交名单");
        page.click("#upload button");

        // then the result says what is wrong with each row
        assertThat(page.locator("#state")).hasText("检查完毕，待确认");
        assertThat(page.locator("body")).containsText("纳入自2019-06-01起，退出至2019-05-31止");
        assertThat(page.locator("body")).containsText("姓名与登记的不一致");
        assertThat(page.locator("body")).containsText("校验码须相符");
        assertThat(page.locator("body")).not().containsText(renamed.value());
        chromium.picture(page, "roster-upload-checked");
        Download result = page.waitForDownload(() -> page.click("text=下载检查结果"));
        assertThat(result.suggestedFilename()).isEqualTo("名单检查结果.xlsx");

        // when the office confirms
        Page office = chromium.of("jiangmen-clerk1");
        office.navigate(page.url());
        office.click("#confirmation button");
        assertThat(office.locator("#state")).hasText("已入库");
        chromium.picture(office, "roster-upload-taken");

        // then the person's history shows it
        person(office, good);
        assertThat(office.locator("body")).containsText("2019-06-01");
        assertThat(office.locator("body")).containsText("江扶办〔2019〕5号移交名单");
        chromium.picture(office, "roster-person");

        // when the list is undone, first without a reason
        office.navigate(page.url());
        office.click("#reversal button");
        assertThat(office.locator("#problem")).containsText("请填写撤销的原因");
        office.fill("#reason", "名单发错，整份撤回");
        office.click("#reversal button");
        assertThat(office.locator("#state")).hasText("已撤销");
        chromium.picture(office, "roster-upload-undone");

        // then both stay readable
        person(office, good);
        assertThat(office.locator("body")).containsText("没有类别记录");
        assertThat(office.locator("body")).containsText("撤销纳入");
        assertThat(office.locator("body")).containsText("名单发错，整份撤回");
        page.navigate(chromium.address("/roster/uploads"));
        assertThat(page.locator("body")).containsText("已撤销");
        chromium.picture(page, "roster-uploads");
    }

    @Test
    void a_single_entry_says_what_is_wrong_at_the_field_and_then_enters() {
        // given
        ResidentId resident = InventedResidents.next("320706");
        Page page = chromium.of("lianyungang-civil");

        // when
        page.navigate(chromium.address("/roster"));
        page.fill("#residentId", resident.value());
        page.fill("#name", "诸葛示例");
        page.selectOption("#category", "ORPHAN");
        page.fill("#day", "2020-05-08");
        page.fill("#sourceDocument", "连民发〔2020〕3号");
        page.locator("form.fields button").click();
        assertThat(page.locator(".problem >> nth=0")).containsText("没有登记此人");
        chromium.picture(page, "roster-entry-problem");
        page.selectOption("#division", "320706");
        page.selectOption("#insured", "true");
        page.locator("form.fields button").click();

        // then
        assertThat(page.locator(".done")).containsText("已登记纳入，“孤儿”自2020-05-08起享受待遇");
        assertThat(page.locator("body")).not().containsText(resident.value());
        page.navigate(chromium.address("/roster/lists"));
        assertThat(page.locator("body")).containsText("诸**");
        chromium.picture(page, "roster-lists");
    }

    private void person(Page page, ResidentId resident) {
        page.navigate(chromium.address("/roster"));
        page.fill("form[role=search] input[name=residentId]", resident.value());
        page.click("form[role=search] button");
        page.waitForURL(url -> url.contains("/roster/people/"));
    }
}
