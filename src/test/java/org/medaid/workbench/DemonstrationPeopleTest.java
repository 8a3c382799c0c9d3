package org.medaid.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.medaid.kernel.PoolingArea;
import org.medaid.party.Divisions;
import org.medaid.policy.Category;
import org.medaid.roster.RecognisedCategories;
import org.medaid.workbench.DemonstrationPeople.DemonstrationPerson;

class DemonstrationPeopleTest {

    @ParameterizedTest
    @EnumSource(PoolingArea.class)
    void every_area_has_two_people_of_each_of_its_categories_and_one_of_none(PoolingArea area) {
        Set<Category> known = RecognisedCategories.of(area);

        for (Category category : known) {
            assertThat(DemonstrationPeople.of(area, category)).hasSize(2);
        }
        assertThat(DemonstrationPeople.withoutCategory(area).categories()).isEmpty();
        assertThat(DemonstrationPeople.of(area)).hasSize(2 * known.size() + 1).allSatisfy(person -> {
            assertThat(PoolingArea.of(person.division())).contains(area);
            assertThat(Divisions.nameOf(person.division())).isPresent();
            assertThat(person.name()).contains("示例");
        });
    }

    @Test
    void nobody_shares_a_number_or_a_name() {
        assertThat(DemonstrationPeople.all()).extracting(DemonstrationPerson::residentId).doesNotHaveDuplicates();
        assertThat(DemonstrationPeople.all()).extracting(DemonstrationPerson::name).doesNotHaveDuplicates();
    }

    @Test
    void jiangmens_poverty_alleviation_people_live_on_both_paths_of_referral() {
        assertThat(DemonstrationPeople.of(PoolingArea.JIANGMEN, Category.POVERTY_ALLEVIATION))
                .extracting(person -> person.division().value())
                .containsExactly("440703", "440781");
    }
}
