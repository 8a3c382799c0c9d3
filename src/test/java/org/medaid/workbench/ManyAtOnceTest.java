package org.medaid.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medaid.kernel.Clause;
import org.medaid.party.Parties;
import org.medaid.roster.Roster;
import org.medaid.testing.EngineCases;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.Office;
import org.medaid.testing.WorkbenchCases;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A plain step of several cases at once: each as its own form would do it, and each once. */
@IntegrationTest
@Clause("X6")
class ManyAtOnceTest {

    private static final String STEP = "CONFIRM_SHEET";

    @LocalServerPort
    private int port;

    @Autowired
    private Parties parties;

    @Autowired
    private Roster roster;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private EngineCases cases;

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
    void what_can_be_done_is_done_and_each_refusal_stands_at_its_row() {
        // given two sheets, one that a colleague has, and a step that is not plain
        Waiting one = calculated("微生一件");
        Waiting two = calculated("微生两件");
        Waiting colleagues = calculated("微生同事");
        tasks.setAssignee(colleagues.task(), "heshan-clerk2");
        WorkbenchCases.Entered check = people.bill(office, "clerk1", "440784", "微生核对", "H4407842");
        String notPlain = cases.task(check.instance(), "UserTask_CheckBill");

        // when they are previewed
        JsonNode preview = sent("clerk1", "/api/v1/task-completion-previews", Map.of(
                "step", STEP, "tasks", List.of(one.task(), two.task(), colleagues.task(), notPlain)));

        // then a row says whose case it is and what it comes to, and why a task cannot be done so
        assertThat(preview.get("answer").asText()).isEqualTo("确认");
        JsonNode first = row(preview, one.task());
        assertThat(first.get("number").asText()).isEqualTo(one.bill().number());
        assertThat(first.get("person").asText()).isEqualTo("微**件");
        assertThat(first.get("amount").asText()).matches("[1-9]\\d*\\.\\d\\d");
        assertThat(first.has("problem")).isFalse();
        assertThat(row(preview, colleagues.task()).get("problem").asText()).isEqualTo("已由鹤山市受理员二领取。");
        assertThat(preview.toString()).doesNotContain("微生一件", notPlain);

        // when all are sent nevertheless
        JsonNode completed = complete("clerk1", List.of(one.task(), two.task(), colleagues.task(), notPlain), amounts(preview));

        // then those two are settled by the clerk, as by the form, and the others wait as before
        assertThat(row(completed, one.task()).get("done").asBoolean()).isTrue();
        assertThat(row(completed, two.task()).get("done").asBoolean()).isTrue();
        assertThat(row(completed, colleagues.task()).get("problem").asText()).isEqualTo("已由鹤山市受理员二领取。");
        assertThat(row(completed, notPlain).get("done").asBoolean()).isFalse();
        assertThat(state(one.bill())).isEqualTo("SETTLED");
        assertThat(state(two.bill())).isEqualTo("SETTLED");
        assertThat(state(colleagues.bill())).isEqualTo("CALCULATED");
        assertThat(confirmations(one.bill())).containsExactly("heshan-clerk1");
        assertThat(audited(one.task())).isEqualTo(1);
    }

    @Test
    void sent_twice_or_by_two_people_at_one_moment_each_is_done_once() throws Exception {
        List<Waiting> waiting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            waiting.add(calculated("微生同时" + (char) ('甲' + i)));
        }
        List<String> ids = waiting.stream().map(Waiting::task).toList();
        Map<String, String> amounts = amounts(sent("clerk1", "/api/v1/task-completion-previews", Map.of("step", STEP, "tasks", ids)));

        // when two clerks and one of them twice send the same at once
        office.as("clerk2");
        int done = 0;
        var pool = Executors.newFixedThreadPool(3);
        try {
            Callable<JsonNode> first = () -> complete("clerk1", ids, amounts);
            Callable<JsonNode> again = () -> complete("clerk1", ids, amounts);
            Callable<JsonNode> second = () -> complete("clerk2", ids, amounts);
            for (var answer : pool.invokeAll(List.of(first, again, second))) {
                for (JsonNode row : answer.get().get("tasks")) {
                    done += row.get("done").asBoolean() ? 1 : 0;
                    if (!row.get("done").asBoolean()) {
                        assertThat(row.get("problem").asText()).doesNotContain("系统暂时不能办理");
                    }
                }
            }
        } finally {
            pool.shutdownNow();
        }

