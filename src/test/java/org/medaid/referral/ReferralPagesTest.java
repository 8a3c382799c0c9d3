package org.medaid.referral;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
import org.medaid.roster.RosterAnswer;
import org.medaid.testing.Browser;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.InventedResidents;
import org.medaid.testing.Office;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The pages beside the task lists: who sees which transfer, what can be done there, and the card at admission. */
@IntegrationTest
class ReferralPagesTest {

    private static final String NAME = "东方页面样本";
    private static final String DOCTOR = "h4407842-doctor";
    private static final String TIER3_OFFICE = "h4407033-office";
    private static final String OTHER_HOSPITAL = "h2104023-office";
    private static final String LIANYUNGANG_HOSPITAL = "h3207063-office";

    @LocalServerPort
    private int port;

    @Autowired
    private Parties parties;

    @Autowired
    private Roster roster;

    @Autowired
    private BusinessClock clock;

    @Autowired
    private JdbcClient jdbc;

    private Office heshan;

    private record Patient(PersonId person, ResidentId resident) {}

    private record Asked(String id, String number, String instance) {}

    @BeforeEach
    void open() {
        heshan = new Office(port, "heshan");
    }

    @Test
    @Clause("X6")
    void a_hospital_and_the_office_find_the_transfer_and_nobody_else_does() {
        // given
        Asked asked = outOfTheCity();

        // then those who have a part in it see it, with the name hidden and whose turn it is
        for (String who : List.of(DOCTOR, TIER3_OFFICE, "heshan-auditor", "heshan-clerk1")) {
            HttpResponse<String> list = get(who, "/referrals?number=" + asked.number().toLowerCase());
            assertThat(list.body())
                    .as(who)
                    .contains(asked.number(), "东****本", "签署科主任或副高以上意见", "二级医院办理中")
                    .doesNotContain(NAME);
            assertThat(get(who, "/referrals/" + asked.id()).body()).as(who).contains(NAME, "样本病情摘要");
        }
        // and others do not, not even by id
        for (String who : List.of(OTHER_HOSPITAL, "fushun-clerk1", "jiangmen-clerk1")) {
            assertThat(get(who, "/referrals?show=ALL&number=" + asked.number()).body())
                    .as(who)
                    .contains("没有找到转诊");
            assertThat(get(who, "/referrals/" + asked.id()).statusCode()).as(who).isEqualTo(404);
            assertThat(post(who, "/referrals/" + asked.id() + "/withdrawals", Map.of("reason", "无关")).statusCode())
                    .as(who)
                    .isEqualTo(404);
        }
        for (String who : List.of("heshan-town1", "heshan-policy1", "heshan-expert1")) {
            assertThat(get(who, "/referrals").statusCode()).as(who).isEqualTo(403);
            assertThat(get(who, "/referrals/" + asked.id()).statusCode()).as(who).isEqualTo(403);
        }
        assertThat(Browser.signedIn(port, "admin").get("/referrals").statusCode()).isEqualTo(403);
        assertThat(get(DOCTOR, "/referrals/no-id").statusCode()).isEqualTo(404);
        assertThat(get(DOCTOR, "/referrals?show=FILED&number=" + asked.number()).body()).contains("没有找到转诊");
        assertThat(get(DOCTOR, "/referrals?show=OPEN&number=" + asked.number()).body()).contains(asked.id());
        assertThat(get(DOCTOR, "/referrals?page=-3").statusCode()).isEqualTo(200);
    }

    @Test
    @Clause({"R1", "R2", "R6"})
    void the_start_form_asks_for_two_hospitals_only_where_the_article_knows_two() {
        assertThat(as("heshan-clerk1").getJson("/api/v1/referral-options").body()).contains("\"twoTiers\":true");
        assertThat(as("fushun-clerk1").getJson("/api/v1/referral-options").body()).contains("\"twoTiers\":false");
    }

