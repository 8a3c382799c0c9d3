package org.medaid.settlement.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.medaid.api.FieldProblem;
import org.medaid.api.Outcome;
import org.medaid.kernel.Clause;
import org.medaid.ledger.Fund;
import org.medaid.security.CurrentUser;
import org.medaid.settlement.EnterReceipt;
import org.medaid.settlement.FundReceipt;
import org.medaid.settlement.FundReceipts;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What came into the funds' special accounts, as the finance department records it. */
@Controller
@Clause("M5")
class ReceiptPages {

    private static final int PAGE_SIZE = 50;

    record Row(
            String id,
            String fund,
            String amount,
            String receivedOn,
            String voucher,
            String entered,
            String struck,
            String reason) {}

    private final FundReceipts receipts;
    private final BooksFrame frame;

    ReceiptPages(FundReceipts receipts, BooksFrame frame) {
        this.receipts = receipts;
        this.frame = frame;
    }

    @GetMapping("/ledger/receipts")
    String receipts(@RequestParam(defaultValue = "0") int page, Model model) {
        // Each form has a number of its own, so that one sent twice is recorded once.
        return page(frame.reader(), page, new EnterReceipt(UUID.randomUUID().toString(), "", "", "", ""), List.of(), model);
    }

    @PostMapping("/ledger/receipts")
    String enter(@ModelAttribute EnterReceipt typed, Model model, RedirectAttributes next) {
        CurrentUser user = recorder();
        Outcome<UUID> outcome = receipts.enter(user, typed);
        if (outcome instanceof Outcome.Refused<UUID>) {
            return page(user, 0, typed, outcome.problems(), model);
        }
        next.addFlashAttribute("done", "已登记并记账。");
        return "redirect:/ledger/receipts";
    }

    @GetMapping("/ledger/receipts/{id}")
    String receipt(@PathVariable String id, Model model) {
        CurrentUser user = frame.reader();
        return one(user, found(user, id), "", Map.of(), model);
    }

    @PostMapping("/ledger/receipts/{id}/reversals")
    String strike(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String reason,
            Model model,
            RedirectAttributes next) {
        CurrentUser user = recorder();
        FundReceipt receipt = found(user, id);
        Outcome<UUID> outcome = receipts.strike(user, receipt.id(), reason);
        if (outcome instanceof Outcome.Refused<UUID>) {
            return one(user, receipt, reason, byField(outcome.problems()), model);
        }
        next.addFlashAttribute("done", "已冲销；这张回单可以重新登记。");
        return "redirect:/ledger/receipts";
    }

    private String page(CurrentUser user, int page, EnterReceipt typed, List<FieldProblem> problems, Model model) {
        int shown = Math.min(Math.max(page, 0), 1_000_000);
        List<FundReceipt> found = receipts.of(user.office(), shown * PAGE_SIZE, PAGE_SIZE + 1);
        frame.into(model, user);
        model.addAttribute(
                "rows", found.stream().limit(PAGE_SIZE).map(this::row).toList());
        model.addAttribute("page", shown);
        model.addAttribute("more", found.size() > PAGE_SIZE);
        model.addAttribute("mayRecord", FundReceipts.mayRecord(user));
        Map<String, String> funds = new LinkedHashMap<>();
        for (Fund fund : FundReceipts.FUNDS) {
            funds.put(fund.name(), fund.chineseName());
        }
        model.addAttribute("funds", funds);
        model.addAttribute("typed", typed);
        model.addAttribute("problems", byField(problems));
        return "ledger-receipts";
    }

    private String one(
            CurrentUser user, FundReceipt receipt, String reason, Map<String, String> problems, Model model) {
        frame.into(model, user);
        model.addAttribute("row", row(receipt));
        model.addAttribute("mayRecord", FundReceipts.mayRecord(user));
        model.addAttribute("reason", reason);
        model.addAttribute("problems", problems);
        return "ledger-receipt";
    }

    private FundReceipt found(CurrentUser user, String id) {
        try {
            return receipts.find(user.office(), UUID.fromString(id)).orElseThrow(ReceiptPages::unknown);
        } catch (IllegalArgumentException noId) {
            throw unknown();
        }
    }

    private CurrentUser recorder() {
        CurrentUser user = frame.reader();
        if (!FundReceipts.mayRecord(user)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        return user;
    }

    private Row row(FundReceipt receipt) {
        return new Row(
                receipt.id().toString(),
                receipt.fund().chineseName(),
                receipt.amount().toString(),
                receipt.receivedOn().toString(),
                receipt.voucherNumber(),
                frame.person(receipt.enteredBy()) + " " + BooksFrame.moment(receipt.enteredAt()),
                receipt.struck()
                        .map(struck -> frame.person(struck.by()) + "于" + BooksFrame.moment(struck.at()) + "冲销")
                        .orElse(""),
                receipt.struck().map(FundReceipt.Struck::reason).orElse(""));
    }

    private static Map<String, String> byField(List<FieldProblem> problems) {
        Map<String, String> byField = new LinkedHashMap<>();
        problems.forEach(problem -> byField.putIfAbsent(problem.field().isEmpty() ? "form" : problem.field(), problem.message()));
        return byField;
    }

    private static ResponseStatusException unknown() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
