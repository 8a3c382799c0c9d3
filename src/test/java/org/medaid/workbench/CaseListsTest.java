package org.medaid.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medaid.kernel.Clause;
import org.medaid.party.Parties;
import org.medaid.roster.Roster;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.InventedResidents;
import org.medaid.testing.Office;
import org.medaid.testing.Transfers;
import org.medaid.testing.WorkbenchCases;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where is my case: the search, the own cases, the summary beside a form, and several tasks taken at once. */
@IntegrationTest
class CaseListsTest {

    @LocalServerPort
    private int port;

    @Autowired
    private Parties parties;

    @Autowired
    private Roster roster;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TaskService tasks;

    private WorkbenchCases people;
    private Office office;

    @BeforeEach
    void anOffice() {
        people = new WorkbenchCases(parties, roster, jdbc);
        office = new Office(port, "heshan");
    }

    @Test
    @Clause("X6")
    void a_case_is_found_by_number_name_or_identity_number_at_its_own_office_only() {
        WorkbenchCases.Entered bill = people.bill(office, "clerk1", "440784", "淳于寻件", "H4407842");

        for (String text : List.of(
                bill.number(), bill.number().toLowerCase(), "淳于寻件", "淳于寻", bill.resident().value())) {
            JsonNode line = line(found("clerk2", text), bill.number());
            assertThat(line).as(text).isNotNull();
            assertThat(line.get("person").asText()).isEqualTo("淳**件");
            assertThat(line.get("steps").get(0).get("step").asText()).isEqualTo("核对费用单据");
            assertThat(line.get("steps").get(0).get("holder").asText()).isEqualTo("待领取：复核");
            assertThat(line.get("page").asText()).isEqualTo("/claims/" + bill.claim());
            assertThat(line.get("steps").get(0).has("page")).as("another group's step").isFalse();
            assertThat(found(new Office(port, "jiangmen"), "clerk1", text).get("lines")).as(text).isEmpty();
        }
        assertThat(line(found("checker", bill.number()), bill.number()).get("steps").get(0).get("page").asText())
                .contains("task=");
        // A name shorter than two characters finds half the county.
        assertThat(search(office, "clerk1", "淳").statusCode()).isEqualTo(422);
        assertThat(search(office, "clerk1", " ").statusCode()).isEqualTo(422);
        assertThat(found("clerk1", "淳%件").get("lines")).isEmpty();
    }

    @Test
    @Clause("X6")
    void whoever_types_a_whole_name_sees_nobody_else() {
        WorkbenchCases.Entered meant = people.bill(office, "clerk1", "440784", "闾丘全", "H4407842");
        WorkbenchCases.Entered alike = people.bill(office, "clerk1", "440784", "闾丘全名", "H4407842");
        // Of that name, but without a case: the beginning is looked for as well.
        InventedResidents.registered(parties, InventedResidents.next("440784"), "闾丘开");
        WorkbenchCases.Entered longer = people.bill(office, "clerk1", "440784", "闾丘开头", "H4407842");

        assertThat(numbers(found("clerk1", "闾丘全"))).containsExactly(meant.number());
        assertThat(found("clerk1", "闾丘全").get("note").asText()).contains("完全相同");
        assertThat(numbers(page("闾丘全", 1))).isEmpty();
        assertThat(numbers(found("clerk1", "闾丘全名"))).containsExactly(alike.number());
        assertThat(numbers(found("clerk1", "闾丘开"))).containsExactly(longer.number());
        assertThat(found("clerk1", "闾丘开").has("note")).isFalse();
    }

