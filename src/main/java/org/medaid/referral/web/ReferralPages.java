package org.medaid.referral.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.medaid.api.FieldProblem;
import org.medaid.document.DocumentContent;
import org.medaid.document.DocumentId;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.MaskedName;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.medaid.referral.DepositWaivers;
import org.medaid.referral.Referral;
import org.medaid.referral.ReferralCourse.Turn;
import org.medaid.referral.ReferralDesk;
import org.medaid.referral.ReferralLetters;
import org.medaid.referral.ReferralRecord;
import org.medaid.referral.ReferralSelection;
import org.medaid.referral.ReferralState;
import org.medaid.security.CurrentUser;
import org.medaid.security.SignedIn;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Where a hospital sees the transfers it has a part in, and the office those of its people: beside the task lists, which
 * show only what is to be done now.
 */
@Controller
@Clause({"R3", "R5", "R8", "X6"})
class ReferralPages {

    private static final int PAGE = 50;
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy年M月d日").withZone(BusinessClock.ZONE);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm").withZone(BusinessClock.ZONE);

    private static final Map<String, String> DECISIONS = Map.of(
            "AGREED", "同意转诊",
            "SENT_BACK", "退回",
            "REFUSED", "不同意转诊",
            "STAMPED", "同意转诊并盖章",
            "FILE", "同意备案",
            "REFUSE", "不予备案",
            "CONFIRMED", "同意");

    /** @param turn where the referral is and what is to be done there; empty when closed */
    record Row(
            String id,
            String number,
            String maskedName,
            String target,
            String route,
            String state,
            String turn,
            String due,
            boolean late,
            String openedOn) {}

    /** @param letter a letter's document, or null */
    record Step(String at, String what, String by, List<String> texts, String letter) {}

    record Choice(String code, String name) {}

    private final ReferralDesk desk;
    private final ReferralAccess access;
    private final ReferralViews views;
    private final ReferralLetters letters;
    private final Parties parties;
    private final SignedIn signedIn;
    private final BusinessClock clock;
    private final boolean demonstration;

    ReferralPages(
            ReferralDesk desk,
            ReferralAccess access,
            ReferralViews views,
            ReferralLetters letters,
            Parties parties,
            SignedIn signedIn,
            BusinessClock clock,
            @Value("${medaid.demonstration:false}") boolean demonstration) {
        this.desk = desk;
        this.access = access;
        this.views = views;
        this.letters = letters;
        this.parties = parties;
        this.signedIn = signedIn;
        this.clock = clock;
        this.demonstration = demonstration;
    }

    @GetMapping("/referrals")
    @Transactional(readOnly = true)
    public String list(
            @RequestParam(defaultValue = "") String show,
            @RequestParam(defaultValue = "") String number,
            @RequestParam(defaultValue = "0") int page,
            Model model) {
        CurrentUser user = reader();
        String asked = number.strip().toUpperCase(Locale.ROOT);
        // Who looks for a number wants it found, however far it has come.
        ReferralSelection selection = Arrays.stream(ReferralSelection.values())
                .filter(any -> any.name().equals(show))
                .findFirst()
                .orElse(asked.isEmpty() ? ReferralSelection.OPEN : ReferralSelection.ALL);
        int shown = Math.max(0, Math.min(page, 10_000));
        List<Referral> found = desk.of(user, selection, asked, shown * PAGE, PAGE + 1);
        List<Referral> onPage = found.subList(0, Math.min(PAGE, found.size()));
        Map<String, Turn> turns = desk.turns(onPage);
        model.addAttribute("rows", onPage.stream().map(referral -> row(referral, turns)).toList());
        model.addAttribute("selections", ReferralSelection.values());
        model.addAttribute("selection", selection);
        model.addAttribute("number", asked);
        model.addAttribute("page", shown);
        model.addAttribute("more", found.size() > PAGE);
        model.addAttribute("whose", whose(user));
        model.addAttribute("ofHospital", user.hospitalCode().isPresent());
        model.addAttribute("issuesWaivers", DepositWaivers.mayIssue(user));
        model.addAttribute("demonstration", demonstration);
        return "referrals/list";
    }

    @GetMapping("/referrals/{id}")
    @Transactional(readOnly = true)
    public String one(@PathVariable String id, Model model) {
        CurrentUser user = reader();
        Referral referral = found(id, user);
        Turn turn = desk.turns(List.of(referral)).get(referral.number());
        model.addAttribute("shown", views.view(referral));
        model.addAttribute("officeName", referral.office().chineseName());
        model.addAttribute("validity", referral.validity()
                .map(valid -> day(valid.from()) + "至" + day(valid.to()) + "，"
                        + (referral.singleUse() ? "一次有效" : "有效期内多次有效"))
                .orElse(null));
        model.addAttribute("emergency", referral.admittedOn()
                .map(admitted -> day(admitted) + "入院，申请期限至" + day(desk.lastDay(referral.office(), admitted)))
                .orElse("否"));
        model.addAttribute("appliedOn", day(referral.appliedOn()));
        model.addAttribute("turn", turn == null ? null : turn(referral, turn));
        model.addAttribute("due", turn == null ? null : turn.due().map(MINUTE::format).orElse(null));
        model.addAttribute("late", turn != null && isLate(turn));
        model.addAttribute("steps", desk.records(referral.id()).stream().map(this::step).toList());
        model.addAttribute("withdraws", referral.state().isOpen() && ReferralAccess.withdraws(referral, user));
        model.addAttribute("revokes", referral.state() == ReferralState.FILED && ReferralAccess.decides(user));
        model.addAttribute("hospitals", ReferralAccess.decides(user) ? withoutLiability(referral) : List.of());
        model.addAttribute("ofHospital", user.hospitalCode().isPresent());
        model.addAttribute("demonstration", demonstration);
        if (!model.containsAttribute("problems")) {
            model.addAttribute("problems", Map.of());
            model.addAttribute("at", "");
            model.addAttribute("sent", Map.of());
        }
        return "referrals/one";
    }

    @PostMapping("/referrals/{id}/withdrawals")
    String withdraw(@PathVariable String id, @RequestParam(defaultValue = "") String reason, RedirectAttributes next) {
        CurrentUser user = reader();
        Referral referral = found(id, user);
        if (!ReferralAccess.withdraws(referral, user)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        List<FieldProblem> problems = desk.withdraw(referral.id(), reason, user).problems();
        return back(referral, "withdrawal", "已撤回。", problems, Map.of("reason", reason), next);
    }

    @PostMapping("/referrals/{id}/revocations")
    String revoke(@PathVariable String id, @RequestParam(defaultValue = "") String reason, RedirectAttributes next) {
        CurrentUser user = reader();
        Referral referral = found(id, user);
        decides(user);
        List<FieldProblem> problems = desk.revoke(referral.id(), reason, user).problems();
        return back(referral, "revocation", "已撤销备案。", problems, Map.of("reason", reason), next);
    }

    @PostMapping("/referrals/{id}/hospital-liabilities")
    String liability(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String hospital,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes next) {
        CurrentUser user = reader();
        Referral referral = found(id, user);
        decides(user);
        List<FieldProblem> problems = desk.recordLiability(referral.id(), hospital, reason, user).problems();
        return back(
                referral, "liability", "已登记医院责任。", problems, Map.of("hospital", hospital, "reason", reason), next);
    }

    /** A letter of the referral's as PDF, for whoever may see the referral. */
    @GetMapping("/referrals/{id}/letters/{document}")
    ResponseEntity<Object> letter(@PathVariable String id, @PathVariable String document) {
        CurrentUser user = reader();
        Referral referral = found(id, user);
        return pdf(parsed(document)
                .flatMap(letter -> letters.find(referral, letter, user))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
    }

    static ResponseEntity<Object> pdf(DocumentContent paper) {
        return pdf(paper.document().fileName(), paper.bytes());
    }

    /** A PDF to be read in the browser and kept by nobody on the way. */
    static ResponseEntity<Object> pdf(String fileName, byte[] content) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .cacheControl(CacheControl.noStore())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.inline()
                                .filename(fileName, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(content);
    }

    private static String back(
            Referral referral,
            String form,
            String done,
            List<FieldProblem> problems,
            Map<String, String> sent,
            RedirectAttributes next) {
        if (problems.isEmpty()) {
            next.addFlashAttribute("done", done);
        } else {
            next.addFlashAttribute("at", form);
            next.addFlashAttribute("sent", sent);
            next.addFlashAttribute("problems", messages(problems));
        }
        return "redirect:/referrals/" + referral.id() + (problems.isEmpty() ? "" : "#" + form);
    }

    /** The messages by field; the whole form's under {@code form}. */
    static Map<String, String> messages(List<FieldProblem> problems) {
        Map<String, String> messages = new HashMap<>();
        problems.forEach(problem ->
                messages.putIfAbsent(problem.field().isEmpty() ? "form" : problem.field(), problem.message()));
        return messages;
    }

    private CurrentUser reader() {
        CurrentUser user = signedIn.user();
        if (!ReferralAccess.reads(user)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        return user;
    }

    private Referral found(String id, CurrentUser user) {
        return access.find(id, user).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static void decides(CurrentUser user) {
        if (!ReferralAccess.decides(user)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
    }

    private String whose(CurrentUser user) {
        return user.hospitalCode().flatMap(parties::hospital).map(Hospital::name).orElseGet(() -> user.office().chineseName());
    }

    private Row row(Referral referral, Map<String, Turn> turns) {
        Optional<Turn> turn = Optional.ofNullable(turns.get(referral.number()));
        return new Row(
                referral.id().toString(),
                referral.number(),
                MaskedName.of(parties.person(referral.office(), referral.person()).orElseThrow().name()),
                views.hospital(referral.targetHospital()),
                referral.route().chineseName(),
                referral.state().chineseName(),
                turn.map(step -> turn(referral, step)).orElse("—"),
                turn.flatMap(Turn::due).map(MINUTE::format).orElse("—"),
                turn.filter(this::isLate).isPresent(),
                DAY.format(referral.openedAt()));
    }

    private boolean isLate(Turn turn) {
        Instant now = clock.now();
        return turn.due().filter(now::isAfter).isPresent();
    }

    private String turn(Referral referral, Turn turn) {
        String place = switch (referral.state()) {
            case AT_TIER2 -> views.hospital(referral.tier2Hospital());
            case AT_TIER3 -> views.hospital(referral.tier3Hospital().orElseThrow());
            default -> referral.office().chineseName() + "经办机构";
        };
        return place + "：" + turn.step()
                + turn.takenBy().map(by -> "（" + views.name(by) + "已领取）").orElse("");
    }

    private List<Choice> withoutLiability(Referral referral) {
        List<String> recorded = desk.records(referral.id()).stream()
                .filter(record -> record.kind().equals("HOSPITAL_LIABLE"))
                .map(record -> record.content().path("hospital").asText())
                .toList();
        return Stream.concat(Stream.of(referral.tier2Hospital()), referral.tier3Hospital().stream())
                .filter(code -> !recorded.contains(code))
                .map(code -> new Choice(code, views.hospital(code)))
                .toList();
    }

    private Step step(ReferralRecord record) {
        JsonNode content = record.content();
        String decision = DECISIONS.get(content.path("decision").asText());
        List<String> texts = new ArrayList<>();
        if (content.hasNonNull("department")) {
            texts.add("科室：" + content.get("department").asText());
        }
        if (content.hasNonNull("hospital")) {
            texts.add(views.hospital(content.get("hospital").asText()));
        }
        for (String field : List.of("summary", "reason", "opinion", "note", "number")) {
            if (content.hasNonNull(field)) {
                texts.add(content.get(field).asText());
            }
        }
        if (content.hasNonNull("from") && content.hasNonNull("to")) {
            texts.add("有效期" + day(LocalDate.parse(content.get("from").asText())) + "至"
                    + day(LocalDate.parse(content.get("to").asText())));
        }
        return new Step(
                MINUTE.format(record.at()),
                views.kind(record) + (decision == null ? "" : "：" + decision),
                views.name(record.by()),
                texts,
                content.hasNonNull("document") ? content.get("document").asText() : null);
    }

    private static String day(LocalDate day) {
        return DAY.format(day);
    }

    static Optional<DocumentId> parsed(String id) {
        try {
            return Optional.of(DocumentId.parse(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
