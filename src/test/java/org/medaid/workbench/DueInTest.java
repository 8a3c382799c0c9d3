package org.medaid.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.WorkingDayCalendar;

class DueInTest {

    /** Thursday, 30 April 2026, ten in the morning; Friday is a holiday, Saturday the 9th of May is worked. */
    private static final Instant NOW = Instant.parse("2026-04-30T02:00:00Z");

    private static final WorkingDayCalendar CALENDAR = new WorkingDayCalendar(
            Set.of(2026),
            Map.of(
                    LocalDate.of(2026, 5, 1), WorkingDayCalendar.Kind.DAY_OFF,
                    LocalDate.of(2026, 5, 4), WorkingDayCalendar.Kind.DAY_OFF,
                    LocalDate.of(2026, 5, 9), WorkingDayCalendar.Kind.WORKING_DAY));

    @ParameterizedTest
    @CsvSource({
        "2026-04-30T09:30:00Z, TODAY, 今日到期",
        "2026-05-05T09:30:00Z, SOON, 剩余1个工作日",
        "2026-05-06T09:30:00Z, SOON, 剩余2个工作日",
        "2026-05-09T09:30:00Z, LATER, 剩余5个工作日",
        "2026-05-01T09:30:00Z, TODAY, 今日到期",
        "2026-04-30T01:00:00Z, LATE, 今日已超期",
        "2026-04-28T09:30:00Z, LATE, 已超期2个工作日",
        // The holidays of the next year are not entered: weekdays are counted.
        "2027-01-04T09:30:00Z, LATER, 剩余177个工作日"
    })
    void the_time_left_is_counted_in_the_offices_working_days(Instant due, DueIn.Level level, String text) {
        DueIn in = DueIn.of(due, new BusinessClock(Clock.fixed(NOW, BusinessClock.ZONE)), CALENDAR);

        assertThat(in.level()).isEqualTo(level);
        assertThat(in.text()).isEqualTo(text);
    }
}
