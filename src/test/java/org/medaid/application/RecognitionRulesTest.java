package org.medaid.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.policy.Category;
import org.medaid.roster.RecognisedCategories;

/** Which way a category takes, when a review has passed, what a subsidy comes to. */
class RecognitionRulesTest {

    @Test
    @Clause("H2")
    void heshans_two_classes_and_special_hardship_are_recognised_case_by_case_after_survey_and_notice() {
        for (Category category : List.of(Category.CLASS_ONE, Category.CLASS_TWO, Category.OTHER_SPECIAL_HARDSHIP)) {
            assertThat(Track.of(category)).isEqualTo(Track.INVESTIGATED);
            assertThat(Track.certifier(category)).isEmpty();
            assertThat(RecognisedCategories.basis(PoolingArea.HESHAN, category)).isPresent();
        }
    }

    @Test
    @Clause("L3")
    void every_category_goes_exactly_one_way() {
        for (Category category : Category.values()) {
            assertThat(Track.of(category) == Track.CERTIFIED).isEqualTo(Track.certifier(category).isPresent());
        }
    }

    @ParameterizedTest(name = "{0}: {3} of {2} present, {1} entitled")
    @CsvSource({
        "HALF_OF_PRESENT, 20, 14, 7, false",
        "HALF_OF_PRESENT, 20, 14, 8, true",
        "TWO_THIRDS_OF_PRESENT, 20, 15, 9, false",
        "TWO_THIRDS_OF_PRESENT, 20, 15, 10, true",
        "HALF_OF_ALL, 20, 14, 10, false",
        "HALF_OF_ALL, 20, 14, 11, true"
    })
    @Clause("P4")
    void a_review_passes_under_the_offices_rule(MajorityRule rule, int entitled, int present, int inFavour, boolean passed) {
        assertThat(rule.passed(entitled, present, inFavour)).isEqualTo(passed);
    }

    @ParameterizedTest
    @CsvSource({"全额, 280.00", "按比例60%, 168.00", "定额180.00元, 180.00", "定额500元, 280.00", "不资助, 0.00"})
    @Clause("P7")
    void a_subsidy_is_full_a_share_or_an_amount_and_never_more_than_the_contribution(String rule, String granted) {
        assertThat(SubsidyParameter.of(Category.SUBSISTENCE_MARGIN).problem(rule)).isEmpty();
        assertThat(SubsidyParameter.granted(rule, Money.parse("280.00"))).isEqualTo(Money.parse(granted));
    }

    @ParameterizedTest
    @CsvSource({"一半", "按比例0%", "按比例101%", "定额-1元", "FULL"})
    @Clause("P7")
    void a_subsidy_that_says_nothing_clear_is_refused(String rule) {
        assertThat(SubsidyParameter.of(Category.SUBSISTENCE_MARGIN).problem(rule)).isPresent();
    }
}
