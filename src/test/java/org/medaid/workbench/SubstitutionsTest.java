package org.medaid.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medaid.api.FieldProblem;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.party.Parties;
import org.medaid.roster.Roster;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.security.StaffDirectory;
import org.medaid.testing.Browser;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.Office;
import org.medaid.testing.WorkbenchCases;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Leave at Lianyungang: two checkers of the test's own, so that nobody else's tasks move. */
@IntegrationTest
class SubstitutionsTest {

    private static final String AWAY = "leave-checker1";
    private static final String STANDS_IN = "leave-checker2";

    @LocalServerPort
    private int port;

    @Autowired
    private Substitutions substitutions;

    @Autowired
    private StaffDirectory staff;

    @Autowired
    private IdentityService identity;

    @Autowired
    private Parties parties;

    @Autowired
    private Roster roster;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TaskService tasks;

    @Autowired
    private BusinessClock clock;

    private WorkbenchCases people;
    private Office office;

    @BeforeEach
    void twoCheckers() {
        people = new WorkbenchCases(parties, roster, jdbc);
        office = new Office(port, "lianyungang");
        for (String id : List.of(AWAY, STANDS_IN)) {
            if (identity.createUserQuery().userId(id).count() == 0) {
                var user = identity.newUser(id);
                user.setLastName("休假");
                user.setPassword(Browser.PASSWORD);
                identity.saveUser(user);
                identity.createMembership(id, Groups.AGENCY_CHECKER);
                identity.createTenantUserMembership("lianyungang", id);
            }
        }
        // Who also enters bills, so that a substitute can have had a part in a case.
        if (identity.createGroupQuery().groupMember(STANDS_IN).groupId(Groups.AGENCY_CLERK).count() == 0) {
            identity.createMembership(STANDS_IN, Groups.AGENCY_CLERK);
        }
    }

    @AfterEach
    void nobodyIsAwayAnyMore() {
        substitutions.of(user(AWAY)).forEach(one -> substitutions.end(one.id(), user(AWAY)));
        identity.deleteUser(AWAY);
        identity.deleteUser(STANDS_IN);
    }

    @Test
    @Clause("X6")
    void a_substitute_gets_the_tasks_but_not_where_it_would_check_its_own_entry() {
        WorkbenchCases.Entered others = people.bill(office, "clerk1", "320722", "司徒代办", "H3207221");
        WorkbenchCases.Entered own = people.bill(office, STANDS_IN, "320722", "司徒自录", "H3207221");
        for (WorkbenchCases.Entered bill : List.of(others, own)) {
            tasks.setAssignee(task(bill), AWAY);
        }

        assertThat(substitutions.enter(period(0, 3, STANDS_IN), user(AWAY)).problems()).isEmpty();

        assertThat(assignee(others)).isEqualTo(STANDS_IN);
        assertThat(assignee(own)).as("back to the group").isNull();
        assertThat(jdbc.sql("select details ->> 'to' from medaid.audit_entry where action = 'TASK_HANDED_OVER' and subject_id = ?")
                        .param(task(others))
                        .query(String.class)
                        .list())
                .containsExactly(STANDS_IN);
        // The substitute acts under the own name, and the desk still refuses whoever entered the bill.
        assertThat(office.submit(STANDS_IN, task(own), Map.of("decision", "ACCEPTED")).statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(office.submit(STANDS_IN, task(others), Map.of("decision", "ACCEPTED")).statusCode()).isLessThan(300);
    }

    @Test
    void a_period_that_begins_later_moves_nothing_today_and_tasks_without_a_substitute_go_back_to_the_group() {
        WorkbenchCases.Entered bill = people.bill(office, "clerk1", "320722", "司徒退回", "H3207221");
        tasks.setAssignee(task(bill), AWAY);

        assertThat(substitutions.enter(period(2, 3, ""), user(AWAY)).problems()).isEmpty();
        substitutions.handOverToday();
        assertThat(assignee(bill)).isEqualTo(AWAY);

        assertThat(substitutions.enter(period(0, 1, ""), user(AWAY)).problems()).isEmpty();
        assertThat(assignee(bill)).isNull();
        // What comes to the absent afterwards goes the same way, with the morning.
        tasks.setAssignee(task(bill), AWAY);
        substitutions.handOverToday();
        assertThat(assignee(bill)).isNull();
    }

    @Test
    void what_cannot_be_is_refused_at_its_field() {
        assertThat(codes(period(0, 1, "lianyungang-tax"), AWAY)).containsExactly("SUBSTITUTE_NOT_OF_GROUP");
        assertThat(codes(period(0, 1, "heshan-checker"), AWAY)).containsExactly("SUBSTITUTE_NOT_OF_GROUP");
        assertThat(codes(period(0, 1, AWAY), AWAY)).containsExactly("SUBSTITUTE_NOT_OF_GROUP");
        assertThat(codes(period(-1, 1, ""), AWAY)).containsExactly("FROM_PAST");
        assertThat(codes(period(2, 1, ""), AWAY)).containsExactly("TO_INVALID");
        assertThat(codes(new Substitutions.Enter("", "", "x", ""), AWAY)).containsExactly("DAY_MISSING", "DAY_MISSING");
        assertThat(codes(new Substitutions.Enter(STANDS_IN, "", day(0), day(1)), AWAY)).containsExactly("ABSENT_UNKNOWN");
        assertThat(codes(period(1, 2, ""), AWAY)).isEmpty();
        assertThat(codes(period(2, 4, ""), AWAY)).containsExactly("PERIOD_OVERLAPS");
        // The manager of the office enters it for somebody who is ill; another office's does not.
        assertThat(codes(new Substitutions.Enter(AWAY, "", day(10), day(11)), "lianyungang-manager")).isEmpty();
        assertThat(codes(new Substitutions.Enter(AWAY, "", day(20), day(21)), "jining-manager")).containsExactly("ABSENT_UNKNOWN");
        assertThat(office.as("clerk1").get("/substitutions").body()).doesNotContain(day(10));
        assertThat(office.as("manager").get("/substitutions").body()).contains(day(10));
    }

    private Substitutions.Enter period(int from, int to, String substitute) {
        return new Substitutions.Enter("", substitute, day(from), day(to));
    }

    private String day(int ahead) {
        return LocalDate.from(clock.today()).plusDays(ahead).toString();
    }

    private List<String> codes(Substitutions.Enter command, String who) {
        return substitutions.enter(command, user(who)).problems().stream().map(FieldProblem::code).toList();
    }

    private CurrentUser user(String id) {
        return staff.find(id).orElseThrow();
    }

    private String task(WorkbenchCases.Entered bill) {
        return tasks.createTaskQuery()
                .processInstanceId(bill.instance())
                .taskDefinitionKey("UserTask_CheckBill")
                .singleResult()
                .getId();
    }

    private String assignee(WorkbenchCases.Entered bill) {
        return tasks.createTaskQuery().taskId(task(bill)).singleResult().getAssignee();
    }
}
