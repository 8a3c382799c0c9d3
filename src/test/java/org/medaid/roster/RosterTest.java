package org.medaid.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.medaid.audit.AuditTrail;
import org.medaid.kernel.Citation;
import org.medaid.kernel.Clause;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.party.Parties;
import org.medaid.party.PersonRegistration.Registered;
import org.medaid.party.RegisterPerson;
import org.medaid.policy.Category;
import org.medaid.roster.RosterAnswer.Reason;
import org.medaid.roster.RosterAnswer.Recorded;
import org.medaid.roster.RosterAnswer.Refused;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.InventedResidents;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntegrationTest
class RosterTest {

    private static final LocalDate START = LocalDate.of(2020, 3, 1);

    @Autowired
    Roster roster;

    @Autowired
    Parties parties;

    @Autowired
    AuditTrail audit;

    @Autowired
    JdbcClient jdbc;

    @Test
    @Clause("F1")
    void fushun_enters_its_three_categories_and_no_others() {
        entersExactly(
                PoolingArea.FUSHUN,
                "210402",
                "抚政办发〔2014〕67号 三",
                Category.SUBSISTENCE_ALLOWANCE,
                Category.EXTREME_POVERTY,
                Category.SUBSISTENCE_MARGIN);
    }

    @Test
    @Clause("L1")
    void lianyungang_enters_seven_key_categories_the_extended_ones_and_no_others() {
        entersExactly(
                PoolingArea.LIANYUNGANG,
                "320706",
                "连政办发〔2017〕22号 二(一)、连政办发〔2017〕22号 二(二)",
                Category.SUBSISTENCE_ALLOWANCE,
                Category.EXTREME_POVERTY,
                Category.TEMPORARY_ASSISTANCE_SERIOUS_ILLNESS,
                Category.RETRENCHED_WORKER_1960S,
                Category.PREFERENTIAL_TREATMENT,
                Category.ORPHAN,
                Category.HARDSHIP_WORKER,
                Category.LOW_INCOME_FAMILY,
                Category.OTHER_SPECIAL_HARDSHIP,
                Category.NON_RESIDENT_TEMPORARY_ASSISTANCE);
    }

    @Test
    @Clause("H1")
    void heshan_enters_its_seven_categories_the_two_classes_and_no_others() {
        entersExactly(
                PoolingArea.HESHAN,
                "440784",
                "鹤府〔2020〕19号 二、鹤府〔2020〕19号 三(二)",
                Category.EXTREME_POVERTY,
                Category.SUBSISTENCE_ALLOWANCE,
                Category.ORPHAN,
                Category.LOW_INCOME_FAMILY,
                Category.POVERTY_ALLEVIATION,
                Category.OTHER_SPECIAL_HARDSHIP,
                Category.ILLNESS_IMPOVERISHED,
                Category.CLASS_ONE,
                Category.CLASS_TWO);
    }

    @Test
    void jining_enters_its_four_categories_and_no_others() {
        entersExactly(
                PoolingArea.JINING,
                "370811",
                "济医保发〔2020〕28号 一、鲁医保发〔2020〕79号 四",
                Category.SUBSISTENCE_ALLOWANCE,
                Category.EXTREME_POVERTY,
                Category.LOW_INCOME_FAMILY,
                Category.ILLNESS_IMPOVERISHED);
    }

    @Test
    void jiangmen_enters_its_seven_categories_and_no_others() {
        entersExactly(
                PoolingArea.JIANGMEN,
                "440783",
                "江人社发〔2018〕567号 三",
                Category.EXTREME_POVERTY,
                Category.SUBSISTENCE_ALLOWANCE,
                Category.ORPHAN,
                Category.LOW_INCOME_FAMILY,
                Category.POVERTY_ALLEVIATION,
                Category.OTHER_SPECIAL_HARDSHIP,
                Category.ILLNESS_IMPOVERISHED);
    }

    @ParameterizedTest
    @EnumSource(PoolingArea.class)
    void every_category_an_area_knows_rests_on_an_article(PoolingArea area) {
        assertThat(RecognisedCategories.of(area)).isNotEmpty().allSatisfy(category ->
                assertThat(RecognisedCategories.basis(area, category)).isPresent());
    }

    @Test
    void a_category_is_held_from_its_first_to_its_last_day() {
        PersonId person = person("210402");
        enter(PoolingArea.FUSHUN, person, Category.EXTREME_POVERTY, new DateRange(START, START.plusDays(30)));

        assertThat(roster.categoriesOn(person, START.minusDays(1))).isEmpty();
        assertThat(roster.categoriesOn(person, START)).extracting(CategoryPeriod::category)
                .containsExactly(Category.EXTREME_POVERTY);
        assertThat(roster.categoriesOn(person, START.plusDays(30))).hasSize(1);
        assertThat(roster.categoriesOn(person, START.plusDays(31))).isEmpty();
    }

