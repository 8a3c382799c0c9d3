package org.medaid.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.medaid.party.Parties;
import org.medaid.roster.Roster;
import org.medaid.testing.Chromium;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.Office;
import org.medaid.testing.WorkbenchCases;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A clerk's and a checker's day in Tasklist, as they see it. */
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkbenchTasklistTest {

    private static final String TASKLIST = "/camunda/app/tasklist/default/";

    @LocalServerPort
    private int port;

    @Autowired
    private Parties parties;

    @Autowired
    private Roster roster;

    @Autowired
    private JdbcClient jdbc;

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
    void a_checker_finds_the_days_work_with_counts_cards_and_working_days() {
        // given a bill that waits for its check
        WorkbenchCases.Entered bill = people.bill(office, "clerk1", "440784", "闻人清单", "H4407842");

        // when
        Page page = chromium.of("heshan-checker");
        page.navigate(chromium.address(TASKLIST));
        Locator filter = page.locator(".task-filter", new Page.LocatorOptions().setHasText("本组待办（复核）"));
        filter.click();

        // then
        assertThat(filter.locator(".counter").first()).hasText(Pattern.compile("[1-9]\\d*"));
        assertThat(page.locator(".task-filter")).containsText(new String[] {"我的任务", "本组待办（复核）", "今日到期（复核）", "已超期（复核）", "按医院（复核）", "全部可见任务", "等待他人"});
        Locator card = page.locator("li.task", new Page.LocatorOptions().setHasText(bill.number()));
        assertThat(card).containsText("闻**单");
        assertThat(card).containsText("工作日");
        assertThat(card).containsText(people.hospitalName("H4407842"));
        assertThat(page.locator("body").innerText()).doesNotContain("闻人清单");
        chromium.picture(page, "workbench-filters");
        assertThat(chromium.scriptErrors()).isEmpty();
    }
}
