package org.medaid.workbench.figures.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.medaid.api.FieldProblem;
import org.medaid.api.Outcome;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.MaskedName;
import org.medaid.kernel.ResidentId;
import org.medaid.party.Divisions;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.medaid.security.CurrentUser;
import org.medaid.security.SignedIn;
import org.medaid.workbench.figures.unassisted.InsuranceUploads;
import org.medaid.workbench.figures.unassisted.UnassistedDesk;
import org.medaid.workbench.figures.unassisted.UnassistedDesk.Unassisted;
import org.medaid.workbench.figures.unassisted.UnassistedOutcome;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Who was entitled and received nothing, month by month, until each row is closed. */
@Controller
@Clause("S2")
class UnassistedPages {

    record Row(
            String id,
            String name,
            String residentId,
            String division,
            String hospital,
            String discharged,
            String burden,
            String town,
            String rule,
            String outcome,
            String reason,
            String closedBy,
            boolean open) {}

    record UploadView(String id, String at, String by, int rows, int good, String state, List<InsuranceUploads.Fault> faults) {}

    private final UnassistedDesk desk;
    private final InsuranceUploads uploads;
    private final Parties parties;
    private final FiguresFrame frame;
    private final SignedIn signedIn;
    private final BusinessClock clock;

    UnassistedPages(
            UnassistedDesk desk,
            InsuranceUploads uploads,
            Parties parties,
            FiguresFrame frame,
            SignedIn signedIn,
            BusinessClock clock) {
        this.desk = desk;
        this.uploads = uploads;
        this.parties = parties;
        this.frame = frame;
        this.signedIn = signedIn;
        this.clock = clock;
    }

    private CurrentUser reader() {
        CurrentUser user = signedIn.user();
        if (!UnassistedDesk.mayRead(user)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        return user;
    }

    @GetMapping("/unassisted")
    String list(@RequestParam(defaultValue = "") String month, Model model) {
        CurrentUser user = reader();
        boolean clerk = UnassistedDesk.mayDraw(user);
        List<UnassistedDesk.MonthState> months = desk.months(user.office());
        YearMonth shown = month(month)
                .or(() -> months.stream().findFirst().map(UnassistedDesk.MonthState::month))
                .orElseGet(() -> YearMonth.from(clock.today()).minusMonths(1));
        List<Row> rows = desk.list(user, shown).stream().map(this::row).toList();
        frame.into(model, user);
        model.addAttribute("clerk", clerk);
        model.addAttribute("mayClose", UnassistedDesk.mayClose(user));
        model.addAttribute("month", shown.toString());
        model.addAttribute("monthName", shown.getYear() + "年" + shown.getMonthValue() + "月");
        model.addAttribute("months", UnassistedDesk.onlyHandedOver(user) ? List.of() : months);
        model.addAttribute("rows", rows.stream().filter(row -> row.rule().isEmpty()).toList());
        model.addAttribute("excluded", rows.stream().filter(row -> !row.rule().isEmpty()).toList());
        model.addAttribute("towns", parties.towns(user.office()));
        model.addAttribute("outcomes", UnassistedOutcome.values());
        model.addAttribute(
                "uploads", clerk ? uploads.newest(user.office()).stream().map(this::view).toList() : List.of());
        return "figures/unassisted";
    }

    /** The columns of an upload, as an empty table. */
    @GetMapping("/unassisted/template.csv")
    ResponseEntity<byte[]> template() {
        reader();
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, "text/csv;charset=UTF-8")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"insurance-settlements.csv\"")
                .body(("\uFEFF" + String.join(",", InsuranceUploads.TITLES) + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    @PostMapping("/unassisted/uploads")
    String upload(@RequestParam("file") MultipartFile file, RedirectAttributes next) throws IOException {
        CurrentUser user = reader();
        try (InputStream content = file.getInputStream()) {
            Outcome<UUID> outcome = uploads.upload(user, content);
            say(outcome.problems(), "文件已读取，请核对后确认采用。", next);
        }
        return "redirect:/unassisted";
    }

    @PostMapping("/unassisted/uploads/{id}/decisions")
    String decide(@PathVariable UUID id, @RequestParam(defaultValue = "") String decision, RedirectAttributes next) {
        boolean take = decision.equals("TAKE");
        say(uploads.decide(reader(), id, take), take ? "已采用核对无误的行。" : "这份数据未采用。", next);
        return "redirect:/unassisted";
    }

    @PostMapping("/unassisted/lists")
    String draw(@RequestParam(defaultValue = "") String month, RedirectAttributes next) {
        Optional<YearMonth> asked = month(month);
        Optional<Integer> listed = asked.flatMap(known -> desk.draw(reader(), known));
        next.addFlashAttribute("done", listed.map(count -> "名单已生成，共" + count + "条，含按规则排除的。").orElse(null));
        next.addFlashAttribute("problem", listed.isPresent() ? null : "请填写月份，例如 2026-10；只有窗口受理人员可以生成名单。");
        return "redirect:/unassisted?month=" + asked.map(YearMonth::toString).orElse("");
    }

    @PostMapping("/unassisted/handovers")
    String handOver(
            @RequestParam(defaultValue = "") String month,
            @RequestParam(defaultValue = "") String town,
            @RequestParam(required = false) List<UUID> rows,
            RedirectAttributes next) {
        say(desk.handOver(reader(), rows == null ? List.of() : rows, town), "已交办。", next);
        return back(month);
    }

    @PostMapping("/unassisted/{id}/outcomes")
    String close(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String month,
            @RequestParam(defaultValue = "") String outcome,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes next) {
        say(desk.close(reader(), id, outcome, reason), "已办结。", next);
        return back(month);
    }

    private static String back(String month) {
        return "redirect:/unassisted?month=" + month(month).map(YearMonth::toString).orElse("");
    }

    private static Optional<YearMonth> month(String text) {
        try {
            return text.matches("20\\d\\d-\\d\\d") ? Optional.of(YearMonth.parse(text)) : Optional.empty();
        } catch (DateTimeException noMonth) {
            return Optional.empty();
        }
    }

    private static void say(List<FieldProblem> problems, String done, RedirectAttributes next) {
        if (problems.isEmpty()) {
            next.addFlashAttribute("done", done);
        } else {
            next.addFlashAttribute("problem", problems.stream().map(FieldProblem::message).collect(Collectors.joining()));
        }
    }

    private Row row(Unassisted one) {
        return new Row(
                one.id().toString(),
                MaskedName.of(one.name()),
                new ResidentId(one.residentId()).masked(),
                Divisions.labelOf(new DivisionCode(one.division())),
                parties.hospital(one.hospital()).map(Hospital::name).orElse(one.hospital()),
                one.dischargedOn().toString(),
                one.burden().toString(),
                one.town() == null ? "" : one.town(),
                one.rule() == null ? "" : one.rule().chineseName(),
                one.outcome() == null ? "" : one.outcome().chineseName(),
                one.reason() == null ? "" : one.reason(),
                frame.person(one.closedBy()),
                one.isOpen());
    }

    private UploadView view(InsuranceUploads.Upload upload) {
        return new UploadView(
                upload.id().toString(),
                FiguresFrame.moment(upload.at()),
                frame.person(upload.by()),
                upload.rows(),
                upload.good(),
                switch (upload.state()) {
                    case "TAKEN" -> "已采用";
                    case "DROPPED" -> "未采用";
                    default -> "待确认";
                },
                upload.state().equals("STAGED") ? uploads.faults(upload.id()) : List.of());
    }
}
