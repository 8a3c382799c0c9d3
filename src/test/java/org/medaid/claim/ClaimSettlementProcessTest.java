package org.medaid.claim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.ManagementService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.medaid.claim.persistence.ExpertTies;
import org.medaid.claim.persistence.Sheets;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.Money;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.ledger.Accumulators;
import org.medaid.party.Parties;
import org.medaid.policy.CalculationAnswer;
import org.medaid.policy.Category;
import org.medaid.roster.EnterCategory;
import org.medaid.roster.Roster;
import org.medaid.roster.RosterAnswer;
import org.medaid.security.HospitalCredentials;
import org.medaid.testing.EngineCases;
import org.medaid.testing.EngineTables;
import org.medaid.testing.HospitalSystem;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.InventedResidents;
import org.medaid.testing.Office;
import org.medaid.testing.Transfers;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A bill's way through the office, sent form by form as Tasklist does. */
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
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
    private Determinations determinations;

    @Autowired
    private Sheets sheets;

    @Autowired
    private ExpertTies ties;

    @Autowired
    private EngineCases cases;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private HospitalCredentials credentials;

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
        cases.fire(instance, "ServiceTask_CalculateBenefit");

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
        cases.fire(instance, "ServiceTask_CalculateBenefit");

        // then
        assertThat(seenByThird.get("opinions")).as("an expert sees no other's opinion").isEmpty();
        assertThat(seenByThird.get("experts")).isEmpty();
        JsonNode answer = heshan.get("clerk1", "/api/v1/claims/" + claim(instance) + "/sheet").get("answer");
        assertThat(answer.at("/payers/POVERTY_ALLEVIATION_FUND").asText()).isEqualTo("8000.00");
        assertThat(answer.at("/payers/HOSPITAL:H4407842").asText()).isEqualTo("4000.00");
        heshan.completed("clerk2", instance, "UserTask_ConfirmSheet", Map.of("decision", "CONFIRMED"));
        assertThat(ended(instance)).isEqualTo("EndEvent_ClaimSettled");
    }

    @Test
    void a_returned_bill_is_corrected_and_a_bill_that_is_not_accepted_ends_as_refused() {
        // given
        office = new Office(port, "fushun");
        PersonId person = person("210402", Category.SUBSISTENCE_ALLOWANCE);
        String instance = office.instance(office.enter("clerk1", bill(person, "H2104022", "1000.00", "0.00")));

        // when
        office.completed(
                "checker", instance, "UserTask_CheckBill", Map.of("decision", "RETURNED", "reason", "发票日期不清"));
        assertThat(state(claim(instance))).isEqualTo("RETURNED");
        office.completed("clerk2", instance, "UserTask_CorrectBill", bill(person, "H2104022", "1200.00", "0.00"));
        HttpResponse<String> withoutReason =
                office.complete("checker", instance, "UserTask_CheckBill", Map.of("decision", "REFUSED"));
        office.completed(
                "checker", instance, "UserTask_CheckBill", Map.of("decision", "REFUSED", "reason", "单据不属实"));

        // then
        assertThat(withoutReason.statusCode()).isEqualTo(422);
        assertThat(ended(instance)).isEqualTo("EndEvent_ClaimRefused");
        assertThat(office.get("clerk1", "/api/v1/claims/" + claim(instance)).get("refusalReason").asText())
                .isEqualTo("单据不属实");
    }

    @Test
    void a_sheet_sent_back_gives_back_the_ceiling_it_used() {
        // given
        office = new Office(port, "fushun");
        PersonId person = person("210402", Category.SUBSISTENCE_ALLOWANCE);
        String instance = calculated(office, person, "H2104022", "9000.00");
        assertThat(accumulators.used(person, 2020).get("fushun.inpatient")).isEqualTo(Money.parse("5000.00"));

        // when
        office.completed(
                "clerk1", instance, "UserTask_ConfirmSheet", Map.of("decision", "RETURNED", "reason", "总额录错"));

        // then
        assertThat(accumulators.used(person, 2020)).isEmpty();
        office.completed("clerk1", instance, "UserTask_CorrectBill", bill(person, "H2104022", "1000.00", "0.00"));
        toSheet(office, instance);
        assertThat(accumulators.used(person, 2020).get("fushun.inpatient")).isEqualTo(Money.parse("600.00"));
        assertThat(office.get("clerk1", "/api/v1/claims/" + claim(instance) + "/sheet").get("number").asInt())
                .isEqualTo(2);
        office.completed("clerk1", instance, "UserTask_ConfirmSheet", Map.of("decision", "CONFIRMED"));
        assertThat(ended(instance)).isEqualTo("EndEvent_ClaimSettled");
    }

    @Test
    void nothing_granted_ends_as_refused_with_the_reason_and_its_article() {
        // given
        office = new Office(port, "fushun");
        PersonId person = person("210402", Category.SUBSISTENCE_MARGIN);
        Map<String, Object> outpatient = bill(person, "H2104022", "800.00", "0.00");
        outpatient.put("careType", "OUTPATIENT");
        outpatient.put("admittedOn", "2020-03-12");

        // when
        String instance = office.instance(office.enter("clerk1", outpatient));
        office.completed("checker", instance, "UserTask_CheckBill", Map.of("decision", "ACCEPTED"));
        toSheetFromExclusions(office, instance);
        office.completed("clerk1", instance, "UserTask_ConfirmSheet", Map.of("decision", "CONFIRMED"));

        // then
        assertThat(ended(instance)).isEqualTo("EndEvent_ClaimRefused");
        assertThat(office.get("clerk1", "/api/v1/claims/" + claim(instance)).get("refusalReason").asText())
                .contains("抚政办发〔2014〕67号");
    }

    @Test
    void a_family_can_withdraw_while_experts_are_still_thinking() {
        // given
        Office heshan = new Office(port, "heshan");
        String instance = underReview(heshan);

        // when
        String open = heshan.as("clerk1").get("/claims/" + claim(instance)).body();
        HttpResponse<String> withoutReason =
                heshan.as("clerk1").postJson("/api/v1/claims/" + claim(instance) + "/withdrawals", "{}");
        HttpResponse<String> byExpert = heshan.as("expert1")
                .postJson("/api/v1/claims/" + claim(instance) + "/withdrawals", "{\"reason\": \"-\"}");
        HttpResponse<String> withdrawn = heshan.as("clerk1")
                .postJson("/api/v1/claims/" + claim(instance) + "/withdrawals", "{\"reason\": \"家属放弃申请\"}");
        HttpResponse<String> again = heshan.as("clerk1")
                .postJson("/api/v1/claims/" + claim(instance) + "/withdrawals", "{\"reason\": \"再次\"}");

        // then
        assertThat(open).contains("撤回本案", "data-case=\"/api/v1/claims/" + claim(instance) + "\"");
        assertThat(heshan.as("clerk1").get("/claims/" + claim(instance)).body()).doesNotContain("撤回本案");
        assertThat(withoutReason.statusCode()).isEqualTo(422);
        assertThat(byExpert.statusCode()).isEqualTo(403);
        assertThat(withdrawn.statusCode()).as(withdrawn.body()).isEqualTo(204);
        assertThat(again.statusCode()).isEqualTo(422);
        assertThat(ended(instance)).isEqualTo("EndEvent_ClaimWithdrawn");
        assertThat(state(claim(instance))).isEqualTo("WITHDRAWN");
    }

    @Test
    @Clause("C12")
    void experts_are_reminded_and_replaced_when_overdue_and_those_with_a_tie_are_kept_out() {
        // given
        Office heshan = new Office(port, "heshan");
        PersonId person = person("440784", Category.POVERTY_ALLEVIATION);
        String instance = heshan.instance(heshan.enter("clerk1", bill(person, "H4407842", "0.00", "15000.00")));
        heshan.completed("checker", instance, "UserTask_CheckBill", Map.of("decision", "ACCEPTED"));
        UUID tie = UUID.randomUUID();
        ties.enter(tie, "heshan-expert4", "H4407842", "在该院执业", "test", Instant.now());

        // when
        HttpResponse<String> tied = heshan.complete(
                "chair",
                instance,
                "UserTask_DrawUpReview",
                Map.of("experts", List.of("heshan-expert1", "heshan-expert2", "heshan-expert4"), "items", List.of(0)));
        HttpResponse<String> tooFew = heshan.complete(
                "chair",
                instance,
                "UserTask_DrawUpReview",
                Map.of("experts", List.of("heshan-expert1", "heshan-expert2"), "items", List.of(0)));
        ties.end(tie, "已不在该院执业", "test", Instant.now());
        heshan.completed(
                "chair",
                instance,
                "UserTask_DrawUpReview",
                Map.of("experts", List.of("heshan-expert1", "heshan-expert2", "heshan-expert3"), "items", List.of(0)));
        cases.fire(instance, "BoundaryEvent_OpinionReminderDue");
        cases.fire(instance, "BoundaryEvent_OpinionOverdue");
        heshan.completed(
                "chair",
                instance,
                "UserTask_HandleOverdueReview",
                Map.of("replacements", List.of(Map.of("expert", "heshan-expert3", "by", "heshan-expert4"))));

        // then
        assertThat(tied.statusCode()).isEqualTo(422);
        assertThat(tied.body()).contains("回避");
        assertThat(tooFew.statusCode()).isEqualTo(422);
        assertThat(heshan.task("expert3", instance, "UserTask_GiveOpinion")).isNull();
        opinion(heshan, instance, "expert1", "15000.00", "0.00");
        opinion(heshan, instance, "expert2", "15000.00", "100.00");
        opinion(heshan, instance, "expert4", "15000.00", "300.00");
        heshan.completed("chair", instance, "UserTask_CloseReview", Map.of());
        toSheetFromExclusions(heshan, instance);
        JsonNode answer = heshan.get("clerk1", "/api/v1/claims/" + claim(instance) + "/sheet").get("request");
        assertThat(answer.at("/review/unreasonableSelfPaid").asText()).isEqualTo("100.00");
    }

    @Test
    @Clause("C12")
    void a_second_bill_of_the_month_that_passes_the_threshold_meanwhile_goes_back_to_the_experts() {
        // given two special-outpatient bills of one month, each under the threshold
        Office heshan = new Office(port, "heshan");
        PersonId person = person("440784", Category.POVERTY_ALLEVIATION);
        String first = heshan.instance(heshan.enter("clerk1", specialOutpatient(person)));
        String second = heshan.instance(heshan.enter("clerk1", specialOutpatient(person)));
        heshan.completed("checker", first, "UserTask_CheckBill", Map.of("decision", "ACCEPTED"));
        heshan.completed("checker", second, "UserTask_CheckBill", Map.of("decision", "ACCEPTED"));

        // when
        toSheetFromExclusions(heshan, first);
        toSheetFromExclusions(heshan, second);

        // then
        assertThat(heshan.task("clerk1", first, "UserTask_ConfirmSheet")).isNotNull();
        assertThat(heshan.task("clerk1", second, "UserTask_ConfirmSheet")).isNull();
        heshan.completed(
                "chair",
                second,
                "UserTask_DrawUpReview",
                Map.of("experts", List.of("heshan-expert1", "heshan-expert2", "heshan-expert3"), "items", List.of(0)));
        for (String expert : List.of("expert1", "expert2", "expert3")) {
            opinion(heshan, second, expert, "6000.00", "0.00");
        }
        heshan.completed("chair", second, "UserTask_CloseReview", Map.of());
        toSheetFromExclusions(heshan, second);
        assertThat(heshan.task("clerk1", second, "UserTask_ConfirmSheet")).isNotNull();
    }

    @Test
    @Clause("C13")
    void excluded_cost_is_taken_out_but_not_where_the_article_gives_an_exception() {
        // given
        PersonId person = person("440705", Category.SUBSISTENCE_ALLOWANCE);
        office = new Office(port, "jiangmen");
        String instance = office.instance(office.enter("clerk1", bill(person, "H4407042", "3000.00", "500.00")));
        office.completed("checker", instance, "UserTask_CheckBill", Map.of("decision", "ACCEPTED"));

        // when
        HttpResponse<String> noSuchException = office.complete(
                "checker",
                instance,
                "UserTask_DecideExclusions",
                Map.of("exclusions", List.of(exclusion("E05", true, "100.00", "0.00"))));
        HttpResponse<String> tooMuch = office.complete(
                "checker",
                instance,
                "UserTask_DecideExclusions",
                Map.of("exclusions", List.of(exclusion("E05", false, "3000.01", "0.00"))));
        office.completed(
                "checker",
                instance,
                "UserTask_DecideExclusions",
                Map.of(
                        "exclusions",
                        List.of(
                                exclusion("E05", false, "1000.00", "0.00"),
                                exclusion("E01", true, "500.00", "0.00"))));
        cases.fire(instance, "ServiceTask_CalculateBenefit");

        // then
        assertThat(noSuchException.statusCode()).isEqualTo(422);
        assertThat(tooMuch.statusCode()).isEqualTo(422);
        JsonNode sheet = office.get("clerk1", "/api/v1/claims/" + claim(instance) + "/sheet");
        assertThat(sheet.at("/request/exclusions")).hasSize(1);
        assertThat(sheet.at("/answer/lines/0/base").asText()).isEqualTo("1500.00");
    }

    @Test
    @Clause("C17")
    void an_invoice_is_taken_once_however_often_it_is_sent() {
        // given
        office = new Office(port, "fushun");
        PersonId person = person("210402", Category.SUBSISTENCE_ALLOWANCE);
        Map<String, Object> bill = bill(person, "H2104022", "1000.00", "0.00");

        // when
        HttpResponse<String> first = office.enter("clerk1", bill);
        HttpResponse<String> second = office.enter("clerk1", bill);
        HttpResponse<String> asked = office.as("clerk1")
                .postJson("/api/v1/claim-checks/enter-bill", Office.write(bill));

        // then
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(second.statusCode()).isEqualTo(422);
        assertThat(asked.statusCode()).isEqualTo(422);
        assertThat(Office.read(asked.body()).get("field").asText()).isEqualTo("invoiceNumber");
        assertThat(Office.read(asked.body()).get("code").asText()).isEqualTo("INVOICE_USED");
    }

    @Test
    @Clause("X6")
    void nobody_of_another_office_sees_a_bill_not_even_by_its_id() {
        // given
        office = new Office(port, "fushun");
        PersonId person = person("210402", Category.SUBSISTENCE_ALLOWANCE);
        String instance = office.instance(office.enter("clerk1", bill(person, "H2104022", "1000.00", "0.00")));
        Office other = new Office(port, "jining");

        // when / then
        for (String path : List.of("", "/review", "/sheet")) {
            assertThat(other.as("clerk1").getJson("/api/v1/claims/" + claim(instance) + path).statusCode())
                    .isEqualTo(404);
        }
        assertThat(other.as("clerk1").get("/claims/" + claim(instance)).statusCode()).isEqualTo(404);
        assertThat(other.task("checker", instance, "UserTask_CheckBill")).isNull();
        assertThat(office.as("expert1").getJson("/api/v1/claims/" + claim(instance)).statusCode())
                .as("an expert who is not on a panel")
                .isEqualTo(404);
    }

    @Test
    @Clause("C19")
    void a_stored_sheet_comes_out_the_same_when_it_is_calculated_again() {
        // given
        PersonId person = person("440705", Category.SUBSISTENCE_ALLOWANCE);
        office = new Office(port, "jiangmen");
        String instance = calculated(office, person, "H4407042", "3000.00");
        Sheets.Sheet sheet = sheets.latest(ClaimId.parse(claim(instance))).orElseThrow();

        // when
        CalculationAnswer again = determinations.recompute(sheet);

        // then
        CalculationAnswer stored = determinations.answer(sheet);
        assertThat(again.lines()).isEqualTo(stored.lines()).isNotEmpty();
        assertThat(again.payers()).isEqualTo(stored.payers());
        assertThat(again.accumulated()).isEqualTo(stored.accumulated());
        assertThat(again.remainder()).isEqualTo(stored.remainder());
        assertThat(again.rules()).isEqualTo(stored.rules());
    }

    @Test
    void sixteen_bills_at_once_never_pass_a_ceiling_and_use_all_of_it() throws Exception {
        // given sixteen bills of one person, 600 each, against a ceiling of 5,000
        office = new Office(port, "fushun");
        PersonId person = person("210402", Category.SUBSISTENCE_ALLOWANCE);
        List<String> jobs = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            String instance = office.instance(office.enter("clerk1", bill(person, "H2104022", "1000.00", "0.00")));
            office.completed("checker", instance, "UserTask_CheckBill", Map.of("decision", "ACCEPTED"));
            office.completed("checker", instance, "UserTask_DecideExclusions", Map.of("exclusions", List.of()));
            jobs.add(management
                    .createJobQuery()
                    .processInstanceId(instance)
                    .activityId("ServiceTask_CalculateBenefit")
                    .singleResult()
                    .getId());
        }

        // when
        ExecutorService threads = Executors.newFixedThreadPool(16);
        CyclicBarrier together = new CyclicBarrier(16);
        List<Future<?>> running = new ArrayList<>();
        for (String job : jobs) {
            running.add(threads.submit(() -> {
                together.await();
                management.executeJob(job);
                return null;
            }));
        }
        for (Future<?> future : running) {
            future.get(2, TimeUnit.MINUTES);
        }
        threads.shutdown();

        // then
        assertThat(accumulators.used(person, 2020)).containsExactly(Map.entry("fushun.inpatient", Money.parse("5000.00")));
    }

    /** Personal data stays out of the engine, whatever was entered, reviewed and decided. */
    @Test
    void no_name_identity_number_or_diagnosis_is_left_in_any_table_of_the_engine() {
        // given
        Office heshan = new Office(port, "heshan");
        ResidentId residentId = InventedResidents.next("440784");
        PersonId person = person(residentId, "赵扫描样本", Category.POVERTY_ALLEVIATION);
        Map<String, Object> bill = bill(person, "H4407842", "2000.00", "12000.00");
        bill.put("diagnosis", "扫描用诊断文字");
        bill.put("diseases", List.of("MALIGNANT_TUMOUR"));

        // when
        String instance = heshan.instance(heshan.enter("clerk1", bill));
        heshan.completed("checker", instance, "UserTask_CheckBill", Map.of("decision", "ACCEPTED"));
        heshan.completed(
                "chair",
                instance,
                "UserTask_DrawUpReview",
                Map.of("experts", List.of("heshan-expert1", "heshan-expert2", "heshan-expert3"), "items", List.of(0)));
        for (String expert : List.of("expert1", "expert2", "expert3")) {
            opinion(heshan, instance, expert, "12000.00", "0.00");
        }
        heshan.completed("chair", instance, "UserTask_CloseReview", Map.of());
        toSheetFromExclusions(heshan, instance);
        heshan.completed("clerk1", instance, "UserTask_ConfirmSheet", Map.of("decision", "CONFIRMED"));

        // then
        assertThat(ended(instance)).isEqualTo("EndEvent_ClaimSettled");
        EngineTables.assertNoneHolds(jdbc, residentId.value(), "赵扫描样本", "扫描用诊断文字", "MALIGNANT_TUMOUR");
    }

    @Test
    @Clause({"C4", "R3", "R4", "R6"})
    void a_bill_of_a_hospital_without_contract_is_refused_and_opened_again_when_its_emergency_is_filed() {
        // given a stay in a hospital that is not designated, and a bill refused for it
        office = new Office(port, "fushun");
        ResidentId resident = InventedResidents.next("210402");
        PersonId person = person(resident, "张示例", Category.SUBSISTENCE_ALLOWANCE);
        LocalDate admitted = LocalDate.now(BusinessClock.ZONE).minusDays(1);
        Map<String, Object> bill = bill(person, "H2104042", "3000.00", "500.00");
        bill.put("admittedOn", admitted.toString());
        bill.put("dischargedOn", admitted.plusDays(1).toString());
        String refused = office.instance(office.enter("clerk1", bill));
        toSheet(office, refused);
        office.completed("clerk1", refused, "UserTask_ConfirmSheet", Map.of("decision", "CONFIRMED"));
        String claim = claim(refused);
        String stateBefore = state(claim);

        // when
        Map<String, Object> emergency = Transfers.request(resident, "张示例", "H2104042", "H2104023", null);
        emergency.put("emergency", true);
        emergency.put("admittedOn", admitted.toString());
        new Transfers(office).filed(emergency);
        String again = cases.open("ClaimSettlementProcess", "claimId", claim);
        toSheetFromExclusions(office, again);

        // then
        assertThat(ended(refused)).isEqualTo("EndEvent_ClaimRefused");
        assertThat(stateBefore).isEqualTo("REFUSED");
        JsonNode sheet = office.get("clerk1", "/api/v1/claims/" + claim + "/sheet").get("answer");
        assertThat(sheet.at("/lines/0/amount").asText()).isEqualTo("1800.00");
        assertThat(office.get("clerk1", "/api/v1/claims/" + claim).get("referralSentence").asText())
                .contains("按转诊备案FS-ZZ-");
        office.completed("clerk1", again, "UserTask_ConfirmSheet", Map.of("decision", "CONFIRMED"));
        assertThat(state(claim)).isEqualTo("SETTLED");
        assertThat(office.as("manager")
                        .postJson(
                                "/api/v1/referrals/"
                                        + jdbc.sql("select referral_id from medaid.referral_use where claim_id = ? and released_at is null")
                                                .param(UUID.fromString(claim))
                                                .query(UUID.class)
                                                .single()
                                        + "/revocations",
                                "{\"reason\": \"材料不实\"}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(state(claim)).as("a settled bill survives").isEqualTo("SETTLED");
    }

    @Test
    @Clause({"C16", "R4"})
    void a_hospitals_bill_that_lacks_a_referral_is_settled_by_the_office_and_owed_to_the_hospital() {
        // given a patient of Heshan in a tier-3 hospital of the city, without referral
        ResidentId resident = InventedResidents.next("440784");
        PersonId person = InventedResidents.registered(parties, resident, "试验甲");
        roster.enter(
                PoolingArea.HESHAN,
                new EnterCategory(person, Category.POVERTY_ALLEVIATION, DateRange.from(LocalDate.of(2019, 1, 1)), "示例名单", "test"));
        Office heshan = new Office(port, "heshan");
        HospitalSystem system = new HospitalSystem(port, credentials.issue("H4407033", Duration.ofDays(1), "test").secret());
        String admission = system.admit(HospitalSystem.patient("heshan", resident, "试验甲", "INPATIENT", "2020-03-02"))
                .must(201)
                .text("admission");

        // when the hospital settles
        HospitalSystem.Answer left = system.settle(HospitalSystem.bill(admission, "2020-03-09", "3000.00", "1000.00", "0.00"));

        // then a case waits in the office, which settles it without the part that needs the referral
        assertThat(left.must(202).code()).isEqualTo("REFERRAL_NOT_FILED");
        String instance = cases.byBusinessKey(left.text("caseNumber"));
        heshan.completed("checker", instance, "UserTask_CheckBill", Map.of("decision", "ACCEPTED"));
        heshan.completed("checker", instance, "UserTask_DecideExclusions", Map.of("exclusions", List.of()));
        cases.fire(instance, "ServiceTask_CalculateBenefit");
        heshan.completed("clerk1", instance, "UserTask_ConfirmSheet", Map.of("decision", "CONFIRMED"));
        HospitalSystem.Answer asked = system.get("/api/v1/settlements/" + left.text("settlement")).must(200);
        assertThat(asked.text("status")).isEqualTo("SETTLED");
        assertThat(asked.text("deductedAtCounter")).isEqualTo("1600.00");
        assertThat(jdbc.sql(
                                """
                                select a.kind || ' ' || a.holder || ' ' || e.amount from medaid.ledger_entry e
                                  join medaid.ledger_account a on a.id = e.account_id
                                  join medaid.ledger_transfer t on t.id = e.transfer_id
                                  join medaid.calculation_sheet s on s.id::text = t.document_id
                                 where s.claim_id = ?::uuid and e.amount < 0
                                """)
                        .param(left.text("settlement"))
                        .query(String.class)
                        .list())
                .containsExactly("HOSPITAL_PAYABLE H4407033 -1600.00");
    }

    /** Every node of the process has been reached by the tests above. */
    @AfterAll
    void every_flow_node_has_been_reached() {
        cases.assertEveryNodeReached("ClaimSettlementProcess");
    }

    private static Map<String, Object> exclusion(String code, boolean exception, String inScope, String selfPaid) {
        return Map.of("code", code, "exception", exception, "inScope", inScope, "selfPaid", selfPaid, "reason", "经核实");
    }

    private static Map<String, Object> specialOutpatient(PersonId person) {
        Map<String, Object> bill = bill(person, "H4407842", "0.00", "6000.00");
        bill.put("careType", "SPECIAL_OUTPATIENT");
        bill.put("admittedOn", "2020-03-12");
        return bill;
    }

    private String underReview(Office office) {
        PersonId person = person("440784", Category.POVERTY_ALLEVIATION);
        String instance = office.instance(office.enter("clerk1", bill(person, "H4407842", "0.00", "12000.00")));
        office.completed("checker", instance, "UserTask_CheckBill", Map.of("decision", "ACCEPTED"));
        office.completed(
                "chair",
                instance,
                "UserTask_DrawUpReview",
                Map.of("experts", List.of("heshan-expert1", "heshan-expert2", "heshan-expert3"), "items", List.of(0)));
        return instance;
    }

    /** A bill without self-paid cost, up to the sheet. */
    private String calculated(Office office, PersonId person, String hospital, String inScope) {
        String instance = office.instance(office.enter("clerk1", bill(person, hospital, inScope, "0.00")));
        toSheet(office, instance);
        return instance;
    }

    private void toSheet(Office office, String instance) {
        office.completed("checker", instance, "UserTask_CheckBill", Map.of("decision", "ACCEPTED"));
        toSheetFromExclusions(office, instance);
    }

    private void toSheetFromExclusions(Office office, String instance) {
        office.completed("checker", instance, "UserTask_DecideExclusions", Map.of("exclusions", List.of()));
        cases.fire(instance, "ServiceTask_CalculateBenefit");
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

    private String claim(String instance) {
        return cases.variable(instance, "claimId");
    }

    private String state(String claim) {
        return jdbc.sql("select state from medaid.claim where id = ?")
                .param(UUID.fromString(claim))
                .query(String.class)
                .single();
    }

    private String ended(String instance) {
        return cases.ended(instance, "EndEvent_Claim");
    }

    private PersonId person(String division, Category... categories) {
        return person(InventedResidents.next(division), "张示例", categories);
    }

    private PersonId person(ResidentId id, String name, Category... categories) {
        String division = id.value().substring(0, 6);
        PersonId person = InventedResidents.registered(parties, id, name);
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
