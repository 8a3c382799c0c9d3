package org.medaid.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.medaid.party.Parties;
import org.medaid.roster.Roster;
import org.medaid.testing.Chromium;
import org.medaid.testing.EngineCases;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.Office;
import org.medaid.testing.Transfers;
import org.medaid.testing.WorkbenchCases;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The engine's web applications speak Chinese under the office's own name, also to a browser that asks for English.
 *
 * <p>Left out are Admin's page of diagnostics, which shows a machine's report as it is sent to the engine's makers; what Cockpit
 * shows to administrators alone: variables, jobs and files by the names they have in the engine, and what stands in a decision
 * table, which is a language of its own.
 */
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChineseWebAppsTest {

    /** What the engine writes in its own words. */
    private static final Pattern FOR_ENGINEERS = Pattern.compile("^\\s*(变量|异常事件|作业|作业定义|外部任务|人工任务|部署|批量作业)\\s*$");

    @LocalServerPort
    private int port;

    @Autowired
    private IdentityService identity;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private TaskService tasks;

    @Autowired
    private Parties parties;

    @Autowired
    private Roster roster;

    @Autowired
    private ManagementService management;

    @Autowired
    private EngineCases cases;

    @Autowired
    private JdbcClient jdbc;

    private Chromium chromium;
    private Page page;
    private WebAppScreens screens;

    @BeforeAll
    void open_the_browser() {
        chromium = new Chromium(port);
    }

    @AfterAll
    void close_the_browser() {
        chromium.close();
    }

    @BeforeEach
    void a_browser_that_asks_for_english() {
        page = chromium.visitorAskingForEnglish();
        screens = new WebAppScreens(chromium, page, WebAppScreens.names(identity, repository));
    }

    @ParameterizedTest
    @CsvSource({"heshan-clerk1,tasklist,待办,我的任务", "heshan-manager,welcome,首页,业务页面", "heshan-manager,cockpit,运行监控,流程", "admin,admin,用户与权限,新建用户"})
    void an_application_has_our_name_and_icon_and_nothing_of_its_makers(
            String user, String app, String name, String onTheFirstPage) {
        chromium.signIn(page, user);

        open(app, "");

        read(app, onTheFirstPage);
        assertThat(page).hasTitle(Pattern.compile("^医疗救助业务系统 " + name + "( \\| .*)?$"));
        assertThat(page.locator(".navbar-brand")).hasText("医疗救助业务系统 " + name);
        assertThat(page.locator(".navbar-brand svg, .brand-logo, .ce-eol-banner")).hasCount(0);
        assertThat(page.locator("[cam-widget-footer]")).hasText(Pattern.compile("^\\s*日期和时间所用时区：\\s*中国标准时间\\s*$"));
        assertThat(page.locator("html")).hasAttribute("lang", "zh-CN");
        assertThat(page.request().get(chromium.address("/camunda/favicon.ico")).body())
                .isEqualTo(page.request().get(chromium.address("/favicon.ico")).body());
    }

    @Test
    void a_clerk_reads_no_english_in_tasklist() {
        chromium.signIn(page, "heshan-clerk1");
        open("tasklist", "");

        assertThat(page.getByText("新建任务")).isHidden();
        page.getByText("新建业务").first().click();
        read("start", "点击要新建的业务。");
        closeDialog();
        page.getByText("键盘快捷键").first().click();
        read("shortcuts", "领取当前任务");
        closeDialog();
        page.locator(".account .dropdown-toggle").click();
        read("account", "退出登录");
        page.locator("[cam-widget-search] input").first().click();
        read("search", "没有符合条件的任务。");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "PAGES_MSG_ACCESS_DENIED | {missingAuths: \"'UPDATE' Tasks,'READ_INSTANCE' ProcessDefinitions\"}"
                + "| 您没有以下权限：修改任务、查看实例流程定义。",
        "PAGES_MSG_ACCESS_DENIED_RESOURCE_ID | {permissionName: 'task_work', resourceName: 'task', resourceId: '17'}"
                + "| 您没有对任务 17 的办理任务权限。",
        "Follow Up Before or Not Existent | undefined | 跟进时间早于，或没有跟进时间",
        "NOT_A_TEXT | undefined | NOT_A_TEXT"
    })
    void what_the_engine_says_of_rights_is_put_into_chinese_words(String key, String values, String text) {
        chromium.signIn(page, "heshan-clerk1");
        open("tasklist", "");

        assertThat(page.evaluate("key => angular.element(document.documentElement).injector().get('$translate')"
                        + ".instant(key, " + values + ")", key))
                .isEqualTo(text);
    }

    @Test
    void a_task_is_shown_in_chinese_with_its_days() {
        String task = someTask();
        chromium.signIn(page, "h4407842-doctor");
        open("tasklist", "#/?forceDisplayTask=true&task=" + task);
        read("task", "转诊概要");

        page.locator("button.claim").click();
        read("task-taken", "示范医院医师");
        tab("办理记录", "此任务没有办理记录。");
        tab("流程图", "流程图");
        tab("说明", "说明");
    }

    @Test
    void the_pages_for_an_administrator_in_tasklist_have_chinese_dates_and_criteria() {
        String task = someTask();
        chromium.signIn(page, "admin");
        open("tasklist", "#/?forceDisplayTask=true&task=" + task);
        // A form that arrives later takes an open calendar away.
        read("task-refused", "您没有办理此事项的权限。");
        page.getByText("设置跟进时间").first().click();
        assertThat(page.locator(".uib-daypicker .uib-title")).hasText(Pattern.compile("\\d{4}年\\d{1,2}月"));
        assertThat(page.locator(".followup-date .preview"))
                .hasText(Pattern.compile("\\s*\\d{4}年\\d{2}月\\d{2}日 \\d{2}:\\d{2}\\s*"));
        read("task-date", "六");
        page.keyboard().press("Escape");
        // The engine's own comments would keep what is written in the engine.
        assertThat(page.getByText("添加备注").first()).isHidden();
        page.getByText("新建任务").first().click();
        read("task-new", "机构编号");
        closeDialog();

        page.locator(".task-filters header .btn-link").first().click();
        read("filter", "排列顺序");
        page.locator(".modal-body .panel-heading").getByText("条件").click();
        page.getByText("添加条件").click();
        page.locator("[name=queryParamKey]").selectOption(new SelectOption().setIndex(3));
        read("filter-criteria", "也可以使用表达式");
        page.locator(".modal-body .panel-heading").getByText("权限").click();
        read("filter-permissions", "所有用户可用");
        page.locator(".modal-body .panel-heading").getByText("变量").click();
        read("filter-variables", "显示未定义的变量");
        closeDialog();
        page.locator(".app-switch > a").click();
        read("applications", "运行监控");
    }

    @Test
    void the_makers_page_about_their_product_leads_to_our_first_page() {
        chromium.signIn(page, "heshan-manager");

        page.navigate(chromium.address("/camunda-welcome/index.html"));

        assertThat(page).hasURL(Pattern.compile(".*/camunda/app/welcome/default/.*"));
    }

    @Test
    void a_manager_reads_no_english_in_welcome() {
        chromium.signIn(page, "heshan-manager");
        open("welcome", "");
        page.locator("a").getByText("编辑个人资料").click();
        read("profile", "编辑您的个人资料");
        open("welcome", "");
        page.locator("a").getByText("修改密码").click();
        read("password", "确认新密码");
    }

    @Test
    void a_manager_reads_no_english_behind_cockpits_first_page() {
        // given a bill that waits for its check and one that has come to a stop
        WorkbenchCases people = new WorkbenchCases(parties, roster, jdbc);
        Office office = new Office(port, "heshan");
        WorkbenchCases.Entered waiting = people.bill(office, "clerk1", "440784", "公冶等待", "H4407842");
        WorkbenchCases.Entered stopped = people.toCalculate(office, "clerk1", "440784", "公冶停办", "H4407842", "1000.00");
        people.breakCalculation(management, stopped);
        String process = repository.createProcessDefinitionQuery().processDefinitionKey("ClaimSettlementProcess").latestVersion().singleResult().getId();
        String decision = repository.createDecisionDefinitionQuery().latestVersion().list().stream()
                .filter(table -> table.getName().contains("鹤山市救助待遇")).findFirst().orElseThrow().getId();
        chromium.signIn(page, "heshan-manager");

        // then what is found, and everything that can be looked into, is Chinese
        open("cockpit", "");
        page.locator(".case-search input").fill("公冶");
        page.locator(".case-search input").press("Enter");
        assertThat(page.locator(".case-found li").first()).isVisible();
        read("cockpit-search", "公**");
        for (String[] screen : new String[][] {
            {"processes", "医疗费用救助结算"},
            {"process-definition/" + process + "/runtime", "环节用时"},
            {"process-instance/" + waiting.instance() + "/runtime", "办件经过"},
            {"process-instance/" + stopped.instance() + "/runtime", "异常处理办法"},
            {"decisions", "江门市"}
        }) {
            open("cockpit", "#/" + screen[0]);
            screens.readWithTabs("cockpit-" + screen[0].replaceAll("/.*", ""), screen[1]);
            assertThat(page.locator(".nav-tabs, [cam-widget-header]").getByText(FOR_ENGINEERS)).hasCount(0);
            assertThat(page.locator(".ctn-toolbar .btn")).hasCount(0);
        }
        open("cockpit", "#/decision-definition/" + decision);
        page.getByText("规则说明").first().click();
        read("cockpit-decision-definition", "什么情况救助多少");
        page.getByText("待遇规则").last().click();
        assertThat(page.locator("h1")).hasText("鹤山市待遇规则");
        people.mendCalculation(stopped);
        management.createJobQuery().processInstanceId(stopped.instance()).list().forEach(job -> management.setJobRetries(job.getId(), 1));
        cases.fire(stopped.instance(), "ServiceTask_CalculateBenefit");
        assertThat(chromium.scriptErrors()).isEmpty();
    }

    @Test
    void an_administrator_still_looks_at_a_case_as_the_engine_has_it() {
        String instance = tasks.createTaskQuery().taskId(someTask()).singleResult().getProcessInstanceId();
        chromium.signIn(page, "admin");

        open("cockpit", "#/process-instance/" + instance + "/runtime");

        assertThat(page.locator(".nav-tabs").getByText(FOR_ENGINEERS)).hasText(new String[] {"变量", "异常事件", "人工任务", "作业", "外部任务"});
        assertThat(page.locator("[cam-widget-header]").getByText(FOR_ENGINEERS)).hasCount(3);
        assertThat(page.locator(".ctn-toolbar .btn")).not().hasCount(0);
        assertThat(page.locator(".deployment-id")).isVisible();
        chromium.picture(page, "web-apps-cockpit-admin");
    }

    @ParameterizedTest
    @CsvSource({
        "'',用户列表",
        "users,添加用户",
        "user-create,再次输入密码",
        "users/heshan-clerk1?tab=profile,更新资料",
        "users/heshan-clerk1?tab=account,解除锁定",
        "users/heshan-clerk1?tab=groups,窗口受理",
        "users/heshan-clerk1?tab=tenants,鹤山市",
        "groups,系统管理员",
        "group-create,新建用户组",
        "groups/agency-clerk?tab=group,更新用户组",
        "groups/agency-clerk?tab=users,用户名",
        "tenants,鹤山市",
        "tenant-create,新建机构",
        "tenants/heshan?tab=tenant,更新机构",
        "authorization?resource=0,授权",
        "authorization?resource=5,查看",
        "authorization?resource=6,新建实例",
        "system?section=system-settings-general,运行正常。",
        "system?section=system-settings-metrics,最近 12 个月各月用量"
    })
    void an_administrator_reads_no_english_in_admin(String path, String shown) {
        chromium.signIn(page, "admin");

        open("admin", "#/" + path);

        read("admin-" + path.replaceAll("[^a-z0-9]+", "-"), shown);
    }

    @Test
    void what_opens_in_admin_is_chinese_too() {
        chromium.signIn(page, "admin");
        open("admin", "#/authorization?resource=6");
        page.getByText("新建授权").click();
        page.locator("td.permissions button").first().click();
        read("admin-new-authorization", "全不选");
        open("admin", "#/users");
        page.locator("[cam-widget-search] input").first().click();
        read("admin-users-search", "电子邮箱");
        open("admin", "#/users/heshan-clerk1?tab=groups");
        page.getByText("加入用户组").first().click();
        read("admin-add-group", "选择用户组");
    }

    @Test
    void english_stays_a_choice_of_one_browser_and_can_be_taken_back() {
        chromium.signIn(page, "heshan-clerk1");
        open("tasklist", "");

        page.locator(".account .dropdown-toggle").click();
        page.getByText("English").click();
        assertThat(page.getByText("Start process")).isVisible();
        assertThat(page.locator("html")).hasAttribute("lang", "en");
        assertThat(page.locator(".ce-eol-banner")).hasCount(0);
        chromium.picture(page, "web-apps-english");

        page.locator(".account .dropdown-toggle").click();
        page.getByText("中文").click();
        assertThat(page.getByText("新建业务")).isVisible();
    }

    /** A request for a transfer, which waits for a doctor. */
    private String someTask() {
        String instance = Transfers.waiting(new Office(port, "heshan"), parties, roster);
        return tasks.createTaskQuery().processInstanceId(instance).singleResult().getId();
    }

    private void tab(String name, String shown) {
        page.locator(".nav-tabs").getByText(name).first().click();
        read("task-" + name, shown);
    }

    private void closeDialog() {
        page.locator(".modal-footer button").getByText("关闭").click();
        assertThat(page.locator(".modal")).hasCount(0);
    }

    private void open(String app, String path) {
        screens.open(app, path);
    }

    private void read(String screen, String shown) {
        screens.read(screen, shown);
    }
}
