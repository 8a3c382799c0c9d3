package org.medaid.workbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medaid.application.household.HouseholdDesk;
import org.medaid.application.household.HouseholdForms;
import org.medaid.document.DocumentId;
import org.medaid.document.Documents;
import org.medaid.engine.EngineIdentity;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.notice.NoticeId;
import org.medaid.notice.Notices;
import org.medaid.notice.SampleNotices;
import org.medaid.party.Parties;
import org.medaid.policy.Category;
import org.medaid.roster.EnterCategory;
import org.medaid.roster.Roster;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.security.StaffDirectory;
import org.medaid.testing.Browser;
import org.medaid.testing.EngineCases;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.InventedResidents;
import org.medaid.testing.Office;
import org.medaid.testing.SampleFiles;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two clerks of one township each at Jining, and one who works for the whole office. */
@IntegrationTest
@Clause("X6")
class TownshipsTest {

    private static final String ENGINE = "/camunda/api/engine/engine/default";
    private static final PoolingArea AREA = PoolingArea.JINING;
    private static final String DIVISION = "370829";
    private static final String TOWN = "370829902";
    private static final String OTHER_TOWN = "370811901";
    private static final String HERE = "towns-here";
    private static final String ELSEWHERE = "towns-elsewhere";
    /** Whose township is not said. */
    private static final String ALL = "towns-all";
    private static final String NAME = "钟离乡镇样本";
    private static final String CHECK = "UserTask_CheckDocuments";

    /** What Tasklist sends when a filter is chosen. */
    private static final String PAGE = "{\"processVariables\":[],\"taskVariables\":[],\"caseInstanceVariables\":[],"
            + "\"firstResult\":0,\"maxResults\":500,\"sorting\":[{\"sortOrder\":\"desc\",\"sortBy\":\"created\"}],\"active\":true}";

    /** The same in an order of the user's own. */
    private static final String BY_NAME = PAGE.replace("created", "name");

    @LocalServerPort
    private int port;

    @Autowired
    private IdentityService identity;

    @Autowired
    private TaskService tasks;

    @Autowired
    private EngineIdentity engine;

    @Autowired
    private StaffDirectory staff;

    @Autowired
    private Documents documents;

    @Autowired
    private HouseholdDesk households;

    @Autowired
    private Notices notices;

    @Autowired
    private Substitutions substitutions;

    @Autowired
    private Parties parties;

    @Autowired
    private Roster roster;

    @Autowired
    private EngineCases cases;

    @Autowired
    private BusinessClock clock;

    @Autowired
    private JdbcClient jdbc;

    private Office office;

    @BeforeEach
    void aClerkOfEachTownship() {
        office = new Office(port, AREA.tenantId());
        enter(HERE, Groups.ofTown(TOWN));
        enter(ELSEWHERE, Groups.ofTown(OTHER_TOWN));
        enter(ALL);
    }

    private void enter(String id, String... towns) {
        if (identity.createUserQuery().userId(id).count() == 0) {
            var user = identity.newUser(id);
            user.setLastName("乡镇");
            user.setFirstName(id.substring("towns-".length()));
            user.setPassword(Browser.PASSWORD);
            identity.saveUser(user);
            identity.createMembership(id, Groups.TOWNSHIP_CLERK);
            List.of(towns).forEach(town -> identity.createMembership(id, town));
            identity.createTenantUserMembership(AREA.tenantId(), id);
        }
    }

    @AfterEach
    void theyAreGone() {
        for (String id : List.of(HERE, ELSEWHERE, ALL)) {
            substitutions.of(user(id)).stream()
                    .filter(one -> one.absent().equals(id))
                    .forEach(one -> substitutions.end(one.id(), user(id)));
        }
        List.of(HERE, ELSEWHERE, ALL).forEach(identity::deleteUser);
    }

