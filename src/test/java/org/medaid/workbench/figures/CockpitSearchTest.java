package org.medaid.workbench.figures;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medaid.kernel.Clause;
import org.medaid.party.Parties;
import org.medaid.roster.Roster;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.Office;
import org.medaid.testing.WorkbenchCases;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The head finds a case of any process by its number, its person or its hospital, and nobody of another county does. */
@IntegrationTest
@Clause("X6")
class CockpitSearchTest {

    @LocalServerPort
    private int port;

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
        office = new Office(port, "jining");
    }

    @Test
    void a_case_is_found_by_number_name_and_identity_number_with_its_instance_while_it_runs() {
        WorkbenchCases.Entered open = people.bill(office, "clerk1", "370811", "夏侯查找", "H3708122");
        WorkbenchCases.Entered closed = people.bill(office, "clerk1", "370811", "夏侯办结", "H3708122");
        office.completed("checker", closed.instance(), "UserTask_CheckBill", Map.of("decision", "REFUSED", "reason", "发票不清"));

        for (String text : new String[] {open.number(), open.number().toLowerCase(), "夏侯查找", open.resident().value()}) {
            JsonNode found = search(office, "manager", text).get("cases");
            assertThat(found).as(text).hasSize(1);
            assertThat(found.get(0).get("line").get("number").asText()).isEqualTo(open.number());
            assertThat(found.get(0).get("line").get("person").asText()).isEqualTo("夏**找");
            assertThat(found.get(0).get("instance").asText()).isEqualTo(open.instance());
            assertThat(found.get(0).get("timeline").asText()).isEqualTo("/case-timelines/" + open.number());
            assertThat(found.toString()).doesNotContain("夏侯查找", open.resident().value());
        }
        JsonNode finished = search(office, "auditor", closed.number()).get("cases").get(0);
        assertThat(finished.has("instance")).isFalse();
        assertThat(office.as("auditor").get(finished.get("timeline").asText()).statusCode()).isEqualTo(200);
        // who looked for a person left a record, without the name
        assertThat(jdbc.sql("select count(*) from medaid.audit_entry where action = 'CASES_SEARCHED' and user_id = 'jining-manager'")
                        .query(Long.class)
                        .single())
                .isPositive();
    }

    @Test
    void a_hospitals_open_cases_are_found_by_its_name_or_code() {
        WorkbenchCases.Entered open = people.bill(office, "clerk1", "370811", "夏侯医院", "H3708113");
        String name = people.hospitalName("H3708113");

        for (String text : new String[] {name, "h3708113"}) {
            JsonNode hospital = search(office, "manager", text).get("hospitals").get(0);
            assertThat(hospital.get("name").asText()).isEqualTo(name);
            assertThat(hospital.get("steps").asLong()).isPositive();
            assertThat(hospital.get("cases").findValuesAsText("number")).contains(open.number());
            assertThat(hospital.get("finished").asText()).isEqualTo("/finished-cases?hospital=H3708113");
        }
    }

    @Test
    void another_county_and_who_reads_no_cases_find_nothing() {
        WorkbenchCases.Entered open = people.bill(office, "clerk1", "370811", "夏侯别处", "H3708113");

        Office other = new Office(port, "heshan");
        for (String text : new String[] {open.number(), "夏侯别处", open.resident().value()}) {
            assertThat(search(other, "manager", text).get("cases")).isEmpty();
        }
        assertThat(search(other, "manager", people.hospitalName("H3708113")).toString()).doesNotContain(open.number());
        for (String who : new String[] {"expert1", "h3708122-office"}) {
            assertThat(post(office, who, "夏侯").statusCode()).isEqualTo(403);
        }
        assertThat(post(office, "manager", " ").statusCode()).isEqualTo(422);
    }

    private static JsonNode search(Office at, String who, String text) {
        HttpResponse<String> answer = post(at, who, text);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Office.read(answer.body());
    }

    private static HttpResponse<String> post(Office at, String who, String text) {
        return at.as(who).postJson("/api/v1/cockpit-searches", Office.write(Map.of("text", text)));
    }
}
