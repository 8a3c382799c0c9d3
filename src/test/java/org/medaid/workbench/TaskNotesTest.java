package org.medaid.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.party.Parties;
import org.medaid.roster.Roster;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.security.StaffDirectory;
import org.medaid.testing.Browser;
import org.medaid.testing.EngineTables;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.Office;
import org.medaid.testing.WorkbenchCases;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What colleagues tell each other, hand over and keep, among three checkers of the test's own at Jining. */
@IntegrationTest
@Clause("X6")
class TaskNotesTest {

    private static final String GIVER = "notes-checker1";
    private static final String TAKER = "notes-checker2";
    private static final String AWAY = "notes-checker3";

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
    private IdentityService identity;

    @Autowired
    private Substitutions substitutions;

    @Autowired
    private StaffDirectory staff;

    @Autowired
    private BusinessClock clock;

    private WorkbenchCases people;
    private Office office;

    @BeforeEach
    void threeCheckers() {
        people = new WorkbenchCases(parties, roster, jdbc);
        office = new Office(port, "jining");
        for (String id : List.of(GIVER, TAKER, AWAY)) {
            if (identity.createUserQuery().userId(id).count() == 0) {
                var user = identity.newUser(id);
                user.setLastName("备注" + id.substring(id.length() - 1));
                user.setPassword(Browser.PASSWORD);
                identity.saveUser(user);
                identity.createMembership(id, Groups.AGENCY_CHECKER);
                identity.createTenantUserMembership("jining", id);
            }
        }
    }

    @AfterEach
    void theyAreGone() {
        substitutions.of(user(AWAY)).forEach(one -> substitutions.end(one.id(), user(AWAY)));
        List.of(GIVER, TAKER, AWAY).forEach(identity::deleteUser);
    }

    @Test
    void a_task_goes_to_a_colleague_who_sees_from_whom_and_why_and_the_draft_goes_with_it() {
        // given a task with a draft in one checker's hands
        WorkbenchCases.Entered bill = bill("尉迟转交");
        String task = taken(bill, GIVER);
        put(GIVER, task, "{\"entries\":[{\"field\":\"reason\",\"place\":0,\"value\":\"尉迟转交的发票\"}]}");
        assertThat(draft(TAKER, task).has("content")).isFalse();

        // when it is handed over
        HttpResponse<String> answer = handOver(GIVER, task, TAKER, "明天起下乡，请代为核对");

        // then
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(assignee(task)).isEqualTo(TAKER);
        JsonNode notes = office.get(TAKER, path(task, "notes"));
        assertThat(notes.get("handedOver").get("from").asText()).isEqualTo("备注1");
        assertThat(notes.get("handedOver").get("reason").asText()).isEqualTo("明天起下乡，请代为核对");
        assertThat(office.as(TAKER).postJson("/api/v1/task-cards", Office.write(Map.of("tasks", List.of(task)))).body())
                .contains("备注1转交：明天起下乡，请代为核对");
        assertThat(draft(TAKER, task).get("content").toString()).contains("尉迟转交的发票");
        assertThat(draft(GIVER, task).has("content")).isFalse();
        assertThat(office.get("manager", "/api/v1/case-timelines?instance=" + bill.instance()).toString())
                .contains("转交任务“核对费用单据”给备注2", "原因：明天起下乡，请代为核对", "备注1");
        assertThat(jdbc.sql("select details ->> 'to' from medaid.audit_entry where action = 'TASK_HANDED_OVER' and subject_id = ?")
                        .param(task)
                        .query(String.class)
                        .list())
                .containsExactly(TAKER);
        EngineTables.assertNoneHolds(jdbc, "明天起下乡", "尉迟转交的发票");

        // and with the step the draft is gone
        office.completed(TAKER, bill.instance(), "UserTask_CheckBill", Map.of("decision", "ACCEPTED"));
        assertThat(drafts(task)).isZero();
        assertThat(put(TAKER, task, "{\"entries\":[]}").statusCode()).isEqualTo(409);
    }

