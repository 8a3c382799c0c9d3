package org.medaid.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.PoolingArea;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.medaid.party.Person;
import org.medaid.policy.Category;
import org.medaid.roster.CategoryPeriod;
import org.medaid.roster.Roster;
import org.medaid.security.StaffDirectory;
import org.medaid.testing.IntegrationTest;
import org.medaid.workbench.DemonstrationPeople.DemonstrationPerson;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntegrationTest
class DemonstrationCountyTest {

    @Autowired
    DemonstrationCounty county;

    @Autowired
    Parties parties;

    @Autowired
    Roster roster;

    @Autowired
    StaffDirectory staff;

    @Autowired
    JdbcClient jdbc;

    @ParameterizedTest
    @EnumSource(PoolingArea.class)
    void every_area_has_its_office_and_its_people(PoolingArea area) {
        assertThat(parties.office(area)).hasValueSatisfying(office -> {
            assertThat(PoolingArea.of(office.division())).contains(area);
            assertThat(office.demonstration()).isTrue();
        });
        for (DemonstrationPerson invented : DemonstrationPeople.of(area)) {
            Person person = parties.findPerson(area, invented.residentId()).orElseThrow();
            assertThat(person.name()).isEqualTo(invented.name());
            assertThat(person.demonstration()).isTrue();
            assertThat(roster.categoriesOn(person.id(), invented.since()))
                    .extracting(CategoryPeriod::category)
                    .containsExactlyInAnyOrderElementsOf(invented.categories());
            assertThat(roster.categoriesOn(person.id(), LocalDate.of(2099, 1, 1))).hasSameSizeAs(invented.categories());
        }
    }

    @Test
    void categories_are_held_while_the_rules_are_in_force() {
        assertHeld(PoolingArea.FUSHUN, Category.EXTREME_POVERTY, LocalDate.of(2014, 11, 27));
        assertHeld(PoolingArea.LIANYUNGANG, Category.ORPHAN, LocalDate.of(2017, 2, 23));
        assertHeld(PoolingArea.JINING, Category.ILLNESS_IMPOVERISHED, LocalDate.of(2021, 1, 1));
        assertHeld(PoolingArea.JIANGMEN, Category.POVERTY_ALLEVIATION, LocalDate.of(2019, 1, 1));
        assertHeld(PoolingArea.JIANGMEN, Category.POVERTY_ALLEVIATION, LocalDate.of(2020, 12, 31));
        assertHeld(PoolingArea.HESHAN, Category.CLASS_TWO, LocalDate.of(2020, 10, 1));
    }

    @Test
    void the_hospital_that_the_rules_name_is_there() {
        assertThat(parties.hospital("KAIPING-CENTRAL")).hasValueSatisfying(hospital -> {
            assertThat(hospital.name()).isEqualTo("开平市中心医院");
            assertThat(hospital.level()).isEqualTo(3);
            assertThat(hospital.division()).isEqualTo(new DivisionCode("440783"));
            assertThat(hospital.designatedOn(LocalDate.of(2019, 1, 1))).isTrue();
        });
        assertThat(parties.searchHospitals("开平市中心")).extracting(Hospital::code).containsExactly("KAIPING-CENTRAL");
    }

    @Test
    void hospitals_say_that_they_are_invented_and_one_is_not_designated() {
        assertThat(DemonstrationHospitals.ALL).allSatisfy(hospital -> {
            assertThat(parties.hospital(hospital.code())).contains(hospital);
            assertThat(hospital.demonstration()).isTrue();
            if (!hospital.code().equals(Hospital.KAIPING_CENTRAL)) {
                assertThat(hospital.name()).contains("示范");
            }
        });
        assertThat(DemonstrationHospitals.ALL)
                .filteredOn(hospital -> !hospital.designatedOn(LocalDate.of(2020, 1, 1)))
                .extracting(Hospital::code)
                .containsExactly("H2104042");
    }

    @Test
    void hospitals_of_the_areas_have_their_users_and_those_elsewhere_have_none() {
        assertThat(staff.find("h4407842-office")).hasValueSatisfying(user -> {
            assertThat(user.area()).contains(PoolingArea.HESHAN);
            assertThat(user.hospitalCode()).contains("H4407842");
        });
        assertThat(staff.find("api-kaiping-central")).isPresent();
        assertThat(staff.find("api-h4401003")).isEmpty();
    }

    @Test
    void a_later_start_changes_nothing() {
        long before = rows();

        county.run(new DefaultApplicationArguments());

        assertThat(rows()).isEqualTo(before);
    }

    private void assertHeld(PoolingArea area, Category category, LocalDate day) {
        for (DemonstrationPerson invented : DemonstrationPeople.of(area, category)) {
            Person person = parties.findPerson(area, invented.residentId()).orElseThrow();
            assertThat(roster.categoriesOn(person.id(), day)).extracting(CategoryPeriod::category).containsExactly(category);
        }
    }

    private long rows() {
        return jdbc.sql("""
                        select (select count(*) from medaid.person) + (select count(*) from medaid.hospital)
                            + (select count(*) from medaid.category_period) + (select count(*) from medaid.office)
                        """)
                .query(Long.class)
                .single();
    }
}
