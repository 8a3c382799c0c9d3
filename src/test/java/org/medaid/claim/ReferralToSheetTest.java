package org.medaid.claim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medaid.api.Outcome;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.party.Parties;
import org.medaid.party.PersonRegistration;
import org.medaid.party.RegisterPerson;
import org.medaid.policy.Category;
import org.medaid.procedure.EnterProcedureParameter;
import org.medaid.procedure.ProcedureParameters;
import org.medaid.referral.FiledReferrals;
import org.medaid.roster.EnterCategory;
import org.medaid.roster.Roster;
import org.medaid.testing.EngineCases;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.InventedResidents;
import org.medaid.testing.MovableClock;
import org.medaid.testing.Office;
import org.medaid.testing.OwnApplication;
import org.medaid.testing.Transfers;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * From the referral to the sheet, in the years in which the poverty-alleviation fund paid: each constellation of home,
 * hospital and referral. In an application of its own, whose clock it moves.
 */
@IntegrationTest
@OwnApplication
class ReferralToSheetTest {

    /** The demonstration's own data is entered at the start, as of today. */
    private static final MovableClock CLOCK = new MovableClock(LocalDate.now(BusinessClock.ZONE));
    private static final LocalDate ADMITTED = LocalDate.of(2020, 3, 4);
    private static final String NAME = "司徒转诊结算";

    @TestConfiguration(proxyBeanMethods = false)
    static class InTheYear2020 {

        @Bean
        @Primary
        BusinessClock movedClock() {
            return new BusinessClock(CLOCK);
        }
    }

    @LocalServerPort
    private int port;

    @Autowired
    private Parties parties;

    @Autowired
    private Roster roster;

    @Autowired
    private EngineCases cases;

    @Autowired
    private ProcedureParameters parameters;

    @Autowired
    private FiledReferrals filed;

    private Office heshan;
    private Office jiangmen;

    private record Patient(PersonId person, ResidentId resident) {}

    @BeforeEach
    void before() {
        CLOCK.set(LocalDate.of(2020, 3, 2));
        heshan = new Office(port, "heshan");
        jiangmen = new Office(port, "jiangmen");
    }

    @Test
    @Clause({"C11", "R8", "R2"})
    void outside_the_city_exactly_the_two_hospitals_that_stamped_share_the_self_paid_cost() {
        // given
        Patient patient = patient("440784");
        new Transfers(heshan)
                .filed(Transfers.request(patient.resident(), NAME, "H4401003", "H4407842", "H4407033"));

        // when
        JsonNode answer = sheet(heshan, patient, "H4401003", "0.00");

        // then
        assertThat(answer.at("/payers/POVERTY_ALLEVIATION_FUND").asText()).isEqualTo("3200.00");
        assertThat(answer.at("/payers/HOSPITAL:H4407842").asText()).isEqualTo("400.00");
        assertThat(answer.at("/payers/HOSPITAL:H4407033").asText()).isEqualTo("400.00");
    }

    @Test
    @Clause({"C11", "R8", "R1"})
    void at_the_citys_tier_3_hospital_the_one_that_referred_and_the_one_that_treated_share() {
        // given
        Patient patient = patient("440783");
        new Transfers(jiangmen)
                .filed(Transfers.request(patient.resident(), NAME, "H4407003", "KAIPING-CENTRAL", null));

        // when
        JsonNode answer = sheet(jiangmen, patient, "H4407003", "0.00");

        // then
        assertThat(answer.at("/payers/POVERTY_ALLEVIATION_FUND").asText()).isEqualTo("3200.00");
        assertThat(answer.at("/payers/HOSPITAL:KAIPING-CENTRAL").asText()).isEqualTo("400.00");
        assertThat(answer.at("/payers/HOSPITAL:H4407003").asText()).isEqualTo("400.00");
    }

    @Test
    @Clause({"C11", "C10"})
    void without_need_of_a_referral_the_treating_hospital_bears_its_fifth_alone() {
        // given people of the city's own districts at a tier-3 hospital, and of a county at home and at Kaiping's central one
        Patient ofPengjiang = patient("440703");
        Patient ofHeshan = patient("440784");
        Patient ofKaiping = patient("440783");

        // when
        JsonNode inCity = sheet(jiangmen, ofPengjiang, "H4407003", "0.00");
        JsonNode atHome = sheet(heshan, ofHeshan, "H4407842", "0.00");
        JsonNode atCentral = sheet(jiangmen, ofKaiping, "KAIPING-CENTRAL", "0.00");

        // then
        assertThat(inCity.at("/payers/HOSPITAL:H4407003").asText()).isEqualTo("800.00");
        assertThat(atHome.at("/payers/HOSPITAL:H4407842").asText()).isEqualTo("800.00");
        assertThat(atCentral.at("/payers/HOSPITAL:KAIPING-CENTRAL").asText()).isEqualTo("800.00");
    }

