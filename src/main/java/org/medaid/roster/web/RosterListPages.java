package org.medaid.roster.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.medaid.api.FieldProblem;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.party.Divisions;
import org.medaid.policy.Category;
import org.medaid.roster.LargeCost;
import org.medaid.roster.LargeCostDesk;
import org.medaid.roster.LargeCostOutcome;
import org.medaid.roster.RosterLists;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Lists out of the roster, on screen with masked names and as files for those who work with them. */
@Controller
@Clause({"J2", "H3", "S1", "S2"})
class RosterListPages {

    private static final int ROWS_SHOWN = 200;

    record District(String name, int people) {}

    record Person(String division, String name, String residentId, String categories) {}

    record Change(
            String at, String by, String what, String name, String residentId, String category, String days, String source) {}

    record Cost(
            String id,
            String name,
            String residentId,
            String amount,
            String source,
            String outcome,
            String reason,
            String closed) {}

    private final RosterFrame frame;
    private final RosterLists lists;
    private final LargeCostDesk costs;
    private final StaffNames names;
    private final BusinessClock clock;

    RosterListPages(RosterFrame frame, RosterLists lists, LargeCostDesk costs, StaffNames names, BusinessClock clock) {
        this.frame = frame;
        this.lists = lists;
        this.costs = costs;
        this.names = names;
        this.clock = clock;
    }

    @GetMapping("/roster/lists")
    String lists(
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String year,
            Model model) {
        CurrentUser user = frame.reader();
        frame.addTo(model, user);
        model.addAttribute(
                "districts",
                lists.uninsuredByDistrict(user).stream()
                        .map(district -> new District(Divisions.labelOf(district.division()), district.people()))
                        .toList());
        List<Person> uninsured = new ArrayList<>();
        lists.uninsured(user, ROWS_SHOWN, person -> uninsured.add(new Person(
                Divisions.labelOf(person.division()),
                RosterFrame.masked(person.name()),
                person.residentId().masked(),
                named(person.categories()))));
        model.addAttribute("uninsured", uninsured);
        LocalDate last = day(to, clock.today());
        LocalDate first = day(from, last.withDayOfMonth(1));
        List<Change> changes = new ArrayList<>();
        lists.changes(user, first, last, ROWS_SHOWN, change -> changes.add(new Change(
                RosterFrame.MOMENT.format(change.at()),
                names.of(change.by()),
                change.kind().chineseName(),
                RosterFrame.masked(change.name()),
                change.residentId().masked(),
                change.category().chineseName(),
                days(change),
                change.sourceDocument())));
        model.addAttribute("changes", changes);
        model.addAttribute("from", first.toString());
        model.addAttribute("to", last.toString());
        int asked = year.matches("20\\d\\d") ? Integer.parseInt(year) : clock.today().getYear();
        model.addAttribute("year", asked);
        model.addAttribute("costs", costs.list(user, asked).stream().map(this::cost).toList());
        model.addAttribute("threshold", costs.threshold(user.office()).orElse(null));
        model.addAttribute("outcomes", LargeCostOutcome.values());
        model.addAttribute("mayExport", lists.mayExport(user));
        model.addAttribute("clerk", user.isIn(Groups.AGENCY_CLERK));
        model.addAttribute("rowsShown", ROWS_SHOWN);
        return "roster-lists";
    }

    @GetMapping("/roster/lists/uninsured.{ending}")
    void uninsured(@PathVariable String ending, HttpServletResponse response) throws IOException {
        CurrentUser user = exporting("UNINSURED");
        List<String> header = List.of("参保地", "姓名", "身份证号", "类别");
        write(response, ending, "未参保人员名单", header, table ->
                lists.uninsured(user, Integer.MAX_VALUE, person -> table.row(
                        Divisions.labelOf(person.division()),
                        person.name(),
                        person.residentId().value(),
                        named(person.categories()))));
    }

    @GetMapping("/roster/lists/changes.{ending}")
    void changes(
            @PathVariable String ending,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            HttpServletResponse response)
            throws IOException {
        CurrentUser user = exporting("CHANGES");
        LocalDate last = day(to, clock.today());
        LocalDate first = day(from, last.withDayOfMonth(1));
        List<String> header = List.of("时间", "经办人", "变动", "姓名", "身份证号", "类别", "享受待遇时间", "依据或原因");
        write(response, ending, "名单变动", header, table ->
                lists.changes(user, first, last, Integer.MAX_VALUE, change -> table.row(
                        RosterFrame.MOMENT.format(change.at()),
                        names.of(change.by()),
                        change.kind().chineseName(),
                        change.name(),
                        change.residentId().value(),
                        change.category().chineseName(),
                        days(change),
                        change.sourceDocument())));
    }

