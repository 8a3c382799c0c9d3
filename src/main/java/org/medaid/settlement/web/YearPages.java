package org.medaid.settlement.web;

import java.util.List;
import java.util.Optional;
import org.medaid.api.FieldProblem;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.ledger.ClosingProposal;
import org.medaid.ledger.Closings;
import org.medaid.ledger.TrialBalance;
import org.medaid.ledger.YearResult;
import org.medaid.security.CurrentUser;
import org.medaid.settlement.OfficeBooks;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What a year came to for each fund, and its closing by two people. */
@Controller
@Clause("M5")
class YearPages {

    record Row(String fund, String brought, String income, String spending, String result, String carried) {}

    private final OfficeBooks books;
    private final Closings closings;
    private final BooksFrame frame;

    YearPages(OfficeBooks books, Closings closings, BooksFrame frame) {
        this.books = books;
        this.closings = closings;
        this.frame = frame;
    }

    @GetMapping("/ledger/years")
    String year(@RequestParam(defaultValue = "") String year, Model model) {
        CurrentUser user = frame.reader();
        int shown = asked(year);
        Optional<TrialBalance.Closed> closed = closings.closedYear(user.office(), shown);
        Optional<ClosingProposal> proposal = closings.proposedYear(user.office(), shown);
        boolean mayClose = OfficeBooks.mayClose(user)
                && closed.isEmpty()
                && shown < frame.thisMonth().getYear();
        frame.into(model, user);
        model.addAttribute("year", shown);
        model.addAttribute(
                "rows", closings.results(user.office(), shown).stream().map(YearPages::row).toList());
        model.addAttribute(
                "closed",
                closed.map(done -> "已于" + BooksFrame.moment(done.at()) + "由" + frame.person(done.by()) + "确认结转。")
                        .orElse(""));
        model.addAttribute("mayPropose", mayClose);
        model.addAttribute(
                "mayConfirm", mayClose && proposal.filter(made -> !made.by().equals(user.id())).isPresent());
        model.addAttribute(
                "proposed",
                proposal.map(made -> frame.person(made.by()) + "于" + BooksFrame.moment(made.at()) + "提出年终结转：本年度共"
                                + made.sums().transfers() + "笔，借方合计" + made.sums().debit() + "元。由另一人核对后确认。")
                        .orElse(""));
        return "ledger-years";
    }

    @PostMapping("/ledger/year-closing-proposals")
    String propose(@RequestParam(defaultValue = "") String year, RedirectAttributes next) {
        int asked = asked(year);
        return afterwards(asked, books.proposeYear(frame.closer(), asked), next);
    }

    @PostMapping("/ledger/year-closings")
    String confirm(@RequestParam(defaultValue = "") String year, RedirectAttributes next) {
        int asked = asked(year);
        return afterwards(asked, books.confirmYear(frame.closer(), asked), next);
    }

    private static String afterwards(int year, List<FieldProblem> problems, RedirectAttributes next) {
        if (!problems.isEmpty()) {
            next.addFlashAttribute("problem", problems.get(0).message());
        }
        return "redirect:/ledger/years?year=" + year;
    }

    /** Without a year, or with something that is none, the one that is to be closed next. */
    private int asked(String text) {
        return text.matches("2[01]\\d\\d") ? Integer.parseInt(text) : frame.thisMonth().getYear() - 1;
    }

    private static Row row(YearResult result) {
        return new Row(
                result.fund().chineseName(),
                result.broughtForward().toString(),
                result.income().toString(),
                result.spending().toString(),
                named(result.result()),
                result.carriedForward().toString());
    }

    private static String named(Money result) {
        return (result.isNegative() ? "超支 " : "结余 ") + BooksFrame.amount(result);
    }
}
