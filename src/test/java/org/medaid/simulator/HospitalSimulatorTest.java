package org.medaid.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.medaid.kernel.Clause;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.medaid.policy.Category;
import org.medaid.roster.EnterCategory;
import org.medaid.roster.Roster;
import org.medaid.security.HospitalCredentials;
import org.medaid.simulator.HospitalSimulator.Patient;
import org.medaid.simulator.HospitalSimulator.Result;
import org.medaid.testing.HospitalSystem;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.InventedResidents;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The simulated hospital works against the real application, and nothing it does is answered with a fault. */
@IntegrationTest
@ExtendWith(OutputCaptureExtension.class)
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
        HospitalSystem system = new HospitalSystem(port, secret());
        List<Patient> people = IntStream.range(0, 12).mapToObj(i -> patient()).toList();

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
    void the_command_reads_people_from_a_file_and_says_what_came_of_them(
            @TempDir Path folder, CapturedOutput output) throws IOException {
        // given
        Patient patient = patient();
        Path people = Files.writeString(
                folder.resolve("people.csv"),
                "area,residentId,name\n%s,%s,%s\n".formatted(patient.office(), patient.residentId().value(), patient.name()));

        // when
        HospitalSimulator.main(new String[] {"http://localhost:" + port, secret(), "4", "3", people.toString()});

        // then
        assertThat(output.getOut())
                .contains("4 stays in", "admission 201", "0 requests sent again got another answer")
                .doesNotContain(patient.residentId().value());
    }

    private String secret() {
        String hospital = "SIM" + UUID.randomUUID().toString().substring(0, 8).toUpperCase();
        parties.enterHospital(new Hospital(
                hospital, "模拟医院", 2, new DivisionCode("210402"), List.of(DateRange.from(LocalDate.of(2000, 1, 1))), true));
        return credentials.issue(hospital, Duration.ZERO, "test").secret();
    }

    @Test
    void the_demonstrations_own_credential_opens_its_hospitals_counter() {
        HospitalSystem system = new HospitalSystem(port, HospitalSimulator.SECRET);

        assertThat(system.get("/api/v1/admissions/" + UUID.randomUUID()).must(404).code()).isEqualTo("NOT_FOUND");
        assertThat(credentials.of("H2104022")).singleElement().satisfies(one -> assertThat(one.issuedBy()).isEqualTo("system"));
    }

    private Patient patient() {
        ResidentId resident = InventedResidents.next("210402");
        PersonId person = InventedResidents.registered(parties, resident, "模拟患者");
        roster.enter(
                PoolingArea.FUSHUN,
                new EnterCategory(
                        person, Category.SUBSISTENCE_ALLOWANCE, DateRange.from(LocalDate.of(2015, 1, 1)), "名册", "test"));
        return new Patient("fushun", resident, "模拟患者");
    }
}