        // then each was confirmed and posted once
        assertThat(done).isEqualTo(3);
        for (Waiting one : waiting) {
            assertThat(state(one.bill())).isEqualTo("SETTLED");
            assertThat(confirmations(one.bill())).hasSize(1);
        }
        // and sending it later does nothing
        for (JsonNode row : complete("clerk1", ids, amounts).get("tasks")) {
            assertThat(row.get("problem").asText()).contains("已不在待办中");
        }
    }

    @Test
    void nobody_agrees_to_another_amount_than_was_shown_and_nobody_is_refused_by_the_dozen() {
        Waiting one = calculated("微生金额");
        Waiting nothing = calculated("微生无款", "200.00");

        JsonNode other = complete("clerk1", List.of(one.task()), Map.of(one.task(), "1.00"));
        JsonNode refusal = sent("clerk1", "/api/v1/task-completion-previews", Map.of("step", STEP, "tasks", List.of(nothing.task())));

        assertThat(row(other, one.task()).get("problem").asText()).contains("金额与预览时不同");
        assertThat(state(one.bill())).isEqualTo("CALCULATED");
        assertThat(row(refusal, nothing.task()).get("amount").asText()).isEqualTo("0.00");
        assertThat(row(refusal, nothing.task()).get("problem").asText()).contains("须打开任务逐件确认");
    }

    @Test
    void who_may_not_do_the_step_and_who_is_of_another_county_gets_nothing_done() {
        Waiting one = calculated("微生权限");

        JsonNode checker = complete("checker", List.of(one.task()), Map.of(one.task(), "0.00"));
        JsonNode elsewhere = sent(new Office(port, "jiangmen"), "clerk1", "/api/v1/task-completion-previews",
                Map.of("step", STEP, "tasks", List.of(one.task())));

        assertThat(row(checker, one.task()).get("done").asBoolean()).isFalse();
        assertThat(elsewhere.get("tasks")).isEmpty();
        assertThat(state(one.bill())).isEqualTo("CALCULATED");
        assertThat(post(office, "clerk1", "/api/v1/task-completions", Map.of("step", "CHECK_BILL", "tasks", List.of())).statusCode())
                .isEqualTo(422);
        assertThat(post(office, "clerk1", "/api/v1/task-completions", Map.of("step", STEP, "tasks", List.of())).statusCode())
                .isEqualTo(422);
    }

    private record Waiting(WorkbenchCases.Entered bill, String task) {}

    private Waiting calculated(String name) {
        return calculated(name, "1000.00");
    }

    private Waiting calculated(String name, String inScope) {
        WorkbenchCases.Entered bill = people.calculated(office, cases, "clerk1", "440784", name, "H4407842", inScope);
        return new Waiting(bill, cases.task(bill.instance(), "UserTask_ConfirmSheet"));
    }

    private JsonNode complete(String who, List<String> ids, Map<String, String> amounts) {
        return sent(who, "/api/v1/task-completions", Map.of(
                "step", STEP,
                "tasks", ids.stream().map(id -> Map.of("task", id, "amount", amounts.getOrDefault(id, "0.00"))).toList()));
    }

    private static Map<String, String> amounts(JsonNode preview) {
        Map<String, String> amounts = new HashMap<>();
        preview.get("tasks").forEach(row -> amounts.put(row.get("task").asText(), row.get("amount").asText()));
        return amounts;
    }

    private static JsonNode row(JsonNode answer, String task) {
        return StreamSupport.stream(answer.get("tasks").spliterator(), false)
                .filter(row -> row.get("task").asText().equals(task))
                .findFirst()
                .orElseThrow(() -> new AssertionError(answer.toString()));
    }

    private JsonNode sent(String who, String path, Object body) {
        return sent(office, who, path, body);
    }

    private static JsonNode sent(Office at, String who, String path, Object body) {
        HttpResponse<String> answer = post(at, who, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Office.read(answer.body());
    }

    private static HttpResponse<String> post(Office at, String who, String path, Object body) {
        return at.as(who).postJson(path, Office.write(body));
    }

    private String state(WorkbenchCases.Entered bill) {
        return jdbc.sql("select state from medaid.claim where id = ?::uuid").param(bill.claim()).query(String.class).single();
    }

    private List<String> confirmations(WorkbenchCases.Entered bill) {
        return jdbc.sql("select by_user from medaid.claim_event where claim_id = ?::uuid and kind = 'SHEET_CONFIRMED'")
                .param(bill.claim())
                .query(String.class)
                .list();
    }

    private long audited(String task) {
        return jdbc.sql("select count(*) from medaid.audit_entry where action = 'TASK_COMPLETED_WITH_OTHERS' and subject_id = ?")
                .param(task)
                .query(Long.class)
                .single();
    }
}
