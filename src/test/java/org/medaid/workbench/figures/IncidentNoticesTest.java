package org.medaid.workbench.figures;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.camunda.bpm.engine.ManagementService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.party.Parties;
import org.medaid.roster.Roster;
import org.medaid.testing.EngineCases;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.Office;
import org.medaid.testing.WorkbenchCases;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who is told that a case has come to a stop, once, until it goes on. */
@IntegrationTest
@Clause("X6")
class IncidentNoticesTest {

    @LocalServerPort
    private int port;

    @Autowired
    private IncidentNotices notices;

    @Autowired
    private ManagementService management;

    @Autowired
    private EngineCases cases;

    @Autowired
    private Parties parties;

    @Autowired
    private Roster roster;

    @Autowired
    private JdbcClient jdbc;

    private WorkbenchCases people;
    private Office office;

    @BeforeEach
    void anOffice() {
        people = new WorkbenchCases(parties, roster, jdbc);
        office = new Office(port, "lianyungang");
    }

    @Test
    void who_worked_on_the_case_last_and_the_manager_are_told_once_until_it_goes_on() throws Exception {
        // given a bill whose calculation has failed three times
        WorkbenchCases.Entered bill = people.toCalculate(office, "clerk1", "320722", "东方停办", "H3207221", "1000.00");
        String job = people.breakCalculation(management, bill);
        assertThat(told(bill)).isZero();

        // when two nodes look at once, and again
        var both = Executors.newFixedThreadPool(2);
        int told = 0;
        try {
            Callable<Integer> look = () -> notices.tell(PoolingArea.LIANYUNGANG);
            for (var answer : both.invokeAll(List.of(look, look))) {
                told += answer.get();
            }
        } finally {
            both.shutdownNow();
        }
        assertThat(told).isEqualTo(1);
        assertThat(notices.tell(PoolingArea.LIANYUNGANG)).isZero();

        // then the checker, who took the last step, reads in plain words what has happened and what to do
        JsonNode notice = notice("checker", bill);
        assertThat(notice.get("what").asText()).contains("计算").contains("多次执行失败");
        assertThat(notice.get("todo").asText()).contains("重试");
        assertThat(notice.get("responsible").asText()).isEqualTo("连云港市复核员");
        assertThat(notice.get("page").asText()).isEqualTo("/claims/" + bill.claim());
        assertThat(notice.has("instance")).as("the checker does not watch the engine").isFalse();
        assertThat(notice("manager", bill).get("instance").asText()).isEqualTo(bill.instance());
        assertThat(notice("clerk2", bill)).isNull();
        assertThat(new Office(port, "heshan").get("manager", "/api/v1/incident-notices").toString()).doesNotContain(bill.number());
        assertThat(notice("manager", bill).toString()).doesNotContain("东方停办", "Exception", "ENGINE-");

        // when the cause is mended and the job has run
        people.mendCalculation(bill);
        management.setJobRetries(job, 1);
        cases.fire(bill.instance(), "ServiceTask_CalculateBenefit");
        notices.tell(PoolingArea.LIANYUNGANG);

        // then nobody is told any more
        assertThat(notice("checker", bill)).isNull();
        assertThat(notice("manager", bill)).isNull();
        assertThat(told(bill)).isEqualTo(1);
    }

    private long told(WorkbenchCases.Entered bill) {
        return jdbc.sql("select count(*) from medaid.incident_notice where number = ?").param(bill.number()).query(Long.class).single();
    }

    private JsonNode notice(String who, WorkbenchCases.Entered bill) {
        for (JsonNode one : office.get(who, "/api/v1/incident-notices").get("notices")) {
            if (one.get("number").asText().equals(bill.number())) {
                return one;
            }
        }
        return null;
    }
}
