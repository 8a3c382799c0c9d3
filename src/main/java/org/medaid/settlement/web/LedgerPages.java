package org.medaid.settlement.web;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.medaid.api.FieldProblem;
import org.medaid.claim.CaseNumbers;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.ledger.AccountKind;
import org.medaid.ledger.BusinessDocument;
import org.medaid.ledger.Fund;
import org.medaid.ledger.FundLedger;
import org.medaid.ledger.LedgerLine;
import org.medaid.ledger.TrialBalance;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.medaid.security.CurrentUser;
import org.medaid.security.SignedIn;
import org.medaid.settlement.OfficeBooks;
import org.medaid.settlement.onestop.OneStopOffice;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The office's books: the trial balance of a month, what stands behind each of its lines, and the closing. */
@Controller
@Clause("M5")
class LedgerPages {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm").withZone(BusinessClock.ZONE);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("yyyy年M月");
    private static final int PAGE_SIZE = 50;

    record Row(
            String fund,
            String fundName,
            int fundYear,
            String kind,
            String kindName,
            String debit,
            String credit,
            String side,
            String balance) {}

    record Entry(
            long transfer,
            String postedOn,
            String what,
            String reason,
            String claim,
            String caseNumber,
            String holder,
            String debit,
            String credit) {}

    private final OfficeBooks books;
    private final FundLedger ledger;
    private final CaseNumbers cases;
    private final Parties parties;
    private final BusinessClock clock;
    private final SignedIn signedIn;
    private final boolean demonstration;

    LedgerPages(
            OfficeBooks books,
            FundLedger ledger,
            CaseNumbers cases,
            Parties parties,
            BusinessClock clock,
            SignedIn signedIn,
            @Value("${medaid.demonstration:false}") boolean demonstration) {
        this.books = books;
        this.ledger = ledger;
        this.cases = cases;
        this.parties = parties;
        this.clock = clock;
        this.signedIn = signedIn;
        this.demonstration = demonstration;
    }

    @GetMapping("/ledger")
    String trialBalance(@RequestParam(defaultValue = "") String month, Model model) {
        CurrentUser user = reader();
        YearMonth shown = month(month);
        TrialBalance balance = ledger.trialBalance(user.office(), shown);
        frame(model, user, shown);
        model.addAttribute("rows", balance.lines().stream().map(LedgerPages::row).toList());
        model.addAttribute("debit", balance.debit().toString());
        model.addAttribute("credit", balance.credit().toString());
        model.addAttribute("balanced", balance.balance().isZero());
        model.addAttribute("previous", shown.minusMonths(1).toString());
        model.addAttribute("next", shown.plusMonths(1).toString());
        model.addAttribute(
                "closed",
                balance.closed()
                        .map(closed -> "已于" + MOMENT.format(closed.at()) + "结账"
                                + (closed.month().equals(shown) ? "" : "（随" + MONTH.format(closed.month()) + "一并结账）") + "。")
                        .orElse(""));
        model.addAttribute(
                "mayClose",
                OfficeBooks.mayClose(user)
                        && balance.closed().isEmpty()
                        && shown.isBefore(YearMonth.from(clock.today())));
        return "ledger";
    }

    /** The entries behind one line of the trial balance. */
    @GetMapping("/ledger/entries")
    String entries(
            @RequestParam(defaultValue = "") String month,
            @RequestParam String fund,
            @RequestParam int fundYear,
            @RequestParam String kind,
            @RequestParam(defaultValue = "0") int page,
            Model model) {
        CurrentUser user = reader();
        YearMonth shown = month(month);
        Fund asked = coded(Fund.values(), fund);
        AccountKind askedKind = coded(AccountKind.values(), kind);
        int first = Math.min(Math.max(page, 0), 1_000_000);
        List<LedgerLine> found = ledger.lines(
                user.office(), shown, asked, fundYear, askedKind, first * PAGE_SIZE, PAGE_SIZE + 1);
        List<LedgerLine> lines = found.subList(0, Math.min(found.size(), PAGE_SIZE));
        Map<BusinessDocument, CaseNumbers.Case> named =
                cases.of(lines.stream().map(LedgerLine::document).distinct().toList());
        frame(model, user, shown);
        model.addAttribute("entries", lines.stream().map(line -> entry(line, named)).toList());
        model.addAttribute("title", asked.chineseName() + "（" + fundYear + "年）" + askedKind.chineseName());
        model.addAttribute("fund", asked.name());
        model.addAttribute("fundYear", fundYear);
        model.addAttribute("kind", askedKind.name());
        model.addAttribute("page", first);
        model.addAttribute("more", found.size() > PAGE_SIZE);
        return "ledger-entries";
    }

