package org.medaid.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.medaid.kernel.Clause;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.party.Parties;
import org.medaid.policy.Category;
import org.medaid.roster.EnterCategory;
import org.medaid.roster.Roster;
import org.medaid.testing.Chromium;
import org.medaid.testing.EngineCases;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.InventedResidents;
import org.medaid.testing.SampleFiles;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people see and do: every form of the process filled wrongly once and rightly once, in Tasklist, in a browser. */
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClaimFormsTest {

    @LocalServerPort
    private int port;

    @Autowired
    private Parties parties;

    @Autowired
    private Roster roster;

    @Autowired
    private TaskService tasks;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private EngineCases cases;

    @Autowired
    private JdbcClient jdbc;

    private Chromium chromium;
    private String invoice;

    @BeforeAll
    void openBrowser() {
        chromium = new Chromium(port);
    }

    @AfterAll
    void closeBrowser() {
        chromium.close();
    }

    @BeforeEach
    void newInvoice() {
        invoice = UUID.randomUUID().toString();
    }

    @AfterEach
    void no_script_failed() {
        assertThat(chromium.scriptErrors()).isEmpty();
    }

    @Test
    @FillsForms({"check-bill", "draw-up-review", "give-opinion", "close-review", "decide-exclusions", "confirm-sheet"})
    @Clause({"C12", "C13", "C17", "C19"})
    void a_bill_over_the_threshold_goes_from_the_clerk_through_three_blind_experts_to_a_sheet_with_its_articles() {
        // given
        ResidentId resident = person("jiangmen", "440703", "赵示例", Category.POVERTY_ALLEVIATION);
        tie("jiangmen-expert4", "H4407033", "配偶在该院任职");
        Tasklist clerk = new Tasklist(chromium, "jiangmen-clerk1");

        // when the clerk enters the bill, item by item
        clerk.start();
        clerk.picture("enter-bill-empty");
        assertThat(clerk.page().locator(".mk-demonstration")).isVisible();
        care(clerk, resident, "蓬江区示范第一", "江门市蓬江区示范第一医院");
        assertThat(clerk.page().locator("#mk-person")).containsText("赵示例");
        clerk.page().getByLabel("逐项填写明细").check();
        item(clerk, 1, "床位费", "甲类", "10000");
        clerk.page().locator("#mk-add-item").click();
        item(clerk, 2, "进口支架", "目录外", "12000");
        clerk.page().locator("#mk-add-item").click();
        item(clerk, 3, "保健理疗", "目录外", "1000.50");
        clerk.page().getByLabel("第3行拟不予支付的条款").selectOption("E05");
        // and Enter makes the next line, in the same column, which can be taken off again
        clerk.page().getByLabel("第3行金额").press("Enter");
        assertThat(clerk.page().getByLabel("第4行金额")).isFocused();
        clerk.page().getByLabel("删除第4行").press("Enter");
        assertThat(clerk.page().getByLabel("第4行金额")).hasCount(0);
        assertThat(clerk.field("items").locator("tfoot")).containsText("23,000.50");
        clerk.input("amounts.basicPaid").fill("6000");
        clerk.input("amounts.deductible").fill("500");
        clerk.pick("diagnosis", "n18", "N18 慢性肾衰竭");
        clerk.field("documents")
                .locator("input[type=file]")
                .setInputFiles(new FilePayload("结算单.pdf", "application/pdf", SampleFiles.pdf()));
        assertThat(clerk.field("documents").getByRole(AriaRole.LINK)).containsText("结算单.pdf");
        assertThat(clerk.field("documents")).containsText("依据：江人社发〔2018〕567号 四(三)2");
        // then totals follow from the items, and the preview says that it is only one
        assertThat(clerk.input("amounts.total")).hasValue("23000.50");
        assertThat(clerk.input("amounts.selfPaid")).hasValue("13000.50");
        assertThat(clerk.page().locator(".mk-aside")).containsText("试算，未入账");
        assertThat(clerk.page().locator("#mk-preview")).containsText("须先经专家评审");
        clerk.picture("enter-bill-over-threshold");
        clerk.paper("enter-bill");
        clerk.assertFitForEverybody("filled in");
        clerk.send();
        String instance = instance();

        // when the checker accepts, after having forgotten the decision
        Tasklist checker = new Tasklist(chromium, "jiangmen-checker");
        checker.open(task(instance, "UserTask_CheckBill"));
        assertThat(checker.sendWrong()).containsKey("decision");
        assertThat(checker.focusedField()).isEqualTo("decision");
        assertThat(checker.text()).contains("赵示例", "进口支架", "12,000.00", "结算单.pdf", "录入费用单据");
        checker.picture("check-bill-without-decision");
        checker.paper("check-bill");
        checker.choose("decision", "属实完整");
        checker.send();

        // and the chair draws up the review: too few experts first, one of them tied to the hospital
        Tasklist chair = new Tasklist(chromium, "jiangmen-chair");
        chair.open(task(instance, "UserTask_DrawUpReview"));
        assertThat(chair.field("experts").locator("input[value=jiangmen-expert4]")).isDisabled();
        assertThat(chair.field("experts")).containsText("须回避：配偶在该院任职");
        for (Locator item : chair.field("items").getByRole(AriaRole.CHECKBOX).all()) {
            item.uncheck();
        }
        chair.field("experts").locator("input[value=jiangmen-expert1]").check();
        assertThat(chair.sendWrong()).containsKeys("items", "experts");
        assertThat(chair.focusedField()).isEqualTo("items");
        chair.picture("draw-up-review-too-few");
        for (Locator item : chair.field("items").getByRole(AriaRole.CHECKBOX).all()) {
            item.check();
        }
        chair.field("experts").locator("input[value=jiangmen-expert2]").check();
        chair.field("experts").locator("input[value=jiangmen-expert3]").check();
        chair.send();

        // and three experts answer without knowing whom they judge or what the others say
        opinion(instance, "jiangmen-expert1", "1000");
        opinion(instance, "jiangmen-expert2", "2000");
        opinion(instance, "jiangmen-expert3", "5000");

        chair.open(task(instance, "UserTask_CloseReview"));
        assertThat(chair.text()).contains("1,000.00", "2,000.00", "5,000.00", "超出诊疗需要");
        chair.picture("close-review");
        chair.input("note").evaluate("e => { e.value = '长'.repeat(501); }");
        assertThat(chair.sendWrong()).containsKey("note");
        chair.input("note").fill("按规定方法认定。");
        chair.send();

        // and the checker decides on the exclusion the clerk proposed
        checker.open(task(instance, "UserTask_DecideExclusions"));
        assertThat(checker.input("exclusions.0.itemLineNo")).hasValue("3");
        assertThat(checker.input("exclusions.0.code")).hasValue("E05");
        assertThat(checker.input("exclusions.0.inScope")).isDisabled();
        assertThat(checker.sendWrong()).containsOnlyKeys("exclusions.0.reason", "");
        checker.input("exclusions.0.selfPaid").fill("99999");
        checker.input("exclusions.0.reason").fill("属保健项目。");
        assertThat(checker.sendWrong().get("exclusions.0.selfPaid")).contains("超过了该项目的金额");
        checker.input("exclusions.0.selfPaid").fill("x");
        assertThat(checker.sendWrong().get("exclusions.0.selfPaid")).contains("金额，最多两位小数");
        checker.page().getByText("增加一条").click();
        assertThat(checker.sendWrong()).containsKey("exclusions.1.code");
        checker.picture("decide-exclusions-wrong");
        checker.field("exclusions.1").getByText("删除").click();
        checker.input("exclusions.0.selfPaid").fill("1000.50");
        checker.send();
        cases.fire(instance, "ServiceTask_CalculateBenefit");

        // then the clerk reads a sheet that names the article behind every amount, and confirms it
        clerk.open(task(instance, "UserTask_ConfirmSheet"));
        Locator lines = clerk.page().getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("计算步骤"));
        List<String> citations = lines.locator("tbody tr td:last-child").allInnerTexts();
        assertThat(citations).isNotEmpty().allMatch(citation -> citation.startsWith("江人社发〔2018〕567号"));
        // 12,000.00 reviewed, of which the median 2,000.00 is unreasonable; the fund pays 80 % of the rest.
        assertThat(clerk.text()).contains("10,000.00 × 80%", "8,000.00", "医疗保障精准扶贫资金", "江门市蓬江区示范第一医院", "23,000.50");
        assertThat(clerk.sendWrong()).containsKey("decision");
        clerk.choose("decision", "退回更正");
        assertThat(clerk.sendWrong()).containsKey("reason");
        clerk.picture("confirm-sheet-wrong");
        clerk.choose("decision", "确认");
        clerk.send();
        assertThat(ended(instance)).isEqualTo("EndEvent_ClaimSettled");
        assertThat(clerk.kept()).isEmpty();
    }

    @Test
    @FillsForms("enter-bill")
    void what_is_wrong_on_the_bill_form_is_said_at_the_field_and_goes_away_when_it_is_put_right() {
        // given
        ResidentId resident = person("jiangmen", "440703", "钱示例", Category.SUBSISTENCE_ALLOWANCE);
        Tasklist clerk = new Tasklist(chromium, "jiangmen-clerk1");
        clerk.start();

        // when nothing is filled in
        Map<String, String> empty = clerk.sendWrong();

        // then
        assertThat(empty)
                .containsKeys(
                        "personId", "hospitalCode", "careType", "admittedOn", "dischargedOn", "diagnosis", "invoiceNumber",
                        "amounts.total", "amounts.inScope", "amounts.selfPaid");
        assertThat(clerk.focusedField()).isEqualTo("personId");
        clerk.picture("enter-bill-nothing-filled");

        // when the number is no identity number
        clerk.input("personId").fill("123456");
        clerk.input("personId").press("Enter");
        assertThat(clerk.field("personId").locator(".mk-error")).containsText("身份号码不正确");
        // and when nobody has it
        clerk.input("personId").fill(InventedResidents.next("440703").value());
        clerk.input("personId").press("Enter");
        assertThat(clerk.field("personId").locator(".mk-error")).containsText("没有查到此人");

        // when dates, amounts and items make no sense
        care(clerk, resident, "蓬江区示范第一", "江门市蓬江区示范第一医院");
        clerk.input("admittedOn").fill("2020-03-20");
        clerk.input("invoiceNumber").fill("??");
        for (String amount : List.of("deductible", "basicPaid", "criticalIllnessPaid", "supplementaryPaid")) {
            clerk.input("amounts." + amount).fill("-1");
        }
        clerk.field("documents").locator("input[type=file]").setInputFiles(new FilePayload("说明.txt", "text/plain", new byte[] {65}));
        assertThat(clerk.field("documents").locator(".mk-error")).containsText("不是可以接收的文件");
        clerk.page().getByLabel("逐项填写明细").check();
        Map<String, String> wrong = clerk.sendWrong();
        assertThat(wrong)
                .containsKeys(
                        "dischargedOn", "invoiceNumber", "items.0.name", "items.0.catalogueClass", "items.0.amount",
                        "amounts.deductible", "amounts.basicPaid", "amounts.criticalIllnessPaid", "amounts.supplementaryPaid");
        assertThat(wrong.get("amounts.deductible")).contains("不能为负数");
        clerk.picture("enter-bill-wrong");

        // when it is put right, the messages go while the person types
        clerk.input("admittedOn").fill("2020-03-01");
        clerk.input("invoiceNumber").fill(invoice);
        item(clerk, 1, "床位费", "甲类", "3000");
        for (String amount : List.of("deductible", "basicPaid", "criticalIllnessPaid", "supplementaryPaid")) {
            clerk.input("amounts." + amount).fill("0");
        }
        assertThat(clerk.page().locator(".mk-error:visible")).hasCount(0);

        // when the totals contradict each other
        clerk.page().getByLabel("只填合计").check();
        clerk.input("amounts.total").fill("5000");
        clerk.input("amounts.basicPaid").fill("4000");
        assertThat(clerk.sendWrong()).containsKey("amounts.total");
        clerk.input("amounts.total").fill("3000");
        assertThat(clerk.sendWrong()).containsKey("amounts.basicPaid");
        clerk.input("amounts.basicPaid").fill("1000");
        clerk.send();

        // and when the same invoice comes again
        clerk.start();
        care(clerk, resident, "蓬江区示范第一", "江门市蓬江区示范第一医院");
        totals(clerk, "3000", "3000", "0");
        assertThat(clerk.sendWrong().get("invoiceNumber")).contains("不能重复申请");
    }

    @Test
    @FillsForms({"check-bill", "correct-bill"})
    @Clause("C17")
    void a_returned_bill_is_corrected_and_a_returned_sheet_can_be_withdrawn() {
        // given
        ResidentId resident = person("fushun", "210402", "孙示例", Category.SUBSISTENCE_ALLOWANCE);
        Tasklist clerk = new Tasklist(chromium, "fushun-clerk1");
        clerk.start();
        care(clerk, resident, "抚顺市示范第一", "抚顺市示范第一医院");
        totals(clerk, "12000", "10000", "2000");
        // The preview names its article.
        assertThat(clerk.page().locator("#mk-preview")).containsText("抚政办发〔2014〕67号");
        clerk.send();
        String instance = instance();

        // when the checker returns it, first without a reason
        Tasklist checker = new Tasklist(chromium, "fushun-checker");
        checker.open(task(instance, "UserTask_CheckBill"));
        checker.choose("decision", "退回更正");
        assertThat(checker.sendWrong()).containsOnlyKeys("reason", "");
        assertThat(checker.focusedField()).isEqualTo("reason");
        checker.input("reason").fill("诊断与结算单不符。");
        checker.send();

        // then the clerk sees why, finds the form filled, and corrects it
        clerk.open(task(instance, "UserTask_CorrectBill"));
        assertThat(clerk.text()).contains("退回原因", "诊断与结算单不符。", "孙示例");
        assertThat(clerk.input("hospitalCode")).hasValue("抚顺市示范第一医院");
        assertThat(clerk.input("amounts.total")).hasValue("12000.00");
        assertThat(clerk.page().locator("#mk-preview")).containsText("抚政办发〔2014〕67号");
        clerk.input("diagnosis").fill("");
        assertThat(clerk.sendWrong()).containsOnlyKeys("diagnosis", "");
        clerk.picture("correct-bill-wrong");
        clerk.input("diagnosis").fill("脑出血");
        clerk.send();
        checker.open(task(instance, "UserTask_CheckBill"));
        assertThat(checker.text()).contains("脑出血");
        checker.choose("decision", "属实完整");
        checker.send();

        // and where the area has no list of exclusions, the form says so
        checker.open(task(instance, "UserTask_DecideExclusions"));
        assertThat(checker.text()).contains("没有列举不予支付范围");
        checker.send();
        cases.fire(instance, "ServiceTask_CalculateBenefit");
        clerk.open(task(instance, "UserTask_ConfirmSheet"));
        assertThat(clerk.text()).contains("抚政办发〔2014〕67号");
        clerk.choose("decision", "退回更正");
        clerk.input("reason").fill("家属要求暂不申请。");
        clerk.send();

        // when the family withdraws
        clerk.open(task(instance, "UserTask_CorrectBill"));
        clerk.page().getByText("撤回本案").click();
        clerk.page().getByText("确定撤回？不能恢复").click();
        assertThat(clerk.field("withdrawal").locator(".mk-error")).isVisible();
        clerk.input("withdrawal").fill("家属不再申请。");
        clerk.page().getByText("撤回本案").click();
        clerk.page().getByText("确定撤回？不能恢复").click();
        assertThat(clerk.page().locator(".mk").getByText("本案已撤回。")).isVisible();

        // then
        assertThat(ended(instance)).isEqualTo("EndEvent_ClaimWithdrawn");
    }

    @Test
    @FillsForms("handle-overdue-review")
    @Clause("C12")
    void an_expert_who_does_not_answer_is_replaced_and_nobody_twice() {
        // given
        ResidentId resident = person("heshan", "440784", "李示例", Category.POVERTY_ALLEVIATION);
        Tasklist clerk = new Tasklist(chromium, "heshan-clerk1");
        clerk.start();
        care(clerk, resident, "鹤山市示范医院", "鹤山市示范医院");
        totals(clerk, "15000", "3000", "12000");
        clerk.send();
        String instance = instance();
        Tasklist checker = new Tasklist(chromium, "heshan-checker");
        checker.open(task(instance, "UserTask_CheckBill"));
        checker.choose("decision", "属实完整");
        checker.send();
        Tasklist chair = new Tasklist(chromium, "heshan-chair");
        chair.open(task(instance, "UserTask_DrawUpReview"));
        for (int i = 1; i <= 3; i++) {
            chair.field("experts").locator("input[value=heshan-expert" + i + "]").check();
        }
        chair.send();
        cases.fire(instance, "BoundaryEvent_OpinionOverdue");

        // when the chair names one successor for two
        chair.open(task(instance, "UserTask_HandleOverdueReview"));
        chair.page().getByLabel("专家一尚未提出意见").selectOption("heshan-expert4");
        chair.page().getByLabel("专家二尚未提出意见").selectOption("heshan-expert4");

        // then
        assertThat(chair.sendWrong()).containsOnlyKeys("replacements.1", "");
        assertThat(chair.focusedField()).isEqualTo("replacements.1");
        chair.picture("handle-overdue-review-wrong");
        chair.page().getByLabel("专家二尚未提出意见").selectOption("");
        chair.send();
        assertThat(tasks.createTaskQuery()
                        .processInstanceId(instance)
                        .taskDefinitionKey("UserTask_GiveOpinion")
                        .list())
                .extracting(Task::getAssignee)
                .containsExactlyInAnyOrder("heshan-expert2", "heshan-expert3", "heshan-expert4");
    }

    @Test
    void a_bill_can_be_entered_with_the_keyboard_alone() {
        // given
        ResidentId resident = person("fushun", "210402", "周示例", Category.SUBSISTENCE_ALLOWANCE);
        Tasklist clerk = new Tasklist(chromium, "fushun-clerk2");
        clerk.start();
        Page page = clerk.page();

        // when
        page.locator("#mk-resident").focus();
        page.keyboard().type(resident.value());
        tabTo(page, "[role=combobox]");
        assertThat(page.locator("#mk-person")).containsText("周示例");
        page.keyboard().type("抚顺市示范第一");
        page.getByRole(AriaRole.OPTION).first().waitFor();
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Escape");
        assertThat(page.getByRole(AriaRole.LISTBOX)).hasCount(0);
        assertThat(page.locator("#mk-resident")).isVisible();
        page.keyboard().press("ArrowDown");
        page.getByRole(AriaRole.OPTION).first().waitFor();
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Enter");
        tabTo(page, "input[name=mk-care]");
        page.keyboard().press("Space");
        tabTo(page, "#mk-admitted");
        // A date box has three parts, in the order of the system's language.
        page.locator("#mk-admitted").fill("2020-03-01");
        tabTo(page, "#mk-discharged");
        page.locator("#mk-discharged").fill("2020-03-12");
        tabTo(page, "#mk-diagnosis");
        page.keyboard().type("肺炎");
        tabTo(page, "#mk-invoice");
        page.keyboard().type(invoice);
        tabTo(page, "#mk-amount-total");
        page.keyboard().type("3000");
        tabTo(page, "#mk-amount-inScope");
        page.keyboard().type("3000");
        tabTo(page, "#mk-amount-selfPaid");
        page.keyboard().type("0");
        tabTo(page, ".modal-footer .btn-primary");
        page.keyboard().press("Enter");
        page.locator(".mk").waitFor(new Locator.WaitForOptions()
                .setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));

        // then
        assertThat(task(instance(), "UserTask_CheckBill")).isNotNull();
    }

    @Test
    void a_half_filled_bill_is_kept_as_a_draft_until_it_is_entered() {
        // given
        ResidentId resident = person("fushun", "210402", "吴示例", Category.SUBSISTENCE_ALLOWANCE);
        Tasklist clerk = new Tasklist(chromium, "fushun-clerk2");
        clerk.start();
        care(clerk, resident, "抚顺市示范第一", "抚顺市示范第一医院");
        clerk.page().getByLabel("逐项填写明细").check();
        item(clerk, 1, "检查费", "乙类", "800");

        // when
        clerk.page().getByText("保存草稿").click();
        assertThat(clerk.page().getByText("我的草稿（1份）")).isVisible();
        clerk.start();
        clerk.page().getByText("我的草稿（1份）").click();
        clerk.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("打开草稿")).click();

        // then
        assertThat(clerk.page().locator("#mk-person")).containsText("吴示例");
        assertThat(clerk.input("hospitalCode")).hasValue("抚顺市示范第一医院");
        assertThat(clerk.input("items.0.name")).hasValue("检查费");
        assertThat(clerk.input("amounts.total")).hasValue("800.00");
        clerk.send();
        clerk.start();
        assertThat(clerk.page().getByText("我的草稿（0份）")).isVisible();
    }

    // ------------------------------------------------------------------------------------------------------ steps

    @Test
    @Clause("M10")
    void what_a_hospital_should_not_have_charged_is_said_to_the_clerk_and_to_the_checker() {
        // given
        ResidentId resident = person("jiangmen", "440703", "赵示例", Category.POVERTY_ALLEVIATION);
        Tasklist clerk = new Tasklist(chromium, "jiangmen-clerk1");

        // when
        clerk.start();
        care(clerk, resident, "蓬江区示范第一", "江门市蓬江区示范第一医院");
        clerk.page().getByLabel("逐项填写明细").check();
        item(clerk, 1, "床位费", "甲类", "3000");
        clerk.page().locator("#mk-add-item").click();
        item(clerk, 2, "住院诊查费", "甲类", "20");
        clerk.page().locator("#mk-add-item").click();
        item(clerk, 3, "降压药", "甲类", "60.00");
        assertThat(clerk.input("items.2.referencePrice")).isHidden();
        clerk.input("items.2.charge").selectOption("MEDICINE");
        clerk.input("items.2.referencePrice").fill("五十");
        clerk.input("amounts.deductible").fill("500");
        assertThat(clerk.sendWrong()).containsKey("items.2.referencePrice");
        clerk.input("items.2.referencePrice").fill("50.01");

        // then the preview leaves out what the hospital owes
        assertThat(clerk.page().locator("#mk-preview")).containsText("第2行“住院诊查费”医疗机构应减免20.00元：免收诊查费");
        assertThat(clerk.page().locator("#mk-preview")).containsText("减免9.99元：药品按进价收费");
        assertThat(clerk.page().locator("#mk-preview")).containsText("2,550.01");
        clerk.picture("enter-bill-discounts");
        clerk.assertFitForEverybody("filled in");
        clerk.send();

        // and so does the checker
        Tasklist checker = new Tasklist(chromium, "jiangmen-checker");
        checker.open(task(instance(), "UserTask_CheckBill"));
        assertThat(checker.text()).contains("医疗机构应减免的费用", "江人社发〔2018〕567号 六(三)", "合计29.99元，由医疗机构承担");
        checker.page().getByText("医疗机构应减免的费用").first().scrollIntoViewIfNeeded();
        checker.picture("check-bill-discounts");
    }

    private void care(Tasklist clerk, ResidentId resident, String typed, String hospital) {
        clerk.input("personId").fill(resident.value());
        clerk.input("personId").press("Enter");
        assertThat(clerk.page().locator("#mk-person .mk-card")).isVisible();
        clerk.pick("hospitalCode", typed, hospital);
        clerk.choose("careType", "住院");
        clerk.input("admittedOn").fill("2020-03-01");
        clerk.input("dischargedOn").fill("2020-03-12");
        clerk.input("diagnosis").fill("慢性肾功能不全");
        clerk.input("invoiceNumber").fill(invoice);
    }

    private static void totals(Tasklist clerk, String total, String inScope, String selfPaid) {
        clerk.input("amounts.total").fill(total);
        clerk.input("amounts.inScope").fill(inScope);
        clerk.input("amounts.selfPaid").fill(selfPaid);
    }

    private static void item(Tasklist clerk, int line, String name, String catalogueClass, String amount) {
        clerk.page().getByLabel("第" + line + "行项目名称").fill(name);
        clerk.page().getByLabel("第" + line + "行目录类别").selectOption(new com.microsoft.playwright.options.SelectOption()
                .setLabel(catalogueClass));
        clerk.page().getByLabel("第" + line + "行金额").fill(amount);
    }

    /** Fills the opinion of an expert: wrongly first, then with this part of the second item as unreasonable. */
    private void opinion(String instance, String user, String unreasonable) {
        Tasklist expert = new Tasklist(chromium, user);
        expert.open(tasks.createTaskQuery()
                .processInstanceId(instance)
                .taskDefinitionKey("UserTask_GiveOpinion")
                .taskAssignee(user)
                .singleResult()
                .getId());
        assertThat(expert.text())
                .contains("评审时不显示", "进口支架")
                .doesNotContain("赵示例", invoice, "结算单.pdf", "超出诊疗需要");
        expert.input("opinions.2.unreasonable").fill("12000.01");
        assertThat(expert.sendWrong())
                .containsKeys("opinions.2.unreasonable", "opinions.2.reason", "opinions.3.unreasonable", "opinions.3.reason")
                .hasEntrySatisfying(
                        "opinions.2.unreasonable", message -> assertThat(message).contains("之和应等于项目金额"));
        assertThat(expert.focusedField()).isEqualTo("opinions.2.unreasonable");
        expert.picture("give-opinion-wrong");
        expert.input("opinions.2.unreasonable").fill(unreasonable);
        expert.input("opinions.2.reason").fill("超出诊疗需要");
        expert.input("opinions.3.reasonable").fill("1000.50");
        expert.input("opinions.3.reason").fill("有康复指征");
        assertThat(expert.input("opinions.3.unreasonable")).hasValue("0.00");
        expert.send();
    }

    private static void tabTo(Page page, String selector) {
        for (int i = 0; i < 60; i++) {
            if ((Boolean) page.evaluate("s => document.activeElement.matches(s)", selector) && i > 0) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("the Tab key does not lead to " + selector);
    }

    // ------------------------------------------------------------------------------------------------------ cases

    private ResidentId person(String area, String division, String name, Category category) {
        ResidentId id = InventedResidents.next(division);
        PersonId person = InventedResidents.registered(parties, id, name);
        roster.enter(
                PoolingArea.ofTenant(area).orElseThrow(),
                new EnterCategory(person, category, DateRange.from(LocalDate.of(2014, 1, 1)), "示例名单", "test"));
        return id;
    }

    private void tie(String expert, String hospital, String reason) {
        jdbc.sql("insert into medaid.expert_tie (expert, hospital_code, reason, entered_by) values (?, ?, ?, 'test')"
                        + " on conflict do nothing")
                .params(expert, hospital, reason)
                .update();
    }

    /** The case that was entered with this test's invoice. */
    private String instance() {
        String number = jdbc.sql("select case_number from medaid.claim where invoice_number = ?")
                .param(invoice)
                .query(String.class)
                .single();
        ProcessInstance instance = runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(number)
                .singleResult();
        return instance.getId();
    }

    private String task(String instance, String definition) {
        Task task = tasks.createTaskQuery()
                .processInstanceId(instance)
                .taskDefinitionKey(definition)
                .singleResult();
        assertThat(task).as("task " + definition).isNotNull();
        return task.getId();
    }

    private String ended(String instance) {
        return cases.ended(instance, "EndEvent_Claim");
    }
}