    @Test
    void several_categories_may_be_held_at_once() {
        PersonId person = person("210402");
        enter(PoolingArea.FUSHUN, person, Category.SUBSISTENCE_MARGIN, DateRange.from(START));
        enter(PoolingArea.FUSHUN, person, Category.SUBSISTENCE_ALLOWANCE, DateRange.from(START.plusDays(5)));

        assertThat(roster.categoriesOn(person, START.plusDays(5))).extracting(CategoryPeriod::category)
                .containsExactly(Category.SUBSISTENCE_ALLOWANCE, Category.SUBSISTENCE_MARGIN);
    }

    @Test
    void an_end_is_added_and_corrected_while_every_record_stays() {
        PersonId person = person("210402");
        CategoryPeriod period = enter(PoolingArea.FUSHUN, person, Category.EXTREME_POVERTY, DateRange.from(START));

        end(period, START.plusDays(9), "退出名单一");
        assertThat(roster.categoriesOn(person, START.plusDays(10))).isEmpty();

        end(period, START.plusDays(19), "更正通知二");
        assertThat(roster.categoriesOn(person, START.plusDays(19))).singleElement().satisfies(held -> {
            assertThat(held.period()).isEqualTo(new DateRange(START, START.plusDays(19)));
            assertThat(held.sourceDocument()).isEqualTo("名单一");
        });
        assertThat(roster.categoriesOn(person, START.plusDays(20))).isEmpty();

        assertThat(roster.history(person))
                .extracting(RosterRecord::from, RosterRecord::to, RosterRecord::sourceDocument, RosterRecord::enteredBy)
                .containsExactly(
                        tuple(Optional.of(START), Optional.empty(), "名单一", "clerk"),
                        tuple(
                                Optional.empty(), Optional.of(START.plusDays(9)), "退出名单一", "clerk"),
                        tuple(
                                Optional.empty(), Optional.of(START.plusDays(19)), "更正通知二", "clerk"));
    }

    @Test
    void a_person_who_left_may_come_back_the_next_day() {
        PersonId person = person("210402");
        CategoryPeriod first = enter(PoolingArea.FUSHUN, person, Category.EXTREME_POVERTY, DateRange.from(START));
        end(first, START.plusDays(9), "退出名单");

        assertThat(refusal(PoolingArea.FUSHUN, person, Category.EXTREME_POVERTY, START.plusDays(9)))
                .isEqualTo(Reason.PERIOD_OVERLAPS);
        enter(PoolingArea.FUSHUN, person, Category.EXTREME_POVERTY, DateRange.from(START.plusDays(10)));

        assertThat(roster.end(PoolingArea.FUSHUN, new EndCategory(first.id(), START.plusDays(10), "更正", "clerk")))
                .isInstanceOfSatisfying(Refused.class, refused ->
                        assertThat(refused.reason()).isEqualTo(Reason.PERIOD_OVERLAPS));
    }

