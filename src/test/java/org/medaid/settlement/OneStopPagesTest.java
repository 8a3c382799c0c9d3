package org.medaid.settlement;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.medaid.testing.HospitalSystem.bill;
import static org.medaid.testing.HospitalSystem.patient;

import com.microsoft.playwright.Page;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.medaid.audit.AuditTrail;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.Money;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.ledger.AccountKind;
import org.medaid.ledger.Fund;
import org.medaid.ledger.FundLedger;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.medaid.policy.Category;
import org.medaid.roster.EnterCategory;
import org.medaid.roster.Roster;
import org.medaid.security.HospitalCredentials;
import org.medaid.testing.Browser;
import org.medaid.testing.Chromium;
import org.medaid.testing.HospitalSystem;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.InventedResidents;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What offices and administrators see and decide of one-stop settlement. */
@IntegrationTest
@ExtendWith(OutputCaptureExtension.class)
@Clause("C16")
class OneStopPagesTest {

    private static final String NAME = "欧阳试验";

    @LocalServerPort
    private int port;

    @Autowired
    private Parties parties;

    @Autowired
    private Roster roster;

    @Autowired
    private HospitalCredentials credentials;

    @Autowired
    private FundLedger ledger;

    @Autowired
    private AuditTrail audit;

    @Autowired
    private JdbcClient jdbc;

    private final LocalDate today = LocalDate.now(BusinessClock.ZONE);
    private String hospital;
    private String hospitalName;
    private HospitalSystem system;

    @BeforeEach
    void a_hospital_with_a_credential() {
        hospital = "P" + UUID.randomUUID().toString().substring(0, 8).toUpperCase();
        hospitalName = "试验医院" + hospital;
        parties.enterHospital(new Hospital(
                hospital, hospitalName, 2, new DivisionCode("210402"), List.of(DateRange.from(LocalDate.of(2000, 1, 1))), true));
        system = new HospitalSystem(port, credentials.issue(hospital, Duration.ZERO, "test").secret());
    }

    @Test
    void an_office_finds_stays_and_settlements_sees_what_is_held_and_strikes_what_is_older_than_a_day() {
        // given one stay that is asked for, one that was settled yesterday
        Map<String, Object> asked = patient("fushun", entitled(), NAME, "INPATIENT", day(-5));
        String admission = system.admit(asked).must(201).text("admission");
        system.preSettle(bill(admission, day(0), "3000.00", "1000.00", "0")).must(200);
        String other = system.admit(patient("fushun", entitled(), NAME, "INPATIENT", day(-5))).must(201).text("admission");
        HospitalSystem.Answer settled = system.settle(bill(other, day(-1), "2000.00", "500.00", "100.00")).must(201);
        String settlement = settled.text("settlement");
        jdbc.sql("update medaid.claim set closed_at = closed_at - interval '1 day' where id = ?::uuid").param(settlement).update();
        assertThat(system.reverse(settlement, "费用有误").code()).isEqualTo("REVERSAL_BY_OFFICE");

        try (Chromium chromium = new Chromium(port)) {
            // when a clerk looks
            Page clerk = chromium.of("fushun-clerk1");
            clerk.navigate(chromium.address("/claims"));
            clerk.click("nav >> text=一站式结算");
            clerk.selectOption("[name=hospital]", hospital);
            clerk.click("text=查询");

            // then
            assertThat(clerk.locator("tbody").first()).containsText(asked.get("admissionNumber").toString());
            assertThat(clerk.locator("tbody").first()).containsText("欧**验");
            assertThat(clerk.locator("tbody").first()).containsText(today.plusDays(15).toString());
            assertThat(clerk.locator("table.shares")).containsText("医疗救助基金");
            chromium.fullPicture(clerk, "one-stop-stays");
            clerk.selectOption("[name=state]", "SETTLED");
            clerk.click("text=查询");
            assertThat(clerk.locator("tbody").first()).containsText(settled.text("caseNumber"));
            assertThat(clerk.locator("tbody").first()).not().containsText(asked.get("admissionNumber").toString());

            // when the clerk opens the settlement, it cannot be struck
            clerk.navigate(chromium.address("/one-stop/settlements?number=" + settled.text("caseNumber").toLowerCase()));
            chromium.fullPicture(clerk, "one-stop-settlements");
            clerk.click("text=" + settled.text("caseNumber"));
            assertThat(clerk.locator("h1")).containsText("已结算");
            assertThat(clerk.locator("textarea")).hasCount(0);

            // when a checker strikes it
            Page checker = chromium.of("fushun-checker");
            checker.navigate(chromium.address("/one-stop/settlements/" + settlement));
            checker.fill("textarea", "医院来函，费用录入有误");
            chromium.fullPicture(checker, "one-stop-strike");
            checker.click("button:has-text('冲账')");
            assertThat(checker.locator(".done")).hasText("已冲账。");
            assertThat(checker.locator("h1")).containsText("已冲账");
            assertThat(checker.locator(".warning").first()).containsText("医院来函，费用录入有误");
            chromium.fullPicture(checker, "one-stop-struck");
            assertThat(chromium.scriptErrors()).isEmpty();
        }

        // then
        assertThat(ledger.balance(
                        PoolingArea.FUSHUN, Fund.MEDICAL_ASSISTANCE_FUND, today.getYear(), AccountKind.HOSPITAL_PAYABLE, hospital))
                .isEqualTo(Money.ZERO);
        assertThat(system.get("/api/v1/settlements/" + settlement).text("status")).isEqualTo("REVERSED");
        assertThat(audit.of("CLAIM", settlement)).anyMatch(act -> act.entry().action().equals("SETTLEMENT_REVERSED")
                && act.entry().userId().equals("fushun-checker"));
        system.settle(bill(other, day(-1), "2000.00", "500.00", "0")).must(201);
    }