    @Test
    void an_application_is_read_and_listed_by_its_own_township_and_by_who_works_for_all() {
        Opened opened = opened();

        for (String who : List.of(HERE, "town1", "examiner")) {
            assertThat(office.as(who).getJson("/api/v1/applications/" + opened.id()).statusCode()).as(who).isEqualTo(200);
            assertThat(office.as(who).get("/applications/" + opened.id()).statusCode()).as(who).isEqualTo(200);
            assertThat(office.as(who).get("/applications?number=" + opened.number()).body()).as(who).contains(opened.id());
        }
        assertThat(office.as(ELSEWHERE).getJson("/api/v1/applications/" + opened.id()).statusCode()).isEqualTo(404);
        assertThat(office.as(ELSEWHERE).get("/applications/" + opened.id()).statusCode()).isEqualTo(404);
        assertThat(office.as(ELSEWHERE).get("/applications?number=" + opened.number()).body()).doesNotContain(opened.id());
        HttpResponse<String> withdrawn =
                office.as(ELSEWHERE).postJson("/api/v1/applications/" + opened.id() + "/withdrawals", "{\"reason\":\"不再需要\"}");
        assertThat(withdrawn.statusCode()).isEqualTo(404);
        // and so are its files
        assertThat(documents.find(user("jining-town1"), opened.file())).isPresent();
        assertThat(documents.find(user(ELSEWHERE), opened.file())).isEmpty();
    }

    @Test
    void an_application_is_opened_for_the_own_township_alone() {
        Map<String, Object> form = form(InventedResidents.next(DIVISION), HERE);
        form.put("townCode", OTHER_TOWN);

        HttpResponse<String> refused = office.start(HERE, "ApplicationProcess", form);

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("OTHER_TOWN", "请申请人到所属乡镇（街道）办理");
        assertThat(office.get(HERE, "/api/v1/application-options").get("towns").findValuesAsText("code")).containsExactly(TOWN);
        assertThat(office.get("town1", "/api/v1/application-options").get("towns").findValuesAsText("code"))
                .contains(TOWN, OTHER_TOWN);
    }

    @Test
    void a_task_is_listed_and_counted_for_its_own_township() {
        String task = opened().task(CHECK);

        for (String filter : List.of("本组待办（乡镇（街道）受理）", "按乡镇（乡镇（街道）受理）", "全部可见任务")) {
            assertThat(listed(HERE, filter, PAGE)).as(filter).contains(task);
            assertThat(listed("town1", filter, PAGE)).as(filter).contains(task);
            assertThat(listed(ELSEWHERE, filter, PAGE)).as(filter).doesNotContain(task);
            assertThat(listed(HERE, filter, BY_NAME)).as(filter).contains(task);
            assertThat(listed(ELSEWHERE, filter, BY_NAME)).as(filter).doesNotContain(task);
        }
        long before = count(ELSEWHERE, "本组待办（乡镇（街道）受理）");
        long beforeHere = count(HERE, "本组待办（乡镇（街道）受理）");
        opened();
        assertThat(count(ELSEWHERE, "本组待办（乡镇（街道）受理）"))
                .isEqualTo(before)
                .isEqualTo(listed(ELSEWHERE, "本组待办（乡镇（街道）受理）", PAGE).size());
        assertThat(count(HERE, "本组待办（乡镇（街道）受理）")).isEqualTo(beforeHere + 1);
        assertThat(office.get(ELSEWHERE, "/api/v1/task-places?towns=true&group=township-clerk").toString()).doesNotContain(TOWN);
        assertThat(office.get(HERE, "/api/v1/task-places?towns=true&group=township-clerk").toString()).contains(TOWN);
        assertThat(cards(HERE, task)).hasSize(1);
        assertThat(cards(ELSEWHERE, task)).isEmpty();
    }

