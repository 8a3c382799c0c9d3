package org.medaid.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.medaid.kernel.WorkingDayCalendar.Kind;
import org.medaid.kernel.WorkingDayCalendar.UnknownYear;

class WorkingDayCalendarTest {

    /** National Day 2025: 1 to 8 October off, Sunday 28 September and Saturday 11 October worked. */
    private final WorkingDayCalendar calendar = new WorkingDayCalendar(
            Set.of(2025),
            Map.of(
                    day("2025-09-28"), Kind.WORKING_DAY,
                    day("2025-10-01"), Kind.DAY_OFF,
                    day("2025-10-02"), Kind.DAY_OFF,
                    day("2025-10-03"), Kind.DAY_OFF,
                    day("2025-10-06"), Kind.DAY_OFF,
                    day("2025-10-07"), Kind.DAY_OFF,
                    day("2025-10-08"), Kind.DAY_OFF,
                    day("2025-10-11"), Kind.WORKING_DAY));

    @Test
    void a_make_up_sunday_is_worked_and_a_weekday_of_the_holiday_is_not() {
        assertThat(calendar.isWorkingDay(day("2025-09-28"))).isTrue();
        assertThat(calendar.isWorkingDay(day("2025-10-01"))).isFalse();
        assertThat(calendar.isWorkingDay(day("2025-10-04"))).isFalse();
        assertThat(calendar.isWorkingDay(day("2025-10-11"))).isTrue();
        assertThat(calendar.isWorkingDay(day("2025-10-12"))).isFalse();
        assertThat(calendar.isWorkingDay(day("2025-10-13"))).isTrue();
    }

    @Test
    void five_working_days_from_the_friday_before_national_day_end_after_the_holiday() {
        // Sunday 28, Monday 29, Tuesday 30 September, Thursday 9, Friday 10 October.
        assertThat(calendar.plus(day("2025-09-26"), 5)).isEqualTo("2025-10-10");
        assertThat(calendar.plus(day("2025-09-26"), 6)).isEqualTo("2025-10-11");
        assertThat(calendar.plus(day("2025-09-26"), 7)).isEqualTo("2025-10-13");
    }

    @Test
    void a_period_that_starts_within_the_holiday_counts_from_the_first_working_day() {
        assertThat(calendar.plus(day("2025-10-03"), 1)).isEqualTo("2025-10-09");
    }

    @Test
    void no_days_is_the_day_itself_or_the_next_working_day() {
        assertThat(calendar.plus(day("2025-09-30"), 0)).isEqualTo("2025-09-30");
        assertThat(calendar.plus(day("2025-10-01"), 0)).isEqualTo("2025-10-09");
    }

    @Test
    void days_between_are_counted_without_the_first_and_with_the_last() {
        assertThat(calendar.countBetween(day("2025-09-26"), day("2025-10-10"))).isEqualTo(5);
        assertThat(calendar.countBetween(day("2025-10-01"), day("2025-10-08"))).isZero();
        assertThat(calendar.countBetween(day("2025-09-30"), day("2025-09-30"))).isZero();
    }

    @Test
    void a_year_without_an_arrangement_is_said_and_not_guessed() {
        assertThatThrownBy(() -> calendar.plus(day("2025-12-29"), 5))
                .isInstanceOfSatisfying(UnknownYear.class, unknown -> assertThat(unknown.year()).isEqualTo(2026))
                .hasMessageContaining("2026 年的节假日安排尚未录入");
        assertThatThrownBy(() -> calendar.isWorkingDay(day("2024-12-31"))).isInstanceOf(UnknownYear.class);
        assertThatThrownBy(() -> calendar.countBetween(day("2025-12-30"), day("2026-01-01")))
                .isInstanceOf(UnknownYear.class);
        assertThatThrownBy(() -> calendar.plus(day("2024-12-31"), 0)).isInstanceOf(UnknownYear.class);
    }

    @Test
    void what_makes_no_sense_is_refused() {
        assertThatThrownBy(() -> calendar.plus(day("2025-09-26"), -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> calendar.countBetween(day("2025-09-26"), day("2025-09-25")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WorkingDayCalendar(Set.of(2025), Map.of(day("2026-01-01"), Kind.DAY_OFF)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void a_period_ends_on_a_working_day_and_counts_back_to_its_length(
            @ForAll @IntRange(max = 250) int start, @ForAll @IntRange(min = 1, max = 60) int days) {
        LocalDate first = day("2025-01-01").plusDays(start);
        LocalDate last = calendar.plus(first, days);
        assertThat(calendar.isWorkingDay(last)).isTrue();
        assertThat(calendar.countBetween(first, last)).isEqualTo(days);
    }

    private static LocalDate day(String day) {
        return LocalDate.parse(day);
    }
}
