package org.medaid.workbench.figures.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.medaid.api.Problems;
import org.medaid.kernel.Clause;
import org.medaid.security.CurrentUser;
import org.medaid.security.SignedIn;
import org.medaid.workbench.CaseSearch;
import org.medaid.workbench.figures.CockpitSearch;
import org.medaid.workbench.figures.FigureReaders;
import org.medaid.workbench.figures.IncidentNotices;
import org.medaid.workbench.persistence.CaseRows;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The search on Cockpit's first page, and what somebody is told of cases that have come to a stop. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Figures", description = "What the head of an office reads")
@Clause("X6")
class CockpitController {

    /** What was searched for is in no address. */
    record Asked(String text) {}

    /**
     * @param page the case's own page; null for who does not read the whole case
     * @param instance the engine's instance, for who watches it; null for others
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record NoticeView(
            String number, String process, String since, String what, String todo, String responsible, String page, String instance) {}

    private final CockpitSearch search;
    private final IncidentNotices notices;
    private final CaseRows cases;
    private final FiguresFrame frame;
    private final SignedIn signedIn;

    CockpitController(
            CockpitSearch search, IncidentNotices notices, CaseRows cases, FiguresFrame frame, SignedIn signedIn) {
        this.search = search;
        this.notices = notices;
        this.cases = cases;
        this.frame = frame;
        this.signedIn = signedIn;
    }

    @PostMapping("/cockpit-searches")
    @Operation(summary = "Cases of all processes by number, person or hospital, with their running instances")
    ResponseEntity<Object> search(@RequestBody Asked asked) {
        CurrentUser user = signedIn.user();
        if (user.hospitalCode().isPresent() || !CaseSearch.searches(user)) {
            return Problems.of(HttpStatus.FORBIDDEN, "FORBIDDEN", "您没有查询业务的权限。", "Not allowed");
        }
        return search.search(asked.text(), user).fold(found -> ResponseEntity.<Object>ok(found), Problems::invalid);
    }

    @GetMapping("/incident-notices")
    @Operation(summary = "Cases that have come to a stop and that the user is to see to, with what to do")
    Map<String, List<NoticeView>> notices() {
        CurrentUser user = signedIn.user();
        return Map.of("notices", notices.of(user).stream().map(notice -> view(notice, user)).toList());
    }

    private NoticeView view(IncidentNotices.Notice notice, CurrentUser user) {
        var incident = notice.incident();
        return new NoticeView(
                incident.number(),
                incident.process(),
                FiguresFrame.moment(incident.since()),
                incident.what(),
                incident.todo(),
                notice.responsible().map(frame::person).orElse("负责人"),
                cases.numbered(Set.of(user.office()), incident.number()).stream()
                        .filter(row -> row.isReadBy(user))
                        .map(row -> row.kind().page(row.id()))
                        .findFirst()
                        .orElse(null),
                FigureReaders.mayReadAll(user) ? incident.instance() : null);
    }
}