    @Test
    void a_task_goes_only_to_who_may_do_it_is_there_and_had_no_other_role_in_the_case() {
        // given a clerk who also checks, a checker on leave, and a bill which the clerk entered
        identity.createMembership(TAKER, Groups.AGENCY_CLERK);
        WorkbenchCases.Entered bill = people.bill(office, TAKER, "370811", "尉迟规则", "H3708122");
        String task = taken(bill, GIVER);
        LocalDate today = LocalDate.from(clock.today());
        assertThat(substitutions.enter(new Substitutions.Enter("", "", today.toString(), today.toString()), user(AWAY)).problems())
                .isEmpty();

        // then the list says who cannot have it and why
        String colleagues = office.get(GIVER, path(task, "colleagues")).toString();
        assertThat(colleagues).contains("jining-checker", "以其他岗位办理过本案", "正在休假").doesNotContain("clerk1", GIVER);

        // and sending it nevertheless is refused, like a task without reason, of somebody else, or with personal data
        assertThat(code(handOver(GIVER, task, TAKER, "请代办"))).isEqualTo("COLLEAGUE_EXCLUDED");
        assertThat(code(handOver(GIVER, task, AWAY, "请代办"))).isEqualTo("COLLEAGUE_EXCLUDED");
        assertThat(code(handOver(GIVER, task, "jining-clerk1", "请代办"))).isEqualTo("COLLEAGUE_UNKNOWN");
        assertThat(code(handOver(GIVER, task, "heshan-checker", "请代办"))).isEqualTo("COLLEAGUE_UNKNOWN");
        assertThat(code(handOver(GIVER, task, "jining-checker", " "))).isEqualTo("TEXT_MISSING");
        assertThat(code(handOver(GIVER, task, "jining-checker", "尉迟规则是我的亲戚"))).isEqualTo("NAME_WRITTEN");
        assertThat(code(handOver("checker", task, AWAY, "请代办"))).isEqualTo("NOT_MINE");
        assertThat(assignee(task)).isEqualTo(GIVER);
        assertThat(handOver(GIVER, task, "jining-checker", "请代办").statusCode()).isEqualTo(200);
        assertThat(assignee(task)).isEqualTo("jining-checker");
    }

    @Test
    void of_two_hand_overs_at_one_moment_one_takes_place() throws Exception {
        String task = taken(bill("尉迟同时"), GIVER);
        office.as(GIVER);
        List<Integer> answers = new ArrayList<>();
        var both = Executors.newFixedThreadPool(2);
        try {
            Callable<Integer> one = () -> handOver(GIVER, task, TAKER, "甲").statusCode();
            Callable<Integer> other = () -> handOver(GIVER, task, "jining-checker", "乙").statusCode();
            for (var answer : both.invokeAll(List.of(one, other))) {
                answers.add(answer.get());
            }
        } finally {
            both.shutdownNow();
        }
        assertThat(answers).containsExactlyInAnyOrder(200, 422);
        assertThat(jdbc.sql("select to_user from medaid.task_hand_over where task_id = ?").param(task).query(String.class).list())
                .containsExactly(assignee(task));
    }

