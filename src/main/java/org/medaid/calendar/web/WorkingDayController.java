package org.medaid.calendar.web;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.medaid.api.Problems;
import org.medaid.calendar.AmendDay;
import org.medaid.calendar.CalendarDesk;
import org.medaid.calendar.EnterYear;
import org.medaid.calendar.persistence.WorkingDays;
import org.medaid.kernel.WorkingDayCalendar.Kind;
import org.medaid.security.PolicyOfficers;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The working-day calendar: the arrangement of each year for all offices, and what an office amends for itself. */
@RestController
@RequestMapping("/api/v1/working-days")
class WorkingDayController {

    /** @param own whether it is the office's own amendment */
    record DayView(LocalDate day, Kind kind, String source, String enteredBy, Instant enteredAt, boolean own) {}

    /** @param days the days that differ from what their day of the week says */
    record YearView(int year, String source, String enteredBy, List<DayView> days) {}

    private final CalendarDesk desk;
    private final WorkingDays days;
    private final PolicyOfficers officers;

    WorkingDayController(CalendarDesk desk, WorkingDays days, PolicyOfficers officers) {
        this.desk = desk;
        this.days = days;
        this.officers = officers;
    }

    @Operation(summary = "The years entered, newest first, as they hold for the office")
    @GetMapping
    ResponseEntity<Object> years() {
        return officers.read(user -> years(days.specialDays(user.office())));
    }

    @Operation(summary = "Enters the arrangement of a year, for all offices")
    @PostMapping
    ResponseEntity<Object> enterYear(@RequestBody EnterYear command) {
        return officers.change(user -> Problems.orNoContent(desk.enterYear(user.office(), command, user.id())));
    }

    @Operation(summary = "Says what a day is, for the office")
    @PostMapping("/amendments")
    ResponseEntity<Object> amend(@RequestBody AmendDay command) {
        return officers.change(user -> Problems.orNoContent(desk.amend(user.office(), command, user.id())));
    }

    private List<YearView> years(List<WorkingDays.SpecialDay> special) {
        return days.years().stream()
                .map(year -> new YearView(
                        year.year(),
                        year.source(),
                        year.enteredBy(),
                        special.stream()
                                .filter(day -> day.day().getYear() == year.year())
                                .map(day -> new DayView(
                                        day.day(),
                                        day.kind(),
                                        day.source(),
                                        day.enteredBy(),
                                        day.enteredAt(),
                                        day.own()))
                                .toList()))
                .toList();
    }
}
