package org.medaid.claim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.junit.jupiter.api.Test;
import org.medaid.kernel.Clause;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.party.Parties;
import org.medaid.policy.Category;
import org.medaid.roster.EnterCategory;
import org.medaid.roster.Roster;
import org.medaid.testing.EngineCases;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.InventedResidents;
import org.medaid.testing.Office;
import org.medaid.testing.OwnApplication;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** In an application of its own: the table it deploys would count for every other test. */
@IntegrationTest
@OwnApplication
class RunningCaseKeepsItsArticlesTest {

    private static final String FILE = "exclusion-articles.dmn";
    private static final String OLD = "精神病患者除外";
    private static final String NEW = "无民事行为能力的精神病患者除外";

    @LocalServerPort
    private int port;

    @Autowired
    private Parties parties;

    @Autowired
    private EngineCases cases;

    @Autowired
    private Roster roster;

    @Autowired
    private RepositoryService repository;

    @Test
    @Clause("C13")
    void a_case_is_judged_by_the_articles_it_started_with_and_a_new_one_by_the_new() throws IOException {
        // given a case that waits for the decision on exclusions
        Office office = new Office(port, "jiangmen");
        String before = toExclusions(office);

        // when a release changes the exception of the first article and takes the twelfth's exclusion away
        release();

        // then the old case still offers and applies the old articles
        assertThat(exception(office.get("checker", "/api/v1/claims/" + claim(before) + "/form-options")))
                .isEqualTo(OLD);
        office.completed("checker", before, "UserTask_DecideExclusions", excluding("E12"));
        assertThat(upheld(office, before)).isTrue();

        // and a bill entered from now on gets the new ones
        assertThat(exception(office.get("clerk1", "/api/v1/form-options"))).isEqualTo(NEW);
        String after = toExclusions(office);
        assertThat(exception(office.get("checker", "/api/v1/claims/" + claim(after) + "/form-options")))
                .isEqualTo(NEW);
        office.completed("checker", after, "UserTask_DecideExclusions", excluding("E12"));
        assertThat(upheld(office, after)).isFalse();
    }

    private static Map<String, Object> excluding(String code) {
        return Map.of(
                "exclusions",
                List.of(Map.of("code", code, "exception", false, "inScope", "100.00", "selfPaid", "0.00", "reason", "经核实")));
    }

    private boolean upheld(Office office, String instance) {
        JsonNode exclusions = office.get("checker", "/api/v1/claims/" + claim(instance)).get("exclusions");
        assertThat(exclusions).hasSize(1);
        return exclusions.at("/0/upheld").booleanValue();
    }

    private static String exception(JsonNode options) {
        return options.at("/exclusionArticles/0/exceptionStatement").textValue();
    }

    private String toExclusions(Office office) {
        PersonId person = InventedResidents.registered(parties, InventedResidents.next("440703"), "李示例");
        roster.enter(
                PoolingArea.JIANGMEN,
                new EnterCategory(
                        person, Category.SUBSISTENCE_ALLOWANCE, DateRange.from(LocalDate.of(2014, 1, 1)), "示例名单", "test"));
        String instance = office.instance(office.enter(
                "clerk1", ClaimSettlementProcessTest.bill(person, "H4407842", "3000.00", "0.00")));
        office.completed("checker", instance, "UserTask_CheckBill", Map.of("decision", "ACCEPTED"));
        return instance;
    }

    private String claim(String instance) {
        return cases.variable(instance, "claimId");
    }

    /** As a release deploys: everything together, the table with another text and another answer. */
    private void release() throws IOException {
        String latest = repository
                .createProcessDefinitionQuery()
                .processDefinitionKey("ClaimSettlementProcess")
                .latestVersion()
                .singleResult()
                .getDeploymentId();
        String table;
        try (InputStream file = repository.getResourceAsStream(latest, FILE)) {
            table = new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
        String changed = table.replace(OLD, NEW);
        int row = changed.indexOf("<rule id=\"Rule_E12\">");
        int answer = changed.indexOf("<text>true</text>", row);
        changed = changed.substring(0, answer) + "<text>false</text>" + changed.substring(answer + 17);
        DeploymentBuilder builder = repository.createDeployment().name("release").addString(FILE, changed);
        repository.getDeploymentResourceNames(latest).stream()
                .filter(name -> !name.equals(FILE))
                .forEach(name -> builder.addDeploymentResourceByName(latest, name));
        builder.deploy();
    }
}