    /** The trial balance as a file for a spreadsheet. */
    @GetMapping("/ledger/export")
    ResponseEntity<byte[]> export(@RequestParam(defaultValue = "") String month) {
        CurrentUser user = reader();
        YearMonth shown = month(month);
        TrialBalance balance = ledger.trialBalance(user.office(), shown);
        // Without the mark, spreadsheets take UTF-8 for GBK. No cell holds what a stranger typed.
        List<String> lines = new ArrayList<>(List.of("\uFEFF资金,资金年度,科目,本月借方,本月贷方,方向,期末余额"));
        for (TrialBalance.Line line : balance.lines()) {
            Row row = row(line);
            lines.add(String.join(
                    ",",
                    row.fundName(),
                    String.valueOf(row.fundYear()),
                    row.kindName(),
                    row.debit(),
                    row.credit(),
                    row.side(),
                    row.balance()));
        }
        lines.add("合计,,," + balance.debit() + "," + balance.credit() + ",," + balance.balance());
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, "text/csv;charset=UTF-8")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"ledger-" + user.office().tenantId() + "-" + shown + ".csv\"")
                .body((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    @PostMapping("/ledger/closings")
    String close(@RequestParam(defaultValue = "") String month, RedirectAttributes next) {
        CurrentUser user = reader();
        if (!OfficeBooks.mayClose(user)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        YearMonth asked = month(month);
        List<FieldProblem> problems = books.close(user, asked);
        if (!problems.isEmpty()) {
            next.addFlashAttribute("problem", problems.get(0).message());
        }
        return "redirect:/ledger?month=" + asked;
    }

    private CurrentUser reader() {
        CurrentUser user = signedIn.user();
        if (!OfficeBooks.mayRead(user)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        return user;
    }

    private void frame(Model model, CurrentUser user, YearMonth month) {
        model.addAttribute("month", month.toString());
        model.addAttribute("monthName", MONTH.format(month));
        model.addAttribute("areaName", user.office().chineseName());
        model.addAttribute("oneStop", OneStopOffice.mayRead(user));
        model.addAttribute("demonstration", demonstration);
    }

    /** Without a month, or with something that is none, the current one; nobody keeps books outside these centuries. */
    private YearMonth month(String text) {
        try {
            YearMonth month = YearMonth.parse(text);
            if (month.getYear() >= 2000 && month.getYear() <= 2200) {
                return month;
            }
        } catch (DateTimeException noMonth) {
            // The page opens without one.
        }
        return YearMonth.from(clock.today());
    }

    private static <E extends Enum<E>> E coded(E[] all, String code) {
        return Arrays.stream(all)
                .filter(one -> one.name().equals(code))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static Row row(TrialBalance.Line line) {
        Money balance = line.balance();
        return new Row(
                line.fund().name(),
                line.fund().chineseName(),
                line.fundYear(),
                line.kind().name(),
                line.kind().chineseName(),
                line.debit().toString(),
                line.credit().toString(),
                balance.isZero() ? "平" : balance.isPositive() ? "借" : "贷",
                (balance.isNegative() ? balance.negate() : balance).toString());
    }

    private Entry entry(LedgerLine line, Map<BusinessDocument, CaseNumbers.Case> named) {
        Optional<CaseNumbers.Case> known = Optional.ofNullable(named.get(line.document()));
        return new Entry(
                line.transfer(),
                line.postedOn().toString(),
                line.reverses().map(number -> "冲销第" + number + "号").orElse(line.transferKind().chineseName()),
                line.reason().orElse(""),
                known.map(found -> found.claim().toString()).orElse(""),
                known.map(CaseNumbers.Case::number).orElse(""),
                holder(line),
                line.amount().isPositive() ? line.amount().toString() : "",
                line.amount().isNegative() ? line.amount().negate().toString() : "");
    }

    /** A person is found by the case: the books name nobody. */
    private String holder(LedgerLine line) {
        return switch (line.kind()) {
            case FUND -> line.fund().chineseName();
            case PERSON_PAYABLE -> "救助对象";
            default -> parties.hospital(line.holder()).map(Hospital::name).orElse(line.holder());
        };
    }
}