    @Test
    @Clause({"R2", "R3"})
    void what_may_be_done_on_the_page_depends_on_who_looks_and_says_at_the_field_what_is_missing() {
        // given
        Asked asked = outOfTheCity();
        String path = "/referrals/" + asked.id();

        // then
        assertThat(get(DOCTOR, path).body()).contains("申请人撤回").doesNotContain("登记医院责任", "撤销备案");
        assertThat(get(TIER3_OFFICE, path).body()).doesNotContain("申请人撤回");
        assertThat(post(TIER3_OFFICE, path + "/withdrawals", Map.of("reason", "无权")).statusCode()).isEqualTo(403);
        assertThat(post(DOCTOR, path + "/revocations", Map.of("reason", "无权")).statusCode()).isEqualTo(403);
        assertThat(post(DOCTOR, path + "/hospital-liabilities", Map.of("reason", "无权")).statusCode()).isEqualTo(403);
        assertThat(post("heshan-checker", path + "/revocations", Map.of("reason", "尚未备案"), "没有可以撤销的备案")).isTrue();

        // a liability needs a hospital and a reason, and is recorded once
        assertThat(post("heshan-checker", path + "/hospital-liabilities", Map.of(), "请选择承担责任的医院")).isTrue();
        assertThat(post(
                        "heshan-checker",
                        path + "/hospital-liabilities",
                        Map.of("hospital", "H4407842", "reason", "未及时申请"),
                        "已登记医院责任"))
                .isTrue();
        assertThat(post(
                        "heshan-checker",
                        path + "/hospital-liabilities",
                        Map.of("hospital", "H4407842", "reason", "再次"),
                        "该医院的责任已经登记"))
                .isTrue();

        // a withdrawal needs a reason
        assertThat(post(DOCTOR, path + "/withdrawals", Map.of("reason", " "), "请写明撤回的原因")).isTrue();
        assertThat(post(DOCTOR, path + "/withdrawals", Map.of("reason", "留在本地治疗"), "已撤回")).isTrue();
        assertThat(get(DOCTOR, path).body()).contains("留在本地治疗").doesNotContain("申请人撤回</button>");

        // without the page's token nothing is taken
        assertThat(as(DOCTOR)
                        .send(HttpRequest.newBuilder(as(DOCTOR).uri(path + "/withdrawals"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString("reason=x")))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    @Clause("R3")
    void the_letter_of_a_late_emergency_is_read_by_the_hospital_too_and_by_no_other() {
        // given
        Patient patient = patient(PoolingArea.HESHAN, "440784", Category.POVERTY_ALLEVIATION, null);
        Map<String, Object> late = request(patient, "H4407003");
        late.put("emergency", true);
        late.put("admittedOn", clock.today().minusDays(40).toString());
        Asked asked = asked(late);

        // when
        String page = get(DOCTOR, "/referrals/" + asked.id()).body();
        String letter = page.replaceAll("(?s).*(/referrals/[0-9a-f-]{36}/letters/[0-9a-f-]{36}).*", "$1");

        // then
        assertThat(page).contains("逾期不予受理", "系统");
        for (String who : List.of(DOCTOR, "heshan-clerk1")) {
            HttpResponse<String> pdf = get(who, letter);
            assertThat(pdf.statusCode()).as(who).isEqualTo(200);
            assertThat(pdf.headers().firstValue("Content-Type")).contains("application/pdf");
        }
        assertThat(get(TIER3_OFFICE, letter).statusCode()).isEqualTo(404);
        Asked other = outOfTheCity();
        assertThat(get(DOCTOR, letter.replace(asked.id(), other.id())).statusCode()).isEqualTo(404);
    }

    @Test
    @Clause({"L1", "R7"})
    void a_key_beneficiary_gets_a_card_and_everybody_else_a_plain_answer() {
        // given
        Patient key = patient(PoolingArea.LIANYUNGANG, "320703", Category.EXTREME_POVERTY, clock.today().plusDays(2));
        Patient extended = patient(PoolingArea.LIANYUNGANG, "320703", Category.LOW_INCOME_FAMILY, null);

        // then
        assertThat(waiver(LIANYUNGANG_HOSPITAL, extended, NAME).body()).contains("不属于重点医疗救助对象");
        assertThat(waiver(LIANYUNGANG_HOSPITAL, key, "别人").body()).contains("没有查到姓名与身份证号码相符的");
        HttpResponse<String> issued = waiver(LIANYUNGANG_HOSPITAL, key, NAME);
        assertThat(issued.statusCode()).isEqualTo(302);
        String done = get(LIANYUNGANG_HOSPITAL, "/referrals/deposit-waiver").body();
        assertThat(done).contains("已出具", "连医救免〔" + clock.today().getYear() + "〕第");
        String card = done.replaceAll("(?s).*(/referrals/deposit-waivers/[0-9a-f-]{36}).*", "$1");
        HttpResponse<String> pdf = get(LIANYUNGANG_HOSPITAL, card);
        assertThat(pdf.headers().firstValue("Content-Type")).contains("application/pdf");
        // asked for again by a colleague it is the same card
        waiver("h3207063-doctor", key, NAME);
        assertThat(get("h3207063-doctor", "/referrals/deposit-waiver").body()).contains(card);
        assertThat(get("h3207063-doctor", card).statusCode()).isEqualTo(200);
        // another hospital does not read it
        assertThat(get("h3207032-office", card).statusCode()).isEqualTo(404);
        assertThat(jdbc.sql("select count(*) from medaid.audit_entry where action = 'DEPOSIT_WAIVER_ISSUED' and subject_id = ?")
                        .param(key.person().toString())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    @Clause("R7")
    void a_card_is_issued_by_hospitals_where_the_article_promises_it_and_nobody_tries_out_names() {
        // given
        Patient key = patient(PoolingArea.LIANYUNGANG, "320703", Category.ORPHAN, null);

        // then
        assertThat(get("lianyungang-clerk1", "/referrals/deposit-waiver").statusCode()).isEqualTo(403);
        assertThat(get("h3207063-head", "/referrals/deposit-waiver").statusCode()).isEqualTo(403);
        assertThat(get(DOCTOR, "/referrals/deposit-waiver").body()).contains("没有免缴住院押金的规定").doesNotContain("出具告知卡</button>");
        for (int i = 0; i < 5; i++) {
            assertThat(waiver(i % 2 == 0 ? LIANYUNGANG_HOSPITAL : "h3207063-doctor", key, "试名" + i).body())
                    .contains("没有查到");
        }
        assertThat(waiver(LIANYUNGANG_HOSPITAL, key, NAME).body()).contains("查询次数太多");
    }

    private HttpResponse<String> waiver(String who, Patient patient, String name) {
        return post(
                who,
                "/referrals/deposit-waiver",
                Map.of("residentId", patient.resident().value(), "name", name));
    }

    private Asked outOfTheCity() {
        Map<String, Object> request = request(patient(PoolingArea.HESHAN, "440784", Category.POVERTY_ALLEVIATION, null), "H4401003");
        request.put("tier3Hospital", "H4407033");
        return asked(request);
    }

    private Asked asked(Map<String, Object> request) {
        String instance = heshan.instance(heshan.startHere(DOCTOR, "ReferralProcess", request));
        return jdbc.sql("select id::text, number from medaid.referral where person_id = ?::uuid")
                .param(parties.findPerson(PoolingArea.HESHAN, ResidentId.parse((String) request.get("residentId")))
                        .orElseThrow()
                        .id()
                        .toString())
                .query((row, n) -> new Asked(row.getString(1), row.getString(2), instance))
                .single();
    }

    private static Map<String, Object> request(Patient patient, String target) {
        Map<String, Object> request = new HashMap<>();
        request.put("office", "heshan");
        request.put("residentId", patient.resident().value());
        request.put("name", NAME);
        request.put("phone", "13800000000");
        request.put("workUnit", "");
        request.put("diagnosis", "样本性病灶");
        request.put("targetHospital", target);
        request.put("emergency", false);
        request.put("department", "心内科");
        request.put("summary", "样本病情摘要");
        request.put("reason", "本院条件所限");
        return request;
    }

    private Patient patient(PoolingArea area, String division, Category category, LocalDate last) {
        ResidentId resident = InventedResidents.next(division);
        PersonRegistration registered = parties.registerPerson(
                new RegisterPerson(resident, NAME, new DivisionCode(division), true, Optional.empty(), "test", false));
        PersonId person = ((PersonRegistration.Registered) registered).person().id();
        assertThat(roster.enter(
                        area,
                        new EnterCategory(
                                person, category, new DateRange(clock.today().minusYears(1), last), "样本名单", "test")))
                .isInstanceOf(RosterAnswer.Recorded.class);
        return new Patient(person, resident);
    }

    private Browser as(String who) {
        return heshan.as(who);
    }

    private HttpResponse<String> get(String who, String path) {
        return as(who).get(path);
    }

    private HttpResponse<String> post(String who, String path, Map<String, String> form) {
        return as(who).postForm(path, form);
    }

    /** Sends a form and says whether the page shown after it contains a text. */
    private boolean post(String who, String path, Map<String, String> form, String expected) {
        HttpResponse<String> answer = post(who, path, form);
        assertThat(answer.statusCode()).isEqualTo(302);
        String shown = answer.headers().firstValue("Location").orElseThrow().replaceAll("#.*|^http://[^/]*", "");
        return get(who, shown).body().contains(expected);
    }
}
