package org.medaid.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.notice.NoticeId;
import org.medaid.notice.NoticeView;
import org.medaid.notice.Notices;
import org.medaid.notice.ObjectionView;
import org.medaid.notice.Objections;
import org.medaid.notice.SampleNotices;
import org.medaid.party.Parties;
import org.medaid.policy.Category;
import org.medaid.roster.EnterCategory;
import org.medaid.roster.Roster;
import org.medaid.testing.Chromium;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.InventedResidents;
import org.medaid.testing.SampleFiles;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A neighbour with a telephone that runs no scripts reads a notice and objects; the office works it at a desk. */
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NoticePageTest {

    private static final String TEXT = "该户上个月买了一辆小汽车，没有申报。";

    @LocalServerPort
    int port;

    @Autowired
    Notices notices;

    @Autowired
    Objections objections;

    @Autowired
    Parties parties;

    @Autowired
    Roster roster;

    @Autowired
    BusinessClock clock;

    private Chromium chromium;

    @BeforeAll
    void open_the_browser() {
        chromium = new Chromium(port);
    }

    @AfterAll
    void close_the_browser() {
        chromium.close();
    }

    @Test
    @Clause("P5")
    void a_neighbour_reads_a_notice_on_a_telephone_without_scripts_and_objects_with_a_photograph() {
        NoticeView notice = published("440703102", "棠下镇虚构村");
        Page phone = chromium.telephoneWithoutScripts();

        phone.navigate(chromium.address("/notices"));
        picture(phone, "notices-home");
        phone.getByText("棠下镇虚构村").click();
        picture(phone, "notices-town");
        phone.locator("a[href='/notices/" + notice.id() + "']").click();
        assertThat(phone.getByText("虚**𬭎、虚·**提，未成年人1人（依法不公开姓名）")).isVisible();
        picture(phone, "notice");
        phone.getByText("提出异议", new Page.GetByTextOptions().setExact(true)).click();
        picture(phone, "objection-empty");

        phone.getByLabel("异议内容（必填）").fill(TEXT);
        phone.getByLabel("联系电话（可不填）").fill("没有电话");
        phone.getByLabel("照片或文件（可不传）").setInputFiles(photo());
        submitOnceAllowed(phone);
        assertThat(phone.getByText("电话号码只能包含")).isVisible();
        assertThat(phone.getByLabel("异议内容（必填）")).hasValue(TEXT);
        picture(phone, "objection-refused");

        phone.getByLabel("联系电话（可不填）").fill("");
        phone.getByLabel("照片或文件（可不传）").setInputFiles(photo());
        submit(phone);
        assertThat(phone.getByText("已收到您的异议")).isVisible();
        picture(phone, "objection-received");

        ObjectionView stored = objections.to(notice.id()).get(0);
        assertThat(phone.locator(".reference")).hasText(stored.reference());
        assertThat(stored.content()).isEqualTo(TEXT);
        assertThat(phone.evaluate("document.documentElement.scrollWidth <= 390")).isEqualTo(true);
    }

    @Test
    @Clause("P5")
    void a_clerk_prints_the_sheet_uploads_the_photograph_and_takes_an_objection_in_at_the_window() {
        NoticeView notice = published("440703103", "潮连街道");
        Page desk = chromium.of("jiangmen-clerk1");
        desk.navigate(chromium.address("/notices/office"));
        desk.getByText(notice.reference()).click();

        desk.getByText("生成 A4 张贴件").click();
        assertThat(desk.getByText(Pattern.compile("已生成张贴件 江医救示"))).isVisible();
        desk.getByLabel("张贴照片").setInputFiles(photo());
        desk.getByText("上传照片").click();
        assertThat(desk.getByText("已保存张贴照片。")).isVisible();
        desk.getByLabel("异议内容").fill("好");
        desk.getByText("登记异议", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(desk.getByText("请写明异议的内容")).isVisible();
        desk.getByLabel("姓名（可不填）").fill("虚构邻居");
        desk.getByLabel("异议内容").fill(TEXT);
        desk.getByText("登记异议", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(desk.getByText("已登记异议，受理编号")).isVisible();
        chromium.picture(desk, "notice-office");

        assertThat(notices.view(notice.id()).orElseThrow().boardPhoto()).isPresent();
        assertThat(objections.to(notice.id())).extracting(ObjectionView::content).containsExactly(TEXT);
        desk.navigate(chromium.address("/notices/office"));
        assertThat(desk.getByText("导出 ZIP 文件")).isVisible();
        chromium.picture(desk, "notice-office-list");
    }

    @Test
    @Clause("P8")
    void a_clerk_issues_a_certificate_replaces_it_when_lost_and_anybody_verifies_it() {
        ResidentId resident = InventedResidents.next("440703");
        PersonId person = InventedResidents.registered(parties, resident, "虚构㛃");
        roster.enter(
                PoolingArea.JIANGMEN,
                new EnterCategory(
                        person,
                        Category.POVERTY_ALLEVIATION,
                        DateRange.from(clock.today().minusMonths(2)),
                        "虚构移交名单",
                        "jiangmen-clerk1"));
        Page desk = chromium.of("jiangmen-clerk2");
        desk.navigate(chromium.address("/certificates"));
        desk.getByLabel("居民身份证号码").fill(resident.value());
        desk.getByText("查询", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(desk.url()).doesNotContain(resident.value());
        desk.getByLabel("照片（JPG 或 PNG，不超过2MB）").setInputFiles(photo());
        desk.getByText("发放并生成 PDF").click();
        assertThat(desk.getByText(Pattern.compile("已发放就医证 江医救证"))).isVisible();
        desk.getByText("挂失补发").click();
        assertThat(desk.getByText(Pattern.compile("原证已作废，已补发就医证"))).isVisible();
        assertThat(desk.getByText("已挂失，作废")).isVisible();
        chromium.picture(desk, "certificates");

        Page phone = chromium.telephoneWithoutScripts();
        phone.navigate(chromium.address("/verify"));
        phone.getByLabel(Pattern.compile("查验码")).fill("AAAAA-AAAAA-AAAAA-AAAAA");
        phone.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("查验")).click();
        assertThat(phone.getByText("没有查到这张就医证")).isVisible();
        picture(phone, "verify");
    }

    /** The form does not take what is sent quicker than a person types: sent again until it does. */
    private static void submitOnceAllowed(Page phone) {
        Locator tooQuick = phone.getByText("提交得太快了");
        submit(phone);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            if (tooQuick.count() == 0) {
                return true;
            }
            submit(phone);
            return false;
        });
    }

    private static void submit(Page phone) {
        phone.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("提交异议")).click();
    }

    private NoticeView published(String townCode, String townName) {
        NoticeId id = notices.publish(SampleNotices.open(PoolingArea.JIANGMEN, clock, townCode, townName));
        return notices.view(id).orElseThrow();
    }

    private static FilePayload photo() {
        return new FilePayload("照片.jpg", "image/jpeg", SampleFiles.jpeg());
    }

    private static void picture(Page phone, String name) {
        phone.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "screenshots", "phone-" + name + ".png"))
                .setFullPage(true));
    }
}
