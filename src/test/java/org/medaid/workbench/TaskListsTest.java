package org.medaid.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medaid.kernel.Clause;
import org.medaid.party.Parties;
import org.medaid.roster.Roster;
import org.medaid.testing.EngineTables;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.Office;
import org.medaid.testing.WorkbenchCases;
import org.medaid.workbench.process.TaskFilters;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What stands on a card, for whom, and how many a filter holds. */
@IntegrationTest
class TaskListsTest {

    private static final String ENGINE = "/camunda/api/engine/engine/default";

    /** What Tasklist sends when a filter is chosen. */
    private static final String FIRST_PAGE = "{\"processVariables\":[],\"taskVariables\":[],\"caseInstanceVariables\":[],"
            + "\"firstResult\":0,\"maxResults\":15,\"sorting\":[{\"sortOrder\":\"desc\",\"sortBy\":\"created\"}],\"active\":true}";

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

    @Autowired
    private FilterService filters;

    @Autowired
    private TaskFilters roleFilters;

    private WorkbenchCases people;
    private Office office;

    @BeforeEach
    void anOffice() {
        people = new WorkbenchCases(parties, roster, jdbc);
        office = new Office(port, "heshan");
    }

    @Test
    @Clause("X6")
    void a_card_has_the_masked_name_for_who_may_see_the_task_and_nothing_for_anybody_else() {
        WorkbenchCases.Entered bill = people.bill(office, "clerk1", "440784", "公冶卡片", "H4407842");
        String task = task(bill.instance(), "UserTask_CheckBill");

        JsonNode card = card(office, "checker", task);
        assertThat(card.get("number").asText()).isEqualTo(bill.number());
        assertThat(card.get("person").asText()).isEqualTo("公**片");
        assertThat(card.get("place").asText()).isEqualTo(people.hospitalName("H4407842"));
        assertThat(card.get("due").asText()).contains("工作日");
        // a colleague without a part in the step, and the same role of another county
        assertThat(cards(office, "chair", task)).isEmpty();
        assertThat(cards(new Office(port, "jiangmen"), "checker", task)).isEmpty();
        EngineTables.assertNoneHolds(jdbc, "公冶卡片", "公**片", bill.resident().value());
    }

    @Test
    @Clause("C12")
    void an_experts_card_shows_neither_patient_nor_hospital() {
        WorkbenchCases.Entered bill = people.bill(office, "clerk1", "440784", "公冶评审", "H4407842", "12000.00");
        office.completed("checker", bill.instance(), "UserTask_CheckBill", Map.of("decision", "ACCEPTED"));
        office.completed(
                "chair",
                bill.instance(),
                "UserTask_DrawUpReview",
                Map.of("experts", List.of("heshan-expert1", "heshan-expert2", "heshan-expert3"), "items", List.of(0)));

        JsonNode card = card(office, "expert1", office.task("expert1", bill.instance(), "UserTask_GiveOpinion"));

        assertThat(card.get("number").asText()).isEqualTo(bill.number());
        assertThat(card.has("person")).isFalse();
        assertThat(card.has("place")).isFalse();
        // and not somebody else's step either
        assertThat(cards(office, "expert4", office.task("expert1", bill.instance(), "UserTask_GiveOpinion"))).isEmpty();
    }

    @Test
    void a_filters_count_is_what_the_engine_finds_in_it() {
        WorkbenchCases.Entered late = people.bill(office, "clerk1", "440784", "公冶逾期", "H4407842");
        WorkbenchCases.Entered today = people.bill(office, "clerk1", "440784", "公冶今日", "H4407842");
        people.bill(office, "clerk1", "440784", "公冶以后", "H4407842");
        tasks.setDueDate(task(late.instance(), "UserTask_CheckBill"), new Date(System.currentTimeMillis() - 5L * 24 * 3_600_000));
        tasks.setDueDate(task(today.instance(), "UserTask_CheckBill"), new Date());
        String taken = task(late.instance(), "UserTask_CheckBill");
        tasks.setAssignee(taken, "heshan-checker");

        JsonNode counts = office.get("checker", "/api/v1/task-counts").get("filters");

        List<String> compared = new ArrayList<>();
        for (JsonNode filter : office.get("checker", ENGINE + "/filter?resourceType=Task")) {
            String id = filter.get("id").asText();
            if (counts.has(id)) {
                compared.add(filter.get("name").asText());
                assertThat(counts.get(id).asLong())
                        .as(filter.get("name").asText())
                        .isEqualTo(office.get("checker", ENGINE + "/filter/" + id + "/count").get("count").asLong())
                        .isPositive();
            }
        }
        assertThat(compared).containsExactlyInAnyOrder("我的任务", "本组待办（复核）", "今日到期（复核）", "已超期（复核）", "按医院（复核）");
        assertThat(card(office, "checker", taken).get("level").asText()).isEqualTo("LATE");
        assertThat(card(office, "checker", task(today.instance(), "UserTask_CheckBill")).get("level").asText())
                .isIn("TODAY", "LATE");
    }