    @GetMapping("/roster/lists/large-costs.{ending}")
    void largeCosts(@PathVariable String ending, @RequestParam int year, HttpServletResponse response)
            throws IOException {
        CurrentUser user = exporting("LARGE_COSTS");
        List<String> header = List.of("姓名", "身份证号", "年度", "个人负担（元）", "来源", "处理结果", "理由", "办结人和时间");
        write(response, ending, "大额医疗费用人员", header, table -> {
            for (LargeCost cost : costs.list(user, year)) {
                Cost shown = cost(cost);
                table.row(
                        cost.name(),
                        cost.residentId().value(),
                        Integer.toString(cost.year()),
                        shown.amount(),
                        shown.source(),
                        shown.outcome(),
                        shown.reason(),
                        shown.closed());
            }
        });
    }

    @PostMapping("/roster/lists/large-costs/searches")
    String search(@RequestParam int year, RedirectAttributes next) {
        Optional<Integer> added = costs.search(frame.reader(), year);
        next.addFlashAttribute("done", added.map(count -> "已查找本单位的费用业务，新列入" + count + "人。").orElse(null));
        next.addFlashAttribute("problem", added.isPresent() ? null : "尚未设定标准，或您的岗位不能办理。");
        return "redirect:/roster/lists?year=" + year + "#large-costs";
    }

    @PostMapping("/roster/lists/large-costs/thresholds")
    String threshold(
            @RequestParam(defaultValue = "") String amount,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String documentNumber,
            RedirectAttributes next) {
        say(costs.enterThreshold(frame.reader(), amount, from, documentNumber), "标准已登记。", next);
        return "redirect:/roster/lists#large-costs";
    }

    @PostMapping("/roster/lists/large-costs/{id}/outcomes")
    String close(
            @PathVariable UUID id,
            @RequestParam int year,
            @RequestParam(defaultValue = "") String outcome,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes next) {
        say(costs.close(frame.reader(), id, outcome, reason), "已办结。", next);
        return "redirect:/roster/lists?year=" + year + "#large-costs";
    }

    private static void say(List<FieldProblem> problems, String done, RedirectAttributes next) {
        if (problems.isEmpty()) {
            next.addFlashAttribute("done", done);
        } else {
            next.addFlashAttribute(
                    "problem", problems.stream().map(FieldProblem::message).collect(Collectors.joining()));
        }
    }

    private CurrentUser exporting(String list) {
        CurrentUser user = frame.reader();
        if (!lists.mayExport(user)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        lists.exported(user, list);
        return user;
    }

    private static void write(
            HttpServletResponse response, String ending, String name, List<String> header, Consumer<TableOutput> rows)
            throws IOException {
        TableOutput.Format format = TableOutput.Format.of(ending);
        RosterUploadPages.attachment(response, format, name);
        TableOutput.write(format, response.getOutputStream(), name, header, rows);
    }

    private Cost cost(LargeCost cost) {
        return new Cost(
                cost.id().toString(),
                RosterFrame.masked(cost.name()),
                cost.residentId().masked(),
                cost.amount().toString(),
                cost.fromBills() ? "本单位费用业务" : "医保费用数据",
                cost.closed().map(closed -> closed.outcome().chineseName()).orElse(""),
                cost.closed().flatMap(LargeCost.Closed::reason).orElse(""),
                cost.closed()
                        .map(closed -> names.of(closed.by()) + "，" + RosterFrame.MOMENT.format(closed.at()))
                        .orElse(""));
    }

    private static String days(RosterLists.Changed change) {
        return switch (change.kind()) {
            case ENTERED, ANNULLED -> "自" + change.from() + (change.to() == null ? "" : "至" + change.to());
            case ENDED, END_ANNULLED -> "至" + change.to();
        };
    }

    private static String named(List<Category> categories) {
        return categories.stream().map(Category::chineseName).collect(Collectors.joining("、"));
    }

    private static LocalDate day(String typed, LocalDate otherwise) {
        try {
            return typed.isBlank() ? otherwise : LocalDate.parse(typed.strip());
        } catch (DateTimeParseException e) {
            return otherwise;
        }
    }
}
