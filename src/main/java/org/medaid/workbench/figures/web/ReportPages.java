package org.medaid.workbench.figures.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.YearMonth;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.security.CurrentUser;
import org.medaid.workbench.figures.ReportPeriod;
import org.medaid.workbench.figures.Reports;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The statistics of a month or a quarter, on screen and as a spreadsheet. */
@Controller
@Clause("M8")
class ReportPages {

    private static final String SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final Reports reports;
    private final FiguresFrame frame;
    private final BusinessClock clock;

    ReportPages(Reports reports, FiguresFrame frame, BusinessClock clock) {
        this.reports = reports;
        this.frame = frame;
        this.clock = clock;
    }

    @GetMapping("/reports")
    String report(@RequestParam(defaultValue = "") String period, Model model) {
        CurrentUser user = frame.reader();
        ReportPeriod shown = asked(period);
        frame.into(model, user);
        model.addAttribute("period", shown);
        model.addAttribute("quarter", ReportPeriod.quarterOf(shown.first()));
        model.addAttribute("month", ReportPeriod.month(shown.first()));
        model.addAttribute(
                "tables", reports.of(user.office(), shown).stream().map(FigureViews::of).toList());
        return "figures/reports";
    }

    @GetMapping("/reports/export")
    ResponseEntity<byte[]> export(@RequestParam(defaultValue = "") String period) throws IOException {
        CurrentUser user = frame.reader();
        ReportPeriod shown = asked(period);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ReportWorkbook.write(
                out,
                user.office().chineseName() + shown.chineseName() + "医疗救助统计报表",
                reports.of(user.office(), shown));
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, SPREADSHEET)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"statistics-" + user.office().tenantId() + "-" + shown + ".xlsx\"")
                .body(out.toByteArray());
    }

    /** Without a period, or with something that is none, the current month. */
    private ReportPeriod asked(String text) {
        return ReportPeriod.parse(text).orElseGet(() -> ReportPeriod.month(YearMonth.from(clock.today())));
    }
}
