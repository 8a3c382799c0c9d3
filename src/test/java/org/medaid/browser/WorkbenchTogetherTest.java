package org.medaid.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.party.Parties;
import org.medaid.roster.Roster;
import org.medaid.testing.Chromium;
import org.medaid.testing.EngineCases;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.Office;
import org.medaid.testing.WorkbenchCases;
import org.medaid.workbench.figures.IncidentNotices;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What colleagues do together in Tasklist, and what the head sees in Cockpit when something stands still. */
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Clause("X6")
class WorkbenchTogetherTest {

    private static final String TASKLIST = "/camunda/app/tasklist/default/";
    private static final String COCKPIT = "/camunda/app/cockpit/default/";

    @LocalServerPort
    private int port;

    @Autowired
    private TaskService tasks;

    @Autowired
    private ManagementService management;

    @Autowired
    private IncidentNotices notices;

    @Autowired
    private EngineCases cases;

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
    void a_clerk_confirms_several_sheets_at_once_and_sees_what_came_of_each() {
        // given three calculated bills in the list
        WorkbenchCases.Entered one = calculated("申屠一件", "1000.00");
        WorkbenchCases.Entered two = calculated("申屠两件", "2000.00");
        WorkbenchCases.Entered nothing = calculated("申屠无款", "200.00");
        Page page = chromium.of("heshan-clerk2");
        page.navigate(chromium.address(TASKLIST));
        filter(page, "本组待办（窗口受理）").click();

        // when the clerk chooses them and looks at the preview
        for (WorkbenchCases.Entered bill : new WorkbenchCases.Entered[] {one, two, nothing}) {
            card(page, bill).locator(".own-choice").check();
        }
        assertThat(page.getByText("领取所选的3件")).isVisible();
        page.getByText("批量办理3件（确认）").click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog).containsText("批量办理：确认待遇计算单");
        assertThat(row(dialog, one)).containsText("申**件");
        assertThat(row(dialog, nothing)).containsText("须打开任务逐件确认");
        assertThat(row(dialog, two)).containsText("1,500.00");
        chromium.picture(page, "together-preview");
        dialog.getByText("对2件“确认”").click();

