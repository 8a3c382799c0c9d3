package org.medaid.settlement.statement.web;

import java.io.IOException;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.medaid.api.FieldProblem;
import org.medaid.document.LetterContent;
import org.medaid.document.Letters;
import org.medaid.document.Rendering;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.security.CurrentUser;
import org.medaid.security.SignedIn;
import org.medaid.settlement.statement.LaidOutDesk;
import org.medaid.settlement.statement.Statement;
import org.medaid.settlement.statement.StatementDesk;
import org.medaid.settlement.statement.StatementId;
import org.medaid.settlement.statement.StatementKind;
import org.medaid.settlement.statement.StatementLine;
import org.medaid.settlement.statement.YearLine;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Statements beside the task lists: an office's or a hospital's, each line of one, and its paper and table. */
@Controller
@Clause("M1")
class StatementPages {

    private static final int PAGE_SIZE = 50;
    /** What a person leafs through on paper; whoever needs more takes the table. */
    private static final int MOST_PRINTED = 500;

    record Row(
            String id,
            String number,
            String kindName,
            String periodName,
            String payeeName,
            String areaName,
            int lineCount,
            String lines,
            String payable,
            String stateName) {}

    private final StatementDesk desk;
    private final LaidOutDesk laidOut;
    private final StatementAccess access;
    private final StatementViews views;
    private final Letters letters;
    private final SignedIn signedIn;
    private final BusinessClock clock;
    private final boolean demonstration;

    StatementPages(
            StatementDesk desk,
            LaidOutDesk laidOut,
            StatementAccess access,
            StatementViews views,
            Letters letters,
            SignedIn signedIn,
            BusinessClock clock,
            @Value("${medaid.demonstration:false}") boolean demonstration) {
        this.desk = desk;
        this.laidOut = laidOut;
        this.access = access;
        this.views = views;
        this.letters = letters;
        this.signedIn = signedIn;
        this.clock = clock;
        this.demonstration = demonstration;
    }

    @GetMapping("/hospital-statements")
    String list(
            @RequestParam(defaultValue = "") String month, @RequestParam(defaultValue = "0") int page, Model model) {
        CurrentUser user = signedIn.user();
        if (!StatementAccess.reads(user)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        int shown = Math.min(Math.max(page, 0), 10_000);
        Optional<YearMonth> asked = month(month);
        boolean ofHospital = StatementAccess.isHospitals(user);
        List<Statement> found = ofHospital
                ? desk.ofHospital(user.hospitalCode().orElseThrow(), asked, shown * PAGE_SIZE, PAGE_SIZE + 1)
                : desk.of(user.office(), StatementAccess.kinds(user), asked, shown * PAGE_SIZE, PAGE_SIZE + 1);
        List<Statement> listed = found.subList(0, Math.min(found.size(), PAGE_SIZE));
        Map<StatementId, String> states = desk.stateNames(listed);
        model.addAttribute(
                "rows", listed.stream().map(statement -> row(statement, states.get(statement.id()))).toList());
        model.addAttribute("ofHospital", ofHospital);
        model.addAttribute("whose", ofHospital ? user.displayName() : user.office().chineseName());
        model.addAttribute("month", asked.map(YearMonth::toString).orElse(""));
        model.addAttribute("years", StatementAccess.isHospitals(user) || StatementAccess.kinds(user).contains(StatementKind.MONTHLY));
        model.addAttribute("lastYear", clock.today().getYear());
        model.addAttribute("opensCases", StatementAccess.opensCases(user));
        model.addAttribute("page", shown);
        model.addAttribute("more", found.size() > PAGE_SIZE);
        model.addAttribute("demonstration", demonstration);
        return "statements/list";
    }

    record YearRow(
            String name,
            int statements,
            int open,
            String lines,
            String withheld,
            String deduction,
            String advanceTaken,
            String payable,
            String carried,
            String advanceLeft) {}

    /** The year's clearing: what became of its statements, what is still open, and the advance. */
    @GetMapping("/hospital-statements/years/{year:\\d{4}}")
    String year(@PathVariable int year, Model model) {
        CurrentUser user = signedIn.user();
        boolean ofHospital = StatementAccess.isHospitals(user);
        if (!StatementAccess.reads(user) || !ofHospital && !StatementAccess.kinds(user).contains(StatementKind.MONTHLY)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        int shown = Math.min(Math.max(year, 2000), 2200);
        List<YearLine> found = ofHospital
                ? desk.yearOfHospital(shown, user.hospitalCode().orElseThrow())
                : desk.year(shown, user.office());
        model.addAttribute("rows", found.stream().map(line -> yearRow(line, ofHospital)).toList());
        model.addAttribute("year", shown);
        model.addAttribute("ofHospital", ofHospital);
        model.addAttribute("whose", ofHospital ? user.displayName() : user.office().chineseName());
        model.addAttribute("demonstration", demonstration);
        return "statements/year";
    }

    private YearRow yearRow(YearLine line, boolean ofHospital) {
        return new YearRow(
                ofHospital ? line.area().chineseName() : views.hospital(line.payee()),
                line.statements(),
                line.open(),
                StatementViews.text(line.lines()),
                StatementViews.text(line.withheld()),
                StatementViews.text(line.deduction()),
                StatementViews.text(line.advanceTaken()),
                StatementViews.text(line.payable()),
                StatementViews.text(line.carried()),
                StatementViews.text(line.advanceLeft()));
    }

    @GetMapping("/hospital-statements/{id}")
    String one(@PathVariable String id, @RequestParam(defaultValue = "0") int after, Model model) {
        CurrentUser user = signedIn.user();
        Statement statement = visible(id, user);
        int from = Math.max(after, 0);
        List<StatementLine> found = desk.lines(statement.id(), from, PAGE_SIZE + 1);
        List<StatementLine> shown = found.subList(0, Math.min(found.size(), PAGE_SIZE));
        model.addAttribute("shown", views.view(statement, user));
        model.addAttribute("lines", views.lines(shown, user));
        model.addAttribute("after", from);
        model.addAttribute("previous", Math.max(from - PAGE_SIZE, 0));
        model.addAttribute("next", shown.isEmpty() ? from : shown.get(shown.size() - 1).lineNo());
        model.addAttribute("more", found.size() > PAGE_SIZE);
        model.addAttribute("payments", desk.payments(statement));
        model.addAttribute("act", LaidOutDesk.act(statement, user).orElse(null));
        model.addAttribute("opensCases", StatementAccess.opensCases(user));
        model.addAttribute("demonstration", demonstration);
        return "statements/one";
    }

    /** The next of the two steps of a statement that no hospital confirms. */
    @PostMapping("/hospital-statements/{id}/approvals")
    String approve(@PathVariable String id, RedirectAttributes next) {
        CurrentUser user = signedIn.user();
        List<FieldProblem> problems = laidOut.proceed(visible(id, user).id(), user).problems();
        if (problems.isEmpty()) {
            next.addFlashAttribute("done", "已办理。");
        } else {
            next.addFlashAttribute("problem", problems.get(0).message());
        }
        return "redirect:/hospital-statements/" + id;
    }

    /** The statement on paper. */
    @GetMapping("/hospital-statements/{id}/statement.pdf")
    ResponseEntity<byte[]> paper(@PathVariable String id) {
        CurrentUser user = signedIn.user();
        Statement statement = visible(id, user);
        Rendering rendering =
                letters.render(statement.area(), paper(statement, user), statement.number());
        if (!(rendering instanceof Rendering.Rendered rendered)) {
            throw new IllegalStateException("masked names and codes can be printed");
        }
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_PDF)
                .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"" + statement.number() + ".pdf\"")
                .body(rendered.pdf());
    }

