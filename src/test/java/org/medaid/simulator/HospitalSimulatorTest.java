package org.medaid.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.medaid.kernel.Clause;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.DivisionCode;
import org.medaid.security.HospitalCredentials;
import org.medaid.simulator.HospitalSimulator.Patient;
import org.medaid.simulator.HospitalSimulator.Result;
import org.medaid.testing.HospitalSystem;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.InventedResidents;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.policy.Category;
import org.medaid.roster.EnterCategory;
import org.medaid.roster.Roster;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The simulated hospital works against the real application, and nothing it does is answered with a fault. */
@IntegrationTest
@Clause("C16")
class HospitalSimulatorTest {

    @LocalServerPort
    private int port;

    @Autowired
    private Parties parties;

    @Autowired
    private Roster roster;

    @Autowired
    private HospitalCredentials credentials;

    @Test
    void forty_stays_end_as_a_counter_would_have_them_end() {
        // given
        String hospital = "SIM" + System.nanoTime() % 1_000_000;
        parties.enterHospital(new Hospital(
                hospital, "模拟医院", 2, new DivisionCode("210402"), List.of(DateRange.from(java.time.LocalDate.of(2000, 1, 1))), true));
        HospitalSystem system = new HospitalSystem(
                port, credentials.issue(hospital, java.time.Duration.ZERO, "test").secret());
        List<Patient> people = java.util.stream.IntStream.range(0, 12).mapToObj(i -> patient()).toList();

        // when
        Result result = new HospitalSimulator(system, people, 7).run(40);

        // then
        assertThat(result.settled()).isBetween(15, 40);
        assertThat(result.deducted()).isPositive();
        assertThat(result.differing()).isZero();
        assertThat(result.answers().keySet())
                .contains("admission 201", "settlement 201 SETTLED")
                .noneMatch(answer -> answer.matches(".* (400|401|403|404|500)( .*)?"));
        assertThat(HospitalSimulator.demonstration()).hasSizeGreaterThan(50);
    }

    @Test
    void the_demonstrations_own_credential_opens_its_hospitals_counter() {
        HospitalSystem system = new HospitalSystem(port, HospitalSimulator.SECRET);

        assertThat(system.get("/api/v1/admissions/" + java.util.UUID.randomUUID()).must(404).code()).isEqualTo("NOT_FOUND");
        assertThat(credentials.of("H2104022")).singleElement().satisfies(one -> assertThat(one.issuedBy()).isEqualTo("system"));
    }

    private Patient patient() {
        ResidentId resident = InventedResidents.next("210402");
        PersonId person = InventedResidents.registered(parties, resident, "模拟患者");
        roster.enter(
                PoolingArea.FUSHUN,
                new EnterCategory(
                        person, Category.SUBSISTENCE_ALLOWANCE, DateRange.from(java.time.LocalDate.of(2015, 1, 1)), "名册", "test"));
        return new Patient("fushun", resident, "模拟患者");
    }
}
