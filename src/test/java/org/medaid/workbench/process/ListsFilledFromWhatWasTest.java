package org.medaid.workbench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medaid.party.Parties;
import org.medaid.roster.Roster;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.Office;
import org.medaid.testing.WorkbenchCases;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** An office that has worked before the lists came finds in them what the engine and the cases held. */
@IntegrationTest
class ListsFilledFromWhatWasTest {

    @LocalServerPort
    private int port;

    @Autowired
    private Parties parties;

    @Autowired
    private Roster roster;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private JdbcTemplate template;

    @Autowired
    private TaskService tasks;

    @Autowired
    private TasksCaughtUp caughtUp;

    @Autowired
    private TransactionTemplate transaction;

    private Office office;
    private WorkbenchCases people;

    @BeforeEach
    void anOffice() {
        office = new Office(port, "jiangmen");
        people = new WorkbenchCases(parties, roster, jdbc);
    }

    @Test
    void the_migration_finds_who_has_worked_on_which_case_in_the_records_of_the_cases() throws Exception {
        // given an open and a finished case, and one that only its own clerk has seen
        WorkbenchCases.Entered open = people.bill(office, "clerk1", "440703", "濮阳在办", "H4407042");
        office.completed("checker", open.instance(), "UserTask_CheckBill", Map.of("decision", "RETURNED", "reason", "发票日期不清"));
        WorkbenchCases.Entered finished = people.bill(office, "clerk1", "440703", "濮阳办结", "H4407042");
        office.completed("checker", finished.instance(), "UserTask_CheckBill", Map.of("decision", "REFUSED", "reason", "单据不属实"));
        WorkbenchCases.Entered entered = people.bill(office, "clerk2", "440703", "濮阳录入", "H4407042");
        List<UUID> cases = List.of(open, finished, entered).stream().map(one -> UUID.fromString(one.claim())).toList();

        // when the migration runs on them, in a schema beside the one that it made when this database was new
        String migration = new ClassPathResource("db/migration/V140__workbench_lists.sql").getContentAsString(StandardCharsets.UTF_8);
        List<String> made = transaction.execute(status -> {
            status.setRollbackOnly();
            template.execute("create schema came_later; set local search_path = came_later, medaid");
            template.execute(migration);
            return worked("came_later", cases);
        });

        // then it finds what was kept up step by step
        assertThat(made)
                .isEqualTo(worked("medaid", cases))
                .containsExactlyInAnyOrder(
                        open.claim() + " jiangmen-checker CLAIM true",
                        open.claim() + " jiangmen-clerk1 CLAIM true",
                        finished.claim() + " jiangmen-checker CLAIM false",
                        finished.claim() + " jiangmen-clerk1 CLAIM false",
                        entered.claim() + " jiangmen-clerk2 CLAIM true");
    }

    private List<String> worked(String schema, List<UUID> cases) {
        return jdbc.sql("select concat_ws(' ', case_id, user_id, kind, open::text) from " + schema
                        + ".worked_case where case_id = any(:cases) order by 1")
                .param("cases", cases.toArray(UUID[]::new))
                .query(String.class)
                .list();
    }

    @Test
    void the_next_start_writes_the_steps_that_the_engine_held_and_takes_out_those_that_are_gone() {
        // given a step whose row is missing, as of a task that is older than the table, and a row whose task is gone
        WorkbenchCases.Entered bill = people.bill(office, "clerk1", "440703", "濮阳旧案", "H4407042");
        String task = tasks.createTaskQuery().processInstanceId(bill.instance()).singleResult().getId();
        tasks.setAssignee(task, "jiangmen-checker");
        Map<String, Object> before = row(task);
        jdbc.sql("delete from medaid.work_task where task_id = ?").param(task).update();
        WorkbenchCases.Entered gone = people.bill(office, "clerk1", "440703", "濮阳已办", "H4407042");
        for (String stale : List.of("gone-1", "gone-2")) {
            jdbc.sql("""
                            insert into medaid.work_task (task_id, kind, case_id, number, area, step_key, step, candidate_groups, created_at)
                            values (?, 'CLAIM', ?::uuid, ?, 'jiangmen', 'UserTask_CheckBill', '核对费用单据', '{agency-checker}', now())
                            """)
                    .params(stale, gone.claim(), gone.number())
                    .update();
        }

        // when
        caughtUp.catchUp();

        // then
        assertThat(row(task)).isEqualTo(before).containsEntry("assignee", "jiangmen-checker").containsEntry("groups", "{agency-checker}");
        assertThat(jdbc.sql("select count(*) from medaid.work_task where task_id like 'gone-%'").query(Long.class).single())
                .isZero();
    }

    private Map<String, Object> row(String task) {
        return jdbc.sql("""
                        select kind, case_id, number, area, person_id, town_code, hospital_code, step_key, step, candidate_groups::text as groups,
                               assignee, due_at
                          from medaid.work_task where task_id = ?
                        """)
                .param(task)
                .query()
                .singleRow();
    }
}