    @Test
    void what_does_not_fit_a_page_is_found_on_the_next_one() {
        Set<String> entered = new HashSet<>();
        for (int i = 0; i < CaseSearch.PAGE + 2; i++) {
            entered.add(people.bill(office, "clerk1", "440784", "闾丘分页" + (char) ('甲' + i), "H4407842").number());
        }

        JsonNode first = page("闾丘分页", 0);
        JsonNode second = page("闾丘分页", 1);

        assertThat(numbers(first)).hasSize(CaseSearch.PAGE);
        assertThat(first.get("more").asBoolean()).isTrue();
        assertThat(numbers(second)).hasSize(2);
        assertThat(second.get("more").asBoolean()).isFalse();
        assertThat(Stream.concat(numbers(first).stream(), numbers(second).stream())).containsExactlyInAnyOrderElementsOf(entered);
        assertThat(numbers(page("闾丘分页", 2))).isEmpty();
        // A page that cannot be is the nearest one that can.
        assertThat(numbers(page("闾丘分页", -1))).isEqualTo(numbers(first));
        assertThat(numbers(page("闾丘分页", Integer.MAX_VALUE))).isEmpty();
        String shown = office.as("clerk1").postForm("/cases", Map.of("text", "闾丘分页", "page", "1")).body();
        assertThat(shown).contains("第2页", "上一页").doesNotContain("下一页");
    }

    @Test
    @Clause("X6")
    void a_hospital_finds_its_own_patient_among_many_of_that_name_elsewhere() {
        String own = Transfers.waiting(office, parties, roster, "闾丘同名", "H4407842");
        for (int i = 0; i <= CaseSearch.PAGE; i++) {
            Transfers.waiting(office, parties, roster, "闾丘同名", "H4407832");
        }

        JsonNode found = found("h4407842-doctor", "闾丘同名");

        assertThat(numbers(found)).containsExactly(number(own));
        assertThat(found.get("more").asBoolean()).isFalse();
    }

    private String number(String instance) {
        return jdbc.sql("select number from medaid.work_task where task_id = ?")
                .param(tasks.createTaskQuery().processInstanceId(instance).singleResult().getId())
                .query(String.class)
                .single();
    }