    @Test
    void a_period_does_not_end_before_it_starts() {
        CategoryPeriod period =
                enter(PoolingArea.FUSHUN, person("210402"), Category.EXTREME_POVERTY, DateRange.from(START));

        assertThat(roster.end(PoolingArea.FUSHUN, new EndCategory(period.id(), START.minusDays(1), "名单", "clerk")))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(Reason.ENDS_BEFORE_START);
                    assertThat(refused.field()).isEqualTo("lastDay");
                });
    }

    @Test
    @Clause("X6")
    void an_office_neither_enters_nor_ends_another_offices_people() {
        PersonId person = person("440784");
        CategoryPeriod period = enter(PoolingArea.HESHAN, person, Category.ORPHAN, DateRange.from(START));

        assertThat(refusal(PoolingArea.JIANGMEN, person, Category.EXTREME_POVERTY, START))
                .isEqualTo(Reason.PERSON_NOT_FOUND);
        assertThat(roster.end(PoolingArea.JIANGMEN, new EndCategory(period.id(), START.plusDays(1), "名单", "clerk")))
                .isInstanceOfSatisfying(Refused.class, refused ->
                        assertThat(refused.reason()).isEqualTo(Reason.PERIOD_NOT_FOUND));
        assertThat(roster.categoriesOn(person, START.plusDays(2))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void nobody_is_entered_without_a_source(String source) {
        assertThat(roster.enter(
                        PoolingArea.FUSHUN,
                        new EnterCategory(
                                person("210402"), Category.EXTREME_POVERTY, DateRange.from(START), source, "clerk")))
                .isInstanceOfSatisfying(Refused.class, refused ->
                        assertThat(refused.reason()).isEqualTo(Reason.SOURCE_DOCUMENT_MISSING));
    }

    @Test
    void entries_and_ends_are_audited_with_their_article() {
        PersonId person = person("210402");
        CategoryPeriod period = enter(PoolingArea.FUSHUN, person, Category.EXTREME_POVERTY, DateRange.from(START));
        end(period, START.plusDays(9), "退出名单");

        var acts = audit.of("PERSON", person.toString());
        assertThat(acts).extracting(act -> act.entry().action()).containsExactly("CATEGORY_ENTERED", "CATEGORY_ENDED");
        assertThat(acts.get(0).entry().basis()).contains(new Citation("抚政办发〔2014〕67号", "三"));
        assertThat(acts.get(0).entry().details())
                .containsEntry("category", "EXTREME_POVERTY")
                .containsEntry("from", "2020-03-01");
        assertThat(acts.get(1).entry().details()).containsEntry("to", "2020-03-10");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "update medaid.category_period set category = 'ORPHAN'",
        "delete from medaid.category_period",
        "truncate medaid.category_period cascade",
        "update medaid.category_period_end set last_on = '2099-01-01'",
        "delete from medaid.category_period_end",
        "truncate medaid.category_period_end cascade"
    })
    void the_roster_is_never_overwritten(String attempt) {
        CategoryPeriod period =
                enter(PoolingArea.FUSHUN, person("210402"), Category.EXTREME_POVERTY, DateRange.from(START));
        end(period, START.plusDays(9), "退出名单");

        assertThatThrownBy(() -> jdbc.sql(attempt).update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("append-only");
    }

    @Test
    void of_many_clerks_at_once_one_enters_the_category() throws Exception {
        int many = 6;
        var clerks = Executors.newFixedThreadPool(many);
        try {
            for (int round = 0; round < 20; round++) {
                PersonId person = person("210402");
                CyclicBarrier together = new CyclicBarrier(many);
                Callable<RosterAnswer> entering = () -> {
                    together.await();
                    return roster.enter(
                            PoolingArea.FUSHUN,
                            new EnterCategory(
                                    person, Category.EXTREME_POVERTY, DateRange.from(START), "名单一", "clerk"));
                };
                List<RosterAnswer> answers = new ArrayList<>();
                for (var answer : clerks.invokeAll(Collections.nCopies(many, entering))) {
                    answers.add(answer.get());
                }
                assertThat(answers).filteredOn(Recorded.class::isInstance).hasSize(1);
                assertThat(roster.categoriesOn(person, START)).hasSize(1);
            }
        } finally {
            clerks.shutdown();
        }
    }

    private void entersExactly(PoolingArea area, String division, String article, Category... expected) {
        PersonId person = person(division);
        Set<Category> entered = Arrays.stream(Category.values())
                .filter(category -> {
                    RosterAnswer answer = roster.enter(
                            area, new EnterCategory(person, category, DateRange.from(START), "名单一", "clerk"));
                    if (answer instanceof Refused refused) {
                        assertThat(refused.reason()).isEqualTo(Reason.CATEGORY_NOT_OF_THIS_AREA);
                        assertThat(refused.field()).isEqualTo("category");
                        assertThat(refused.basis()).isPresent();
                        assertThat(refused.message())
                                .contains(category.chineseName(), article, expected[0].chineseName());
                        return false;
                    }
                    return true;
                })
                .collect(Collectors.toSet());

        assertThat(entered).containsExactlyInAnyOrder(expected);
        assertThat(roster.categoriesOn(person, START)).extracting(CategoryPeriod::category)
                .containsExactlyInAnyOrder(expected);
    }

    private Reason refusal(PoolingArea area, PersonId person, Category category, LocalDate from) {
        return ((Refused) roster.enter(
                        area, new EnterCategory(person, category, DateRange.from(from), "名单一", "clerk")))
                .reason();
    }

    private CategoryPeriod enter(PoolingArea area, PersonId person, Category category, DateRange range) {
        return ((Recorded) roster.enter(area, new EnterCategory(person, category, range, " 名单一 ", "clerk"))).period();
    }

    private void end(CategoryPeriod period, LocalDate lastDay, String source) {
        assertThat(roster.end(PoolingArea.FUSHUN, new EndCategory(period.id(), lastDay, source, "clerk")))
                .isInstanceOf(Recorded.class);
    }

    private PersonId person(String division) {
        return ((Registered) parties.registerPerson(new RegisterPerson(
                        InventedResidents.next(division),
                        "测试·张三",
                        new DivisionCode(division),
                        true,
                        Optional.empty(),
                        "test",
                        true)))
                .person()
                .id();
    }
}