    @Test
    void a_task_of_another_township_is_neither_shown_nor_taken_nor_completed() {
        Opened opened = opened();
        String task = opened.task(CHECK);

        for (String path : List.of("", "/form-variables", "/variables", "/rendered-form", "/identity-links")) {
            HttpResponse<String> shown = office.as(ELSEWHERE).getJson(ENGINE + "/task/" + task + path);
            assertThat(shown.statusCode()).as(path).isEqualTo(404);
            assertThat(shown.body()).contains("没有找到这件任务");
        }
        assertThat(office.as(HERE).getJson(ENGINE + "/task/" + task).statusCode()).isEqualTo(200);
        assertThat(office.as(ELSEWHERE).getJson("/api/v1/tasks/" + task + "/case-summary").statusCode()).isEqualTo(404);
        assertThat(office.as(ELSEWHERE).getJson("/api/v1/tasks/" + task + "/notes").statusCode()).isEqualTo(404);
        assertThat(office.as(ELSEWHERE).postJson(ENGINE + "/task/" + task + "/claim", "{\"userId\":\"" + ELSEWHERE + "\"}").statusCode())
                .isEqualTo(404);
        assertThat(office.submit(ELSEWHERE, task, Map.of("decision", "COMPLETE")).statusCode()).isEqualTo(404);
        String several = "{\"tasks\":[\"" + task + "\"]}";
        assertThat(office.as(ELSEWHERE).postJson("/api/v1/task-claims", several).body()).isEqualTo("{\"NOT_ALLOWED\":1}");

        // whichever way the engine is asked
        assertThatThrownBy(() -> tasks.setAssignee(task, ELSEWHERE)).hasMessageContaining("属于其他乡镇（街道）");
        engine.actAs(ELSEWHERE, user(ELSEWHERE).groups(), List.of(AREA.tenantId()));
        try {
            assertThatThrownBy(() -> tasks.claim(task, ELSEWHERE)).hasMessageContaining("属于其他乡镇（街道）");
        } finally {
            engine.actAsNobody();
        }
        assertThat(assignee(task)).isNull();

        assertThat(office.as(HERE).postJson("/api/v1/task-claims", several).body()).isEqualTo("{\"CLAIMED\":1}");
        office.completed(HERE, opened.instance(), CHECK, Map.of("decision", "COMPLETE"));
    }

    @Test
    void a_task_is_handed_over_within_the_township_alone_also_while_somebody_is_away() {
        String task = opened().task(CHECK);
        tasks.setAssignee(task, HERE);

        JsonNode colleagues = office.get(HERE, "/api/v1/tasks/" + task + "/colleagues").get("colleagues");
        HttpResponse<String> refused = office.as(HERE)
                .postJson("/api/v1/tasks/" + task + "/hand-overs", "{\"to\":\"" + ELSEWHERE + "\",\"reason\":\"下乡\"}");

        assertThat(problem(colleagues, ELSEWHERE)).isEqualTo("不办理本乡镇（街道）的业务");
        assertThat(problem(colleagues, "jining-town1")).isEmpty();
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("COLLEAGUE_EXCLUDED", "不办理本乡镇（街道）的业务");
        assertThat(substitutions.colleagues(user(HERE))).extracting(CurrentUser::id).contains("jining-town1").doesNotContain(ELSEWHERE);
        Substitutions.Enter wrong = new Substitutions.Enter("", ELSEWHERE, day(0), day(1));
        assertThat(substitutions.enter(wrong, user(HERE)).problems()).extracting("code").containsExactly("SUBSTITUTE_NOT_OF_GROUP");

        assertThat(substitutions.enter(new Substitutions.Enter("", "jining-town2", day(0), day(1)), user(HERE)).problems()).isEmpty();
        assertThat(assignee(task)).isEqualTo("jining-town2");
    }

    @Test
    void whoever_stands_in_for_somebody_who_works_for_all_gets_what_is_of_the_own_township() {
        String of = opened().task(CHECK);
        tasks.setAssignee(of, ALL);
        Map<String, Object> form = form(InventedResidents.next("370811"), ALL);
        form.put("townCode", OTHER_TOWN);
        String other = opened(ALL, form).task(CHECK);
        tasks.setAssignee(other, ALL);

        assertThat(substitutions.colleagues(user(ALL))).extracting(CurrentUser::id).contains(HERE, ELSEWHERE);
        assertThat(substitutions.enter(new Substitutions.Enter("", ELSEWHERE, day(0), day(1)), user(ALL)).problems()).isEmpty();

        assertThat(assignee(other)).isEqualTo(ELSEWHERE);
        assertThat(assignee(of)).as("back to the group").isNull();
    }