    @Test
    @Clause({"R4", "C11", "R3"})
    void without_the_referral_that_is_needed_neither_fund_nor_hospital_pays_until_an_emergency_is_filed_afterwards() {
        // given a bill settled without a referral
        Patient patient = patient("440784");
        JsonNode before = sheet(heshan, patient, "H4401003", "1000.00");

        // when the emergency is filed within its five working days
        CLOCK.set(LocalDate.of(2020, 3, 11));
        Map<String, Object> late = Transfers.request(patient.resident(), NAME, "H4401003", "H4407842", "H4407033");
        late.put("emergency", true);
        late.put("admittedOn", ADMITTED.toString());
        new Transfers(heshan).filed(late);

        // then
        assertThat(before.toString()).contains("REFERRAL_NOT_FILED").doesNotContain("HOSPITAL:", "POVERTY_ALLEVIATION_FUND\"");
        assertThat(heshan.as("clerk1").get("/claims/recalculations").body()).contains("为2020-03-04入院补办了转诊备案");
    }

    @Test
    @Clause({"R4", "R8"})
    void a_referral_that_counts_once_is_used_up_by_the_first_bill() {
        // given an office that lets a filing count once
        Patient patient = patient("440784");
        onceOnly();
        new Transfers(heshan)
                .filed(Transfers.request(patient.resident(), NAME, "H4401003", "H4407842", "H4407033"));

        // when
        JsonNode first = sheet(heshan, patient, "H4401003", "0.00");
        JsonNode second = sheet(heshan, patient, "H4401003", "0.00");

        // then
        assertThat(first.at("/payers/HOSPITAL:H4407842").asText()).isEqualTo("400.00");
        assertThat(second.toString()).contains("REFERRAL_NOT_FILED");
        assertThat(filed.forStay(PoolingArea.HESHAN, patient.person(), "H4401003", ADMITTED, Optional.empty()))
                .hasFieldOrPropertyWithValue("code", "USED");
    }

    private void onceOnly() {
        var entered = parameters.enter(
                PoolingArea.HESHAN,
                new EnterProcedureParameter("referral.use", "SINGLE", "2020-03-01", "鹤医保〔2020〕1号"),
                "heshan-policy1");
        assertThat(parameters.approve(PoolingArea.HESHAN, ((Outcome.Done<UUID>) entered).value(), "heshan-policy2").problems())
                .isEmpty();
    }

    /** Enters a bill with 4,000 yuan of self-paid cost and leads it to the confirmed sheet. */
    private JsonNode sheet(Office office, Patient patient, String hospital, String inScope) {
        CLOCK.set(LocalDate.of(2020, 3, 11));
        Map<String, Object> bill =
                ClaimSettlementProcessTest.bill(patient.person(), hospital, inScope, "4000.00");
        bill.put("admittedOn", ADMITTED.toString());
        bill.put("dischargedOn", "2020-03-10");
        String instance = office.instance(office.enter("clerk1", bill));
        office.completed("checker", instance, "UserTask_CheckBill", Map.of("decision", "ACCEPTED"));
        office.completed("checker", instance, "UserTask_DecideExclusions", Map.of("exclusions", List.of()));
        cases.fire(instance, "ServiceTask_CalculateBenefit");
        String claim = cases.variable(instance, "claimId");
        JsonNode answer = office.get("clerk1", "/api/v1/claims/" + claim + "/sheet").get("answer");
        office.completed("clerk1", instance, "UserTask_ConfirmSheet", Map.of("decision", "CONFIRMED"));
        return answer;
    }

    private Patient patient(String division) {
        ResidentId resident = InventedResidents.next(division);
        PersonRegistration registered = parties.registerPerson(new RegisterPerson(
                resident, NAME, new DivisionCode(division), true, Optional.empty(), "test", true));
        PersonId person = ((PersonRegistration.Registered) registered).person().id();
        roster.enter(
                PoolingArea.of(new DivisionCode(division)).orElseThrow(),
                new EnterCategory(
                        person, Category.POVERTY_ALLEVIATION, DateRange.from(LocalDate.of(2019, 1, 1)), "示例名单", "test"));
        return new Patient(person, resident);
    }
}