    @Test
    void a_manager_suspends_a_hospital_with_a_reason_and_opens_its_counter_again() {
        try (Chromium chromium = new Chromium(port)) {
            // when
            Page manager = chromium.of("fushun-manager");
            manager.navigate(chromium.address("/one-stop/suspensions"));
            manager.fill("[name=find]", hospitalName);
            manager.click("button:has-text('查找')");
            manager.selectOption("#hospital", hospital);
            manager.fill("#reason", "违规收费，整改期间暂停");
            manager.click("button:has-text('暂停')");

            // then
            assertThat(manager.locator(".done")).hasText("已暂停。");
            assertThat(manager.locator("tr", new Page.LocatorOptions().setHasText(hospitalName))).containsText("暂停中");
            chromium.fullPicture(manager, "one-stop-suspensions");
            assertThat(system.admit(patient("fushun", entitled(), NAME, "INPATIENT", day(-5))).text("detail"))
                    .contains("违规收费，整改期间暂停");
            // another office's counter at the same hospital stays open
            ResidentId jining = entitled("370811");
            system.admit(patient("jining", jining, NAME, "INPATIENT", day(-5))).must(201);

            // when
            manager.locator("tr", new Page.LocatorOptions().setHasText(hospitalName)).locator("button").click();

            // then
            assertThat(manager.locator(".done")).hasText("已恢复。");
            system.admit(patient("fushun", entitled(), NAME, "INPATIENT", day(-5))).must(201);
        }
        assertThat(audit.of("HOSPITAL", hospital))
                .extracting(act -> act.entry().action())
                .containsExactlyInAnyOrder("ONE_STOP_SUSPENDED", "ONE_STOP_RESUMED");
    }

    @Test
    @Clause("X6")
    void nobody_reads_or_decides_what_is_not_theirs() {
        String admission = system.admit(patient("fushun", entitled(), NAME, "INPATIENT", day(-5))).must(201).text("admission");
        String settlement = system.settle(bill(admission, day(0), "2000.00", "500.00", "0")).must(201).text("settlement");

        for (String path : List.of("/one-stop", "/one-stop/settlements", "/one-stop/suspensions")) {
            for (String who : List.of("fushun-manager", "fushun-auditor", "fushun-clerk1", "fushun-checker")) {
                assertThat(Browser.signedIn(port, who).get(path).statusCode()).as(who + path).isEqualTo(200);
            }
            for (String who : List.of("fushun-expert1", "fushun-policy1", "fushun-town1", "h2104022-office", "admin")) {
                assertThat(Browser.signedIn(port, who).get(path).statusCode()).as(who + path).isEqualTo(403);
            }
        }
        Browser jining = Browser.signedIn(port, "jining-manager");
        assertThat(jining.get("/one-stop?hospital=" + hospital).body()).contains("没有找到登记");
        assertThat(jining.get("/one-stop/settlements?hospital=" + hospital).body()).contains("没有找到结算");
        assertThat(jining.get("/one-stop/settlements/" + settlement).statusCode()).isEqualTo(404);
        assertThat(jining.get("/one-stop?page=-1&state=NONE").statusCode()).isEqualTo(200);

        String strike = "/one-stop/settlements/" + settlement + "/reversals";
        assertThat(jining.postForm(strike, Map.of("reason", "错")).statusCode()).isEqualTo(302);
        assertThat(Browser.signedIn(port, "fushun-clerk1").postForm(strike, Map.of("reason", "错")).statusCode()).isEqualTo(403);
        assertThat(Browser.signedIn(port, "fushun-auditor").postForm(strike, Map.of("reason", "错")).statusCode()).isEqualTo(403);
        assertThat(Browser.signedIn(port, "fushun-manager").postForm(strike, Map.of("reason", " ")).statusCode()).isEqualTo(302);
        assertThat(system.get("/api/v1/settlements/" + settlement).text("status")).isEqualTo("SETTLED");
        assertThat(Browser.signedIn(port, "fushun-checker")
                        .postForm("/one-stop/suspensions", Map.of("hospital", hospital, "reason", "错"))
                        .statusCode())
                .isEqualTo(403);
        Browser manager = Browser.signedIn(port, "fushun-manager");
        manager.postForm("/one-stop/suspensions", Map.of("hospital", hospital, "reason", ""));
        manager.postForm("/one-stop/suspensions", Map.of("hospital", "NONE", "reason", "错"));
        assertThat(audit.of("HOSPITAL", hospital)).isEmpty();

        for (String who : List.of("fushun-manager", "fushun-auditor", "h2104022-office")) {
            Browser other = Browser.signedIn(port, who);
            assertThat(other.get("/hospital-credentials").statusCode()).as(who).isEqualTo(403);
            assertThat(other.postForm("/hospital-credentials", Map.of("hospital", hospital, "overlapDays", "0")).statusCode())
                    .as(who)
                    .isEqualTo(403);
        }
    }

