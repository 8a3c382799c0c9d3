package org.medaid.workbench.figures.web;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.medaid.api.Problems;
import org.medaid.claim.ClaimWording;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.medaid.policy.CareType;
import org.medaid.policy.Category;
import org.medaid.security.CurrentUser;
import org.medaid.security.SignedIn;
import org.medaid.workbench.CaseKind;
import org.medaid.workbench.figures.CaseFilter;
import org.medaid.workbench.figures.CaseTimelines;
import org.medaid.workbench.figures.FigureReaders;
import org.medaid.workbench.figures.FinishedCases;
import org.medaid.workbench.figures.Incidents;
import org.medaid.workbench.figures.Refusals;
import org.medaid.workbench.figures.StepFigures;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Finished cases, how one case went, where cases wait, and what has come to a stop: as pages and for Cockpit. */
@Controller
@Clause("X6")
class CasePages {

    private static final int MOST_INCIDENTS = 200;
    /** How far back the list goes where nobody has said from when on. */
    private static final int MONTHS_SHOWN = 2;

    record Row(
            String number,
            String kind,
            String oneStop,
            String opened,
            String closed,
            String took,
            String outcome,
            String hospital,
            String total,
            String granted) {}

    record EntryView(
            String what, String group, String who, String from, String to, String took, String due, String state, List<String> rules) {}

    record TimelineView(String number, String kind, List<EntryView> entries) {}

    record StepView(String step, String name, long done, String days, long open, long late, int shade) {}

    record IncidentView(String number, String process, String step, String since, String what, String todo) {}

    private final FinishedCases finished;
    private final CaseTimelines timelines;
    private final StepFigures steps;
    private final Incidents incidents;
    private final Parties parties;
    private final FiguresFrame frame;
    private final SignedIn signedIn;
    private final BusinessClock clock;

    CasePages(
            FinishedCases finished,
            CaseTimelines timelines,
            StepFigures steps,
            Incidents incidents,
            Parties parties,
            FiguresFrame frame,
            SignedIn signedIn,
            BusinessClock clock) {
        this.finished = finished;
        this.timelines = timelines;
        this.steps = steps;
        this.incidents = incidents;
        this.parties = parties;
        this.frame = frame;
        this.signedIn = signedIn;
        this.clock = clock;
    }

    @GetMapping("/finished-cases")
    String list(@RequestParam Map<String, String> asked, Model model) {
        CurrentUser user = frame.reader();
        String number = asked.getOrDefault("number", "").strip();
        if (number.matches("[0-9A-Za-z-]{1,60}")) {
            return "redirect:/case-timelines/" + number.toUpperCase();
        }
        CaseFilter filter = CaseFilter.of(user.office(), asked).notBefore(clock.today().minusMonths(MONTHS_SHOWN).withDayOfMonth(1));
        FinishedCases.Page page = finished.page(filter, asked.get("after"));
        frame.into(model, user);
        model.addAttribute("rows", page.cases().stream().map(this::row).toList());
        model.addAttribute("next", page.next().map(after -> filter.address() + "&after=" + after).orElse(""));
        model.addAttribute("filter", filter);
        model.addAttribute("meaning", meaning(filter));
        model.addAttribute("kinds", CaseKind.values());
        model.addAttribute(
                "outcomes", CaseKind.of(filter.value("kind")).map(CaseKind::outcomes).orElseGet(CaseKind::allOutcomes));
        FinishedCases.Sums sums = finished.sums(filter);
        model.addAttribute("sums", sums);
        model.addAttribute("payer", filter.values().containsKey("payer"));
        return "figures/finished-cases";
    }

    /** What the address narrows down to that the form does not show. */
    private List<String> meaning(CaseFilter filter) {
        List<String> words = new ArrayList<>();
        Map<String, String> values = new LinkedHashMap<>();
        values.put("原因", filter.values().containsKey("reason") ? Refusals.name(filter.value("reason")) : "");
        values.put("医院", hospital(filter.value("hospital")));
        values.put(
                "就医方式", CareType.of(filter.value("careType")).map(CareType::chineseName).orElse(filter.value("careType")));
        values.put(
                "救助对象类别",
                filter.value("category").equals("NONE")
                        ? "无"
                        : Category.of(filter.value("category")).map(Category::chineseName).orElse(filter.value("category")));
        values.put("资金", payer(filter.value("payer")));
        values.forEach((name, value) -> {
            if (!value.isEmpty()) {
                words.add(name + "：" + value);
            }
        });
        return words;
    }

    static String payer(String code) {
        return code.equals("HOSPITALS_OWN") ? "医院自行承担" : ClaimWording.PAYERS.getOrDefault(code, code);
    }

    private Row row(FinishedCases.Finished one) {
        return new Row(
                one.number(),
                one.kind().chineseName(),
                one.oneStop() ? "一站式" : "",
                FiguresFrame.moment(one.openedAt()),
                FiguresFrame.moment(one.closedAt()),
                words(one.took()),
                one.kind().stateName(one.outcome()) + (one.reason().isEmpty() ? "" : "：" + Refusals.name(one.reason())),
                hospital(one.hospital()),
                one.total().toString(),
                one.granted().toString());
    }

