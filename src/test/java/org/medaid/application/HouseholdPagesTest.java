package org.medaid.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medaid.document.Documents;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.medaid.security.StaffDirectory;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.InventedResidents;
import org.medaid.testing.Office;
import org.medaid.testing.SampleFiles;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The files of households, as the pages send and show them. */
@IntegrationTest
@Clause("X1")
class HouseholdPagesTest {

    private static final PoolingArea AREA = PoolingArea.LIANYUNGANG;
    private static final String DIVISION = "320722";

    @LocalServerPort
    private int port;

    @Autowired
    private Parties parties;

    @Autowired
    private Documents documents;

    @Autowired
    private StaffDirectory staff;

    @Autowired
    private BusinessClock clock;

    @Autowired
    private JdbcClient jdbc;

    private Office office;

    @BeforeEach
    void open() {
        office = new Office(port, AREA.tenantId());
    }

    @Test
    void an_approved_application_opens_the_file_of_the_whole_household() {
        // given
        ResidentId applicant = InventedResidents.next(DIVISION);
        ResidentId spouse = InventedResidents.next(DIVISION);

        // when
        approve(applicant, spouse);

        // then
        String file = found("town1", spouse);
        assertThat(found("clerk1", applicant)).isEqualTo(file);
        String page = office.as("town1").get(file).body();
        assertThat(page).contains("慕容户主", "慕容配偶", "东海示范镇二村8号", "0518-8000001", "救助对象认定", "最低生活保障对象");
        assertThat(page).doesNotContain(applicant.value(), spouse.value());
    }

