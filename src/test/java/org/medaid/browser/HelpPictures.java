package org.medaid.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.TaskService;
import org.medaid.MedicalAssistanceApplication;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.party.Parties;
import org.medaid.policy.Category;
import org.medaid.roster.EnterCategory;
import org.medaid.roster.Roster;
import org.medaid.settlement.payment.Payments;
import org.medaid.settlement.Statements;
import org.medaid.testing.Chromium;
import org.medaid.testing.EngineCases;
import org.medaid.testing.FreshDatabase;
import org.medaid.testing.InventedResidents;
import org.medaid.testing.Office;
import org.medaid.testing.PostedBills;
import org.medaid.testing.SampleFiles;
import org.medaid.testing.WorkbenchCases;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes the pictures of the guides, and those of README that show the same screens: starts the demonstration on a database
 * of its own, brings invented cases to each step, and photographs what each role sees.
 *
 * <p>{@code HelpPictures [folder of the application's pictures [folder of README's pictures]]}
 */
public final class HelpPictures {

    private static final String TODAY = LocalDate.now(BusinessClock.ZONE).toString();

    /** Bills of this area over the threshold go to experts, and its hospitals are settled with by the month. */
    private static final String CLAIMS = "jiangmen";
    /** Here the long way of an application is walked. */
    private static final String APPLICATIONS = "jining";

    private final ConfigurableApplicationContext application;
    private final Chromium chromium;
    private final PictureFolder pictures;
    private final PictureFolder readme;
    private final EngineCases cases;
    private final TaskService tasks;
    private final JdbcClient jdbc;

    private HelpPictures(ConfigurableApplicationContext application, Chromium chromium, Path pictures, Path readme) {
        this.application = application;
        this.chromium = chromium;
        this.pictures = new PictureFolder(pictures);
        this.readme = new PictureFolder(readme);
        this.cases = application.getBean(EngineCases.class);
        this.tasks = application.getBean(TaskService.class);
        this.jdbc = application.getBean(JdbcClient.class);
    }

    /** Ends the virtual machine, so that the database server ends with it: Maven's own would keep it. */
    public static void main(String[] args) {
        TimeZone.setDefault(TimeZone.getTimeZone(BusinessClock.ZONE));
        Path pictures = Path.of(args.length > 0 ? args[0] : "src/main/resources/static/help");
        Path readme = Path.of(args.length > 1 ? args[1] : "src/docs/images");
        int status = 1;
        try {
            ConfigurableApplicationContext application = new SpringApplicationBuilder(
                            MedicalAssistanceApplication.class, EngineCases.class)
                    .initializers(new FreshDatabase())
                    .run("--server.port=0", "--camunda.bpm.job-execution.enabled=false");
            try (Chromium chromium =
                    new Chromium(application.getEnvironment().getRequiredProperty("local.server.port", Integer.class))) {
                new HelpPictures(application, chromium, pictures, readme).takeAll();
                status = 0;
            }
        } catch (IOException | RuntimeException | AssertionError e) {
            e.printStackTrace();
        }
        System.exit(status);
    }

    private void takeAll() throws IOException {
        administration();
        claims();
        application();
        referral();
        statement();
        pages();
        pictures.removeOthers();
    }

    // ------------------------------------------------------------------------------------------------ bill and payment