    @Test
    void a_case_is_found_by_its_own_township() {
        Opened opened = opened();

        for (String text : List.of(opened.number(), NAME, opened.applicant().value())) {
            assertThat(search(HERE, text)).as("here").contains(opened.number());
            assertThat(search("town1", text)).as("all").contains(opened.number());
            assertThat(search(ELSEWHERE, text)).as("elsewhere").doesNotContain(opened.number());
        }
    }

    @Test
    void a_review_and_a_households_file_belong_to_the_township_of_the_persons_latest_application() {
        Opened opened = opened();
        var person = parties.findPerson(AREA, opened.applicant()).orElseThrow().id();
        roster.enter(AREA, new EnterCategory(
                person, Category.SUBSISTENCE_ALLOWANCE, DateRange.from(LocalDate.of(2014, 1, 1)), "示例名单", "test"));
        Map<String, Object> form =
                Map.of("residentId", opened.applicant().value(), "reason", "REPORTED", "note", "有人反映收入变化");

        HttpResponse<String> refused = office.start(ELSEWHERE, "RosterReviewProcess", form);
        String instance = office.instance(office.start(HERE, "RosterReviewProcess", form));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("OTHER_TOWN");
        String review = cases.variable(instance, "rosterReviewId");
        String task = office.task(HERE, instance, "UserTask_ReviewBeneficiary");
        assertThat(office.as(HERE).getJson("/api/v1/roster-reviews/" + review).statusCode()).isEqualTo(200);
        assertThat(office.as(ELSEWHERE).getJson("/api/v1/roster-reviews/" + review).statusCode()).isEqualTo(404);
        assertThat(office.as(ELSEWHERE).getJson(ENGINE + "/task/" + task).statusCode()).isEqualTo(404);
        String number = jdbc.sql("select number from medaid.roster_review where id = ?::uuid").param(review).query(String.class).single();
        assertThat(office.as(HERE).get("/roster-reviews").body()).contains(number);
        assertThat(office.as("town1").get("/roster-reviews").body()).contains(number);
        assertThat(office.as(ELSEWHERE).get("/roster-reviews").body()).doesNotContain(number);
        assertThat(search(ELSEWHERE, number)).doesNotContain(number);
        assertThat(search(HERE, number)).contains(number);

        HouseholdForms.Open file = new HouseholdForms.Open(opened.applicant().value(), "嘉祥示范镇一村3号", "");
        assertThat(households.open(file, user(ELSEWHERE)).problems()).extracting("code").containsExactly("OTHER_TOWN");
        var household = households.open(file, user(HERE)).fold(id -> id, problems -> null);
        assertThat(households.search(opened.applicant().value(), user(HERE))).contains(household);
        assertThat(households.search(opened.applicant().value(), user(ELSEWHERE))).isEmpty();
        assertThat(households.read(household, user(ELSEWHERE))).isEmpty();
        assertThat(households.read(household, user("jining-town1"))).isPresent();
    }

    @Test
    void a_notice_is_seen_at_the_office_by_its_own_township() {
        NoticeId notice = notices.publish(SampleNotices.open(AREA, clock, TOWN, "嘉祥示范镇"));

        for (String who : List.of(HERE, "town1")) {
            assertThat(office.as(who).get("/notices/office").body()).as(who).contains(notice.toString());
            assertThat(office.as(who).get("/notices/office/" + notice).statusCode()).as(who).isEqualTo(200);
        }
        assertThat(office.as(ELSEWHERE).get("/notices/office").body()).doesNotContain(notice.toString());
        assertThat(office.as(ELSEWHERE).get("/notices/office/" + notice).statusCode()).isEqualTo(404);
        assertThat(office.as(ELSEWHERE).get("/notices/" + notice).statusCode()).as("what everybody reads").isEqualTo(200);
    }

    @Test
    void the_demonstration_has_a_clerk_of_each_of_two_townships() {
        assertThat(user("heshan-town3").towns()).containsExactly("440784901");
        assertThat(user("heshan-town4").towns()).containsExactly("440784902");
        assertThat(user("heshan-town1").towns()).isEmpty();
        assertThat(identity.createGroupQuery().groupId(Groups.ofTown(TOWN)).singleResult().getName()).isEqualTo("乡镇：嘉祥示范镇");
    }

