package org.medaid.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.medaid.document.SealReport;
import org.medaid.document.Seals;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.party.Parties;
import org.medaid.party.PersonRegistration;
import org.medaid.party.RegisterPerson;
import org.medaid.policy.Category;
import org.medaid.roster.EnterCategory;
import org.medaid.roster.Roster;
import org.medaid.testing.Chromium;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.InventedResidents;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A patient's transfer as the people of two hospitals and of the office see it, in a browser. */
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReferralFormsTest {

    private static final String NAME = "东郭转院样本";
    private static final String TIER2 = "h4407842";
    private static final String TIER3 = "h4407033";

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
    private Seals seals;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private BusinessClock clock;

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
    @FillsForms({"open-referral", "agree-referral", "stamp-referral", "write-summary", "file-referral", "review-filing"})
    @Clause({"R2", "R5", "R8"})
    void a_patient_goes_out_of_the_city_through_two_hospitals_and_the_office_and_each_form_says_what_is_wrong() {
        // given
        ResidentId resident = patient(PoolingArea.HESHAN, "440784", Category.POVERTY_ALLEVIATION);

        // when the doctor of the tier-2 hospital asks, wrongly at first
        Tasklist doctor = at(TIER2 + "-doctor");
        doctor.start("ReferralProcess");
        Map<String, String> wrong = doctor.sendWrong();
        assertThat(wrong).containsOnlyKeys("office", "");
        assertThat(doctor.focusedField()).isEqualTo("office");
        doctor.input("office").selectOption("鹤山市");
        doctor.input("emergency").check();
        wrong = doctor.sendWrong();
        assertThat(wrong)
                .containsKeys(
                        "residentId", "phone", "diagnosis", "targetHospital", "admittedOn", "department", "summary", "reason");
        pictures(doctor, "open-referral-wrong");
        doctor.input("emergency").uncheck();
        patient(doctor, resident);
        doctor.pick("targetHospital", "广州", hospital("H4401003"));
        doctor.input("department").fill("心内科");
        doctor.input("summary").fill("反复胸闷三年，加重一周，冠状动脉造影提示三支病变，须行搭桥手术。");
        doctor.input("reason").fill("本院和本市不具备手术条件，建议转广州治疗。");
        assertThat(doctor.sendWrong()).containsOnlyKeys("tier3Hospital", "");
        doctor.pick("tier3Hospital", "蓬江", hospital("H4407033"));
        pictures(doctor, "open-referral");
        doctor.send();
        String instance = instance(resident);

        // and the head of the department agrees, and the medical affairs office stamps
        opinion(TIER2 + "-head", instance, "UserTask_AgreeReferralTier2", "同意转诊", "agree-referral");
        opinion(TIER2 + "-office", instance, "UserTask_StampReferralTier2", "同意转诊并盖章", "stamp-referral");

        // and the tier-3 hospital does the same
        Tasklist second = at(TIER3 + "-doctor");
        second.open(task(instance, "UserTask_WriteSummaryTier3"));
        assertThat(second.text()).contains(NAME, "反复胸闷三年", hospital("H4401003"));
        assertThat(second.sendWrong()).containsOnlyKeys("department", "summary", "reason", "");
        second.input("department").fill("心脏外科");
        second.input("summary").fill("复核造影资料，三支病变，左主干狭窄百分之七十。");
        second.input("reason").fill("须行搭桥手术，本院暂不开展。");
        pictures(second, "write-summary");
        second.send();
        opinion(TIER3 + "-head", instance, "UserTask_AgreeReferralTier3", "同意转诊", "agree-referral-tier3");
        opinion(TIER3 + "-office", instance, "UserTask_StampReferralTier3", "同意转诊并盖章", "stamp-referral-tier3");

        // and two people of the office file it
        opinion("heshan-clerk1", instance, "UserTask_FileReferral", "同意备案", "file-referral");
        opinion("heshan-checker", instance, "UserTask_ReviewFiling", "同意经办人的意见", "review-filing");

        // then the doctor reads on the page that it is filed, and the form bears three sound seals
        Page page = doctor.page();
        page.navigate(chromium.address("/referrals?show=FILED"));
        assertThat(page.locator("body")).containsText(number(resident));
        assertThat(page.locator("body")).not().containsText(NAME);
        picture(page, "referrals");
        page.getByText(number(resident)).click();
        assertThat(page.locator("h1")).containsText("已备案");
        assertThat(page.locator("body")).containsText("有效期内多次有效");
        assertThat(page.locator("tr").filter(new Locator.FilterOptions().setHasText("登记备案"))).containsText("有效期");
        picture(page, "referral");
        APIResponse form = page.request()
                .get(chromium.address("/api/v1/referrals/" + referral(resident) + "/form.pdf"));
        assertThat(form.headers().get("content-type")).startsWith("application/pdf");
        assertThat(seals.check(form.body())).isInstanceOfSatisfying(SealReport.Examined.class, report -> {
            assertThat(report.unchanged()).isTrue();
        });

        // and the checker's page offers what the office may do
        Page checker = chromium.of("heshan-checker");
        checker.navigate(chromium.address("/referrals/" + referral(resident)));
        checker.getByText("登记", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(checker.locator("#liability .problem").first()).containsText("请选择承担责任的医院");
        picture(checker, "referral-office");
        assertThat(chromium.scriptErrors()).isEmpty();
    }

    @Test
    @Clause("R3")
    void a_late_emergency_is_refused_and_the_letter_names_the_article() {
        // given
        ResidentId resident = patient(PoolingArea.HESHAN, "440784", Category.POVERTY_ALLEVIATION);

        // when
        Tasklist doctor = at(TIER2 + "-doctor");
        doctor.start("ReferralProcess");
        doctor.input("office").selectOption("鹤山市");
        patient(doctor, resident);
        doctor.pick("targetHospital", "市直", hospital("H4407003"));
        doctor.input("emergency").check();
        doctor.input("admittedOn").fill(clock.today().minusDays(40).toString());
        doctor.input("department").fill("急诊科");
        doctor.input("summary").fill("车祸外伤，送医抢救。");
        doctor.input("reason").fill("本院不具备手术条件。");
        doctor.send();

        // then
        Page page = doctor.page();
        page.navigate(chromium.address("/referrals/" + referral(resident)));
        assertThat(page.locator("h1")).containsText("逾期不予受理");
        picture(page, "referral-late");
        String letter = page.getByText("查看告知书（PDF）").getAttribute("href");
        APIResponse pdf = page.request().get(chromium.address(letter));
        assertThat(text(pdf.body())).contains("江人社发〔2018〕567号", "五(二)1", "5个工作日", "已经逾期");
    }

    @Test
    @Clause("R1")
    void the_window_asks_for_the_family_and_names_the_hospital_that_is_to_write_the_summary() {
        // given
        ResidentId resident = patient(PoolingArea.HESHAN, "440784", Category.POVERTY_ALLEVIATION);
        Tasklist window = at("heshan-clerk2");

        // when
        window.start("ReferralProcess");
        patient(window, resident);
        assertThat(window.sendWrong()).containsOnlyKeys("targetHospital", "tier2Hospital", "");
        pictures(window, "open-referral-window-wrong");
        window.pick("targetHospital", "市直", hospital("H4407003"));
        window.pick("tier2Hospital", "蓬江", hospital("H4407033"));
        assertThat(window.sendWrong().get("tier2Hospital")).contains("本地二级定点医疗机构", "江人社发〔2018〕567号 五(二)1");
        window.pick("tier2Hospital", "鹤山市示范医院", hospital("H4407842"));
        window.send();

        // then the hospital's doctor has it on the list, with whose turn it is
        Page page = chromium.of(TIER2 + "-doctor");
        page.navigate(chromium.address("/referrals?number=" + number(resident)));
        assertThat(page.locator("body")).containsText("鹤山市示范医院：填写病情摘要和转诊理由");
        picture(page, "referrals-open");
    }

    @Test
    @Clause("R7")
    void a_medical_affairs_office_issues_a_card_to_a_key_beneficiary_at_admission() {
        // given
        ResidentId resident = patient(PoolingArea.LIANYUNGANG, "320703", Category.EXTREME_POVERTY);
        Page page = chromium.of("h3207063-office");

        // when
        page.navigate(chromium.address("/referrals"));
        page.getByText("免缴住院押金告知卡").click();
        page.locator("#residentId").fill("123");
        page.getByText("出具告知卡", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("#residentId-problem")).containsText("身份证号码不正确");
        assertThat(page.locator("#name-problem")).containsText("请填写姓名");
        picture(page, "deposit-waiver-wrong");
        page.locator("#residentId").fill(resident.value());
        page.locator("#name").fill(NAME);
        page.getByText("出具告知卡", new Page.GetByTextOptions().setExact(true)).click();

        // then
        assertThat(page.locator("[role=status]")).containsText("连医救免〔");
        assertThat(page.url()).doesNotContain(resident.value());
        picture(page, "deposit-waiver");
        APIResponse card = page.request()
                .get(chromium.address(page.getByText("打开告知卡（PDF）并打印").getAttribute("href")));
        assertThat(text(card.body()))
                .contains(NAME, "特困供养人员", "六(二)", resident.masked())
                .doesNotContain(resident.value());
    }

    private void opinion(String who, String instance, String key, String choice, String picture) {
        Tasklist form = at(who);
        form.open(task(instance, key));
        assertThat(form.text()).contains(NAME, "三支病变");
        if (who.startsWith("h4")) {
            assertThat(form.page().locator("ol.tasks-list")).containsText(hospital("H4401003"));
        }
        assertThat(form.sendWrong()).containsOnlyKeys("decision", "opinion", "");
        assertThat(form.focusedField()).isEqualTo("decision");
        form.choose("decision", choice);
        form.input("opinion").fill("情况属实，" + choice + "。");
        pictures(form, picture);
        form.send();
    }

    private void patient(Tasklist form, ResidentId resident) {
        form.input("residentId").fill(resident.value());
        form.input("name").fill(NAME);
        form.input("phone").fill("13800000000");
        form.input("diagnosis").fill("冠状动脉粥样硬化性心脏病");
    }

    /** As a doctor's desk and as a telephone show it. */
    private void pictures(Tasklist form, String name) {
        Page page = form.page();
        if (!name.endsWith("-wrong")) {
            // The messages go by themselves when what they are about is right.
            assertThat(page.locator(".mk-message-wrong:visible")).hasCount(0);
        }
        page.setViewportSize(1366, 1300);
        chromium.picture(page, name);
        page.setViewportSize(390, 2200);
        page.locator(".mk")
                .screenshot(new Locator.ScreenshotOptions()
                        .setPath(Path.of("target", "screenshots", name + "-phone.png")));
        assertThat((Boolean) page.evaluate(
                        "() => document.querySelector('.mk').scrollWidth <= document.querySelector('.mk').clientWidth + 1"))
                .as(name + " fits a telephone")
                .isTrue();
        page.setViewportSize(1366, 900);
    }

    private void picture(Page page, String name) {
        chromium.fullPicture(page, name);
        page.setViewportSize(390, 844);
        chromium.fullPicture(page, name + "-phone");
        assertThat((Boolean) page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"))
                .as(name + " fits a telephone")
                .isTrue();
        page.setViewportSize(1366, 900);
    }

    private static String text(byte[] pdf) {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document).replaceAll("\\s", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ResidentId patient(PoolingArea area, String division, Category category) {
        ResidentId resident = InventedResidents.next(division);
        PersonRegistration registered = parties.registerPerson(
                new RegisterPerson(resident, NAME, new DivisionCode(division), true, Optional.empty(), "test", true));
        PersonId person = ((PersonRegistration.Registered) registered).person().id();
        LocalDate since = clock.today().minusYears(1);
        roster.enter(area, new EnterCategory(person, category, DateRange.from(since), "样本名单", "test"));
        return resident;
    }

    private String hospital(String code) {
        return parties.hospital(code).orElseThrow().name();
    }

    private String referral(ResidentId resident) {
        return column(resident, "id::text");
    }

    private String number(ResidentId resident) {
        return column(resident, "number");
    }

    private String column(ResidentId resident, String column) {
        return jdbc.sql("select " + column + " from medaid.referral where person_id = ?")
                .param(parties.findPerson(PoolingArea.HESHAN, resident).orElseThrow().id().value())
                .query(String.class)
                .single();
    }

    private String instance(ResidentId resident) {
        return runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(number(resident))
                .singleResult()
                .getId();
    }

    private String task(String instance, String key) {
        return tasks.createTaskQuery()
                .processInstanceId(instance)
                .taskDefinitionKey(key)
                .singleResult()
                .getId();
    }

    private Tasklist at(String who) {
        return new Tasklist(chromium, who);
    }
}
