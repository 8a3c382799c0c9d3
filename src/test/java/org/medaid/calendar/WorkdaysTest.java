package org.medaid.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.medaid.calendar.persistence.WorkingDays;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.WorkingDayCalendar.Kind;
import org.medaid.kernel.WorkingDayCalendar.UnknownYear;
import org.medaid.testing.IntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;

@IntegrationTest
@Transactional
class WorkdaysTest {

    @Autowired
    private Workdays workdays;

    @Autowired
    private WorkingDays days;

    @Autowired
    private JdbcTemplate jdbc;

    @Test
    void the_announced_years_2014_to_2026_are_there_and_2027_is_not() {
        var calendar = workdays.calendar();
        for (int year = 2014; year <= 2026; year++) {
            assertThat(calendar.knows(year)).as("%s", year).isTrue();
        }
        assertThat(calendar.knows(2013)).isFalse();
        assertThat(calendar.knows(2027)).isFalse();
        assertThat(jdbc.queryForObject("select count(*) from medaid.working_day_exception", Integer.class))
                .isEqualTo(310);
    }

    @Test
    void every_year_has_as_many_working_days_as_the_state_councils_arrangement_leaves() {
        var calendar = workdays.calendar();
        // 365 days, 104 weekend days, 11 holidays; two holidays more since 2025.
        assertThat(calendar.countBetween(LocalDate.of(2017, 12, 31), LocalDate.of(2018, 12, 31))).isEqualTo(250);
        assertThat(calendar.countBetween(LocalDate.of(2024, 12, 31), LocalDate.of(2025, 12, 31))).isEqualTo(248);
    }

    @Test
    void in_national_day_week_of_2026_five_working_days_end_after_the_holiday() {
        // Wednesday 30 September, after office hours in Beijing though still afternoon in Greenwich.
        var workdaysThen = at("2026-09-30T15:59:00Z");

        // Thursday 8, Friday 9, the make-up Saturday 10, Monday 12, Tuesday 13 October.
        assertThat(workdaysThen.plus(5)).isEqualTo(Instant.parse("2026-10-13T09:30:00Z"));
        assertThat(workdaysThen.plus(3)).isEqualTo(Instant.parse("2026-10-10T09:30:00Z"));
    }

    @Test
    void today_is_beijings_today() {
        // 00:30 on Thursday 4 June in Beijing.
        assertThat(at("2026-06-03T16:30:00Z").plus(1)).isEqualTo(Instant.parse("2026-06-05T09:30:00Z"));
    }

    @Test
    void a_deadline_in_a_year_not_yet_entered_is_refused_until_somebody_enters_it() {
        var workdaysThen = at("2026-12-30T01:00:00Z");
        assertThatThrownBy(() -> workdaysThen.plus(5))
                .isInstanceOfSatisfying(UnknownYear.class, unknown -> assertThat(unknown.year()).isEqualTo(2027));

        workdays.enterYear(2027, Map.of(LocalDate.of(2027, 1, 1), Kind.DAY_OFF), "测试通知", "jining-manager");

        // Thursday 31 December, then Monday 4 to Thursday 7 January.
        assertThat(workdaysThen.plus(5)).isEqualTo(Instant.parse("2027-01-07T09:30:00Z"));
        assertThatThrownBy(() -> workdays.enterYear(2027, Map.of(), "测试通知", "jining-manager"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void an_office_amends_a_day_and_may_take_it_back() {
        LocalDate typhoon = LocalDate.of(2026, 9, 10);
        assertThat(workdays.calendar().isWorkingDay(typhoon)).isTrue();

        workdays.amend(typhoon, Kind.DAY_OFF, "防台风停工通告", "jiangmen-manager");
        assertThat(workdays.calendar().isWorkingDay(typhoon)).isFalse();

        workdays.amend(typhoon, Kind.WORKING_DAY, "撤销通告", "jiangmen-manager");
        assertThat(workdays.calendar().isWorkingDay(typhoon)).isTrue();
    }

    @Test
    void one_amended_day_does_not_make_an_unknown_year_known() {
        LocalDate day = LocalDate.of(2027, 1, 1);
        assertThatThrownBy(() -> workdays.amend(day, Kind.DAY_OFF, "测试通知", "jining-manager"))
                .isInstanceOf(UnknownYear.class);
        assertThatThrownBy(() -> days.add(day, Kind.DAY_OFF, "测试通知", "jining-manager"))
                .hasMessageContaining("fk_working_day_exception_year_entered");
    }

    @Test
    void what_was_entered_stays() {
        assertThatThrownBy(() -> jdbc.update("delete from medaid.working_day_exception"))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("append-only");
    }

    private Workdays at(String instant) {
        return new Workdays(
                days, new BusinessClock(Clock.fixed(Instant.parse(instant), ZoneOffset.UTC)));
    }
}
