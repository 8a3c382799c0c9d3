package org.medaid.application;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.medaid.document.Documents;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.notice.NoticeId;
import org.medaid.notice.NoticeView;
import org.medaid.notice.Notices;
import org.medaid.notice.ObjectionChannel;
import org.medaid.notice.Objections;
import org.medaid.notice.RaiseObjection;
import org.medaid.party.Parties;
import org.medaid.policy.Category;
import org.medaid.roster.Roster;
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

/** A household's way to the roster, sent form by form as Tasklist does. */
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ApplicationProcessTest {

    private static final String AREA = "lianyungang";
    private static final String DIVISION = "320722";
    private static final String TOWN = "320722902";

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
    private Notices notices;

    @Autowired
    private Objections objections;

    @Autowired
    private BusinessClock clock;

    @Autowired
    private EngineCases cases;

    @Autowired
    private JdbcClient jdbc;

    private Office office;

    @BeforeEach
    void open() {
        office = new Office(port, AREA);
    }

    @Test
    @Order(1)
    @Clause({"L2", "L3", "P1", "P2", "P3", "P4", "P5", "P6"})
    void an_upheld_objection_returns_the_case_to_survey_and_the_second_round_is_approved() {
        // given
        ResidentId applicant = InventedResidents.next(DIVISION);
        String instance = opened(Category.LOW_INCOME_FAMILY, applicant, "20000.00", Map.of());
        String application = application(instance);
        completed("town1", instance, "UserTask_CheckDocuments", Map.of("decision", "COMPLETE"));
        investigate(instance, true, "18000.00");
        completed("town1", instance, "UserTask_GiveTownshipOpinion", Map.of("opinion", "SUPPORT", "reason", "符合条件"));
        completed("village", instance, "UserTask_HoldDemocraticReview", review("town2", 20, 15, 12, 2, 1));

        // when: on notice, somebody objects, and is right
        NoticeView notice = notice(application);
        assertThat(notice.isCurrentOn(clock.today())).isTrue();
        assertThat(notice.persons()).doesNotContain("欧阳石");
        object(notice, "该户在城里有一套出租的房子。");
        putUp(instance);
        JsonNode objection = office.get("surveyor3", "/api/v1/applications/" + application).at("/objections/0");
        completed("surveyor3", instance, "UserTask_InvestigateObjection", Map.of(
                "objectionId", objection.get("objectionId").asText(),
                "decision", "UPHELD",
                "findings", "确有出租房一套",
                "answer", "经核实情况属实，将重新调查。"));

        // then: the notice is gone, everything is looked into again
        assertThat(notices.current(notice.id())).isEmpty();
        assertThat(view(application).get("round").asInt()).isEqualTo(2);

        // when: the second round is unopposed
        investigate(instance, false, "24000.00");
        completed("town1", instance, "UserTask_GiveTownshipOpinion", Map.of("opinion", "SUPPORT", "reason", "租金收入已计入"));
        completed("village", instance, "UserTask_HoldDemocraticReview", review("town2", 20, 16, 10, 3, 3));
        putUp(instance);
        object(notice(application), "听说他家还有车。");
        JsonNode second = office.get("surveyor3", "/api/v1/applications/" + application).at("/objections");
        String open = second.findValuesAsText("stateName").indexOf("待核查") == 0
                ? second.get(0).get("objectionId").asText()
                : second.get(second.size() - 1).get("objectionId").asText();
        cases.fire(instance, "IntermediateEvent_NoticeOver");
        assertThat(office.task("examiner", instance, "UserTask_ExamineApplication")).isNull();
        completed("surveyor3", instance, "UserTask_InvestigateObjection", Map.of(
                "objectionId", open, "decision", "UNFOUNDED", "findings", "查无车辆", "answer", "经查询无车辆登记。"));
        completed("examiner", instance, "UserTask_ExamineApplication", Map.of(
                "proposal", "APPROVE", "entitledFrom", today(), "reason", "符合低收入家庭条件"));
        completed("approver", instance, "UserTask_DetermineApplication", Map.of("decision", "CONFIRMED"));

        // then
        assertThat(ended(instance)).isEqualTo("EndEvent_ApplicationApproved");
        assertThat(categories(applicant)).containsExactly(Category.LOW_INCOME_FAMILY);
        assertThat(letters(application)).contains("查询公函", "认定决定书");
        assertThat(letters(application)).contains("公示");
    }

    @Test
    @Order(2)
    @Clause({"L3", "P7", "L4"})
    void a_certified_status_is_checked_with_its_department_and_counts_from_its_own_day() {
        // given
        ResidentId applicant = InventedResidents.next(DIVISION);
        String instance = opened(Category.SUBSISTENCE_ALLOWANCE, applicant, "0", Map.of("consent", false));
        completed("town1", instance, "UserTask_CheckDocuments", Map.of("decision", "COMPLETE"));
        String statusFrom = clock.today().minusMonths(2).toString();

        // when
        completed("civil", instance, "UserTask_ConfirmStatus", Map.of(
                "decision", "CONFIRMED", "statusFrom", statusFrom, "certificate", "低保证 第00012号"));
        HttpResponse<String> early = office.complete("examiner", instance, "UserTask_ExamineApplication", Map.of(
                "proposal", "APPROVE", "entitledFrom", clock.today().minusMonths(3).toString(), "reason", "身份属实"));
        completed("examiner", instance, "UserTask_ExamineApplication", Map.of(
                "proposal", "APPROVE", "entitledFrom", statusFrom, "reason", "身份属实"));
        completed("approver", instance, "UserTask_DetermineApplication", Map.of("decision", "SENT_BACK", "reason", "请补充证号"));
        completed("examiner", instance, "UserTask_ExamineApplication", Map.of(
                "proposal", "APPROVE", "entitledFrom", statusFrom, "reason", "身份属实，低保证第00012号"));
        completed("approver", instance, "UserTask_DetermineApplication", Map.of("decision", "CONFIRMED"));

        // then
        assertThat(early.statusCode()).isEqualTo(422);
        assertThat(early.body()).contains("entitledFrom");
        assertThat(ended(instance)).isEqualTo("EndEvent_ApplicationApproved");
        assertThat(categories(applicant)).containsExactly(Category.SUBSISTENCE_ALLOWANCE);
        var person = parties.findPerson(PoolingArea.LIANYUNGANG, applicant).orElseThrow();
        assertThat(jdbc.sql("select amount::text from medaid.contribution_subsidy where person_id = ?")
                        .param(person.id().value())
                        .query(String.class)
                        .list())
                .containsExactly("280.00");
    }

    @Test
    @Order(3)
    @Clause({"P4", "P6"})
    void a_review_that_does_not_pass_leads_to_a_written_refusal_with_the_way_to_appeal() {
        // given
        ResidentId applicant = InventedResidents.next(DIVISION);
        String instance = opened(Category.LOW_INCOME_FAMILY, applicant, "9000.00", Map.of("staffRelation", "镇会计的堂弟"));
        String application = application(instance);
        completed("town1", instance, "UserTask_CheckDocuments", Map.of(
                "decision", "MISSING", "missing", List.of("病历复印件", "银行流水")));
        completed("town1", instance, "UserTask_ReceiveDocuments", Map.of("documents", List.of(file("town1"))));
        HttpResponse<String> again = office.complete("town1", instance, "UserTask_CheckDocuments", Map.of(
                "decision", "MISSING", "missing", List.of("户口本")));
        completed("town1", instance, "UserTask_CheckDocuments", Map.of("decision", "COMPLETE"));
        completed("surveyor1", instance, "UserTask_SurveyHousehold", survey("surveyor1", "9000.00"));
        completed("surveyor2", instance, "UserTask_VisitNeighbours", visits());
        // when: the tax office never answers
        for (String department : List.of("police", "estate", "market")) {
            answerInquiry(department, instance, "NOTHING_FOUND");
        }
        cases.fireAll(instance, "BoundaryEvent_InquiryReminderDue");
        cases.fireAll(instance, "BoundaryEvent_InquiryOverdue");
        cases.fireAll(instance, "BoundaryEvent_InquiryGivenUp");
        completed("town1", instance, "UserTask_CompareEconomy", Map.of("foundIncome", "9000.00", "conclusion", "CONSISTENT"));
        // related to staff: always looked at by the county, and not by a surveyor
        completed("examiner", instance, "UserTask_CheckOnTheSpot", Map.of(
                "visitedOn", today(), "conclusion", "CONFIRMS", "findings", "情况属实", "documents", List.of(file("examiner"))));
        completed("town1", instance, "UserTask_GiveTownshipOpinion", Map.of("opinion", "OPPOSE", "reason", "收入来源说不清"));
        HttpResponse<String> noQuorum = office.complete(
                "village", instance, "UserTask_HoldDemocraticReview", review("village", 20, 9, 9, 0, 0));
        completed("village", instance, "UserTask_HoldDemocraticReview", review("village", 20, 14, 7, 7, 0));

        // then
        assertThat(again.statusCode()).isEqualTo(422);
        assertThat(noQuorum.body()).contains("NO_QUORUM");
        HttpResponse<String> approve = office.complete("examiner", instance, "UserTask_ExamineApplication", Map.of(
                "proposal", "APPROVE", "entitledFrom", today(), "reason", "同意"));
        assertThat(approve.body()).contains("REVIEW_NOT_PASSED");
        completed("examiner", instance, "UserTask_ExamineApplication", Map.of(
                "proposal", "REFUSE", "reason", "民主评议没有通过", "article", "连政办发〔2017〕22号 三"));
        completed("approver", instance, "UserTask_DetermineApplication", Map.of("decision", "CONFIRMED"));
        assertThat(ended(instance)).isEqualTo("EndEvent_ApplicationRefused");
        assertThat(categories(applicant)).isEmpty();
        assertThat(letters(application)).contains("不予认定医疗救助对象决定书");
        assertThat(kinds(application)).contains("INQUIRY_REMINDED", "INQUIRY_ESCALATED", "INQUIRY_UNANSWERED");
    }

    @Test
    @Order(4)
    @Clause("P6")
    void the_county_may_send_a_case_back_to_survey_and_the_family_may_take_it_back_at_any_time() {
        ResidentId applicant = InventedResidents.next(DIVISION);
        String instance = opened(Category.LOW_INCOME_FAMILY, applicant, "9000.00", Map.of());
        String application = application(instance);
        onNotice(instance, "9000.00");
        cases.fire(instance, "IntermediateEvent_NoticeOver");
        completed("examiner", instance, "UserTask_ExamineApplication", Map.of("proposal", "SURVEY_AGAIN", "reason", "住房情况不清"));
        assertThat(office.task("surveyor1", instance, "UserTask_SurveyHousehold")).isNotNull();

        String open = office.as("town1").get("/applications/" + application).body();
        HttpResponse<String> silent = office.as("town1").postJson("/api/v1/applications/" + application + "/withdrawals", "{}");
        HttpResponse<String> withdrawn = office.as("town1")
                .postJson("/api/v1/applications/" + application + "/withdrawals", "{\"reason\": \"已找到工作\"}");

        assertThat(open).contains("撤回申请", "data-case=\"/api/v1/applications/" + application + "\"", "材料.pdf");
        assertThat(office.as("town1").get("/applications/" + application).body()).doesNotContain("撤回申请");
        assertThat(silent.statusCode()).isEqualTo(422);
        assertThat(withdrawn.statusCode()).isEqualTo(204);
        assertThat(ended(instance)).isEqualTo("EndEvent_ApplicationWithdrawn");
        assertThat(view(application).get("state").asText()).isEqualTo("WITHDRAWN");
    }

    @Test
    @Order(5)
    void an_application_that_is_not_taken_in_gets_a_letter_too() {
        String instance = opened(Category.LOW_INCOME_FAMILY, InventedResidents.next(DIVISION), "9000.00", Map.of());
        completed("town1", instance, "UserTask_CheckDocuments", Map.of("decision", "REFUSED", "reason", "不属于本县户籍"));
        assertThat(ended(instance)).isEqualTo("EndEvent_ApplicationNotAccepted");
        assertThat(letters(application(instance))).contains("不予受理通知书");
    }

    @Test
    @Order(6)
    @Clause("X6")
    void bad_input_is_named_at_its_field_and_other_offices_see_nothing() {
        ResidentId applicant = InventedResidents.next(DIVISION);
        Map<String, Object> form = form(Category.LOW_INCOME_FAMILY, applicant, "9000.00");
        form.put("consent", false);
        form.put("savings", "一万");
        form.put("members", List.of(
                Map.of("residentId", "123", "name", "欧阳石", "relation", "SELF", "annualIncome", "1", "included", true)));
        HttpResponse<String> refused = office.start("town1", "ApplicationProcess", form);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("members.0.residentId", "savings", "consent");

        String instance = opened(Category.LOW_INCOME_FAMILY, applicant, "9000.00", Map.of());
        String application = application(instance);
        HttpResponse<String> twice = office.start("town1", "ApplicationProcess", form(Category.LOW_INCOME_FAMILY, applicant, "9000.00"));
        assertThat(twice.body()).contains("APPLICATION_OPEN");
        assertThat(new Office(port, "jining").as("town1").getJson("/api/v1/applications/" + application).statusCode())
                .isEqualTo(404);
        assertThat(office.as("tax").getJson("/api/v1/applications/" + application).statusCode())
                .isEqualTo(404);
        assertThat(office.as("town1").getJson("/api/v1/applications/no-id").statusCode()).isEqualTo(404);
    }

    @Test
    @Order(7)
    void of_two_clerks_who_complete_one_task_at_once_one_succeeds_and_the_other_is_told() throws Exception {
        String instance = opened(Category.LOW_INCOME_FAMILY, InventedResidents.next(DIVISION), "9000.00", Map.of());
        String task = office.task("town1", instance, "UserTask_CheckDocuments");
        ExecutorService two = Executors.newFixedThreadPool(2);
        List<Callable<Integer>> both = new ArrayList<>();
        for (String clerk : List.of("town1", "town2")) {
            office.as(clerk);
            both.add(() -> office.submit(clerk, task, Map.of("decision", "COMPLETE")).statusCode());
        }
        List<Integer> answers = new ArrayList<>();
        for (Future<Integer> answer : two.invokeAll(both)) {
            answers.add(answer.get());
        }
        two.shutdown();
        assertThat(answers).filteredOn(status -> status < 300).hasSize(1);
        assertThat(answers).filteredOn(status -> status >= 400).hasSize(1);
        assertThat(kinds(application(instance))).containsOnlyOnce("DOCUMENTS_CHECKED");
    }

    @Test
    @Order(8)
    @Clause("L2")
    void a_low_income_family_over_half_of_the_local_income_is_not_approved_and_both_numbers_are_kept() {
        ResidentId applicant = InventedResidents.next(DIVISION);
        String instance = opened(Category.LOW_INCOME_FAMILY, applicant, "30000.00", Map.of());
        String application = application(instance);
        // two members: 15,000.00 a head is not under half of 30,000.00
        onNotice(instance, "30000.00");
        cases.fire(instance, "IntermediateEvent_NoticeOver");

        HttpResponse<String> approved = office.complete("examiner", instance, "UserTask_ExamineApplication", Map.of(
                "proposal", "APPROVE", "entitledFrom", today(), "reason", "同意"));

        assertThat(approved.statusCode()).isEqualTo(422);
        assertThat(approved.body()).contains("INCOME_TOO_HIGH", "15000.00");
        JsonNode kept = null;
        for (JsonNode record : view(application).get("records")) {
            kept = record.get("kind").asText().equals("INCOME_COMPARED") ? record.get("content") : kept;
        }
        assertThat(kept.get("perHead").asText()).isEqualTo("15000.00");
        assertThat(kept.get("limit").asText()).isEqualTo("15000.00");
    }

    @Test
    @Order(9)
    @Clause("L2")
    void a_non_resident_needs_a_residence_permit_of_three_months() {
        Map<String, Object> form = form(Category.NON_RESIDENT_TEMPORARY_ASSISTANCE, InventedResidents.next(DIVISION), "0");
        HttpResponse<String> missing = office.start("town1", "ApplicationProcess", form);
        form.put("permitFrom", clock.today().minusMonths(3).plusDays(1).toString());
        HttpResponse<String> young = office.start("town1", "ApplicationProcess", form);
        form.put("permitFrom", clock.today().minusMonths(3).toString());
        HttpResponse<String> old = office.start("town1", "ApplicationProcess", form);

        assertThat(missing.body()).contains("PERMIT_MISSING");
        assertThat(young.body()).contains("PERMIT_TOO_SHORT");
        assertThat(old.statusCode()).isEqualTo(200);
    }

    @Test
    @Order(10)
    void an_applicant_with_the_telephone_of_a_member_of_staff_is_always_visited_by_the_county() {
        HttpResponse<String> clerk = office.as("clerk1").postJson("/api/v1/applications/x/withdrawals", "{}");
        HttpResponse<String> forbidden = office.as("clerk1")
                .sendJson("PUT", "/api/v1/staff-contacts/lianyungang-town2", "{\"phone\": \"0518 8111111\"}");
        HttpResponse<String> entered = office.as("manager")
                .sendJson("PUT", "/api/v1/staff-contacts/lianyungang-town2", "{\"phone\": \"0518 8111111\"}");
        String instance = opened(
                Category.LOW_INCOME_FAMILY, InventedResidents.next(DIVISION), "9000.00", Map.of("phone", "0518-8111111"));
        completed("town1", instance, "UserTask_CheckDocuments", Map.of("decision", "COMPLETE"));
        investigate(instance, true, "9000.00");

        assertThat(clerk.statusCode()).isEqualTo(404);
        assertThat(forbidden.statusCode()).isEqualTo(403);
        assertThat(entered.statusCode()).isEqualTo(204);
        boolean related = false;
        for (JsonNode record : view(application(instance)).get("records")) {
            related |= record.at("/content/related").asBoolean();
        }
        assertThat(related).isTrue();
        assertThat(kinds(application(instance))).contains("CHECKED_ON_THE_SPOT");
    }

    @Test
    @Order(98)
    @Clause("X6")
    void no_table_of_the_engine_holds_a_name_an_identity_number_a_telephone_or_an_illness() {
        ResidentId applicant = InventedResidents.next(DIVISION);
        String instance = opened(Category.LOW_INCOME_FAMILY, applicant, "9000.00", Map.of());
        completed("town1", instance, "UserTask_CheckDocuments", Map.of("decision", "COMPLETE"));
        investigate(instance, true, "9000.00");

        EngineTables.assertNoneHolds(
                jdbc, applicant.value(), "欧阳石", "王小花", "0518-8000000", "肾功能衰竭", "邻居甲", "东海示范镇一村3号");
    }

    @Test
    @Order(99)
    void every_flow_node_has_been_reached() {
        cases.assertEveryNodeReached("ApplicationProcess");
    }

    private String opened(Category category, ResidentId applicant, String income, Map<String, Object> changed) {
        Map<String, Object> form = form(category, applicant, income);
        form.putAll(changed);
        return office.instance(office.start("town1", "ApplicationProcess", form));
    }

    private Map<String, Object> form(Category category, ResidentId applicant, String income) {
        Map<String, Object> form = new HashMap<>();
        form.put("category", category.name());
        form.put("townCode", TOWN);
        form.put("address", "东海示范镇一村3号");
        form.put("phone", "0518-8000000");
        form.put("members", List.of(
                Map.of("residentId", applicant.value(), "name", "欧阳石", "relation", "SELF", "annualIncome", income,
                        "insured", true, "included", true),
                Map.of("residentId", InventedResidents.next(DIVISION).value(), "name", "王小花", "relation", "SPOUSE",
                        "annualIncome", "0", "insured", true, "included", false)));
        form.put("savings", "1000.00");
        form.put("illness", "肾功能衰竭，每周透析三次");
        form.put("medicalCosts", "42000.00");
        form.put("consent", true);
        form.put("documents", List.of(file("town1")));
        return form;
    }

    private void investigate(String instance, boolean found, String income) {
        completed("surveyor1", instance, "UserTask_SurveyHousehold", survey("surveyor1", income));
        completed("surveyor2", instance, "UserTask_VisitNeighbours", visits());
        for (String department : List.of("police", "tax", "estate", "market")) {
            answerInquiry(department, instance, found ? "NOTHING_FOUND" : "FOUND");
        }
        completed("town1", instance, "UserTask_CompareEconomy", Map.of(
                "foundIncome", income, "conclusion", found ? "CONSISTENT" : "EXPLAINED", "explanation", "租金收入"));
        if (office.task("examiner", instance, "UserTask_CheckOnTheSpot") != null) {
            completed("examiner", instance, "UserTask_CheckOnTheSpot", Map.of(
                    "visitedOn", today(), "conclusion", "CONFIRMS", "findings", "属实", "documents", List.of(file("examiner"))));
        }
    }

    /** Everything up to the notice on the board, with nothing found amiss. */
    private void onNotice(String instance, String income) {
        completed("town1", instance, "UserTask_CheckDocuments", Map.of("decision", "COMPLETE"));
        investigate(instance, true, income);
        completed("town1", instance, "UserTask_GiveTownshipOpinion", Map.of("opinion", "SUPPORT", "reason", "符合条件"));
        completed("village", instance, "UserTask_HoldDemocraticReview", review("village", 20, 15, 12, 2, 1));
        putUp(instance);
    }

    private void putUp(String instance) {
        completed("village", instance, "UserTask_PutUpNotice", Map.of(
                "putUpOn", today(), "place", "村务公开栏", "documents", List.of(file("village"))));
    }

    private void answerInquiry(String department, String instance, String answer) {
        String target = Map.of(
                        "police", "PUBLIC_SECURITY", "tax", "TAX", "estate", "REAL_ESTATE", "market", "MARKET_SUPERVISION")
                .get(department);
        completed(department, instance, "UserTask_AnswerInquiry", Map.of(
                "target", target,
                "answer", answer,
                "findings", answer.equals("FOUND") ? List.of(Map.of("memberLineNo", 1, "description", "登记一项")) : List.of()));
    }

    private Map<String, Object> survey(String by, String income) {
        return Map.of(
                "surveyors", List.of("lianyungang-" + by, "lianyungang-surveyor2"),
                "visitedOn", today(),
                "housing", "两间平房",
                "findings", "一人长期患病，无劳动能力",
                "annualIncome", income,
                "signedBy", "欧阳石",
                "documents", List.of(file(by)));
    }

    private static Map<String, Object> visits() {
        return Map.of("visits", List.of(
                Map.of("neighbour", "邻居甲", "visitedOn", today(), "statement", "生活困难"),
                Map.of("neighbour", "邻居乙", "visitedOn", today(), "statement", "常年看病")));
    }

    private Map<String, Object> review(String by, int entitled, int present, int inFavour, int against, int abstained) {
        Map<String, Object> review = new HashMap<>();
        review.put("heldOn", today());
        review.put("place", "村委会会议室");
        review.put("entitled", entitled);
        review.put("present", present);
        review.put("inFavour", inFavour);
        review.put("against", against);
        review.put("abstained", abstained);
        review.put("minutes", "逐户评议");
        review.put("documents", List.of(file("village")));
        return review;
    }

    private static String today() {
        return LocalDate.now(BusinessClock.ZONE).toString();
    }

    private String file(String who) {
        return SampleFiles.handedIn(documents, staff.find(AREA + "-" + who).orElseThrow());
    }

    private void object(NoticeView notice, String content) {
        assertThat(objections.raise(new RaiseObjection(
                        notice.id(),
                        ObjectionChannel.values()[0],
                        Optional.empty(),
                        Optional.empty(),
                        content,
                        clock.today(),
                        List.of(),
                        Optional.empty(),
                        Objections.VISITOR)))
                .isNotNull();
    }

    private NoticeView notice(String application) {
        String id = jdbc.sql("select notice_id::text from medaid.application where id = ?::uuid")
                .param(application)
                .query(String.class)
                .single();
        return notices.view(NoticeId.parse(id)).orElseThrow();
    }

    private void completed(String who, String instance, String task, Object payload) {
        office.completed(who, instance, task, payload);
    }

    private String application(String instance) {
        return cases.variable(instance, "applicationId");
    }

    private JsonNode view(String application) {
        return office.get("town1", "/api/v1/applications/" + application);
    }

    private List<String> kinds(String application) {
        return view(application).get("records").findValuesAsText("kind");
    }

    private String letters(String application) {
        return String.join(" ", view(application).get("documents").findValuesAsText("fileName"));
    }

    private List<Category> categories(ResidentId resident) {
        return parties.findPerson(PoolingArea.LIANYUNGANG, resident)
                .map(person -> roster.categoriesOn(person.id(), clock.today()).stream()
                        .map(held -> held.category())
                        .toList())
                .orElse(List.of());
    }

    private String ended(String instance) {
        return cases.ended(instance, "EndEvent_Application");
    }
}
