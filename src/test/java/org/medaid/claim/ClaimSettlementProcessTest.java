package org.medaid.claim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medaid.kernel.Clause;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.Money;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.ledger.Accumulators;
import org.medaid.party.Parties;
import org.medaid.party.PersonRegistration;
import org.medaid.party.RegisterPerson;
import org.medaid.policy.Category;
import org.medaid.roster.EnterCategory;
import org.medaid.roster.Roster;
import org.medaid.roster.RosterAnswer;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.InventedResidents;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A bill's way through the office, sent form by form as Tasklist does. */
@IntegrationTest
class ClaimSettlementProcessTest {

    @LocalServerPort
    private int port;

    @Autowired
    private Parties parties;

    @Autowired
    private Roster roster;

    @Autowired
    private Accumulators accumulators;

    @Autowired
    private ManagementService management;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private HistoryService history;

    @Autowired
    private JdbcClient jdbc;

    private Office office;

    @BeforeEach
    void open() {
        office = new Office(port, "jiangmen");
    }

    @Test
    @Clause({"C17", "C19"})
    void a_bill_without_review_runs_from_the_form_to_a_sheet_that_names_the_article() {
        // given
        PersonId person = person("210402", Category.SUBSISTENCE_ALLOWANCE);
        office = new Office(port, "fushun");

        // when
        String instance = office.instance(office.enter("clerk1", bill(person, "H2104022", "3000.00", "500.00")));
        office.completed("checker", instance, "UserTask_CheckBill", Map.of("decision", "ACCEPTED"));
        office.completed("checker", instance, "UserTask_DecideExclusions", Map.of("exclusions", List.of()));
        fire(instance, "ServiceTask_CalculateBenefit");

        // then
        String claim = claim(instance);
        JsonNode sheet = office.get("clerk1", "/api/v1/claims/" + claim + "/sheet").get("answer");
        assertThat(sheet.at("/lines/0/code").asText()).isEqualTo("fushun.inpatient");
        assertThat(sheet.at("/lines/0/base").asText()).isEqualTo("3000.00");
        assertThat(sheet.at("/lines/0/amount").asText()).isEqualTo("1800.00");
        assertThat(sheet.at("/lines/0/citation/document").asText()).isEqualTo("抚政办发〔2014〕67号");
        assertThat(sheet.at("/lines/0/citation/article").asText()).isEqualTo("四(二)");

        office.completed("clerk1", instance, "UserTask_ConfirmSheet", Map.of("decision", "CONFIRMED"));
        assertThat(ended(instance)).isEqualTo("EndEvent_ClaimSettled");
        assertThat(state(claim)).isEqualTo("SETTLED");
        assertThat(accumulators.used(person, 2020)).containsExactly(Map.entry("fushun.inpatient", Money.parse("1800.00")));
    }

    @Test
    @Clause("C12")
    void self_paid_cost_over_the_threshold_goes_to_three_experts_and_their_median_counts() {
        // given
        PersonId person = person("440784", Category.POVERTY_ALLEVIATION);
        Office heshan = new Office(port, "heshan");
        String instance = heshan.instance(heshan.enter("clerk1", bill(person, "H4407842", "0.00", "12000.00")));
        heshan.completed("checker", instance, "UserTask_CheckBill", Map.of("decision", "ACCEPTED"));

        // when
        heshan.completed(
                "chair",
                instance,
                "UserTask_DrawUpReview",
                Map.of("experts", List.of("heshan-expert1", "heshan-expert2", "heshan-expert3"), "items", List.of(0)));
        opinion(heshan, instance, "expert1", "12000.00", "1000.00");
        opinion(heshan, instance, "expert2", "12000.00", "2000.00");
        JsonNode seenByThird = heshan.get("expert3", "/api/v1/claims/" + claim(instance) + "/review");
        opinion(heshan, instance, "expert3", "12000.00", "6000.00");
        heshan.completed("chair", instance, "UserTask_CloseReview", Map.of("note", "按中位数认定"));
        heshan.completed("checker", instance, "UserTask_DecideExclusions", Map.of("exclusions", List.of()));
        fire(instance, "ServiceTask_CalculateBenefit");

        // then
        assertThat(seenByThird.get("opinions")).as("an expert sees no other's opinion").isEmpty();
        assertThat(seenByThird.get("experts")).isEmpty();
        JsonNode answer = heshan.get("clerk1", "/api/v1/claims/" + claim(instance) + "/sheet").get("answer");
        assertThat(answer.at("/payers/POVERTY_ALLEVIATION_FUND").asText()).isEqualTo("8000.00");
        assertThat(answer.at("/payers/HOSPITAL:H4407842").asText()).isEqualTo("4000.00");
        heshan.completed("clerk2", instance, "UserTask_ConfirmSheet", Map.of("decision", "CONFIRMED"));
        assertThat(ended(instance)).isEqualTo("EndEvent_ClaimSettled");
    }

