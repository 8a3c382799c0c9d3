package org.medaid.party;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.medaid.kernel.Clause;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.party.PersonRegistration.Refused;
import org.medaid.party.PersonRegistration.Registered;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.InventedResidents;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntegrationTest
class PartiesTest {

    @Autowired
    Parties parties;

    @Autowired
    JdbcClient jdbc;

    @Test
    void a_person_is_found_by_number_and_by_id() {
        Person person = registered("测试·张三", InventedResidents.next("210402"), "210402");

        assertThat(parties.findPerson(PoolingArea.FUSHUN, person.residentId())).contains(person);
        assertThat(parties.person(PoolingArea.FUSHUN, person.id())).contains(person);
        assertThat(person.contact()).contains("000-0000");
    }

    @ParameterizedTest
    @CsvSource({"21040219600229990, FEMALE", "21040219600229991, MALE"})
    void sex_and_birth_come_from_the_number(String seventeenDigits, Sex sex) {
        Person person = new Person(
                PersonId.random(),
                PoolingArea.FUSHUN,
                ResidentId.complete(seventeenDigits),
                "测试·张三",
                new DivisionCode("210402"),
                true,
                Optional.empty(),
                true);

        assertThat(person.birthDate()).isEqualTo(LocalDate.of(1960, 2, 29));
        assertThat(person.sex()).isEqualTo(sex);
    }

    @Clause("X6")
    @ParameterizedTest
    @EnumSource(value = PoolingArea.class, names = "HESHAN", mode = EnumSource.Mode.EXCLUDE)
    void a_person_of_one_area_is_not_given_to_another(PoolingArea other) {
        Person person = registered("测试·张三", InventedResidents.next("440784"), "440784");

        assertThat(person.area()).isEqualTo(PoolingArea.HESHAN);
        assertThat(parties.findPerson(other, person.residentId())).isEmpty();
        assertThat(parties.person(other, person.id())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "210402, FUSHUN", "320706, LIANYUNGANG", "370811, JINING", "440783, JIANGMEN", "440700, JIANGMEN", "440784, HESHAN"
    })
    void the_division_decides_which_office_knows_the_person(String division, PoolingArea area) {
        assertThat(registered("测试·张三", InventedResidents.next(division), division).area())
                .isEqualTo(area);
    }

    @Test
    void an_identity_number_is_registered_once_whatever_the_area() {
        ResidentId number = InventedResidents.next("440783");
        registered("测试·张三", number, "440783");

        assertThat(parties.registerPerson(command("测试·李四", number, "440784")))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(PersonRegistration.Reason.RESIDENT_ID_TAKEN);
                    assertThat(refused.field()).isEqualTo("residentId");
                    assertThat(refused.message()).doesNotContain(number.value());
                });
        assertThat(parties.findPerson(PoolingArea.HESHAN, number)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "' ', 210402, NAME_MISSING, name",
        "测试, 210499, DIVISION_UNKNOWN, division",
        "测试, 440100, DIVISION_WITHOUT_OFFICE, division"
    })
    void an_incomplete_or_foreign_person_is_refused(
            String name, String division, PersonRegistration.Reason reason, String field) {
        assertThat(parties.registerPerson(command(name, InventedResidents.next("210402"), division)))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(reason);
                    assertThat(refused.field()).isEqualTo(field);
                });
    }

    @Test
    void the_table_itself_refuses_a_person_in_the_wrong_area() {
        Person person = registered("测试·张三", InventedResidents.next("440784"), "440784");

        assertThatThrownBy(() -> jdbc.sql("update medaid.person set area = 'jiangmen' where id = :id")
                        .param("id", person.id().value())
                        .update())
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("ck_person_area_insures_division");
    }

    @Test
    void a_person_in_a_log_line_shows_neither_name_nor_number() {
        Person person = registered("测试·张三", InventedResidents.next("210402"), "210402");

        assertThat(person.toString()).doesNotContain("张三", person.residentId().value());
    }

    @Test
    void a_hospital_is_found_by_part_of_its_name_and_by_code_in_any_case() {
        String code = "T-" + random(1_000_000_000);
        Hospital hospital = hospital(code, "测试" + code + "人民医院");
        parties.enterHospital(hospital);

        assertThat(parties.hospital(" " + code.toLowerCase() + " ")).contains(hospital);
        assertThat(parties.searchHospitals(code + "人民")).containsExactly(hospital);
        assertThat(parties.searchHospitals(code.toLowerCase())).containsExactly(hospital);
        assertThat(parties.hospital("NO-SUCH-HOSPITAL")).isEmpty();
    }

    @Test
    void a_search_returns_at_most_twenty() {
        String mark = "测试批" + random(1_000_000_000);
        for (int i = 0; i < 21; i++) {
            parties.enterHospital(hospital("T-" + random(1_000_000_000) + "-" + i, mark + i));
        }

        assertThat(parties.searchHospitals(mark)).hasSize(20);
        assertThat(parties.searchHospitals("")).hasSize(20);
    }

    @ParameterizedTest
    @CsvSource({"%", "_", "'\\'"})
    void wildcards_are_taken_literally(String wildcard) {
        assertThat(parties.searchHospitals(wildcard)).isEmpty();
    }

    @Test
    void designation_counts_on_the_day_asked_for() {
        Hospital hospital = new Hospital(
                "T-" + random(1_000_000_000),
                "测试医院",
                2,
                new DivisionCode("210402"),
                List.of(
                        new DateRange(LocalDate.of(2015, 1, 1), LocalDate.of(2018, 12, 31)),
                        DateRange.from(LocalDate.of(2020, 7, 1))),
                true);
        parties.enterHospital(hospital);

        Hospital found = parties.hospital(hospital.code()).orElseThrow();
        assertThat(found.designatedOn(LocalDate.of(2014, 12, 31))).isFalse();
        assertThat(found.designatedOn(LocalDate.of(2018, 12, 31))).isTrue();
        assertThat(found.designatedOn(LocalDate.of(2019, 1, 1))).isFalse();
        assertThat(found.designatedOn(LocalDate.of(2020, 7, 1))).isTrue();
    }

    @Test
    void divisions_have_their_chinese_names() {
        assertThat(Divisions.nameOf(new DivisionCode("440784"))).contains("鹤山市");
        assertThat(Divisions.nameOf(new DivisionCode("440100"))).contains("广州市");
        assertThat(Divisions.labelOf(new DivisionCode("110101"))).isEqualTo("110101");
        assertThat(Divisions.all()).hasSize(8 + 7 + 12 + 8 + 2);
    }

    private Person registered(String name, ResidentId number, String division) {
        return ((Registered) parties.registerPerson(command(name, number, division))).person();
    }

    private static RegisterPerson command(String name, ResidentId number, String division) {
        return new RegisterPerson(
                number, name, new DivisionCode(division), true, Optional.of(" 000-0000 "), "test", true);
    }

    private static Hospital hospital(String code, String name) {
        return new Hospital(
                code,
                name,
                2,
                new DivisionCode("210402"),
                List.of(DateRange.from(LocalDate.of(2015, 1, 1))),
                true);
    }

    private static int random(int bound) {
        return ThreadLocalRandom.current().nextInt(bound);
    }
}