    @Test
    void the_pages_of_a_filter_hold_what_the_engine_lists_there_in_its_order() {
        // given tasks that are taken, late, due today and later, some with the same last moment, and one that a second group sees
        Date lastMoment = new Date(System.currentTimeMillis() + 3L * 24 * 3_600_000);
        for (int i = 0; i < 6; i++) {
            WorkbenchCases.Entered bill = people.bill(office, "clerk1", "440784", "公冶分页", i < 3 ? "H4407842" : "H4407841");
            String task = task(bill.instance(), "UserTask_CheckBill");
            tasks.setDueDate(task, i < 4 ? lastMoment : i == 4 ? new Date(System.currentTimeMillis() - 4L * 24 * 3_600_000) : null);
            if (i == 1) {
                tasks.setAssignee(task, "heshan-checker");
            } else if (i == 2) {
                tasks.addCandidateGroup(task, "agency-manager");
            }
        }

        int compared = 0;
        for (String who : List.of("checker", "clerk1", "town1", "chair", "manager", "auditor", "h4407842-office")) {
            for (JsonNode filter : office.get(who, ENGINE + "/filter?resourceType=Task")) {
                // then three pages are the beginning of the engine's own list, and the number beside them is its length
                List<String> whole = listed(office, who, filter, FIRST_PAGE, 0, 5_000).moments();
                compared += compare(who, filter, FIRST_PAGE, whole);
                String code = filter.path("properties").path("code").asText();
                if (code.startsWith("HOSPITAL:")) {
                    String narrowed = FIRST_PAGE.replace("\"taskVariables\":[]",
                            "\"taskVariables\":[{\"name\":\"hospital\",\"operator\":\"eq\",\"value\":\"H4407842\"}]");
                    List<String> atHospital = listed(office, who, filter, narrowed, 0, 5_000).moments();
                    assertThat(who.equals("checker") && atHospital.isEmpty()).isFalse();
                    compared += compare(who, filter, narrowed, atHospital);
                }
            }
        }
        assertThat(compared).isGreaterThan(8);
    }

    /** @param moments by what the list is sorted: two steps that began at the same moment may change places */
    private record Listed(List<String> moments, long count) {

        static Listed of(Iterable<JsonNode> tasks, long count) {
            List<String> moments = new ArrayList<>();
            tasks.forEach(task -> moments.add(task.get("due").asText() + " " + task.get("created").asText()));
            return new Listed(moments, count);
        }
    }

    private int compare(String who, JsonNode filter, String asked, List<String> whole) {
        for (int first = 0; first < 12; first += 4) {
            Listed page = pageOf(office, who, filter, asked, first);
            assertThat(page.moments())
                    .as(who + " " + filter.get("name").asText() + " from " + first)
                    .isEqualTo(whole.subList(Math.min(first, whole.size()), Math.min(first + 4, whole.size())));
            assertThat(page.count()).as(who + " " + filter.get("name").asText()).isEqualTo(whole.size());
        }
        return whole.isEmpty() ? 0 : 1;
    }

    /** A list of plain tasks is the engine's alone. */
    private static Listed listed(Office at, String who, JsonNode filter, String asked, int first, int most) {
        HttpResponse<String> answer = at.as(who).postJson(address(filter, first, most), asked);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode tasks = Office.read(answer.body());
        return Listed.of(tasks, tasks.size());
    }

