package org.medaid.workbench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medaid.audit.AuditTrail;
import org.medaid.document.Documents;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.party.Parties;
import org.medaid.procedure.Deadlines;
import org.medaid.security.Groups;
import org.medaid.security.StaffDirectory;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.InventedResidents;
import org.medaid.testing.Office;
import org.medaid.testing.SampleFiles;
import org.medaid.workbench.ReminderParameter;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Due dates are moved, time is not waited for. */
@IntegrationTest
class OverdueTasksTest {

    private static final PoolingArea AREA = PoolingArea.LIANYUNGANG;
    private static final String DIVISION = "320722";

    @LocalServerPort
    private int port;

    @Autowired
    private OverdueTasks overdue;

    @Autowired
    private TaskService tasks;

    @Autowired
    private Deadlines deadlines;

    @Autowired
    private AuditTrail audit;

    @Autowired
    private Parties parties;

    @Autowired
    private Documents documents;

    @Autowired
    private StaffDirectory staff;

    @Autowired
    private BusinessClock clock;

    private Office office;
    private String instance;

    @BeforeEach
    void open() {
        office = new Office(port, AREA.tenantId());
        instance = office.instance(office.start("town1", "ApplicationProcess", application()));
    }

    @Test
    @Clause("X6")
    void a_task_that_is_due_soon_is_reminded_once() {
        // given
        Task task = task();
        tasks.setDueDate(task.getId(), deadlines.due(AREA, ReminderParameter.REMINDER_DAYS));

        // when
        overdue.watch(AREA);
        overdue.watch(AREA);

        // then
        assertThat(task().getPriority()).isEqualTo(75);
        assertThat(groups()).doesNotContain(Groups.AGENCY_MANAGER);
        assertThat(kinds()).containsOnlyOnce("STEP_REMINDED").doesNotContain("STEP_ESCALATED");
        assertThat(acts()).containsExactly("STEP_REMINDED");
    }

    @Test
    void a_task_that_is_due_later_is_left_alone() {
        // given
        Task task = task();
        Date later = new Date(deadlines.due(AREA, ReminderParameter.REMINDER_DAYS).getTime() + 60_000);
        tasks.setDueDate(task.getId(), later);

        // when
        overdue.watch(AREA);

        // then
        assertThat(task().getPriority()).isEqualTo(50);
        assertThat(acts()).isEmpty();
    }

    @Test
    @Clause("X6")
    void a_late_task_comes_first_and_is_opened_to_the_manager_once_whoever_looks_first() throws Exception {
        // given
        Task task = task();
        tasks.setDueDate(task.getId(), Date.from(clock.now().minus(Duration.ofMinutes(1))));

        // when: two nodes at once
        Callable<Integer> node = () -> overdue.watch(AREA);
        var nodes = Executors.newFixedThreadPool(2);
        for (var look : nodes.invokeAll(List.of(node, node))) {
            look.get();
        }
        nodes.shutdown();
        overdue.watch(AREA);

        // then
        assertThat(task().getPriority()).isEqualTo(100);
        assertThat(groups()).contains(Groups.TOWNSHIP_CLERK, Groups.AGENCY_MANAGER);
        assertThat(kinds()).containsOnlyOnce("STEP_ESCALATED");
        assertThat(acts()).containsExactly("STEP_ESCALATED");
        assertThat(office.task("manager", instance, "UserTask_CheckDocuments")).isEqualTo(task.getId());
    }

    @Test
    @Clause("X6")
    void a_bill_keeps_its_late_step_in_its_own_history() {
        // given
        ResidentId resident = InventedResidents.next(DIVISION);
        PersonId person = InventedResidents.registered(parties, resident, "司马账单");
        Map<String, Object> bill = new HashMap<>();
        bill.put("personId", person.toString());
        bill.put("hospitalCode", "H3207221");
        bill.put("careType", "OUTPATIENT");
        bill.put("admittedOn", "2018-06-05");
        bill.put("dischargedOn", "2018-06-05");
        bill.put("diagnosis", "高血压");
        bill.put("diseases", List.of());
        bill.put("insured", true);
        bill.put("invoiceNumber", UUID.randomUUID().toString());
        bill.put("amounts", Map.of(
                "total", "400.00", "inScope", "360.00", "deductible", "0.00", "basicPaid", "0.00",
                "criticalIllnessPaid", "0.00", "supplementaryPaid", "0.00", "selfPaid", "40.00"));
        bill.put("items", List.of());
        bill.put("documents", List.of());
        instance = office.instance(office.enter("clerk1", bill));
        tasks.setDueDate(task().getId(), Date.from(clock.now().minus(Duration.ofMinutes(1))));

        // when
        overdue.watch(AREA);

        // then
        String claim = (String) tasks.getVariable(task().getId(), "claimId");
        assertThat(office.get("clerk1", "/api/v1/claims/" + claim).get("events").findValuesAsText("kind"))
                .containsOnlyOnce("STEP_ESCALATED");
    }

    private Task task() {
        return tasks.createTaskQuery().processInstanceId(instance).singleResult();
    }

    private List<String> groups() {
        return tasks.getIdentityLinksForTask(task().getId()).stream()
                .map(IdentityLink::getGroupId)
                .collect(Collectors.toList());
    }

    private List<String> acts() {
        return audit.of("TASK", task().getId()).stream().map(act -> act.entry().action()).toList();
    }

    private List<String> kinds() {
        String id = (String) tasks.getVariable(task().getId(), "applicationId");
        return office.get("town1", "/api/v1/applications/" + id).get("records").findValuesAsText("kind");
    }

    private Map<String, Object> application() {
        Map<String, Object> form = new HashMap<>();
        form.put("category", "LOW_INCOME_FAMILY");
        form.put("townCode", "320722902");
        form.put("address", "东海示范镇一村9号");
        form.put("members", List.of(Map.of(
                "residentId", InventedResidents.next(DIVISION).value(), "name", "司马迟", "relation", "SELF",
                "annualIncome", "9000.00", "insured", true, "included", true)));
        form.put("savings", "0.00");
        form.put("illness", "慢性病");
        form.put("medicalCosts", "1200.00");
        form.put("consent", true);
        form.put("documents", List.of(SampleFiles.handedIn(documents, staff.find("lianyungang-town1").orElseThrow())));
        return form;
    }
}