    @Test
    void a_patient_of_the_four_groups_is_routed_to_tier_two_and_every_entry_stays_readable() {
        // given
        ResidentId head = InventedResidents.next(DIVISION);
        PersonId person = registered(head, "欧阳透析");
        String file = opened(head);
        String low = hospital(1, true);
        String undesignated = hospital(3, false);
        String good = hospital(2, true);

        // when
        sent("town1", file + "/health-cards", card(person, "高血压", null, ""));
        String plain = office.as("town1").get(file).body();
        String refusedLow = sent("town1", file + "/health-cards", card(person, "尿毒症", "RENAL_DIALYSIS", low));
        String refusedOther = sent("town1", file + "/health-cards", card(person, "尿毒症", "RENAL_DIALYSIS", undesignated));
        sent("town1", file + "/health-cards", card(person, "尿毒症，每周透析三次", "RENAL_DIALYSIS", ""));
        String open = office.as("town1").get(file).body();
        String recorded = sent("clerk1", file + "/health-cards", card(person, "尿毒症，每周透析三次", "RENAL_DIALYSIS", good));

        // then
        assertThat(plain).contains("高血压").doesNotContain("须转诊至二级");
        assertThat(refusedLow).contains("转诊医院应为二级及以上的定点医疗机构");
        assertThat(refusedOther).contains("转诊医院应为二级及以上的定点医疗机构");
        assertThat(open).contains("须转诊至二级及以上定点医疗机构（尚未选定医院）");
        assertThat(recorded).contains("已登记", "示范医院" + good, "高血压", "肾功能不全透析治疗");
        assertThatThrownBy(() -> jdbc.sql("update medaid.health_card set plan = '' where person_id = ?")
                        .param(person.value())
                        .update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void the_fund_bears_the_own_share_of_one_family_doctor_at_a_time_and_the_file_is_printed() {
        // given
        ResidentId head = InventedResidents.next(DIVISION);
        PersonId person = registered(head, "欧阳签约");
        String file = opened(head);
        String today = clock.today().toString();
        String nextYear = clock.today().plusYears(1).toString();

        // when
        String signed = sent("town1", file + "/contracts", Map.of(
                "person", person.toString(), "doctor", "李医生", "clinic", "示范卫生院", "from", today, "to", nextYear, "ownShare", "20.00"));
        String twice = sent("town1", file + "/contracts", Map.of(
                "person", person.toString(), "doctor", "王医生", "clinic", "示范卫生院", "from", nextYear, "to", nextYear, "ownShare", "20.00"));
        String noAmount = sent("town1", file + "/contracts", Map.of(
                "person", person.toString(), "doctor", "王医生", "clinic", "示范卫生院", "from", today, "to", today, "ownShare", "二十"));
        HttpResponse<String> printed = post("town1", file + "/files", Map.of());

        // then
        assertThat(signed).contains("李医生", "20.00", "由精准扶贫资金支付");
        assertThat(twice).contains("此人在这段时间已有家庭医生签约");
        assertThat(noAmount).contains("请填写个人自付的金额", "value=\"王医生\"", "value=\"二十\"");
        assertThat(jdbc.sql("select own_share || ' ' || borne_by from medaid.family_doctor_contract where person_id = ?")
                        .param(person.value())
                        .query(String.class)
                        .list())
                .containsExactly("20.00 POVERTY_ALLEVIATION_FUND");
        HttpResponse<String> document =
                office.as("town1").get(printed.headers().firstValue("Location").orElseThrow().replaceFirst("^https?://[^/]+", ""));
        assertThat(document.statusCode()).isEqualTo(200);
        assertThat(document.headers().firstValue("Content-Type").orElse("")).startsWith("application/pdf");
    }

    @Test
    void who_moves_to_another_household_leaves_the_first_and_its_history_shows_it() {
        // given
        ResidentId first = InventedResidents.next(DIVISION);
        ResidentId second = InventedResidents.next(DIVISION);
        ResidentId child = InventedResidents.next(DIVISION);
        registered(first, "欧阳甲户");
        registered(second, "欧阳乙户");
        registered(child, "欧阳迁居");
        String from = opened(first);
        String to = opened(second);
        sent("town1", from + "/members", Map.of("residentId", child.value(), "relation", "CHILD"));

        // when
        String self = sent("town1", to + "/members", Map.of("residentId", child.value(), "relation", "SELF"));
        sent("town1", to + "/members", Map.of("residentId", child.value(), "relation", "GRANDCHILD"));

        // then
        assertThat(self).contains("只有户主填");
        assertThat(found("town1", child)).isEqualTo(to);
        assertThat(office.as("town1").get(from).body()).contains("欧阳迁居", "转入其他家庭");
        String headLeaves = sent("town1", to + "/member-ends", Map.of(
                "member", member(second), "lastOn", clock.today().toString(), "reason", "迁出"));
        assertThat(headLeaves).contains("请先变更户主");
        String gone = sent("town1", to + "/member-ends", Map.of(
                "member", member(child), "lastOn", clock.today().toString(), "reason", "嫁入外县"));
        assertThat(gone).contains("嫁入外县");
        assertThat(post("town1", "/households/searches", Map.of("residentId", child.value())).body()).contains("没有查到");
    }

    @Test
    @Clause("X6")
    void other_offices_see_nothing_and_others_of_the_office_change_nothing() {
        ResidentId head = InventedResidents.next(DIVISION);
        registered(head, "欧阳保密");
        String file = opened(head);

        assertThat(new Office(port, "jining").as("town1").get(file).statusCode()).isEqualTo(404);
        assertThat(office.as("expert1").get(file).statusCode()).isEqualTo(403);
        assertThat(office.as("auditor").get(file).statusCode()).isEqualTo(200);
        assertThat(post("auditor", file + "/homes", Map.of("address", "别处")).statusCode()).isEqualTo(403);
        assertThat(office.as("town1").get("/households/no-id").statusCode()).isEqualTo(404);
    }

    private void approve(ResidentId applicant, ResidentId spouse) {
        Map<String, Object> form = new HashMap<>();
        form.put("category", "SUBSISTENCE_ALLOWANCE");
        form.put("townCode", "320722902");
        form.put("address", "东海示范镇二村8号");
        form.put("phone", "0518-8000001");
        form.put("members", List.of(
                Map.of("residentId", applicant.value(), "name", "慕容户主", "relation", "SELF", "annualIncome", "0",
                        "insured", true, "included", true),
                Map.of("residentId", spouse.value(), "name", "慕容配偶", "relation", "SPOUSE", "annualIncome", "0",
                        "insured", true, "included", false)));
        form.put("savings", "0.00");
        form.put("illness", "慢性病");
        form.put("medicalCosts", "0.00");
        form.put("consent", true);
        form.put("documents", List.of(SampleFiles.handedIn(documents, staff.find("lianyungang-town1").orElseThrow())));
        String instance = office.instance(office.start("town1", "ApplicationProcess", form));
        String from = clock.today().toString();
        office.completed("town1", instance, "UserTask_CheckDocuments", Map.of("decision", "COMPLETE"));
        office.completed("civil", instance, "UserTask_ConfirmStatus", Map.of(
                "decision", "CONFIRMED", "statusFrom", from, "certificate", "低保证 第00088号"));
        office.completed("examiner", instance, "UserTask_ExamineApplication", Map.of(
                "proposal", "APPROVE", "entitledFrom", from, "reason", "身份属实"));
        office.completed("approver", instance, "UserTask_DetermineApplication", Map.of("decision", "CONFIRMED"));
    }

    private PersonId registered(ResidentId resident, String name) {
        return InventedResidents.registered(parties, resident, name);
    }

    private String hospital(int level, boolean designated) {
        String code = "HX1-" + level + "-" + (System.nanoTime() % 1_000_000_000);
        parties.enterHospital(new Hospital(
                code,
                "示范医院" + code,
                level,
                new DivisionCode(DIVISION),
                designated ? List.of(DateRange.from(clock.today().minusYears(1))) : List.of(),
                true));
        return code;
    }

    private String opened(ResidentId head) {
        HttpResponse<String> answer =
                post("town1", "/households", Map.of("residentId", head.value(), "address", "东海示范镇三村1号"));
        return location(answer);
    }

    private String found(String who, ResidentId resident) {
        return location(post(who, "/households/searches", Map.of("residentId", resident.value())));
    }

    private String member(ResidentId resident) {
        PersonId person = parties.findPerson(AREA, resident).orElseThrow().id();
        return jdbc.sql("select m.id::text from medaid.household_member m left join medaid.household_member_end e"
                        + " on e.member_id = m.id where m.person_id = ? and e.member_id is null")
                .param(person.value())
                .query(String.class)
                .single();
    }

    private static Map<String, String> card(PersonId person, String conditions, String group, String hospital) {
        Map<String, String> card = new HashMap<>();
        card.put("person", person.toString());
        card.put("conditions", conditions);
        if (group != null) {
            card.put("groups", group);
        }
        card.put("hospitalCode", hospital);
        card.put("plan", "每月复诊一次");
        return card;
    }

    /** Sends a form and reads the page it leads to. */
    private String sent(String who, String path, Map<String, String> form) {
        return office.as(who).get(location(post(who, path, form))).body();
    }

    private static String location(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        String location = answer.headers().firstValue("Location").orElseThrow().replaceFirst("^https?://[^/]+", "");
        assertThat(location).startsWith("/households/");
        return location;
    }

    private HttpResponse<String> post(String who, String path, Map<String, String> form) {
        return office.as(who).postForm(path, form);
    }
}