    private JsonNode page(String text, int page) {
        HttpResponse<String> answer =
                office.as("clerk1").postJson("/api/v1/case-searches", Office.write(Map.of("text", text, "page", page)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Office.read(answer.body());
    }

    private static List<String> numbers(JsonNode found) {
        return StreamSupport.stream(found.get("lines").spliterator(), false)
                .map(line -> line.get("number").asText())
                .toList();
    }

    @Test
    @Clause("X6")
    void who_looked_for_a_person_is_on_record_without_what_was_typed() {
        WorkbenchCases.Entered bill = people.bill(office, "clerk1", "440784", "淳于留痕", "H4407842");

        found("clerk2", bill.resident().value());
        found("clerk2", "淳于留痕");

        assertThat(jdbc.sql("select details::text from medaid.audit_entry where action = 'CASES_SEARCHED' and user_id = 'heshan-clerk2'"
                                + " and subject_type = 'PERSON' and subject_id = ?")
                        .param(bill.person().toString())
                        .query(String.class)
                        .list())
                .hasSize(1)
                .first()
                .asString()
                .contains("IDENTITY_NUMBER", "\"found\": 1");
    }

    @Test
    @Clause({"X6", "C12"})
    void experts_departments_and_other_roles_search_nothing_and_a_township_finds_no_bills() {
        WorkbenchCases.Entered bill = people.bill(office, "clerk1", "440784", "淳于不见", "H4407842");

        assertThat(search(office, "expert1", bill.number()).statusCode()).isEqualTo(403);
        assertThat(search(office, "tax", bill.number()).statusCode()).isEqualTo(403);
        assertThat(office.as("expert1").get("/cases").statusCode()).isEqualTo(403);
        assertThat(found("town1", bill.number()).get("lines")).isEmpty();
        assertThat(found("town1", "淳于不见").get("lines")).isEmpty();
        assertThat(found("h4407842-office", "淳于不见").get("lines")).isEmpty();
    }

    @Test
    void a_page_has_one_head_and_is_called_what_it_is() {
        for (String page : List.of("/my-cases", "/claims", "/payments")) {
            assertThat(office.as("clerk1").get(page).body())
                    .as(page)
                    .containsOnlyOnce("<head>")
                    .containsOnlyOnce("<title>")
                    .containsOnlyOnce("<meta charset=\"UTF-8\">");
        }
        assertThat(office.as("clerk1").get("/my-cases").body()).contains("<title>我的办件</title>");
    }

    @Test
    void the_own_cases_follow_their_steps_until_they_end() {
        WorkbenchCases.Entered bill = people.bill(office, "clerk1", "440784", "淳于办件", "H4407842");

        assertThat(mine("clerk1", "OPEN")).contains(bill.number(), "淳**件", "核对费用单据", "待领取：复核").doesNotContain("淳于办件");
        assertThat(mine("clerk1", "WAITING")).contains(bill.number());
        assertThat(mine("checker", "ALL")).doesNotContain(bill.number());
        assertThat(mine("clerk2", "ALL")).doesNotContain(bill.number());

        office.completed("checker", bill.instance(), "UserTask_CheckBill", Map.of("decision", "RETURNED", "reason", "发票日期不清"));
        // It is the clerks' turn again, and the checker's to wait.
        assertThat(mine("checker", "WAITING")).contains(bill.number(), "更正费用单据");
        tasks.setAssignee(task(bill, "UserTask_CorrectBill"), "heshan-clerk1");
        assertThat(mine("clerk1", "WAITING")).doesNotContain(bill.number());
        assertThat(mine("clerk1", "OPEN")).contains(bill.number());
    }

    @Test
    void a_case_in_nobodys_hands_waits_too_and_the_count_beside_the_lists_is_that_of_the_page() {
        long before = waiting("clerk2");
        WorkbenchCases.Entered calculating = people.toCalculate(office, "clerk2", "440784", "淳于等候", "H4407842", "1000.00");
        WorkbenchCases.Entered own = people.bill(office, "clerk2", "440784", "淳于在手", "H4407842");

        assertThat(mine("clerk2", "WAITING")).contains(calculating.number(), own.number());
        assertThat(waiting("clerk2")).isEqualTo(before + 2);
        office.completed("checker", own.instance(), "UserTask_CheckBill", Map.of("decision", "RETURNED", "reason", "发票日期不清"));
        tasks.setAssignee(task(own, "UserTask_CorrectBill"), "heshan-clerk2");

        assertThat(mine("clerk2", "WAITING")).contains(calculating.number()).doesNotContain(own.number());
        assertThat(waiting("clerk2")).isEqualTo(before + 1);
    }

    private long waiting(String who) {
        return office.get(who, "/api/v1/task-counts").get("waiting").asLong();
    }

    @Test
    @Clause({"X6", "C12"})
    void the_summary_shows_people_figures_and_steps_to_staff_and_next_to_nothing_to_an_expert() {
        WorkbenchCases.Entered bill = people.bill(office, "clerk1", "440784", "淳于概况", "H4407842", "12000.00");
        office.completed("checker", bill.instance(), "UserTask_CheckBill", Map.of("decision", "ACCEPTED"));
        String drawUp = task(bill, "UserTask_DrawUpReview");

        JsonNode summary = office.get("chair", "/api/v1/tasks/" + drawUp + "/case-summary");
        assertThat(summary.get("people").get(0).get("name").asText()).isEqualTo("淳**况");
        assertThat(summary.toString()).doesNotContain("淳于概况", bill.resident().value());
        assertThat(summary.get("figures").toString()).contains("费用总额", "13,000.00");
        assertThat(summary.get("steps").toString()).contains("受理", "核对费用单据", "属实完整", "鹤山市复核员");
        assertThat(summary.get("page").asText()).isEqualTo("/claims/" + bill.claim());
        assertThat(summaryOf("clerk1", drawUp).statusCode()).as("not the clerk's task").isEqualTo(404);
        assertThat(new Office(port, "jiangmen").as("chair").getJson("/api/v1/tasks/" + drawUp + "/case-summary").statusCode())
                .isEqualTo(404);

        office.completed(
                "chair",
                bill.instance(),
                "UserTask_DrawUpReview",
                Map.of("experts", List.of("heshan-expert1", "heshan-expert2", "heshan-expert3"), "items", List.of(0)));
        String opinion = office.task("expert1", bill.instance(), "UserTask_GiveOpinion");
        JsonNode blind = office.get("expert1", "/api/v1/tasks/" + opinion + "/case-summary");
        assertThat(blind.get("whole").asBoolean()).isFalse();
        for (String hidden : List.of("people", "documents", "steps", "figures")) {
            assertThat(blind.get(hidden)).as(hidden).isEmpty();
        }
        assertThat(blind.has("page")).isFalse();
        assertThat(summaryOf("expert2", opinion).statusCode()).as("another expert's task").isEqualTo(404);
        // and in the expert's own list neither
        office.submit("expert1", opinion, Map.of("opinions", List.of(Map.of(
                "lineNo", 0, "reasonable", "12000.00", "unreasonable", "0.00", "reason", "合理"))));
        assertThat(mine("expert1", "ALL")).contains(bill.number()).doesNotContain("淳**况", "鹤山市示范医院", "专家二", "/claims/");
    }

    @Test
    void several_tasks_are_taken_at_once_and_what_a_colleague_has_stays_with_the_colleague() {
        WorkbenchCases.Entered one = people.bill(office, "clerk1", "440784", "淳于批量", "H4407842");
        WorkbenchCases.Entered two = people.bill(office, "clerk1", "440784", "淳于批次", "H4407842");
        WorkbenchCases.Entered taken = people.bill(office, "clerk1", "440784", "淳于已领", "H4407842");
        tasks.setAssignee(task(taken, "UserTask_CheckBill"), "heshan-manager");

        JsonNode result = claim(office, "checker", one, two, taken);

        assertThat(result.toString()).isEqualTo("{\"CLAIMED\":2,\"TAKEN\":1}");
        assertThat(tasks.createTaskQuery().taskId(task(one, "UserTask_CheckBill")).singleResult().getAssignee())
                .isEqualTo("heshan-checker");
        assertThat(tasks.createTaskQuery().taskId(task(taken, "UserTask_CheckBill")).singleResult().getAssignee())
                .isEqualTo("heshan-manager");
        // Another county's checker, and a role that the step is not offered to.
        WorkbenchCases.Entered free = people.bill(office, "clerk1", "440784", "淳于自由", "H4407842");
        assertThat(claim(new Office(port, "jiangmen"), "checker", free).toString()).isEqualTo("{\"NOT_ALLOWED\":1}");
        assertThat(claim(office, "clerk1", free).toString()).isEqualTo("{\"NOT_ALLOWED\":1}");
        assertThat(claim(office, "auditor", free).toString()).isEqualTo("{\"NOT_ALLOWED\":1}");
    }

    private JsonNode claim(Office at, String who, WorkbenchCases.Entered... bills) {
        List<String> ids = java.util.Arrays.stream(bills).map(bill -> task(bill, "UserTask_CheckBill")).toList();
        HttpResponse<String> answer = at.as(who).postJson("/api/v1/task-claims", Office.write(Map.of("tasks", ids)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Office.read(answer.body());
    }

    private HttpResponse<String> summaryOf(String who, String task) {
        return office.as(who).getJson("/api/v1/tasks/" + task + "/case-summary");
    }

    private String task(WorkbenchCases.Entered bill, String step) {
        return tasks.createTaskQuery()
                .processInstanceId(bill.instance())
                .taskDefinitionKey(step)
                .singleResult()
                .getId();
    }

    private String mine(String who, String show) {
        HttpResponse<String> page = office.as(who).get("/my-cases?show=" + show);
        assertThat(page.statusCode()).isEqualTo(200);
        return page.body();
    }

    private JsonNode found(String who, String text) {
        return found(office, who, text);
    }

    private static JsonNode found(Office at, String who, String text) {
        HttpResponse<String> answer = search(at, who, text);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Office.read(answer.body());
    }

    private static HttpResponse<String> search(Office at, String who, String text) {
        return at.as(who).postJson("/api/v1/case-searches", Office.write(Map.of("text", text)));
    }

    private static JsonNode line(JsonNode found, String number) {
        return StreamSupport.stream(found.get("lines").spliterator(), false)
                .filter(line -> line.get("number").asText().equals(number))
                .findFirst()
                .orElse(null);
    }
}