    /** An application of the first township whose papers wait to be checked. */
    private record Opened(
            String instance, String id, String number, ResidentId applicant, DocumentId file, TaskService tasks) {

        String task(String step) {
            return tasks.createTaskQuery().processInstanceId(instance).taskDefinitionKey(step).singleResult().getId();
        }
    }

    private Opened opened() {
        return opened(HERE, form(InventedResidents.next(DIVISION), HERE));
    }

    private Opened opened(String by, Map<String, Object> form) {
        String instance = office.instance(office.start(by, "ApplicationProcess", form));
        ResidentId applicant =
                new ResidentId((String) ((Map<?, ?>) ((List<?>) form.get("members")).get(0)).get("residentId"));
        String id = cases.variable(instance, "applicationId");
        String number = jdbc.sql("select number from medaid.application where id = ?::uuid").param(id).query(String.class).single();
        return new Opened(
                instance, id, number, applicant, DocumentId.parse((String) ((List<?>) form.get("documents")).get(0)), tasks);
    }

    private Map<String, Object> form(ResidentId applicant, String by) {
        return new HashMap<>(Map.of(
                "category", Category.LOW_INCOME_FAMILY.name(),
                "townCode", TOWN,
                "address", "嘉祥示范镇一村3号",
                "members", List.of(Map.of(
                        "residentId", applicant.value(),
                        "name", NAME,
                        "relation", "SELF",
                        "annualIncome", "9000.00",
                        "insured", true,
                        "included", true)),
                "savings", "1000.00",
                "illness", "长期患病",
                "medicalCosts", "42000.00",
                "consent", true,
                "documents", List.of(SampleFiles.handedIn(documents, user(by)))));
    }

    private CurrentUser user(String id) {
        return staff.find(id).orElseThrow();
    }

    private String assignee(String task) {
        return tasks.createTaskQuery().taskId(task).singleResult().getAssignee();
    }

    private String day(int ahead) {
        return clock.today().plusDays(ahead).toString();
    }

    private String search(String who, String text) {
        HttpResponse<String> found = office.as(who).postJson("/api/v1/case-searches", Office.write(Map.of("text", text)));
        assertThat(found.statusCode()).isEqualTo(200);
        return found.body();
    }

    private JsonNode cards(String who, String task) {
        return Office.read(office.as(who).postJson("/api/v1/task-cards", Office.write(Map.of("tasks", List.of(task)))).body())
                .get("cards");
    }

    private static String problem(JsonNode colleagues, String id) {
        for (JsonNode one : colleagues) {
            if (one.get("id").asText().equals(id)) {
                return one.path("problem").asText("");
            }
        }
        throw new AssertionError(id + " is not among " + colleagues);
    }

    private long count(String who, String filter) {
        return office.get(who, "/api/v1/task-counts").get("filters").get(filterId(who, filter)).asLong();
    }

    private String filterId(String who, String name) {
        for (JsonNode filter : office.get(who, ENGINE + "/filter?resourceType=Task")) {
            if (filter.get("name").asText().equals(name)) {
                return filter.get("id").asText();
            }
        }
        throw new AssertionError(who + " has no filter " + name);
    }

    private List<String> listed(String who, String filter, String asked) {
        String path = ENGINE + "/filter/" + filterId(who, filter) + "/list?firstResult=0&maxResults=500";
        Browser browser = office.as(who);
        HttpResponse<String> answer = browser.send(browser.tokens(HttpRequest.newBuilder(browser.uri(path)), path)
                .header("Content-Type", "application/json")
                .header("Accept", "application/hal+json, application/json; q=0.5")
                .POST(HttpRequest.BodyPublishers.ofString(asked)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        List<String> found = new ArrayList<>();
        Office.read(answer.body()).path("_embedded").path("task").forEach(task -> found.add(task.get("id").asText()));
        return found;
    }
}
