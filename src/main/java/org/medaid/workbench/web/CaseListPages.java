package org.medaid.workbench.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.medaid.api.Outcome;
import org.medaid.api.Problems;
import org.medaid.kernel.Clause;
import org.medaid.security.CurrentUser;
import org.medaid.security.SignedIn;
import org.medaid.workbench.CaseLines;
import org.medaid.workbench.CaseRow;
import org.medaid.workbench.CaseSearch;
import org.medaid.workbench.Substitutions;
import org.medaid.workbench.persistence.CaseRows;
import org.medaid.workbench.persistence.WorkedCases;
import org.medaid.workbench.persistence.WorkedCases.Selection;
import org.medaid.workbench.persistence.WorkedCases.Worked;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;

/** Where is my case: one search over all kinds, and the cases somebody has worked on. What was searched for is in no address. */
@Controller
@Tag(name = "Workbench", description = "Lists beside the tasks")
@Clause("X6")
class CaseListPages {

    private static final int PAGE = 50;
    private static final int LAST_PAGE = 10_000;

    private static final Map<Selection, String> SELECTIONS = Arrays.stream(Selection.values())
            .collect(Collectors.toMap(
                    Function.identity(),
                    selection -> switch (selection) {
                        case OPEN -> "办理中";
                        case WAITING -> "等待他人";
                        case FINISHED -> "已办结";
                        case ALL -> "全部";
                    },
                    (one, other) -> one,
                    java.util.LinkedHashMap::new));

    /** @param page counted from 0; the first where it is left out */
    record Asked(String text, int page) {}

    private final CaseSearch search;
    private final CaseRows cases;
    private final CaseLines lines;
    private final WorkedCases worked;
    private final SignedIn signedIn;
    private final boolean demonstration;

    CaseListPages(
            CaseSearch search,
            CaseRows cases,
            CaseLines lines,
            WorkedCases worked,
            SignedIn signedIn,
            @Value("${medaid.demonstration:false}") boolean demonstration) {
        this.search = search;
        this.cases = cases;
        this.lines = lines;
        this.worked = worked;
        this.signedIn = signedIn;
        this.demonstration = demonstration;
    }

    @GetMapping("/cases")
    public String empty(Model model) {
        searcher();
        model.addAttribute("demonstration", demonstration);
        return "workbench/cases";
    }

    /** The answer is the page itself: an address to which one is sent on would hold what was searched for. */
    @PostMapping("/cases")
    public String found(
            @RequestParam(defaultValue = "") String text, @RequestParam(defaultValue = "0") int page, Model model) {
        Outcome<CaseSearch.Found> outcome = search.search(text, page, searcher());
        if (outcome instanceof Outcome.Done<CaseSearch.Found> done) {
            model.addAttribute("lines", done.value().lines());
            model.addAttribute("found", done.value());
        } else {
            model.addAttribute("problem", outcome.problems().get(0).message());
        }
        model.addAttribute("text", text);
        model.addAttribute("demonstration", demonstration);
        return "workbench/cases";
    }

    @PostMapping("/api/v1/case-searches")
    @ResponseBody
    @Operation(summary = "Cases by number, or by the name or identity number of whom they are about")
    public ResponseEntity<Object> found(@RequestBody Asked asked) {
        CurrentUser user = signedIn.user();
        if (!CaseSearch.searches(user)) {
            return Problems.of(HttpStatus.FORBIDDEN, "FORBIDDEN", "您没有查询业务的权限。", "Not allowed");
        }
        return search.search(asked.text(), asked.page(), user).fold(found -> ResponseEntity.<Object>ok(found), Problems::invalid);
    }

    @GetMapping("/my-cases")
    @Transactional(readOnly = true)
    public String mine(
            @RequestParam(defaultValue = "OPEN") String show, @RequestParam(defaultValue = "0") int page, Model model) {
        CurrentUser user = signedIn.user();
        Selection selection = Arrays.stream(Selection.values())
                .filter(any -> any.name().equals(show))
                .findFirst()
                .orElse(Selection.OPEN);
        int shown = Math.max(0, Math.min(page, LAST_PAGE));
        List<Worked> found = worked.of(user.id(), selection, shown * PAGE, PAGE + 1);
        List<Worked> onPage = found.subList(0, Math.min(PAGE, found.size()));
        Map<Object, CaseRow> rows = cases.find(onPage.stream().map(Worked::caseId).toList()).stream()
                .collect(Collectors.toMap(CaseRow::id, Function.identity()));
        List<CaseRow> ordered =
                onPage.stream().map(one -> rows.get(one.caseId())).filter(Objects::nonNull).toList();
        model.addAttribute("lines", lines.of(ordered, user));
        model.addAttribute("selections", SELECTIONS);
        model.addAttribute("selection", selection);
        model.addAttribute("page", shown);
        model.addAttribute("more", found.size() > PAGE);
        model.addAttribute("searches", CaseSearch.searches(user));
        model.addAttribute("substitutes", Substitutions.maySee(user));
        model.addAttribute("demonstration", demonstration);
        return "workbench/my-cases";
    }

    private CurrentUser searcher() {
        CurrentUser user = signedIn.user();
        if (!CaseSearch.searches(user)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        return user;
    }
}