    private void claims() {
        ResidentId resident = grownUp("440703");
        PersonId person = beneficiary(PoolingArea.JIANGMEN, resident, "赵示例");
        Tasklist clerk = at(CLAIMS, "clerk1");
        Page page = clerk.page();
        clerk.start();
        clerk.input("personId").fill(resident.value());
        clerk.input("personId").press("Enter");
        assertThat(page.locator("#mk-person .mk-card")).isVisible();
        clerk.pick("hospitalCode", "蓬江区示范第一", "江门市蓬江区示范第一医院");
        clerk.choose("careType", "住院");
        clerk.input("admittedOn").fill("2020-03-01");
        clerk.input("dischargedOn").fill("2020-03-12");
        clerk.input("diagnosis").fill("冠状动脉粥样硬化性心脏病");
        clerk.input("invoiceNumber").fill("SL-2020-000318");
        page.getByLabel("逐项填写明细").check();
        item(clerk, 1, "床位费", "甲类", "10000");
        page.locator("#mk-add-item").click();
        item(clerk, 2, "进口支架", "目录外", "12000");
        page.locator("#mk-add-item").click();
        item(clerk, 3, "保健理疗", "目录外", "1000.50");
        page.getByLabel("第3行拟不予支付的条款").selectOption("E05");
        clerk.input("amounts.basicPaid").fill("6000");
        clerk.input("amounts.deductible").fill("500");
        page.locator("#mk-file").setInputFiles(new FilePayload("结算单.pdf", "application/pdf", SampleFiles.pdf()));
        assertThat(page.locator("#mk-documents")).containsText("结算单.pdf");
        assertThat(page.locator("#mk-preview")).containsText("须先经专家评审");
        readme.take(page, "enter-bill");
        pictures.form(
                page,
                "clerk-enter-bill",
                clerk.field("personId"),
                clerk.field("hospitalCode"),
                page.locator("section[aria-labelledby=mk-s-cost]"),
                page.locator("#mk-s-preview"));
        clerk.send();
        String number = caseNumber(person);
        String instance = cases.byBusinessKey(number);

        Tasklist checker = at(CLAIMS, "checker");
        list(checker.page(), number);
        checker.open(cases.task(instance, "UserTask_CheckBill"));
        checker.choose("decision", "属实完整");
        pictures.form(
                checker.page(),
                "checker-check-bill",
                section(checker, "费用"),
                checker.page().getByText("结算单.pdf").first(),
                checker.field("decision"));
        checker.send();

        Tasklist chair = at(CLAIMS, "chair");
        chair.open(cases.task(instance, "UserTask_DrawUpReview"));
        for (int expert = 1; expert <= 3; expert++) {
            chair.field("experts").locator("input[value=" + CLAIMS + "-expert" + expert + "]").check();
        }
        pictures.form(chair.page(), "experts-draw-up", chair.field("items"), chair.field("experts"));
        chair.send();
        for (int expert = 1; expert <= 3; expert++) {
            opinion(instance, expert);
        }
        chair.open(cases.task(instance, "UserTask_CloseReview"));
        chair.send();

        checker.open(cases.task(instance, "UserTask_DecideExclusions"));
        checker.input("exclusions.0.reason").fill("属保健项目。");
        pictures.form(
                checker.page(),
                "checker-exclusions",
                checker.field("exclusions.0.itemLineNo"),
                checker.field("exclusions.0.code"),
                checker.field("exclusions.0.reason"));
        checker.send();
        cases.fire(instance, "ServiceTask_CalculateBenefit");
        clerk.open(cases.task(instance, "UserTask_ConfirmSheet"));
        clerk.choose("decision", "确认");
        pictures.form(
                page,
                "clerk-confirm-sheet",
                page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("计算步骤")),
                page.getByText("各方负担").first(),
                clerk.field("decision"));
        clerk.send();