    private LetterContent.HospitalStatement paper(Statement statement, CurrentUser user) {
        return new LetterContent.HospitalStatement(
                statement.kind().chineseName(),
                views.payee(statement),
                statement.periodName(),
                views.stateName(statement),
                LaidOutDesk.basis(statement),
                views.figures(statement).stream()
                        .map(figure -> new LetterContent.HospitalStatement.Figure(figure.name(), figure.amount()))
                        .toList(),
                statement.lineCount(),
                views.lines(desk.lines(statement.id(), 0, MOST_PRINTED), user).stream()
                        .map(line -> new LetterContent.HospitalStatement.Line(
                                line.lineNo(), line.caseNumber(), line.maskedName(), line.invoiceNumber(), line.what(), line.amount()))
                        .toList());
    }

    /** Every line, written as it is read: a year's worth needs no more memory than a day's. */
    @GetMapping("/hospital-statements/{id}/statement.xlsx")
    ResponseEntity<StreamingResponseBody> table(@PathVariable String id) {
        CurrentUser user = signedIn.user();
        Statement statement = visible(id, user);
        StreamingResponseBody body = out -> write(statement, user, out);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + statement.number() + ".xlsx\"")
                .body(body);
    }

    private void write(Statement statement, CurrentUser user, OutputStream out) throws IOException {
        StatementTable.write(
                out,
                statement,
                views.stateName(statement),
                views.payee(statement),
                views.figures(statement),
                after -> views.lines(desk.lines(statement.id(), after, MOST_PRINTED), user));
    }

    private Statement visible(String id, CurrentUser user) {
        return access.find(id, user).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private Row row(Statement statement, String stateName) {
        return new Row(
                statement.id().toString(),
                statement.number(),
                statement.kind().chineseName(),
                statement.periodName(),
                views.payee(statement),
                statement.area().chineseName(),
                statement.lineCount(),
                StatementViews.text(statement.lines()),
                statement.figures().map(figures -> StatementViews.text(figures.payable())).orElse("—"),
                stateName);
    }

    /** Without a month, or with something that is none, all. */
    private static Optional<YearMonth> month(String text) {
        try {
            return Optional.of(YearMonth.parse(text)).filter(month -> month.getYear() >= 2000 && month.getYear() <= 2200);
        } catch (DateTimeException noMonth) {
            return Optional.empty();
        }
    }
}