    @Test
    void an_administrator_issues_replaces_and_locks_a_hospitals_credential_whose_secret_is_shown_once(CapturedOutput output) {
        String path = "/api/v1/admissions/" + UUID.randomUUID();
        String secret;
        try (Chromium chromium = new Chromium(port)) {
            // when
            Page admin = chromium.of("admin");
            admin.navigate(chromium.address("/hospital-credentials"));
            admin.fill("[name=find]", hospitalName);
            admin.click("button:has-text('查找')");
            admin.click("text=" + hospitalName);
            admin.fill("#overlapDays", "7");
            admin.click("button:has-text('发放新密钥')");

            // then it works beside the old one, and is shown on this page only
            secret = admin.locator("#secret").textContent();
            chromium.fullPicture(admin, "hospital-credentials");
            assertThat(admin.url()).doesNotContain(secret);
            assertThat(new HospitalSystem(port, secret).get(path).status()).isEqualTo(404);
            assertThat(system.get(path).status()).isEqualTo(404);
            admin.navigate(chromium.address("/hospital-credentials?hospital=" + hospital));
            assertThat(admin.locator("#secret")).hasCount(0);
            assertThat(admin.content()).doesNotContain(secret);
            assertThat(admin.locator("tbody tr")).hasCount(2);

            // when the new one is locked
            admin.locator("tr", new Page.LocatorOptions().setHasText("长期")).locator("[name=reason]").fill("交接时遗失");
            admin.locator("tr", new Page.LocatorOptions().setHasText("长期")).locator("button").click();

            // then
            assertThat(admin.locator(".done")).containsText("已锁定");
            assertThat(admin.locator("tbody")).containsText("已锁定：交接时遗失");
            assertThat(chromium.scriptErrors()).isEmpty();
        }
        assertThat(new HospitalSystem(port, secret).get(path).status()).isEqualTo(401);
        assertThat(system.get(path).status()).isEqualTo(404);
        assertThat(audit.of("HOSPITAL", hospital))
                .extracting(act -> act.entry().action())
                .containsExactlyInAnyOrder("HOSPITAL_CREDENTIAL_ISSUED", "HOSPITAL_CREDENTIAL_LOCKED");
        assertThat(output.getAll()).doesNotContain(secret);
        assertThat(jdbc.sql("select count(*) from medaid.hospital_credential where encode(secret_sha256, 'escape') like '%' || ? || '%'")
                        .param(secret)
                        .query(Long.class)
                        .single())
                .isZero();
        Browser admin = Browser.signedIn(port, "admin");
        for (String days : List.of("31", "-1", "x", "")) {
            assertThat(admin.postForm("/hospital-credentials", Map.of("hospital", hospital, "overlapDays", days)).body())
                    .contains("应为0至30的整数")
                    .doesNotContain("yzs_");
        }
        assertThat(admin.postForm("/hospital-credentials", Map.of("hospital", "NONE", "overlapDays", "0")).body()).contains("请选择医院");
        assertThat(credentials.of(hospital)).hasSize(2);
    }

    @Test
    void the_description_of_the_interface_shows_what_is_sent_and_answered() {
        String description = Browser.signedIn(port, "fushun-manager").getJson("/api/docs/openapi").body();

        var settlements = org.medaid.testing.Office.read(description).at("/paths/~1api~1v1~1settlements/post");
        assertThat(settlements.at("/responses").properties().stream().map(Map.Entry::getKey))
                .contains("201", "202", "401", "409", "422", "429", "503");
        assertThat(settlements.at("/requestBody").toString()).contains("210402-00012345");
        assertThat(settlements.at("/responses/201").toString()).contains("deductedAtCounter");
    }

    private ResidentId entitled() {
        return entitled("210402");
    }

    private ResidentId entitled(String division) {
        ResidentId resident = InventedResidents.next(division);
        PersonId person = InventedResidents.registered(parties, resident, NAME);
        roster.enter(
                PoolingArea.of(new DivisionCode(division)).orElseThrow(),
                new EnterCategory(
                        person, Category.EXTREME_POVERTY, DateRange.from(LocalDate.of(2015, 1, 1)), "名册", "test"));
        return resident;
    }

    private String day(int offset) {
        return today.plusDays(offset).toString();
    }
}