    private String hospital(String code) {
        return code == null || code.isEmpty() ? "" : parties.hospital(code).map(Hospital::name).orElse(code);
    }

    @GetMapping("/case-timelines/{number}")
    String timeline(@PathVariable String number, Model model) {
        CurrentUser user = frame.reader();
        CaseTimelines.Timeline timeline = timelines
                .ofNumber(user.office(), number)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        frame.into(model, user);
        model.addAttribute("timeline", view(timeline));
        model.addAttribute(
                "page",
                finished.byNumber(user.office(), number)
                        .map(one -> one.kind().page(one.id().toString()))
                        .orElse(""));
        return "figures/case-timeline";
    }

    /** How the case of an engine's instance went, for Cockpit. */
    @GetMapping("/api/v1/case-timelines")
    ResponseEntity<Object> timeline(@RequestParam(defaultValue = "") String instance) {
        CurrentUser user = signedIn.user();
        if (!FigureReaders.mayReadAll(user)) {
            return forbidden();
        }
        return timelines
                .ofInstance(user.office(), instance)
                .<ResponseEntity<Object>>map(timeline -> ResponseEntity.ok(view(timeline)))
                .orElseGet(() ->
                        Problems.of(HttpStatus.NOT_FOUND, "CASE_UNKNOWN", "本机构没有这件业务的办理记录。", "No such case in this office"));
    }

    /** How often and how long each step of a process is taken. */
    @GetMapping("/api/v1/step-figures")
    ResponseEntity<Object> steps(@RequestParam(defaultValue = "") String process) {
        CurrentUser user = signedIn.user();
        if (!FigureReaders.mayReadAll(user)) {
            return forbidden();
        }
        return ResponseEntity.ok(Map.of(
                "steps",
                steps.of(user.office(), process).stream()
                        .map(step -> new StepView(
                                step.step(),
                                step.name(),
                                step.done(),
                                step.days() == null ? "—" : days(step.days()),
                                step.open(),
                                step.late(),
                                step.shade()))
                        .toList()));
    }

    private static String days(BigDecimal days) {
        return days.signum() == 0 ? "不足0.1" : days.toPlainString();
    }

    @GetMapping("/incidents")
    String incidents(Model model) {
        CurrentUser user = frame.reader();
        frame.into(model, user);
        model.addAttribute(
                "incidents", incidents.of(user.office(), MOST_INCIDENTS).stream().map(CasePages::view).toList());
        return "figures/incidents";
    }

    /** What stopped an engine's instance and what to do about it. */
    @GetMapping("/api/v1/incidents")
    ResponseEntity<Object> incidents(@RequestParam(defaultValue = "") String instance) {
        CurrentUser user = signedIn.user();
        if (!FigureReaders.mayReadAll(user)) {
            return forbidden();
        }
        return ResponseEntity.ok(Map.of(
                "incidents",
                incidents.of(user.office(), MOST_INCIDENTS).stream()
                        .filter(incident -> instance.isEmpty() || instance.equals(incident.instance()))
                        .map(CasePages::view)
                        .toList()));
    }

    private static IncidentView view(Incidents.Incident incident) {
        return new IncidentView(
                incident.number(), incident.process(), incident.step(), FiguresFrame.moment(incident.since()), incident.what(), incident.todo());
    }

    private TimelineView view(CaseTimelines.Timeline timeline) {
        Instant now = timelines.now();
        return new TimelineView(
                timeline.number(),
                timeline.kind().chineseName(),
                timeline.entries().stream().map(entry -> view(entry, now)).toList());
    }

    private EntryView view(CaseTimelines.Entry entry, Instant now) {
        String state = !entry.step()
                ? "event"
                : entry.cancelled() ? "cancelled" : entry.isLate(now) ? (entry.isOpen() ? "open late" : "late") : entry.isOpen() ? "open" : "done";
        return new EntryView(
                entry.what(),
                entry.group() == null ? "" : entry.group(),
                frame.person(entry.by()),
                FiguresFrame.moment(entry.from()),
                FiguresFrame.moment(entry.to()),
                !entry.step() ? "" : words(Duration.between(entry.from(), entry.to() == null ? now : entry.to())),
                FiguresFrame.moment(entry.due()),
                state,
                entry.rules());
    }

    /** How long something took, as people say it. */
    static String words(Duration took) {
        if (took.toMinutes() < 1) {
            return "不到1分钟";
        }
        if (took.toHours() < 1) {
            return took.toMinutes() + "分钟";
        }
        if (took.toDays() < 1) {
            return took.toHours() + "小时";
        }
        return took.toDays() + "天" + (took.toHoursPart() == 0 ? "" : took.toHoursPart() + "小时");
    }

    private static ResponseEntity<Object> forbidden() {
        return Problems.of(HttpStatus.FORBIDDEN, "FORBIDDEN", "只有负责人和审计人员可以查看。", "Managers and auditors only");
    }
}
