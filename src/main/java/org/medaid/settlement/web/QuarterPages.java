package org.medaid.settlement.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.medaid.api.FieldProblem;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.security.CurrentUser;
import org.medaid.settlement.Quarter;
import org.medaid.settlement.QuarterReport;
import org.medaid.settlement.QuarterReports;
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

/** The quarter's reconciliation on screen, on paper and as a spreadsheet, and its two signatures. */
@Controller
@Clause("M5")
class QuarterPages {

    private static final String SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /** @param number whether it stands to the right */
    record Cell(String text, boolean number) {}

    record Shown(String title, List<String> header, List<List<Cell>> rows) {}

    private final QuarterReports reports;
    private final BooksFrame frame;

    QuarterPages(QuarterReports reports, BooksFrame frame) {
        this.reports = reports;
        this.frame = frame;
    }

    @GetMapping("/ledger/quarters")
    String report(@RequestParam(defaultValue = "") String quarter, Model model) {
        CurrentUser user = frame.reader();
        Quarter shown = asked(quarter);
        QuarterReport report = reports.of(user.office(), shown);
        boolean closed = reports.isClosed(user.office(), shown);
        Optional<QuarterReport.Side> side = QuarterReports.side(user);
        frame.into(model, user);
        model.addAttribute("quarter", shown.toString());
        model.addAttribute("quarterName", shown.chineseName());
        // Nobody keeps books before and after these.
        model.addAttribute("previous", shown.equals(new Quarter(2000, 1)) ? "" : shown.previous().toString());
        model.addAttribute("next", shown.equals(new Quarter(2200, 4)) ? "" : shown.next().toString());
        model.addAttribute("tables", report.tables().stream().map(QuarterPages::shown).toList());
        model.addAttribute("digest", report.digest());
        model.addAttribute("signed", signed(report));
        model.addAttribute("changed", !report.isAsSigned());
        model.addAttribute("closed", closed);
        model.addAttribute(
                "maySign",
                closed
                        && side.filter(mine -> report.signatures().stream().noneMatch(one -> one.side() == mine))
                                .isPresent());
        return "ledger-quarter";
    }

    @GetMapping("/ledger/quarters/export")
    ResponseEntity<byte[]> export(@RequestParam(defaultValue = "") String quarter) throws IOException {
        CurrentUser user = frame.reader();
        QuarterReport report = reports.of(user.office(), asked(quarter));
        List<String> below = new ArrayList<>(signed(report));
        if (below.isEmpty()) {
            below.add("双方尚未签认。");
        }
        if (!report.isAsSigned()) {
            below.add("签认以后数据有变动。");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        QuarterWorkbook.write(out, report, below);
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, SPREADSHEET)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"reconciliation-" + user.office().tenantId() + "-" + report.quarter() + ".xlsx\"")
                .body(out.toByteArray());
    }

    @PostMapping("/ledger/quarter-signatures")
    String sign(
            @RequestParam(defaultValue = "") String quarter,
            @RequestParam(defaultValue = "") String digest,
            RedirectAttributes next) {
        CurrentUser user = frame.reader();
        if (QuarterReports.side(user).isEmpty()) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        Quarter asked = asked(quarter);
        List<FieldProblem> problems = reports.sign(user, asked, digest);
        if (!problems.isEmpty()) {
            next.addFlashAttribute("problem", problems.get(0).message());
        }
        return "redirect:/ledger/quarters?quarter=" + asked;
    }

    private static Shown shown(QuarterReport.Table table) {
        return new Shown(
                table.title(),
                table.header(),
                table.rows().stream()
                        .map(row -> row.stream()
                                .map(cell -> new Cell(cell.toString(), cell instanceof Money || cell instanceof Integer))
                                .toList())
                        .toList());
    }

    private List<String> signed(QuarterReport report) {
        return report.signatures().stream()
                .map(one -> one.side().chineseName() + "：" + frame.person(one.by()) + "于" + BooksFrame.moment(one.at()) + "签认。")
                .toList();
    }

    /** Without a quarter, or with something that is none, the one that ended last. */
    private Quarter asked(String text) {
        return Quarter.parse(text).orElseGet(() -> Quarter.of(frame.thisMonth()).previous());
    }
}