    @Test
    void comments_stand_beside_the_form_and_in_the_timeline_for_who_reads_the_case_and_in_no_table_of_the_engine() {
        WorkbenchCases.Entered bill = bill("尉迟备注");
        String task = taken(bill, GIVER);

        assertThat(comment(GIVER, task, "已电话核实，等医院补开清单").statusCode()).isEqualTo(200);

        JsonNode notes = office.get("checker", path(task, "notes"));
        assertThat(notes.get("comments")).hasSize(1);
        assertThat(notes.get("comments").get(0).get("by").asText()).isEqualTo("备注1");
        assertThat(notes.get("comments").get(0).get("text").asText()).isEqualTo("已电话核实，等医院补开清单");
        assertThat(notes.get("comments").get(0).get("step").asText()).isEqualTo("核对费用单据");
        assertThat(office.get("manager", "/api/v1/case-timelines?instance=" + bill.instance()).toString())
                .contains("备注（核对费用单据）", "已电话核实");
        // personal data and strangers are refused
        assertThat(code(comment(GIVER, task, "身份证" + bill.resident().value()))).isEqualTo("IDENTITY_NUMBER_WRITTEN");
        assertThat(code(comment(GIVER, task, "电话138 0013 8000"))).isEqualTo("TELEPHONE_WRITTEN");
        assertThat(code(comment(GIVER, task, "尉迟备注本人来过"))).isEqualTo("NAME_WRITTEN");
        assertThat(new Office(port, "heshan").as("checker").getJson(path(task, "notes")).statusCode()).isEqualTo(404);
        assertThat(code(new Office(port, "heshan").as("checker").postJson(path(task, "comments"), "{\"text\":\"好\"}")))
                .isEqualTo("TASK_NOT_FOUND");
        assertThat(jdbc.sql("select count(*) from medaid.case_comment where case_id = ?::uuid")
                        .param(bill.claim())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        // and the engine's own comments are not there for anybody
        assertThat(office.as(GIVER)
                        .postJson("/camunda/api/engine/engine/default/task/" + task + "/comment/create", "{\"message\":\"尉迟备注\"}")
                        .statusCode())
                .isEqualTo(403);
        EngineTables.assertNoneHolds(jdbc, "已电话核实", "尉迟备注");
    }

    @Test
    void a_draft_is_kept_for_who_has_the_task_and_for_nobody_who_takes_it_over() {
        WorkbenchCases.Entered bill = bill("尉迟草稿");
        String task = taken(bill, GIVER);

        assertThat(put(GIVER, task, "{\"entries\":[1]}").statusCode()).isEqualTo(200);
        assertThat(put(GIVER, task, "{\"entries\":[2]}").statusCode()).isEqualTo(200);
        assertThat(draft(GIVER, task).get("content").toString()).isEqualTo("{\"entries\":[2]}");
        assertThat(put(TAKER, task, "{\"entries\":[]}").statusCode()).isEqualTo(409);
        assertThat(put(GIVER, task, "[]").statusCode()).isEqualTo(422);
        assertThat(put(GIVER, task, "{\"entries\":[\"\\u0000\"]}").statusCode()).isEqualTo(422);

        // taken over, not handed over
        tasks.setAssignee(task, TAKER);
        assertThat(draft(TAKER, task).has("content")).isFalse();
        assertThat(draft(GIVER, task).has("content")).isFalse();
        tasks.setAssignee(task, GIVER);
        assertThat(draft(GIVER, task).get("content").toString()).isEqualTo("{\"entries\":[2]}");
        assertThat(office.as(GIVER).sendJson("DELETE", path(task, "draft"), "{}").statusCode()).isEqualTo(204);
        assertThat(drafts(task)).isZero();
    }

    private WorkbenchCases.Entered bill(String name) {
        return people.bill(office, "clerk1", "370811", name, "H3708122");
    }

    private String taken(WorkbenchCases.Entered bill, String by) {
        String task = tasks.createTaskQuery().processInstanceId(bill.instance()).singleResult().getId();
        tasks.setAssignee(task, by);
        return task;
    }

    private static String path(String task, String what) {
        return "/api/v1/tasks/" + task + "/" + what;
    }

    private HttpResponse<String> handOver(String who, String task, String to, String reason) {
        return office.as(who).postJson(path(task, "hand-overs"), Office.write(Map.of("to", to, "reason", reason)));
    }

    private HttpResponse<String> comment(String who, String task, String text) {
        return office.as(who).postJson(path(task, "comments"), Office.write(Map.of("text", text)));
    }

    private HttpResponse<String> put(String who, String task, String content) {
        return office.as(who).sendJson("PUT", path(task, "draft"), content);
    }

    private JsonNode draft(String who, String task) {
        return office.get(who, path(task, "draft"));
    }

    private static String code(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        return Office.read(answer.body()).get("code").asText();
    }

    private long drafts(String task) {
        return jdbc.sql("select count(*) from medaid.form_draft where task_id = ?").param(task).query(Long.class).single();
    }

    private String assignee(String task) {
        return tasks.createTaskQuery().taskId(task).singleResult().getAssignee();
    }

    private CurrentUser user(String id) {
        return staff.find(id).orElseThrow();
    }
}