    private static Listed pageOf(Office at, String who, JsonNode filter, String asked, int first) {
        String path = address(filter, first, 4);
        HttpResponse<String> answer = at.as(who)
                .send(at.as(who)
                        .tokens(HttpRequest.newBuilder(at.as(who).uri(path)), path)
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/hal+json, application/json; q=0.5")
                        .POST(HttpRequest.BodyPublishers.ofString(asked)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode list = Office.read(answer.body());
        return Listed.of(list.path("_embedded").path("task"), list.get("count").asLong());
    }

    private static String address(JsonNode filter, int first, int most) {
        return ENGINE + "/filter/" + filter.get("id").asText() + "/list?firstResult=" + first + "&maxResults=" + most;
    }

    @Test
    void making_the_filters_again_and_at_once_on_two_nodes_changes_nothing() throws Exception {
        List<String> before = shared();

        var both = Executors.newFixedThreadPool(2);
        try {
            Callable<Integer> start = roleFilters::establish;
            for (var changed : both.invokeAll(List.of(start, start))) {
                assertThat(changed.get()).isZero();
            }
        } finally {
            both.shutdownNow();
        }

        assertThat(shared()).isEqualTo(before);
        assertThat(before).contains("按乡镇（乡镇（街道）受理）").doesNotHaveDuplicates();
    }

    @Test
    void two_nodes_that_both_miss_a_filter_make_it_once() throws Exception {
        Filter missing = filters.createTaskFilterQuery().filterName("按医院（专家组组长）").singleResult();
        filters.deleteFilter(missing.getId());

        var both = Executors.newFixedThreadPool(2);
        try {
            Callable<Integer> start = roleFilters::establish;
            int changed = 0;
            for (var made : both.invokeAll(List.of(start, start))) {
                changed += made.get();
            }
            assertThat(changed).isEqualTo(1);
        } finally {
            both.shutdownNow();
        }
        assertThat(filters.createTaskFilterQuery().filterName("按医院（专家组组长）").count()).isEqualTo(1);
        assertThat(office.get("chair", ENGINE + "/filter?resourceType=Task").toString()).contains("按医院（专家组组长）");
    }

    @Test
    void the_row_of_a_step_goes_with_the_step() {
        WorkbenchCases.Entered bill = people.bill(office, "clerk1", "440784", "公冶结束", "H4407842");
        assertThat(rows(bill)).containsExactly("UserTask_CheckBill");
        assertThat(open(bill, "heshan-clerk1")).isTrue();

        office.completed("checker", bill.instance(), "UserTask_CheckBill", Map.of("decision", "REFUSED", "reason", "单据不属实"));

        assertThat(rows(bill)).isEmpty();
        assertThat(open(bill, "heshan-clerk1")).isFalse();
        assertThat(open(bill, "heshan-checker")).isFalse();
    }

    private List<String> rows(WorkbenchCases.Entered bill) {
        return jdbc.sql("select step_key from medaid.work_task where case_id = ?::uuid")
                .param(bill.claim())
                .query(String.class)
                .list();
    }

    private boolean open(WorkbenchCases.Entered bill, String user) {
        return jdbc.sql("select open from medaid.worked_case where case_id = ?::uuid and user_id = ?")
                .params(bill.claim(), user)
                .query(Boolean.class)
                .single();
    }

    private List<String> shared() {
        return filters.createTaskFilterQuery().list().stream()
                .filter(filter -> filter.getOwner() == null)
                .map(Filter::getName)
                .sorted()
                .toList();
    }

    private String task(String instance, String step) {
        Task task = tasks.createTaskQuery().processInstanceId(instance).taskDefinitionKey(step).singleResult();
        return task.getId();
    }

    private JsonNode card(Office at, String who, String task) {
        JsonNode cards = cards(at, who, task);
        assertThat(cards).hasSize(1);
        return cards.get(0);
    }

    private JsonNode cards(Office at, String who, String task) {
        HttpResponse<String> answer = at.as(who).postJson("/api/v1/task-cards", Office.write(Map.of("tasks", List.of(task))));
        assertThat(answer.statusCode()).isEqualTo(200);
        return Office.read(answer.body()).get("cards");
    }
}
