package org.medaid.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.HistoryService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.medaid.application.review.RosterReviewsDue;
import org.medaid.document.Documents;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.party.Parties;
import org.medaid.policy.Category;
import org.medaid.roster.CategoryHolder;
import org.medaid.roster.CategoryPeriod;
import org.medaid.roster.CertificateAnswer;
import org.medaid.roster.Certificates;
import org.medaid.roster.EnterCategory;
import org.medaid.roster.Roster;
import org.medaid.roster.RosterAnswer;
import org.medaid.security.StaffDirectory;
import org.medaid.testing.EngineCases;
import org.medaid.testing.EngineTables;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.InventedResidents;
import org.medaid.testing.Office;
import org.medaid.testing.SampleFiles;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Somebody on the roster is looked at again, form by form as Tasklist sends them. */
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RosterReviewProcessTest {

    private static final PoolingArea AREA = PoolingArea.JIANGMEN;
    private static final String DIVISION = "440703";
    private static final String NAME = "诸葛复核样本";

    @LocalServerPort
    private int port;

    @Autowired
    private Documents documents;

    @Autowired
    private StaffDirectory staff;

    @Autowired
    private Parties parties;

    @Autowired
    private Roster roster;

    @Autowired
    private Certificates certificates;

    @Autowired
    private RosterReviewsDue due;

    @Autowired
    private HistoryService history;

    @Autowired
    private BusinessClock clock;

    @Autowired
    private EngineCases cases;

    @Autowired
    private JdbcClient jdbc;

    private Office office;

    @BeforeEach
    void open() {
        office = new Office(port, AREA.tenantId());
    }

    @Test
    @Clause({"S1", "H3"})
    void who_still_qualifies_stays_on_the_roster() {
        // given
        ResidentId resident = InventedResidents.next(DIVISION);
        PersonId person = beneficiary(resident, clock.today().minusYears(2), Category.EXTREME_POVERTY);

        // when
        String instance = opened(resident, "REPORTED");
        HttpResponse<String> twice = office.start("town2", "RosterReviewProcess", opening(resident, "REPORTED"));
        office.completed("town1", instance, "UserTask_ReviewBeneficiary", Map.of("decision", "KEPT", "findings", "情况没有变化"));

        // then
        assertThat(twice.body()).contains("REVIEW_OPEN");
        assertThat(ended(instance)).isEqualTo("EndEvent_EntitlementKept");
        assertThat(roster.categoriesOn(person, clock.today())).hasSize(1);
    }

    @Test
    @Clause({"S1", "J1"})
    void an_end_needs_evidence_and_two_people_of_the_county_and_is_told_in_a_letter() {
        // given
        ResidentId resident = InventedResidents.next(DIVISION);
        PersonId person = beneficiary(
                resident, clock.today().minusYears(2), Category.LOW_INCOME_FAMILY, Category.ORPHAN);
        String instance = opened(resident, "INCOME");
        String lastDay = clock.today().toString();

        // when
        HttpResponse<String> bare = office.complete("town1", instance, "UserTask_ReviewBeneficiary", Map.of(
                "decision", "ENDS", "exitReason", "INCOME", "lastDay", clock.today().minusYears(3).toString(), "findings", "收入超标",
                "categories", List.of("LOW_INCOME_FAMILY")));
        reviewed(instance, "INCOME", lastDay, "LOW_INCOME_FAMILY");
        office.completed("examiner", instance, "UserTask_ExamineRosterReview", Map.of("decision", "SENT_BACK", "reason", "请附工资单"));
        reviewed(instance, "INCOME", lastDay, "LOW_INCOME_FAMILY");
        office.completed("examiner", instance, "UserTask_ExamineRosterReview", Map.of("decision", "CONFIRMED"));
        HttpResponse<String> silent = office.complete(
                "approver", instance, "UserTask_ApproveRosterReview", Map.of("decision", "SENT_BACK"));
        office.completed("approver", instance, "UserTask_ApproveRosterReview", Map.of("decision", "SENT_BACK", "reason", "金额有误"));
        reviewed(instance, "INCOME", lastDay, "LOW_INCOME_FAMILY");
        office.completed("examiner", instance, "UserTask_ExamineRosterReview", Map.of("decision", "CONFIRMED"));
        HttpResponse<String> ownWork = office.as("examiner")
                .postJson(
                        "/api/v1/roster-reviews/" + review(instance) + "/form-checks/approve-roster-review",
                        "{\"decision\": \"CONFIRMED\"}");
        assertThat(roster.categoriesOn(person, clock.today().plusDays(1))).hasSize(2);
        office.completed("approver", instance, "UserTask_ApproveRosterReview", Map.of("decision", "CONFIRMED"));

        // then
        assertThat(bare.body()).contains("EVIDENCE_MISSING", "ENDS_BEFORE_START");
        assertThat(silent.statusCode()).isEqualTo(422);
        assertThat(ownWork.body()).contains("SAME_PERSON");
        assertThat(ended(instance)).isEqualTo("EndEvent_EntitlementEnded");
        assertThat(roster.categoriesOn(person, clock.today())).hasSize(2);
        assertThat(roster.categoriesOn(person, clock.today().plusDays(1)))
                .extracting(CategoryPeriod::category)
                .containsExactly(Category.ORPHAN);
        assertThat(letters(instance)).contains("停止医疗救助待遇告知书");
    }

    @Test
    @Clause({"S1", "H3"})
    void a_death_ends_every_category_at_once_and_sends_no_letter() {
        // given
        ResidentId resident = InventedResidents.next(DIVISION);
        PersonId person = beneficiary(resident, clock.today().minusYears(2), Category.EXTREME_POVERTY, Category.ORPHAN);
        LocalDate death = clock.today().minusDays(10);
        // A list that came after the death.
        enter(person, clock.today().minusDays(3), Category.SUBSISTENCE_ALLOWANCE);

        // when
        String instance = opened(resident, "DEATH");
        HttpResponse<String> foretold = office.complete("town1", instance, "UserTask_ReviewBeneficiary", Map.of(
                "decision", "ENDS", "exitReason", "DEATH", "lastDay", clock.today().plusDays(1).toString(), "findings", "病故",
                "documents", List.of(file("town1"))));
        reviewed(instance, "DEATH", death.toString());
        confirmed(instance);

        // then
        assertThat(foretold.body()).contains("DAY_INVALID");
        assertThat(roster.categoriesOn(person, death)).hasSize(2);
        assertThat(roster.categoriesOn(person, death.plusDays(1))).isEmpty();
        assertThat(roster.categoriesOn(person, clock.today())).isEmpty();
        assertThat(letters(instance)).doesNotContain("告知书");
    }

    @Test
    @Clause({"P8", "X3"})
    void a_fraud_voids_the_certificate_at_once() {
        // given
        ResidentId resident = InventedResidents.next(DIVISION);
        PersonId person = beneficiary(resident, clock.today().minusYears(2), Category.POVERTY_ALLEVIATION);
        assertThat(certificates.issue(
                        staff.find("jiangmen-clerk1").orElseThrow(),
                        person,
                        new Certificates.Photo("photo.png", SampleFiles.png()),
                        "江海示范街道1号"))
                .isInstanceOf(CertificateAnswer.Done.class);

        // when
        String instance = opened(resident, "FRAUD");
        reviewed(instance, "FRAUD", clock.today().toString(), "POVERTY_ALLEVIATION");
        confirmed(instance);

        // then
        assertThat(certificates.of(AREA, person)).hasSize(1).noneMatch(certificate -> certificate.isValid());
        assertThat(ended(instance)).isEqualTo("EndEvent_EntitlementEnded");
    }

    @Test
    @Clause({"S1", "H3", "X6"})
    void whose_last_review_is_too_old_comes_up_by_itself_and_the_county_may_withdraw_it() {
        // given: on the roster for longer than anybody else
        ResidentId resident = InventedResidents.next(DIVISION);
        PersonId person = beneficiary(resident, LocalDate.of(1949, 10, 1), Category.EXTREME_POVERTY);
        PersonId recent = beneficiary(
                InventedResidents.next(DIVISION), clock.today().minusMonths(12).plusDays(1), Category.EXTREME_POVERTY);

        // when
        assertThat(due.open(AREA, 1)).isEqualTo(1);

        // then
        String review = jdbc.sql("select id::text from medaid.roster_review where person_id = ? and reason = 'PERIODIC'")
                .param(person.value())
                .query(String.class)
                .single();
        String instance = history.createHistoricProcessInstanceQuery()
                .variableValueEquals("rosterReviewId", review)
                .singleResult()
                .getId();
        assertThat(office.task("town1", instance, "UserTask_ReviewBeneficiary")).isNotNull();
        assertThat(new Office(port, "jining").as("town1").getJson("/api/v1/roster-reviews/" + review).statusCode())
                .isEqualTo(404);

        // when: nobody is asked about twice
        due.open(AREA, 1);
        assertThat(reviews(person)).isEqualTo(1);
        assertThat(roster.holders(AREA, clock.today().minusMonths(12), Optional.empty(), 10_000))
                .extracting(CategoryHolder::person)
                .contains(person)
                .doesNotContain(recent);

        HttpResponse<String> byTown = office.as("town1")
                .postJson("/api/v1/roster-reviews/" + review + "/withdrawals", "{\"reason\": \"误发起\"}");
        HttpResponse<String> silent =
                office.as("examiner").postJson("/api/v1/roster-reviews/" + review + "/withdrawals", "{}");
        HttpResponse<String> withdrawn = office.as("examiner")
                .postJson("/api/v1/roster-reviews/" + review + "/withdrawals", "{\"reason\": \"误发起\"}");
        due.open(AREA, 1);

        // then
        assertThat(byTown.statusCode()).isEqualTo(403);
        assertThat(silent.statusCode()).isEqualTo(422);
        assertThat(withdrawn.statusCode()).isEqualTo(204);
        assertThat(ended(instance)).isEqualTo("EndEvent_ReviewWithdrawn");
        assertThat(reviews(person)).isEqualTo(1);
        assertThat(office.as("examiner").get("/roster-reviews").body()).contains("救助对象复核").doesNotContain(NAME);
    }

    @Test
    @Clause("X6")
    void no_personal_data_is_in_the_engine() {
        // given
        ResidentId resident = InventedResidents.next(DIVISION);
        beneficiary(resident, clock.today().minusYears(2), Category.ORPHAN);

        // when
        String instance = opened(resident, "MOVED_AWAY");
        reviewed(instance, "MOVED_AWAY", clock.today().toString(), "ORPHAN");
        confirmed(instance);

        // then
        EngineTables.assertNoneHolds(jdbc, resident.value(), NAME, "扫描用复核文字");
    }

    @Test
    void who_is_not_on_the_roster_is_not_reviewed() {
        HttpResponse<String> stranger =
                office.start("town1", "RosterReviewProcess", opening(InventedResidents.next(DIVISION), "INCOME"));
        HttpResponse<String> unreadable =
                office.start("town1", "RosterReviewProcess", Map.of("residentId", "123", "reason", "NONE"));

        assertThat(stranger.body()).contains("NOT_ON_ROSTER");
        assertThat(unreadable.statusCode()).isEqualTo(422);
        assertThat(unreadable.body()).contains("residentId", "reason", "note");
    }

    @AfterAll
    void every_flow_node_has_been_reached() {
        cases.assertEveryNodeReached("RosterReviewProcess");
    }

    private PersonId beneficiary(ResidentId resident, LocalDate from, Category... categories) {
        PersonId person = InventedResidents.registered(parties, resident, NAME);
        for (Category category : categories) {
            enter(person, from, category);
        }
        return person;
    }

    private void enter(PersonId person, LocalDate from, Category category) {
        assertThat(roster.enter(
                        AREA, new EnterCategory(person, category, DateRange.from(from), "测试名单", "jiangmen-clerk1")))
                .isInstanceOf(RosterAnswer.Recorded.class);
    }

    private String opened(ResidentId resident, String reason) {
        return office.instance(office.start("town1", "RosterReviewProcess", opening(resident, reason)));
    }

    private static Map<String, Object> opening(ResidentId resident, String reason) {
        return Map.of("residentId", resident.value(), "reason", reason, "note", "扫描用复核文字");
    }

    private void reviewed(String instance, String reason, String lastDay, String... categories) {
        Map<String, Object> form = new HashMap<>();
        form.put("decision", "ENDS");
        form.put("exitReason", reason);
        form.put("lastDay", lastDay);
        form.put("categories", List.of(categories));
        form.put("findings", "扫描用复核文字");
        form.put("documents", List.of(file("town1")));
        office.completed("town1", instance, "UserTask_ReviewBeneficiary", form);
    }

    private void confirmed(String instance) {
        office.completed("examiner", instance, "UserTask_ExamineRosterReview", Map.of("decision", "CONFIRMED"));
        office.completed("approver", instance, "UserTask_ApproveRosterReview", Map.of("decision", "CONFIRMED"));
    }

    private String file(String who) {
        return SampleFiles.handedIn(documents, staff.find("jiangmen-" + who).orElseThrow());
    }

    private String review(String instance) {
        return cases.variable(instance, "rosterReviewId");
    }

    private String letters(String instance) {
        return String.join(
                " ",
                office.get("town1", "/api/v1/roster-reviews/" + review(instance)).get("documents").findValuesAsText("fileName"));
    }

    private long reviews(PersonId person) {
        return jdbc.sql("select count(*) from medaid.roster_review where person_id = ?")
                .param(person.value())
                .query(Long.class)
                .single();
    }

    private String ended(String instance) {
        return cases.ended(instance, "EndEvent_");
    }
}
