package org.medaid.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.medaid.api.FieldProblem;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.PoolingArea;
import org.medaid.testing.Browser;
import org.medaid.testing.IntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** What is entered here is rolled back: the arrangement of a year counts for every other test. */
@IntegrationTest
@Transactional
class CalendarDeskTest {

    /** A Wednesday. */
    private static final LocalDate DAY = LocalDate.of(2026, 12, 9);

    @Autowired
    private CalendarDesk desk;

    @Autowired
    private Workdays workdays;

    @Autowired
    private BusinessClock clock;

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    @Test
    void an_office_amends_a_day_for_itself_alone_and_may_take_it_back() {
        assertThat(desk.amend(PoolingArea.JIANGMEN, amended("DAY_OFF"), "jiangmen-policy1")).isEmpty();

        assertThat(workdays.calendar(PoolingArea.JIANGMEN).isWorkingDay(DAY)).isFalse();
        assertThat(workdays.calendar(PoolingArea.HESHAN).isWorkingDay(DAY)).isTrue();
        assertThat(workdays.calendar().isWorkingDay(DAY)).isTrue();

        assertThat(codes(desk.amend(PoolingArea.JIANGMEN, amended("DAY_OFF"), "jiangmen-policy2")))
                .containsExactly("NOTHING_CHANGED");
        assertThat(desk.amend(PoolingArea.JIANGMEN, amended("WORKING_DAY"), "jiangmen-policy2")).isEmpty();
        assertThat(workdays.calendar(PoolingArea.JIANGMEN).isWorkingDay(DAY)).isTrue();
        assertThatThrownBy(() -> jdbc.sql("delete from medaid.working_day_amendment").update())
                .hasMessageContaining("append-only");
    }

    @Test
    void a_year_is_entered_once_for_all_and_weekends_among_the_holidays_are_passed_over() {
        int year = clock.today().getYear() + 2;
        LocalDate saturday = LocalDate.of(year, 1, 1).with(java.time.DayOfWeek.SATURDAY).plusWeeks(1);
        LocalDate monday = saturday.plusDays(2);
        EnterYear command = new EnterYear(
                year,
                List.of(saturday.toString(), monday.toString()),
                List.of(saturday.plusDays(7).toString()),
                "国办发明电〔2099〕1号");

        assertThat(desk.enterYear(PoolingArea.FUSHUN, command, "fushun-policy1")).isEmpty();

        assertThat(workdays.calendar(PoolingArea.JINING).isWorkingDay(monday)).isFalse();
        assertThat(workdays.calendar(PoolingArea.JINING).isWorkingDay(saturday)).isFalse();
        assertThat(workdays.calendar(PoolingArea.JINING).isWorkingDay(saturday.plusDays(7))).isTrue();
        assertThat(codes(desk.enterYear(PoolingArea.JINING, command, "jining-policy1"))).containsExactly("YEAR_ENTERED");
    }

    @Test
    void what_is_wrong_is_said_at_the_field() {
        int year = clock.today().getYear() + 2;
        assertThat(fields(desk.enterYear(PoolingArea.FUSHUN, new EnterYear(null, null, null, " "), "x")))
                .containsExactly("year", "source", "daysOff");
        assertThat(codes(desk.enterYear(
                        PoolingArea.FUSHUN, new EnterYear(year + 1, List.of(), List.of(), "文"), "x")))
                .containsExactly("YEAR_INVALID", "DAYS_OFF_MISSING");
        assertThat(codes(desk.enterYear(
                        PoolingArea.FUSHUN, new EnterYear(year, List.of("2027年1月1日"), List.of("2020-01-01"), "文"), "x")))
                .containsExactly("DATE_INVALID", "OTHER_YEAR");
        assertThat(codes(desk.amend(PoolingArea.FUSHUN, new AmendDay(year + "-05-08", "DAY_OFF", "文"), "x")))
                .containsExactly("YEAR_UNKNOWN");
        assertThat(fields(desk.amend(PoolingArea.FUSHUN, new AmendDay(null, null, null), "x")))
                .containsExactly("day", "kind", "source");
    }

    @Test
    void only_policy_officers_enter_and_only_who_watches_over_the_office_reads() {
        String day = "{\"day\": \"2026-12-09\", \"kind\": \"DAY_OFF\", \"source\": \"文\"}";
        for (String user : List.of("fushun-clerk1", "fushun-auditor", "fushun-manager")) {
            Browser browser = Browser.signedIn(port, user);
            assertThat(browser.postJson("/api/v1/working-days", "{\"year\": 2027}").statusCode()).isEqualTo(403);
            assertThat(browser.postJson("/api/v1/working-days/amendments", day).statusCode()).isEqualTo(403);
            assertThat(browser.getJson("/api/v1/working-days").statusCode())
                    .isEqualTo(user.endsWith("clerk1") ? 403 : 200);
        }
        Browser officer = Browser.signedIn(port, "fushun-policy1");
        assertThat(officer.postJson("/api/v1/working-days", "{\"year\": 2026, \"source\": \"文\"}").body())
                .contains("YEAR_ENTERED", "DAYS_OFF_MISSING");
        assertThat(officer.getJson("/api/v1/working-days").body()).contains("2026-10-10", "WORKING_DAY", "国务院");
    }

    private static AmendDay amended(String kind) {
        return new AmendDay(DAY.toString(), kind, "防台风停工通告");
    }

    private static List<String> codes(List<FieldProblem> problems) {
        return problems.stream().map(FieldProblem::code).toList();
    }

    private static List<String> fields(List<FieldProblem> problems) {
        return problems.stream().map(FieldProblem::field).toList();
    }
}