        // then each row says what came of it, and what was done has left the list
        assertThat(row(dialog, one)).containsText("已办结");
        assertThat(row(dialog, two)).containsText("已办结");
        chromium.picture(page, "together-done");
        dialog.getByText("关闭", new Locator.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator(".own-status")).containsText("已办结2件。");
        assertThat(card(page, one)).hasCount(0);
        assertThat(card(page, two)).hasCount(0);
        assertThat(card(page, nothing)).isVisible();
        assertThat(state(one)).isEqualTo("SETTLED");
        assertThat(state(nothing)).isEqualTo("CALCULATED");
        assertThat(chromium.scriptErrors()).isEmpty();
    }

    @Test
    void a_task_with_a_comment_and_a_draft_goes_to_a_colleague_who_goes_on_with_it() {
        // given a sheet that a clerk has begun to return
        WorkbenchCases.Entered bill = calculated("申屠转交", "1000.00");
        String task = cases.task(bill.instance(), "UserTask_ConfirmSheet");
        Tasklist giver = new Tasklist(chromium, "heshan-clerk2");
        giver.open(task);
        giver.choose("decision", "退回更正");
        giver.input("reason").fill("起付线已在上次住院扣过");
        assertThat(giver.page().locator(".mk-draft-saved")).containsText("草稿已保存");
        chromium.picture(giver.page(), "together-draft");

        // when the clerk opens it again, the draft is there
        giver.page().navigate(chromium.address(TASKLIST));
        giver.open(task);
        assertThat(giver.page().locator(".mk-draft")).containsText("已恢复");
        assertThat(giver.input("reason")).hasValue("起付线已在上次住院扣过");

        // and comments and hands it over
        giver.page().getByText("备注、转交").click();
        Locator notes = giver.page().locator(".own-colleagues");
        notes.locator("#own-comment").fill("联系人13800138000");
        notes.getByText("保存备注").click();
        assertThat(notes).containsText("文字中有电话号码");
        chromium.picture(giver.page(), "together-comment-refused");
        notes.locator("#own-comment").fill("医院答应明天补清单");
        notes.getByText("保存备注").click();
        assertThat(notes.locator(".own-note")).containsText("医院答应明天补清单");
        notes.locator("#own-to").selectOption("heshan-clerk1");
        notes.locator("#own-reason").fill("本人外出培训");
        chromium.picture(giver.page(), "together-hand-over");
        notes.getByText("转交", new Locator.GetByTextOptions().setExact(true)).click();
        assertThat(giver.page().locator("body")).containsText("已转交给");

        // then the colleague sees it among the own tasks, from whom and why, with the draft
        Page page = chromium.of("heshan-clerk1");
        page.navigate(chromium.address(TASKLIST));
        filter(page, "我的任务").click();
        assertThat(card(page, bill)).containsText("鹤山市受理员二转交：本人外出培训");
        Tasklist taker = new Tasklist(chromium, "heshan-clerk1");
        taker.open(task);
        assertThat(taker.page().locator(".mk-notes")).containsText("医院答应明天补清单");
        assertThat(taker.page().locator(".mk-notes")).containsText("转交给您");
        assertThat(taker.input("reason")).hasValue("起付线已在上次住院扣过");
        chromium.picture(taker.page(), "together-taken-over");
        taker.send();
        assertThat(jdbc.sql("select count(*) from medaid.form_draft where task_id = ?").param(task).query(Long.class).single())
                .isZero();
        assertThat(chromium.scriptErrors()).isEmpty();
    }

    @Test
    void what_stands_still_is_told_in_tasklist_explained_in_cockpit_and_found_by_its_person() {
        // given a bill whose calculation has failed as often as the engine tries
        WorkbenchCases.Entered bill = people.toCalculate(office, "clerk1", "440784", "申屠停办", "H4407842", "1000.00");
        people.breakCalculation(management, bill);
        notices.tell(PoolingArea.HESHAN);

        // when the checker, who did the last step, and the manager look at Tasklist
        Page checker = chromium.of("heshan-checker");
        checker.navigate(chromium.address(TASKLIST));
        checker.locator(".own-incidents summary").click();
        assertThat(checker.locator(".own-incidents li", new Page.LocatorOptions().setHasText(bill.number()))).containsText("重试");
        chromium.picture(checker, "together-incident-tasklist");

        // and the manager searches in Cockpit by the person's name
        Page manager = chromium.of("heshan-manager");
        manager.navigate(chromium.address(COCKPIT));
        manager.locator(".case-search input").fill("申屠停办");
        manager.locator(".case-search input").press("Enter");
        Locator found = manager.locator(".case-found li", new Page.LocatorOptions().setHasText(bill.number()));
        assertThat(found).containsText("申**办");
        assertThat(manager.url()).doesNotContain("申");
        chromium.picture(manager, "together-cockpit-search");
        found.getByText("查看运行情况").click();

        // then the instance says what to do
        manager.locator(".nav-tabs").getByText("异常处理办法").click();
        assertThat(manager.locator(".office-figures table")).containsText("多次执行失败，业务停在这里");
        assertThat(manager.locator(".office-figures table")).containsText("重试");
        chromium.picture(manager, "together-incident-cockpit");
        manager.navigate(chromium.address("/incidents"));
        assertThat(manager.locator("table")).containsText(bill.number());

        people.mendCalculation(bill);
        management.createJobQuery().processInstanceId(bill.instance()).list().forEach(job -> management.setJobRetries(job.getId(), 1));
        cases.fire(bill.instance(), "ServiceTask_CalculateBenefit");
        notices.tell(PoolingArea.HESHAN);
        assertThat(chromium.scriptErrors()).isEmpty();
    }

    @Test
    @Clause("X5")
    void the_health_authority_reads_the_hospitals_of_its_own_county_only() {
        // given a bill settled here and one settled in the county next door
        WorkbenchCases.Entered here = calculated("申屠考核", "1000.00");
        office.completed("clerk1", here.instance(), "UserTask_ConfirmSheet", Map.of("decision", "CONFIRMED"));
        Office next = new Office(port, "jiangmen");
        WorkbenchCases.Entered there = people.calculated(next, cases, "clerk1", "440783", "申屠邻县", "H4407832", "1000.00");
        next.completed("clerk1", there.instance(), "UserTask_ConfirmSheet", Map.of("decision", "CONFIRMED"));

        // when
        Page page = chromium.of("heshan-health");
        page.navigate(chromium.address("/office"));

        // then
        assertThat(page.locator("#office-figures")).hasAttribute("aria-busy", "false");
        assertThat(page.locator("#office-figures .as-of")).containsText("鹤山市");
        assertThat(page.locator("#figure-hospitals table")).containsText(people.hospitalName("H4407842"));
        assertThat(chromium.of("jiangmen-health").request().get(chromium.address("/api/v1/office-figures")).text())
                .contains(people.hospitalName("H4407832"));
        assertThat(page.locator("#office-figures section")).hasCount(1);
        assertThat(page.locator("body")).not().containsText(people.hospitalName("H4407832"));
        chromium.fullPicture(page, "together-health");
        for (String address : new String[] {"/incidents", "/finished-cases", "/reports", "/case-timelines/HS-2026-000001"}) {
            assertThat(page.request().get(chromium.address(address)).status()).as(address).isEqualTo(403);
        }
    }

    @Test
    void the_shortcuts_of_tasklist_are_explained_in_chinese_and_do_what_they_say() {
        WorkbenchCases.Entered bill = people.bill(office, "clerk1", "440784", "申屠按键", "H4407842");
        String task = cases.task(bill.instance(), "UserTask_CheckBill");
        Page page = chromium.of("heshan-checker");
        page.navigate(chromium.address(TASKLIST + "#/?forceDisplayTask=true&task=" + task));
        assertThat(page.locator("button.claim")).isVisible();

        // the dialog
        page.getByText("键盘快捷键").first().click();
        Locator dialog = page.locator(".modal-dialog");
        for (String words : new String[] {"领取当前任务", "转到第一个筛选条件", "转到任务列表", "转到表单", "新建业务"}) {
            assertThat(dialog).containsText(words);
        }
        chromium.picture(page, "together-shortcuts");
        dialog.getByText("关闭").last().click();
        assertThat(dialog).hasCount(0);

        // and what they do
        page.keyboard().press("Control+Alt+c");
        assertThat(page.locator("button.claim")).hasCount(0);
        assertThat(tasks.createTaskQuery().taskId(task).singleResult().getAssignee()).isEqualTo("heshan-checker");
        page.keyboard().press("Control+Shift+f");
        assertThat(page.locator(".task-filters :focus, .column-left :focus").first()).isVisible();
        // The list shows what was taken a moment later; before, there is nothing in it to go to.
        assertThat(card(page, bill)).isVisible();
        page.keyboard().press("Control+Alt+l");
        assertThat(page.locator(".tasks-list :focus").first()).isVisible();
        page.keyboard().press("Control+Alt+p");
        assertThat(page.locator(".modal-dialog")).containsText("新建业务");
        page.keyboard().press("Escape");
        assertThat(page.locator(".modal-dialog")).hasCount(0);
        page.keyboard().press("Control+Alt+f");
        assertThat(page.locator("form.mk-form :focus").first()).isVisible();
        assertThat(chromium.scriptErrors()).isEmpty();
    }

    private WorkbenchCases.Entered calculated(String name, String inScope) {
        return people.calculated(office, cases, "clerk1", "440784", name, "H4407842", inScope);
    }

    private String state(WorkbenchCases.Entered bill) {
        return jdbc.sql("select state from medaid.claim where id = ?::uuid").param(bill.claim()).query(String.class).single();
    }

    private static Locator filter(Page page, String name) {
        return page.locator(".task-filter", new Page.LocatorOptions().setHasText(name));
    }

    private static Locator card(Page page, WorkbenchCases.Entered bill) {
        return page.locator("li.task", new Page.LocatorOptions().setHasText(bill.number()));
    }

    private static Locator row(Locator dialog, WorkbenchCases.Entered bill) {
        return dialog.locator("tr", new Locator.LocatorOptions().setHasText(bill.number()));
    }
}