        Page auditor = chromium.of(CLAIMS + "-auditor");
        auditor.navigate(chromium.address("/case-timelines/" + number));
        pictures.page(
                auditor, "auditor-timeline", auditor.locator(".case-timeline li").first(), auditor.locator(".case-timeline .rule").first());
        payment(person);
    }

    private void opinion(String instance, int number) {
        String user = CLAIMS + "-expert" + number;
        Tasklist expert = at(CLAIMS, "expert" + number);
        expert.open(tasks.createTaskQuery()
                .processInstanceId(instance)
                .taskDefinitionKey("UserTask_GiveOpinion")
                .taskAssignee(user)
                .singleResult()
                .getId());
        expert.input("opinions.2.unreasonable").fill("2000");
        expert.input("opinions.2.reason").fill("同类国产支架可以满足治疗需要，超出部分不合理。");
        expert.input("opinions.3.unreasonable").fill("1000.50");
        expert.input("opinions.3.reason").fill("与本次治疗无关。");
        if (number == 1) {
            readme.take(expert.page(), "give-opinion");
            pictures.form(
                    expert.page(),
                    "experts-opinion",
                    expert.field("opinions.2.reasonable"),
                    expert.field("opinions.2.unreasonable"),
                    expert.field("opinions.2.reason"));
        }
        expert.send();
    }

    /** Two persons are paid, one of whom the bank does not know yet. */
    private void payment(PersonId first) {
        Office office = new Office(port(), CLAIMS);
        WorkbenchCases entered =
                new WorkbenchCases(bean(Parties.class), bean(Roster.class), jdbc);
        WorkbenchCases.Entered second = entered.bill(office, "clerk1", "440703", "钱示例", "H4407042");
        office.completed("checker", second.instance(), "UserTask_CheckBill", Map.of("decision", "ACCEPTED"));
        office.completed("checker", second.instance(), "UserTask_DecideExclusions", Map.of("exclusions", List.of()));
        cases.fire(second.instance(), "ServiceTask_CalculateBenefit");
        office.completed("clerk1", second.instance(), "UserTask_ConfirmSheet", Map.of("decision", "CONFIRMED"));
        account(first, "赵示例");
        account(second.person(), "钱示例");

        Tasklist clerk = at(CLAIMS, "clerk2");
        clerk.start("PaymentBatchProcess");
        clerk.choose("payees", "个人");
        clerk.send();
        String batch = jdbc.sql("select id::text from medaid.payment_batch").query(String.class).single();
        String instance = cases.open("PaymentBatchProcess", "paymentBatchId", batch);
        Tasklist manager = at(CLAIMS, "manager");
        manager.open(cases.task(instance, "UserTask_ApproveBatch"));
        manager.choose("decision", "同意付款，报财政审批");
        batch(manager, "manager-approve-batch");
        manager.send();
        Tasklist finance = at(CLAIMS, "finance1");
        finance.open(cases.task(instance, "UserTask_ApproveBatchForFinance"));
        finance.choose("decision", "同意付款");
        batch(finance, "finance-approve-batch");
        finance.send();

        finance.open(cases.task(instance, "UserTask_PayBatch"));
        Locator download = finance.page().getByText("下载付款文件", new Page.GetByTextOptions().setExact(true));
        finance.page().waitForDownload(download::click);
        finance.upload("answer", "银行回单.csv", Payments.answer(jdbc, batch, LocalDate.now(BusinessClock.ZONE), "成功", "未知"));
        assertThat(finance.field("answer").locator("[role=status]")).containsText("未知");
        readme.take(finance.page(), "pay-batch", finance.field("answer"));
        pictures.form(finance.page(), "finance-pay-batch", download, finance.field("answer"), finance.field("decision"));
    }

    private void batch(Tasklist form, String name) {
        pictures.form(form.page(), name, section(form, "批次概要"), section(form, "付款明细"), form.field("decision"));
    }

    private void account(PersonId person, String name) {
        String card = Payments.card();
        String address = chromium.address("/payments/accounts/PERSON/" + person);
        Page clerk = chromium.of(CLAIMS + "-clerk1");
        clerk.navigate(address);
        AccountPages.entered(clerk, "CARD", card, "示范银行江门分行", name);
        Page checker = chromium.of(CLAIMS + "-checker");
        checker.navigate(address);
        AccountPages.retyped(checker, card);
        AccountPages.accepted(checker);
    }

    /** What every role begins with: the lists, the search, and a substitute while away. */
    private void list(Page page, String number) {
        page.navigate(chromium.address("/camunda/app/tasklist/default/"));
        Locator group = page.locator(".task-filter", new Page.LocatorOptions().setHasText("本组待办（复核）"));
        group.click();
        Locator card = page.locator("li.task", new Page.LocatorOptions().setHasText(number));
        assertThat(card).containsText("工作日");
        readme.take(page, "workbench");
        page.setViewportSize(1200, 720);
        Locator box = page.getByRole(AriaRole.SEARCHBOX);
        Locator help = page.locator("a[href='/help/mine']");
        pictures.screen(page, "tasks", group, card, box, help);
        box.fill(number);
        box.press("Enter");
        Locator found = page.locator(".own-found li");
        assertThat(found.first()).containsText(number);
        pictures.screen(page, "find", box, found.first());
        page.keyboard().press("Escape");
        page.setViewportSize(1366, 900);
    }

    // ------------------------------------------------------------------------------------------------------ application

    private void application() {
        ResidentId applicant = grownUp("370829");
        Tasklist township = at(APPLICATIONS, "town1");
        township.start("ApplicationProcess");
        open(township, applicant, "低收入家庭成员");
        pictures.form(
                township.page(),
                "township-open-application",
                township.field("category"),
                township.field("members.0.name"),
                township.field("consent"));
        township.send();
        String instance = instance(applicant);
        work("town1", instance, "UserTask_CheckDocuments", form -> {
            form.choose("decision", "材料齐全，予以受理");
            pictures.form(form.page(), "township-check-documents", form.field("decision"), form.field("missing"));
        });
        work("surveyor1", instance, "UserTask_SurveyHousehold", form -> {
            form.field("surveyors").locator("input[value=" + APPLICATIONS + "-surveyor1]").check();
            form.field("surveyors").locator("input[value=" + APPLICATIONS + "-surveyor2]").check();
            form.input("visitedOn").fill(TODAY);
            form.input("housing").fill("两间平房，约四十平方米。");
            form.input("findings").fill("一人患病，每周透析三次。");
            form.input("annualIncome").fill("8000");
            form.input("signedBy").fill("户主本人");
            upload(form);
            pictures.form(
                    form.page(), "surveyors-survey", form.field("surveyors"), form.field("visitedOn"), form.field("documents"));
        });
        work("surveyor2", instance, "UserTask_VisitNeighbours", form -> {
            for (int i = 0; i < 2; i++) {
                form.input("visits." + i + ".neighbour").fill("邻居" + (i + 1));
                form.input("visits." + i + ".visitedOn").fill(TODAY);
                form.input("visits." + i + ".statement").fill("家里常年有人看病，生活困难。");
            }
            pictures.form(
                    form.page(), "surveyors-visits", form.field("visits.0.neighbour"), form.field("visits.0.statement"));
        });
        for (String department : List.of("police", "tax", "market", "estate")) {
            work(department, instance, "UserTask_AnswerInquiry", form -> {
                if (!department.equals("estate")) {
                    form.choose("answer", "未查到相关登记");
                    return;
                }
                form.choose("answer", "查到以下情况");
                form.page().getByText("增加一项").click();
                form.input("findings.0.memberLineNo").selectOption("孙示例");
                form.input("findings.0.description").fill("登记住房一套，四十平方米。");
                pictures.form(
                        form.page(), "inquiries-answer", section(form, "家庭成员"), form.field("answer"), form.field("findings"));
            });
        }
        work("town1", instance, "UserTask_CompareEconomy", form -> {
            form.input("foundIncome").fill("8000");
            form.choose("conclusion", "一致");
            pictures.form(
                    form.page(),
                    "township-compare",
                    section(form, "办理经过"),
                    form.field("foundIncome"),
                    form.field("conclusion"));
        });
        if (tasks.createTaskQuery().processInstanceId(instance).taskDefinitionKey("UserTask_CheckOnTheSpot").count() > 0) {
            work("examiner", instance, "UserTask_CheckOnTheSpot", form -> {
                form.input("visitedOn").fill(TODAY);
                form.choose("conclusion", "与调查情况一致");
                form.input("findings").fill("与调查表一致。");
            });
        }
        work("town1", instance, "UserTask_GiveTownshipOpinion", form -> {
            form.choose("opinion", "同意提交民主评议");
            form.input("reason").fill("情况属实，符合条件。");
        });
        work("village", instance, "UserTask_HoldDemocraticReview", form -> {
            form.input("heldOn").fill(TODAY);
            form.input("place").fill("村委会");
            form.input("entitled").fill("20");
            form.input("present").fill("15");
            form.input("inFavour").fill("12");
            form.input("against").fill("2");
            form.input("abstained").fill("1");
            form.input("minutes").fill("逐户评议，发言记录附后。");
            upload(form);
            pictures.form(form.page(), "village-review", form.field("heldOn"), form.field("inFavour"), form.field("documents"));
        });
        publicPages(instance, applicant);
        work("village", instance, "UserTask_PutUpNotice", form -> {
            form.input("putUpOn").fill(TODAY);
            form.input("place").fill("村务公开栏");
            upload(form);
            pictures.form(form.page(), "village-notice", form.field("putUpOn"), form.field("place"), form.field("documents"));
        });
        cases.fire(instance, "IntermediateEvent_NoticeOver");
        work("examiner", instance, "UserTask_ExamineApplication", form -> {
            form.choose("proposal", "建议认定");
            form.input("reason").fill("家庭人均收入低于标准，评议通过，公示期满。");
            pictures.form(
                    form.page(),
                    "county-examine",
                    section(form, "办理经过"),
                    form.field("proposal"),
                    form.field("entitledFrom"),
                    form.field("article"));
        });
        work("approver", instance, "UserTask_DetermineApplication", form -> {
            form.choose("decision", "同意审核结论");
            pictures.form(
                    form.page(),
                    "county-determine",
                    form.page().getByText("家庭人均收入低于标准").first(),
                    form.field("decision"));
        });

        ResidentId certified = grownUp("370829");
        township.start("ApplicationProcess");
        open(township, certified, "最低生活保障对象");
        township.send();
        String direct = instance(certified);
        work("town1", direct, "UserTask_CheckDocuments", form -> form.choose("decision", "材料齐全，予以受理"));
        work("civil", direct, "UserTask_ConfirmStatus", form -> {
            form.choose("decision", "确认具有该身份");
            form.input("statusFrom").fill(TODAY);
            form.input("certificate").fill("低保证 第0001号");
            pictures.form(
                    form.page(),
                    "certifiers-confirm-status",
                    section(form, "申请概要"),
                    form.field("decision"),
                    form.field("statusFrom"));
        });
    }

    private void publicPages(String instance, ResidentId applicant) {
        Page visitor = chromium.visitor();
        visitor.setViewportSize(800, 900);
        visitor.navigate(chromium.address("/notices"));
        pictures.page(visitor, "public-notices", visitor.locator(".choices a").first());
        String notice = jdbc.sql("select notice_id::text from medaid.application where id = ?::uuid")
                .param(cases.variable(instance, "applicationId"))
                .query(String.class)
                .single();
        visitor.navigate(chromium.address("/notices/" + notice + "/objections"));
        pictures.page(
                visitor,
                "public-objection",
                visitor.getByLabel("异议内容（必填）"),
                visitor.getByLabel("您的姓名（可不填）"),
                visitor.getByLabel("照片或文件（可不传）"));
        visitor.navigate(chromium.address("/progress"));
        visitor.locator("#number").fill(bean(HistoryService.class)
                .createHistoricProcessInstanceQuery()
                .processInstanceId(instance)
                .singleResult()
                .getBusinessKey());
        visitor.locator("#lastDigits").fill(applicant.value().substring(12));
        pictures.page(visitor, "public-progress", visitor.locator("#number"), visitor.locator("#lastDigits"));
    }

    private void open(Tasklist form, ResidentId applicant, String category) {
        form.input("category").selectOption(category);
        form.input("townCode").selectOption("嘉祥示范镇");
        form.input("address").fill("嘉祥示范镇一村5号");
        form.input("members.0.name").fill("孙示例");
        form.input("members.0.residentId").fill(applicant.value());
        form.input("members.0.annualIncome").fill("8000");
        form.input("savings").fill("500");
        form.input("medicalCosts").fill("36000");
        form.input("illness").fill("尿毒症，长期透析。");
        form.input("consent").check();
        upload(form);
    }

    // ------------------------------------------------------------------------------------- referral, hospital, pages

    private void referral() {
        ResidentId resident = grownUp("440784");
        beneficiary(PoolingArea.HESHAN, resident, "李示例");
        Tasklist doctor = new Tasklist(chromium, "h4407842-doctor");
        doctor.start("ReferralProcess");
        doctor.input("office").selectOption("鹤山市");
        doctor.input("residentId").fill(resident.value());
        doctor.input("name").fill("李示例");
        doctor.input("phone").fill("13800000000");
        doctor.input("diagnosis").fill("冠状动脉粥样硬化性心脏病");
        doctor.pick("targetHospital", "市直", "江门市示范市直医院");
        doctor.input("department").fill("心内科");
        doctor.input("summary").fill("反复胸闷三年，加重一周，冠状动脉造影提示三支病变，须行搭桥手术。");
        doctor.input("reason").fill("本院不具备手术条件，建议转上级医院治疗。");
        readme.take(doctor.page(), "open-referral");
        pictures.form(
                doctor.page(),
                "hospital-open-referral",
                doctor.field("residentId"),
                doctor.field("targetHospital"),
                doctor.field("summary"));
        doctor.send();
        String number = jdbc.sql("select number from medaid.referral").query(String.class).single();
        String instance = cases.byBusinessKey(number);
        Tasklist head = new Tasklist(chromium, "h4407842-head");
        head.open(cases.task(instance, "UserTask_AgreeReferralTier2"));
        head.choose("decision", "同意转诊");
        head.input("opinion").fill("情况属实，同意转诊。");
        pictures.form(
                head.page(), "hospital-agree", section(head, "转诊概要"), head.field("decision"), head.field("opinion"));
        head.send();
        Tasklist office = new Tasklist(chromium, "h4407842-office");
        office.open(cases.task(instance, "UserTask_StampReferralTier2"));
        office.choose("decision", "同意转诊并盖章");
        office.input("opinion").fill("同意。");
        pictures.form(office.page(), "hospital-stamp", section(office, "转诊概要"), office.field("decision"));
    }

    private void statement() {
        String hospital = "H4407832";
        YearMonth month = YearMonth.of(2017, 9);
        PostedBills bills = new PostedBills(jdbc, bean(Parties.class), bean(TransactionTemplate.class));
        for (int day = 1; day <= 3; day++) {
            bills.bill(PoolingArea.JIANGMEN, "440783", hospital, month.atDay(day))
                    .owes("MEDICAL_ASSISTANCE_FUND", "jiangmen.medical-assistance", "300.00")
                    .owes("POVERTY_ALLEVIATION_FUND", "jiangmen.poverty.in-scope", "120.00")
                    .post();
        }
        Statements statements = bean(Statements.class);
        statements.draw(PoolingArea.JIANGMEN, month);
        statements.begin(PoolingArea.JIANGMEN);
        String number = jdbc.sql("select number from medaid.hospital_statement where payee = ? and period = ? and kind = 'MONTHLY'")
                .params(hospital, month.atDay(1))
                .query(String.class)
                .single();
        Tasklist office = new Tasklist(chromium, "h4407832-office");
        office.open(cases.task(cases.byBusinessKey(number), "UserTask_ConfirmStatement"));
        office.choose("decision", "核对无误，确认");
        pictures.form(office.page(), "hospital-statement", section(office, "金额（元）"), office.field("decision"));
    }

    private void pages() {
        Page manager = shown(CLAIMS + "-manager", "/office");
        assertThat(manager.locator("#figure-steps h2")).isVisible();
        manager.locator(".chart canvas").first().waitFor();
        pictures.top(manager, "manager-office", 860,
                manager.locator(".figures section h2").nth(0), manager.locator(".figures section h2").nth(1),
                manager.locator(".figures section h2").nth(2));
        Page health = shown(CLAIMS + "-health", "/office");
        health.locator(".figures section h2").first().waitFor();
        pictures.top(health, "health-hospitals", 700, health.locator(".figures section h2").first());
        Page policy = shown(CLAIMS + "-policy1", "/settings");
        policy.locator("#procedure table").first().waitFor();
        readme.take(policy, "settings");
        pictures.top(policy, "policy-settings", 900, policy.locator("nav.contents"), policy.locator("#figures table th[scope=row]").first());
        Page clerk = shown(CLAIMS + "-clerk1", "/substitutions");
        clerk.locator("select[name=substitute]").selectOption(CLAIMS + "-clerk2");
        pictures.page(clerk, "substitutions", clerk.locator("select[name=substitute]"), clerk.locator("input[name=from]"),
                clerk.locator("form[action='/substitutions'] button"));
        Page poverty = shown(CLAIMS + "-poverty", "/roster/uploads");
        pictures.page(poverty, "certifiers-upload", poverty.getByText("名单 .xlsx").first(), poverty.locator("form select").first(),
                poverty.locator("form button").first());
    }

    private void administration() {
        Page admin = shown("admin", "/camunda/app/admin/default/#/users");
        admin.locator("table tbody tr").first().waitFor();
        admin.setViewportSize(1200, 520);
        pictures.screen(admin, "administrator-users", admin.locator("a[href*='#/users']:visible").first(),
                admin.locator("a[href*='user-create']:visible").first());
        Page credentials = shown("admin", "/hospital-credentials");
        pictures.page(credentials, "administrator-credentials", credentials.locator("main input:visible, form input:visible").first());
    }

    private Page shown(String user, String path) {
        Page page = chromium.of(user);
        page.setViewportSize(1200, 900);
        page.navigate(chromium.address(path));
        return page;
    }

    // ---------------------------------------------------------------------------------------------------------- parts

    /** A child does not apply for a household. */
    private static ResidentId grownUp(String division) {
        return Stream.generate(() -> InventedResidents.next(division))
                .filter(resident -> resident.value().substring(6, 10).matches("19[567]\\d"))
                .findFirst()
                .orElseThrow();
    }

    private PersonId beneficiary(PoolingArea area, ResidentId resident, String name) {
        PersonId person = InventedResidents.registered(bean(Parties.class), resident, name);
        bean(Roster.class)
                .enter(
                        area,
                        new EnterCategory(
                                person,
                                Category.POVERTY_ALLEVIATION,
                                DateRange.from(LocalDate.of(2014, 1, 1)),
                                "演示名单（虚构）",
                                area.tenantId() + "-poverty"));
        return person;
    }

    private static void item(Tasklist clerk, int line, String name, String catalogueClass, String amount) {
        clerk.page().getByLabel("第" + line + "行项目名称").fill(name);
        clerk.page().getByLabel("第" + line + "行目录类别").selectOption(
                new com.microsoft.playwright.options.SelectOption().setLabel(catalogueClass));
        clerk.page().getByLabel("第" + line + "行金额").fill(amount);
    }

    private static void upload(Tasklist form) {
        Locator field = form.field("documents");
        field.locator("input[type=file]").setInputFiles(new FilePayload("材料.pdf", "application/pdf", SampleFiles.pdf()));
        field.locator("li a").first().waitFor();
    }

    private static Locator section(Tasklist form, String heading) {
        return form.page().locator(".mk-section", new Page.LocatorOptions().setHasText(heading)).first();
    }

    /** Opens the task of a kind that the user sees, fills its form in and sends it. */
    private void work(String who, String instance, String definitionKey, Consumer<Tasklist> filling) {
        Tasklist form = at(APPLICATIONS, who);
        String task = tasks.createTaskQuery().processInstanceId(instance).taskDefinitionKey(definitionKey).list().stream()
                .map(candidate -> candidate.getId())
                .filter(form::sees)
                .findFirst()
                .orElseThrow(() -> new AssertionError(who + " has no task " + definitionKey));
        form.open(task);
        filling.accept(form);
        form.send();
    }

    private Tasklist at(String area, String who) {
        return new Tasklist(chromium, area + "-" + who);
    }

    private String caseNumber(PersonId person) {
        return jdbc.sql("select case_number from medaid.claim where person_id = ?")
                .param(person.value())
                .query(String.class)
                .single();
    }

    private String instance(ResidentId applicant) {
        UUID id = jdbc.sql("select m.application_id from medaid.application_member m join medaid.person p on p.id = m.person_id"
                        + " where p.resident_id = ?")
                .param(applicant.value())
                .query(UUID.class)
                .single();
        return cases.open("ApplicationProcess", "applicationId", id.toString());
    }

    private int port() {
        return application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    private <T> T bean(Class<T> type) {
        return application.getBean(type);
    }
}