    private void opinion(Office office, String instance, String expert, String amount, String unreasonable) {
        String reasonable = new java.math.BigDecimal(amount).subtract(new java.math.BigDecimal(unreasonable)).toString();
        office.completed(
                expert,
                instance,
                "UserTask_GiveOpinion",
                Map.of(
                        "opinions",
                        List.of(Map.of(
                                "lineNo", 0, "reasonable", reasonable, "unreasonable", unreasonable, "reason", "超出诊疗需要"))));
    }

    /** Fires the one job that waits at an element of a case. */
    private void fire(String instance, String element) {
        Job job = management.createJobQuery().processInstanceId(instance).activityId(element).singleResult();
        assertThat(job).as("job at " + element).isNotNull();
        management.executeJob(job.getId());
    }

    private String claim(String instance) {
        return (String) history.createHistoricVariableInstanceQuery()
                .processInstanceId(instance)
                .variableName("claimId")
                .singleResult()
                .getValue();
    }

    private String state(String claim) {
        return jdbc.sql("select state from medaid.claim where id = ?")
                .param(UUID.fromString(claim))
                .query(String.class)
                .single();
    }

    private String ended(String instance) {
        return history.createHistoricActivityInstanceQuery()
                .processInstanceId(instance)
                .activityType("noneEndEvent")
                .list()
                .stream()
                .map(a -> a.getActivityId())
                .filter(id -> id.startsWith("EndEvent_Claim"))
                .findFirst()
                .orElse("");
    }

    private PersonId person(String division, Category... categories) {
        ResidentId id = InventedResidents.next(division);
        PersonRegistration registered = parties.registerPerson(
                new RegisterPerson(id, "张示例", new DivisionCode(division), true, Optional.empty(), "test", true));
        PersonId person = ((PersonRegistration.Registered) registered).person().id();
        for (Category category : categories) {
            RosterAnswer answer = roster.enter(
                    PoolingArea.of(new DivisionCode(division)).orElseThrow(),
                    new EnterCategory(person, category, DateRange.from(LocalDate.of(2014, 1, 1)), "示例名单", "test"));
            assertThat(answer).isInstanceOf(RosterAnswer.Recorded.class);
        }
        return person;
    }

    static Map<String, Object> bill(PersonId person, String hospital, String inScope, String selfPaid) {
        String total = new java.math.BigDecimal(inScope).add(new java.math.BigDecimal(selfPaid)).toString();
        return new java.util.HashMap<>(Map.ofEntries(
                Map.entry("personId", person.toString()),
                Map.entry("hospitalCode", hospital),
                Map.entry("careType", "INPATIENT"),
                Map.entry("admittedOn", "2020-03-01"),
                Map.entry("dischargedOn", "2020-03-12"),
                Map.entry("diagnosis", "慢性肾功能不全"),
                Map.entry("invoiceNumber", UUID.randomUUID().toString()),
                Map.entry(
                        "amounts",
                        Map.of(
                                "total", total,
                                "inScope", inScope,
                                "deductible", inScope.equals("0.00") ? "0.00" : "500.00",
                                "basicPaid", "0.00",
                                "criticalIllnessPaid", "0.00",
                                "supplementaryPaid", "0.00",
                                "selfPaid", selfPaid))));
    }
}
