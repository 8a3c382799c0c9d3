package org.medaid.roster.web;

import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import org.medaid.api.Problems;
import org.medaid.kernel.Clause;
import org.medaid.roster.CategoryPeriod;
import org.medaid.roster.RosterChange;
import org.medaid.roster.RosterDesk;
import org.medaid.security.Groups;
import org.medaid.security.SignedIn;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Entries and exits sent by the departments' own systems, one person at a time, through the office's machine account. */
@RestController
@Clause({"H3", "S1"})
class RosterEntryController {

    private final RosterDesk desk;
    private final SignedIn signedIn;

    RosterEntryController(RosterDesk desk, SignedIn signedIn) {
        this.desk = desk;
        this.signedIn = signedIn;
    }

    /** @param to null while the period is open */
    record PeriodView(String periodId, String personId, String category, LocalDate from, LocalDate to) {

        static PeriodView of(CategoryPeriod period) {
            return new PeriodView(
                    period.id().toString(),
                    period.person().toString(),
                    period.category().name(),
                    period.period().from(),
                    period.period().to());
        }
    }

    /** Enters a person; 201 with the period, 422 with the fields that are refused. */
    @PostMapping("/api/v1/roster-entries")
    ResponseEntity<Object> enter(@RequestBody RosterChange change) {
        return allowed() ? answer(desk.enter(signedIn.user(), change)) : forbidden();
    }

    /** Ends a person's entitlement in a category; 201 with the period as it is now, 422 with the fields that are refused. */
    @PostMapping("/api/v1/roster-exits")
    ResponseEntity<Object> exit(@RequestBody RosterChange change) {
        return allowed() ? answer(desk.exit(signedIn.user(), change)) : forbidden();
    }

    @ExceptionHandler(HttpMessageNotReadableException.class)
    ResponseEntity<Object> unreadable() {
        return Problems.of(
                HttpStatus.BAD_REQUEST, "BODY_UNREADABLE", "请求内容无法读取，请按接口说明以 JSON 提交。", "The body cannot be read");
    }

    /** People have a page of their own. */
    private boolean allowed() {
        return signedIn.user().isIn(Groups.MACHINE_OFFICE) && signedIn.user().area().isPresent();
    }

    private static ResponseEntity<Object> answer(RosterDesk.Answer answer) {
        if (answer instanceof RosterDesk.Answer.Refused refused) {
            return Problems.invalid(List.copyOf(refused.problems()));
        }
        CategoryPeriod period = ((RosterDesk.Answer.Recorded) answer).period();
        return ResponseEntity.created(URI.create("/roster/people/" + period.person()))
                .body(PeriodView.of(period));
    }

    private static ResponseEntity<Object> forbidden() {
        return Problems.of(HttpStatus.FORBIDDEN, "FORBIDDEN", "此接口只供经办机构的系统调用。", "Not allowed");
    }
}
