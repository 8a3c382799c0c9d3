package org.medaid.settlement.web;

import java.util.Arrays;
import java.util.List;
import org.medaid.kernel.Clause;
import org.medaid.security.CurrentUser;
import org.medaid.settlement.BooksCheck;
import org.medaid.settlement.LedgerChecks;
import org.medaid.settlement.OfficeBooks;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The books checked against what they rest on, and the opening entries of bills that were settled before them. */
@Controller
@Clause("M5")
class CheckPages {

    /** @param state what came of it; empty before it was asked */
    record Row(String title, String state, boolean sound, List<String> first, long more) {}

    private final LedgerChecks checks;
    private final OfficeBooks books;
    private final BooksFrame frame;

    CheckPages(LedgerChecks checks, OfficeBooks books, BooksFrame frame) {
        this.checks = checks;
        this.books = books;
        this.frame = frame;
    }

    /** Without a year only says what would be checked: the checks read the whole books. */
    @GetMapping("/ledger/checks")
    String checks(@RequestParam(defaultValue = "") String year, Model model) {
        CurrentUser user = frame.reader();
        boolean run = year.matches("2[01]\\d\\d");
        frame.into(model, user);
        model.addAttribute("year", run ? year : String.valueOf(frame.thisMonth().getYear()));
        model.addAttribute("run", run);
        model.addAttribute("mayOpen", OfficeBooks.mayOpen(user));
        model.addAttribute(
                "rows",
                run
                        ? checks.run(user.office(), Integer.parseInt(year)).stream()
                                .map(CheckPages::row)
                                .toList()
                        : Arrays.stream(BooksCheck.values())
                                .map(check -> new Row(check.title(), "", true, List.of(), 0))
                                .toList());
        return "ledger-checks";
    }

    @PostMapping("/ledger/opening-entries")
    String open(RedirectAttributes next) {
        CurrentUser user = frame.reader();
        if (!OfficeBooks.mayOpen(user)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        int posted = books.open(user);
        next.addFlashAttribute("done", posted == 0 ? "没有需要补记的业务。" : "已补记" + posted + "笔期初凭证。");
        return "redirect:/ledger/checks";
    }

    private static Row row(BooksCheck.Finding finding) {
        return new Row(
                finding.check().title(),
                finding.isSound() ? "相符" : "不符" + finding.found() + "处",
                finding.isSound(),
                finding.first(),
                finding.found() - finding.first().size());
    }
}
