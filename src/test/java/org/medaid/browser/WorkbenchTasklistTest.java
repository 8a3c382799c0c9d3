package org.medaid.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.medaid.document.Documents;
import org.medaid.kernel.BusinessClock;
import org.medaid.party.Parties;
import org.medaid.roster.Roster;
import org.medaid.security.StaffDirectory;
import org.medaid.testing.Applications;
import org.medaid.testing.Chromium;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.InventedResidents;
import org.medaid.testing.Office;
import org.medaid.testing.SampleFiles;
import org.medaid.testing.WorkbenchCases;
import org.medaid.workbench.CaseSearch;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A checker's day in Tasklist, as the checker sees it. */
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkbenchTasklistTest {

    private static final String TASKLIST = "/camunda/app/tasklist/default/";

    @LocalServerPort
    private int port;

    @Autowired
    private TaskService tasks;

    @Autowired
    private BusinessClock clock;

    @Autowired
    private Parties parties;

    @Autowired
    private Roster roster;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Documents documents;

    @Autowired
    private StaffDirectory staff;

    private WorkbenchCases people;
    private Chromium chromium;
    private Office office;

    @BeforeAll
    void openTheBrowser() {
        people = new WorkbenchCases(parties, roster, jdbc);
        chromium = new Chromium(port);
        office = new Office(port, "heshan");
    }

    @AfterAll
    void closeTheBrowser() {
        chromium.close();
    }

    @Test
    void a_checkers_day_filters_with_counts_cards_search_several_at_once_summary_and_own_cases() {
        // given two bills that wait for their check, one of them late
        WorkbenchCases.Entered bill = people.bill(office, "clerk1", "440784", "闻人清单", "H4407842");
        WorkbenchCases.Entered late = people.bill(office, "clerk1", "440784", "闻人逾期", "H4407842");
        tasks.setDueDate(task(late), Date.from(clock.now().minus(Duration.ofDays(10))));

        // when the checker opens the group's filter
        Page page = chromium.of("heshan-checker");
        page.navigate(chromium.address(TASKLIST));
        Locator filter = filter(page, "本组待办（复核）");
        filter.click();

        // then every filter has its count, and a card says whose case it is, where, and how long there is
        assertThat(filter.locator(".counter").first()).hasText(Pattern.compile("[1-9]\\d*"));
        assertThat(filter(page, "已超期（复核）").locator(".counter").first()).hasText(Pattern.compile("[1-9]\\d*"));
        for (String name : new String[] {"我的任务", "今日到期（复核）", "按医院（复核）", "全部可见任务", "等待他人"}) {
            assertThat(filter(page, name)).hasCount(1);
        }
        assertThat(card(page, bill)).containsText("闻**单");
        assertThat(card(page, bill)).containsText("工作日");
        assertThat(card(page, bill)).containsText(people.hospitalName("H4407842"));
        assertThat(card(page, late).locator(".own-due-late")).containsText("已超期");
        assertThat(page.locator("body").innerText()).doesNotContain("闻人清单");
        chromium.picture(page, "workbench-filters");

        // and the group's tasks can be narrowed to one hospital
        filter(page, "按医院（复核）").click();
        page.locator(".own-place select").selectOption("H4407842");
        assertThat(card(page, bill)).isVisible();
        filter.click();
        assertThat(page.locator(".own-place")).isHidden();

        // when the checker looks for a person by name
        page.getByRole(AriaRole.SEARCHBOX).fill("闻人清单");
        page.getByRole(AriaRole.SEARCHBOX).press("Enter");
        Locator found = page.locator(".own-found li", new Page.LocatorOptions().setHasText(bill.number()));
        assertThat(found).containsText("核对费用单据：待领取：复核");
        assertThat(page.url()).doesNotContain("闻");
        chromium.picture(page, "workbench-search");
        page.keyboard().press("Escape");
        assertThat(page.locator(".own-found")).isHidden();

        // and takes two tasks at once
        card(page, bill).locator(".own-choice").check();
        card(page, late).locator(".own-choice").check();
        page.getByText("领取所选的2件").click();
        assertThat(page.locator(".own-status")).containsText("已领取2件。");
        filter(page, "我的任务").click();
        assertThat(card(page, bill)).isVisible();
        assertThat(card(page, late)).isVisible();

        // and reads the summary beside the form
        card(page, bill).locator("h4 a").click();
        page.getByText("办件概况").click();
        Locator summary = page.locator(".own-summary");
        assertThat(summary).containsText("闻**单");
        assertThat(summary).containsText("1,000.00");
        assertThat(summary).containsText("鹤山市受理员一");
        chromium.picture(page, "workbench-summary");

        // then the bill that goes back to the clerk stands among the own cases, as one that waits for others
        office.completed("checker", bill.instance(), "UserTask_CheckBill", Map.of("decision", "RETURNED", "reason", "发票日期不清"));
        page.navigate(chromium.address("/my-cases?show=WAITING"));
        Locator row = page.locator("tr", new Page.LocatorOptions().setHasText(bill.number()));
        assertThat(row).containsText("更正费用单据");
        assertThat(row).containsText("待领取：窗口受理");
        chromium.picture(page, "workbench-my-cases");
        page.navigate(chromium.address("/cases"));
        page.getByRole(AriaRole.TEXTBOX).fill(late.resident().value());
        page.getByText("查询", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("tr", new Page.LocatorOptions().setHasText(late.number()))).containsText("我");
        assertThat(page.url()).endsWith("/cases");
        page.navigate(chromium.address("/substitutions"));
        chromium.picture(page, "workbench-substitutions");
        assertThat(chromium.scriptErrors()).isEmpty();
    }

    @Test
    void what_does_not_fit_below_the_search_box_is_added_and_on_the_page_turned_to() {
        // given two cases more than are shown at once
        for (int i = 0; i < CaseSearch.PAGE + 2; i++) {
            people.bill(office, "clerk1", "440784", "闻人翻页" + (char) ('甲' + i), "H4407842");
        }
        Page page = chromium.of("heshan-checker");
        page.navigate(chromium.address(TASKLIST));

        // when the rest is asked for below the search box
        page.getByRole(AriaRole.SEARCHBOX).fill("闻人翻页");
        page.getByRole(AriaRole.SEARCHBOX).press("Enter");
        assertThat(page.locator(".own-found li")).hasCount(CaseSearch.PAGE);
        chromium.picture(page, "workbench-search-more");
        page.getByText("显示更多").click();

        // then it stands below what was there
        assertThat(page.locator(".own-found li")).hasCount(CaseSearch.PAGE + 2);
        assertThat(page.getByText("显示更多")).isHidden();

        // and on the page it is turned to, forward and back
        page.navigate(chromium.address("/cases"));
        page.getByRole(AriaRole.TEXTBOX).fill("闻人翻页");
        page.getByText("查询", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("tbody tr")).hasCount(CaseSearch.PAGE);
        page.getByText("下一页").click();
        assertThat(page.locator("tbody tr")).hasCount(2);
        chromium.picture(page, "workbench-cases-next");
        page.getByText("上一页").click();
        assertThat(page.locator("tbody tr")).hasCount(CaseSearch.PAGE);
        assertThat(page.url()).endsWith("/cases");
        assertThat(chromium.scriptErrors()).isEmpty();
    }

    @Test
    void a_townships_clerk_sees_one_town_alone() {
        // given applications of both towns
        String first = application("440784901");
        String second = application("440784902");
        Page page = chromium.of("heshan-town1");
        page.navigate(chromium.address(TASKLIST));
        Locator filter = filter(page, "按乡镇（乡镇（街道）受理）");

        // when the list is sorted by town
        filter.click();

        // then each town stands in the choice with its number of steps, and choosing one leaves its steps alone
        Locator choice = page.locator(".own-place select");
        assertThat(choice.locator("option").first()).hasText("全部乡镇（街道）");
        assertThat(choice.locator("option[value='440784901']")).hasText(Pattern.compile("鹤山示范街道（[1-9]\\d*）"));
        assertThat(choice.locator("option[value='440784902']")).hasText(Pattern.compile("鹤山示范镇（[1-9]\\d*）"));
        choice.selectOption("440784901");
        assertThat(numbered(page, first)).isVisible();
        assertThat(numbered(page, second)).hasCount(0);
        chromium.picture(page, "workbench-one-town");
        choice.selectOption("440784902");
        assertThat(numbered(page, second)).isVisible();
        assertThat(numbered(page, first)).hasCount(0);
        // who is not in the group learns nothing of its places
        assertThat(office.as("clerk1").getJson("/api/v1/task-places?towns=true&group=township-clerk").statusCode()).isEqualTo(403);
        assertThat(chromium.scriptErrors()).isEmpty();
    }

    /** @return the number of an application opened in a town */
    private String application(String town) {
        String instance = office.instance(office.start("town1", "ApplicationProcess", Applications.ofOnePerson(
                town,
                InventedResidents.next("440784"),
                "闻人分镇",
                SampleFiles.handedIn(documents, staff.find("heshan-town1").orElseThrow()))));
        return jdbc.sql("select case_number from medaid.case_step where instance_id = ? limit 1")
                .param(instance)
                .query(String.class)
                .single();
    }

    private static Locator numbered(Page page, String number) {
        return page.locator("li.task", new Page.LocatorOptions().setHasText(number));
    }

    private static Locator filter(Page page, String name) {
        return page.locator(".task-filter", new Page.LocatorOptions().setHasText(name));
    }

    private static Locator card(Page page, WorkbenchCases.Entered bill) {
        return numbered(page, bill.number());
    }

    private String task(WorkbenchCases.Entered bill) {
        return tasks.createTaskQuery().processInstanceId(bill.instance()).singleResult().getId();
    }
}
