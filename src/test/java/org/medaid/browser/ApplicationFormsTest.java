package org.medaid.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.FilePayload;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.ResidentId;
import org.medaid.testing.Chromium;
import org.medaid.testing.EngineCases;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.InventedResidents;
import org.medaid.testing.SampleFiles;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A household's application as the people of every authority see it, in a real browser. */
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApplicationFormsTest {

    private static final String TODAY = LocalDate.now(BusinessClock.ZONE).toString();

    @LocalServerPort
    private int port;

    @Autowired
    private TaskService tasks;

    @Autowired
    private HistoryService history;

    @Autowired
    private EngineCases cases;

    @Autowired
    private JdbcClient jdbc;

    private Chromium chromium;

    @BeforeAll
    void openTheBrowser() {
        chromium = new Chromium(port);
    }

    @AfterAll
    void closeTheBrowser() {
        chromium.close();
    }

    @Test
    @FillsForms({
        "open-application", "check-documents", "survey-household", "visit-neighbours", "answer-inquiry", "compare-economy",
        "check-on-the-spot", "give-township-opinion", "hold-democratic-review", "put-up-notice", "investigate-objection",
        "examine-application", "determine-application"
    })
    @Clause({"P1", "P2", "P3", "P4", "P5", "P6"})
    void the_long_way_with_an_objection_upheld_and_a_second_round_approved() {
        // given: the township opens the application, first wrongly
        ResidentId applicant = InventedResidents.next("370829");
        Tasklist township = at("jining", "town1");
        township.start("ApplicationProcess");
        // What the field sees itself is said while nothing has been sent.
        township.input("members.0.residentId").fill(wrongCheckCharacter(applicant));
        PlaywrightAssertions.assertThat(township.field("members.0.residentId").locator(".mk-error"))
                .containsText("校验码须相符");
        Map<String, String> messages = township.sendWrong();
        assertThat(messages)
                .containsKeys("category", "townCode", "address", "members.0.residentId", "members.0.name", "illness", "documents");
        assertThat(township.focusedField()).isEqualTo("category");
        township.input("townCode").fill("没有的镇");
        assertThat(township.sendWrong()).containsKey("townCode");
        chromium.picture(township.page(), "open-application-wrong");
        open(township, applicant, "低收入家庭成员");
        // So the county visits the home, whatever the draw says.
        township.input("staffRelation").fill("表兄在镇政府工作");
        chromium.picture(township.page(), "open-application");
        township.send();
        String instance = instance(applicant);

        work("jining", "town1", instance, "UserTask_CheckDocuments", form -> {
            assertThat(form.sendWrong()).containsKey("decision");
            form.choose("decision", "材料齐全，予以受理");
        });
        investigate(instance, true);

        // when: the public objects on the page, without a script and without signing in
        objectInPublic(instance);
        work("jining", "village", instance, "UserTask_PutUpNotice", this::putUp);
        work("jining", "surveyor3", instance, "UserTask_InvestigateObjection", form -> {
            assertThat(form.sendWrong()).containsKeys("decision", "findings", "answer");
            form.choose("decision", "异议成立，退回重新调查");
            form.input("findings").fill("确有出租房一套，年租金六千元。");
            form.input("answer").fill("反映属实，将重新调查。");
        });

        // then: once more, and approved
        investigate(instance, false);
        work("jining", "village", instance, "UserTask_PutUpNotice", this::putUp);
        cases.fire(instance, "IntermediateEvent_NoticeOver");
        work("jining", "examiner", instance, "UserTask_ExamineApplication", form -> {
            assertThat(form.sendWrong()).containsKey("proposal");
            assertThat(form.field("entitledFrom").innerText()).contains("依据：鲁医保发〔2020〕79号 四");
            form.choose("proposal", "建议认定");
            assertThat(form.input("entitledFrom").inputValue()).isEqualTo(TODAY);
            form.input("reason").fill("家庭人均收入低于标准，评议通过，公示期满。");
        });
        work("jining", "approver", instance, "UserTask_DetermineApplication", form -> {
            form.choose("decision", "退回审核");
            assertThat(form.sendWrong()).containsKey("reason");
            form.choose("decision", "同意审核结论");
        });
        assertThat(ended(instance)).isEqualTo("EndEvent_ApplicationApproved");

        Page page = at("jining", "town1").page();
        page.navigate(chromium.address("/applications"));
        chromium.picture(page, "applications");
        page.navigate(chromium.address("/applications/" + application(instance)));
        PlaywrightAssertions.assertThat(page.locator("h1")).containsText("已认定为医疗救助对象");
        chromium.picture(page, "application");
        assertThat(chromium.scriptErrors()).isEmpty();
    }

    @Test
    @FillsForms({"check-documents", "receive-documents", "confirm-status"})
    @Clause("L3")
    void a_certified_status_goes_the_direct_way_and_the_applicant_sees_where_it_stands() {
        ResidentId applicant = InventedResidents.next("370829");
        Tasklist township = at("jining", "town1");
        township.start("ApplicationProcess");
        open(township, applicant, "最低生活保障对象");
        township.send();
        String instance = instance(applicant);
        work("jining", "town1", instance, "UserTask_CheckDocuments", form -> {
            form.choose("decision", "材料不齐，一次性告知补正");
            assertThat(form.sendWrong()).containsKey("missing");
            form.input("missing.0.text").fill("户主身份证复印件");
        });
        work("jining", "town1", instance, "UserTask_ReceiveDocuments", form -> {
            assertThat(form.sendWrong()).containsKey("note");
            form.input("note").fill("身份证已遗失，正在补办。");
        });
        work("jining", "town1", instance, "UserTask_CheckDocuments", form -> form.choose("decision", "材料齐全，予以受理"));

        // the applicant asks on a telephone
        Page visitor = chromium.visitor();
        visitor.setViewportSize(390, 844);
        progress(visitor, number(instance), "000000");
        PlaywrightAssertions.assertThat(visitor.locator(".message")).containsText("没有查到");
        progress(visitor, number(instance), applicant.value().substring(12));
        PlaywrightAssertions.assertThat(visitor.locator(".message")).containsText("正在向认定部门核对身份");
        assertThat(visitor.content()).doesNotContain(applicant.value(), "测试户");
        assertThat(visitor.url()).doesNotContain(number(instance));
        chromium.picture(visitor, "progress");
        for (int i = 0; i < 10; i++) {
            progress(visitor, number(instance), "999999");
        }
        PlaywrightAssertions.assertThat(visitor.locator(".message")).containsText("查询次数太多");

        work("jining", "civil", instance, "UserTask_ConfirmStatus", form -> {
            form.choose("decision", "确认具有该身份");
            assertThat(form.sendWrong()).containsKeys("statusFrom", "certificate");
            form.input("statusFrom").fill(TODAY);
            form.input("certificate").fill("低保证 第0001号");
        });
        work("jining", "examiner", instance, "UserTask_ExamineApplication", form -> {
            form.choose("proposal", "建议认定");
            form.input("reason").fill("身份属实。");
        });
        work("jining", "approver", instance, "UserTask_DetermineApplication", form -> form.choose("decision", "同意审核结论"));
        assertThat(ended(instance)).isEqualTo("EndEvent_ApplicationApproved");
    }

    @Test
    @Clause("P6")
    void a_refusal_names_its_article_before_it_goes_out() {
        ResidentId applicant = InventedResidents.next("370829");
        Tasklist township = at("jining", "town1");
        township.start("ApplicationProcess");
        open(township, applicant, "特困供养人员");
        township.send();
        String instance = instance(applicant);
        work("jining", "town1", instance, "UserTask_CheckDocuments", form -> form.choose("decision", "材料齐全，予以受理"));
        work("jining", "civil", instance, "UserTask_ConfirmStatus", form -> {
            form.choose("decision", "不具有该身份");
            form.input("reason").fill("没有认定记录。");
        });
        work("jining", "examiner", instance, "UserTask_ExamineApplication", form -> {
            form.choose("proposal", "建议认定");
            form.input("reason").fill("同意");
            assertThat(form.sendWrong()).containsKey("proposal");
            form.choose("proposal", "建议不予认定");
            assertThat(form.sendWrong()).containsKey("article");
            form.input("article").fill("济医保发〔2020〕28号 一");
            form.input("reason").fill("民政部门没有认定记录。");
        });
        work("jining", "approver", instance, "UserTask_DetermineApplication", form -> form.choose("decision", "同意审核结论"));
        assertThat(ended(instance)).isEqualTo("EndEvent_ApplicationRefused");
    }

    private interface Filling {
        void fill(Tasklist form);
    }

    private void open(Tasklist form, ResidentId applicant, String category) {
        form.input("category").selectOption(category);
        form.pick("townCode", "嘉祥", "嘉祥示范镇");
        form.input("address").fill("嘉祥示范镇一村5号");
        form.input("members.0.name").fill("测试户");
        form.input("members.0.residentId").fill(applicant.value());
        form.input("members.0.annualIncome").fill("8000");
        form.input("savings").fill("500");
        form.input("medicalCosts").fill("36000");
        form.input("illness").fill("尿毒症，长期透析。");
        form.input("consent").check();
        upload(form);
    }

    private void investigate(String instance, boolean first) {
        work("jining", "surveyor1", instance, "UserTask_SurveyHousehold", form -> {
            form.page().setViewportSize(390, 844);
            form.assertFitForEverybody("on a telephone");
            assertThat(form.sendWrong()).containsKeys("surveyors", "visitedOn", "housing", "documents");
            form.field("surveyors").locator("input[value=jining-surveyor1]").check();
            form.field("surveyors").locator("input[value=jining-surveyor2]").check();
            form.input("visitedOn").fill(TODAY);
            form.input("housing").fill("两间平房，约四十平方米。");
            form.input("findings").fill("一人患病，每周透析三次。");
            form.input("annualIncome").fill("8000");
            form.input("signedBy").fill("户主本人");
            upload(form);
            chromium.picture(form.page(), "survey-household");
            form.paper("survey-household");
            assertThat((Boolean) form.page().evaluate("() => document.querySelector('.mk').scrollWidth <= document.querySelector('.mk').clientWidth + 1"))
                    .as("the survey fits a phone")
                    .isTrue();
            form.page().setViewportSize(1366, 900);
        });
        work("jining", "surveyor2", instance, "UserTask_VisitNeighbours", form -> {
            if (first) {
                assertThat(form.sendWrong()).containsKeys("visits.0.neighbour", "visits.0.visitedOn", "visits.1.statement");
                form.input("visits.0.visitedOn").fill(LocalDate.parse(TODAY).plusDays(1).toString());
                assertThat(form.sendWrong()).containsKey("visits.0.visitedOn");
            }
            for (int i = 0; i < 2; i++) {
                form.input("visits." + i + ".neighbour").fill("邻居" + (i + 1));
                form.input("visits." + i + ".visitedOn").fill(TODAY);
                form.input("visits." + i + ".statement").fill("家里常年有人看病，生活困难。");
            }
        });
        for (String department : List.of("police", "tax", "estate", "market")) {
            work("jining", department, instance, "UserTask_AnswerInquiry", form -> {
                if (department.equals("estate") && !first) {
                    form.choose("answer", "查到以下情况");
                    assertThat(form.sendWrong()).containsKey("findings");
                    form.page().getByText("增加一项").click();
                    form.input("findings.0.memberLineNo").selectOption("测试户");
                    form.input("findings.0.annualIncome").fill("6000");
                    form.input("findings.0.description").fill("登记住房两套。");
                } else {
                    form.choose("answer", "未查到相关登记");
                }
                chromium.picture(form.page(), "answer-inquiry");
            });
        }
        work("jining", "town1", instance, "UserTask_CompareEconomy", form -> {
            form.input("foundIncome").fill(first ? "8000" : "14000");
            form.choose("conclusion", "一致");
            if (!first) {
                assertThat(form.sendWrong()).containsKey("conclusion");
                form.choose("conclusion", "有差异，已得到合理解释");
                form.input("explanation").fill("出租房租金每年六千元，已计入。");
            }
            chromium.picture(form.page(), "compare-economy");
        });
        work("jining", "examiner", instance, "UserTask_CheckOnTheSpot", form -> {
            assertThat(form.sendWrong()).containsKeys("visitedOn", "conclusion", "findings");
            form.input("visitedOn").fill(TODAY);
            form.choose("conclusion", "与调查情况一致");
            form.input("findings").fill("与调查表一致。");
            upload(form, "现场.png", "image/png", SampleFiles.png());
            PlaywrightAssertions.assertThat(form.field("documents").getByAltText("“现场.png”的预览")).isVisible();
            chromium.picture(form.page(), "check-on-the-spot");
        });
        work("jining", "town1", instance, "UserTask_GiveTownshipOpinion", form -> {
            assertThat(form.sendWrong()).containsKeys("opinion", "reason");
            form.choose("opinion", "同意提交民主评议");
            form.input("reason").fill("情况属实，符合条件。");
        });
        work("jining", "village", instance, "UserTask_HoldDemocraticReview", form -> {
            form.input("heldOn").fill(TODAY);
            form.input("place").fill("村委会");
            form.input("entitled").fill("20");
            form.input("present").fill("15");
            form.input("inFavour").fill("12");
            form.input("against").fill("2");
            form.input("abstained").fill("2");
            form.input("minutes").fill("逐户评议，发言记录附后。");
            upload(form);
            assertThat(form.sendWrong()).containsKey("inFavour");
            form.input("abstained").fill("1");
            chromium.picture(form.page(), "hold-democratic-review");
        });
    }

    private void putUp(Tasklist form) {
        assertThat(form.sendWrong()).containsKeys("putUpOn", "place", "documents");
        form.input("putUpOn").fill(TODAY);
        form.input("place").fill("村务公开栏");
        upload(form);
    }

    private void objectInPublic(String instance) {
        String notice = jdbc.sql("select notice_id::text from medaid.application where id = ?::uuid")
                .param(application(instance))
                .query(String.class)
                .single();
        Page visitor = chromium.visitor();
        visitor.setViewportSize(390, 844);
        visitor.navigate(chromium.address("/notices/" + notice + "/objections"));
        visitor.locator("textarea").first().fill("这一户在城里有房子出租。");
        // A robot is told by its haste.
        visitor.waitForTimeout(4000);
        visitor.locator("button[type=submit]").click();
        PlaywrightAssertions.assertThat(visitor).hasURL(java.util.regex.Pattern.compile(".*/received.*"));
    }

    private void progress(Page visitor, String number, String digits) {
        visitor.navigate(chromium.address("/progress"));
        visitor.getByLabel("申请编号").fill(number);
        visitor.getByLabel("后六位").fill(digits);
        visitor.locator("button").click();
        visitor.locator(".message").waitFor();
    }

    private static void upload(Tasklist form) {
        upload(form, "材料.pdf", "application/pdf", SampleFiles.pdf());
    }

    private static void upload(Tasklist form, String name, String type, byte[] content) {
        Locator field = form.field("documents");
        field.locator("input[type=file]").setInputFiles(new FilePayload(name, type, content));
        field.locator("li a").first().waitFor();
    }

    /** The number with another last character. */
    private static String wrongCheckCharacter(ResidentId resident) {
        String value = resident.value();
        return value.substring(0, 17) + (value.endsWith("1") ? "2" : "1");
    }

    private void work(String area, String who, String instance, String definitionKey, Filling filling) {
        Tasklist form = at(area, who);
        String task = null;
        for (var candidate : tasks.createTaskQuery().processInstanceId(instance).taskDefinitionKey(definitionKey).list()) {
            if (form.sees(candidate.getId())) {
                task = candidate.getId();
            }
        }
        assertThat(task).as(who + " has a task " + definitionKey).isNotNull();
        form.open(task);
        filling.fill(form);
        form.send();
    }

    private Tasklist at(String area, String who) {
        return new Tasklist(chromium, area + "-" + who);
    }

    private String instance(ResidentId applicant) {
        String application = jdbc.sql(
                        """
                        select m.application_id::text from medaid.application_member m join medaid.person p on p.id = m.person_id
                         where p.resident_id = ?
                        """)
                .param(applicant.value())
                .query(String.class)
                .single();
        return history.createHistoricVariableInstanceQuery()
                .variableValueEquals("applicationId", application)
                .singleResult()
                .getProcessInstanceId();
    }

    private String application(String instance) {
        return cases.variable(instance, "applicationId");
    }

    private String number(String instance) {
        return history.createHistoricProcessInstanceQuery().processInstanceId(instance).singleResult().getBusinessKey();
    }

    private String ended(String instance) {
        return cases.ended(instance, "EndEvent_Application");
    }
}
