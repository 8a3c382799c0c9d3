package org.medaid.claim.web;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.medaid.claim.ClaimId;
import org.medaid.claim.ClaimState;
import org.medaid.claim.ClaimWording;
import org.medaid.claim.Determinations;
import org.medaid.claim.model.Claim;
import org.medaid.claim.persistence.Claims;
import org.medaid.claim.persistence.Sheets;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.medaid.party.Person;
import org.medaid.policy.BenefitLine;
import org.medaid.policy.CalculationAnswer;
import org.medaid.roster.EnteringRights;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.security.PolicyOfficers;
import org.medaid.security.SignedIn;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.data.domain.PageRequest;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Pages about bills beside the task lists: the office's cases, one case, and its sheet on paper. */
@Controller
@Clause("C19")
class ClaimPages {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm").withZone(BusinessClock.ZONE);
    private static final int PAGE_SIZE = 50;

    /** Whom the pages of one-stop settlement let in. */
    private static final Set<String> ONE_STOP_READERS =
            Set.of(Groups.AGENCY_CLERK, Groups.AGENCY_CHECKER, Groups.AGENCY_MANAGER, Groups.AUDITOR);

    record Row(
            String id,
            String caseNumber,
            String maskedName,
            String hospital,
            String dischargedOn,
            String total,
            String stateName,
            boolean hasSheet) {}

    record Step(
            int number,
            String name,
            String base,
            String ratio,
            String ceiling,
            String usedBefore,
            String left,
            String amount,
            String payer,
            String citation,
            boolean officeParameter,
            String note) {}

    record Share(String payer, String amount) {}

    private final Claims claims;
    private final Sheets sheets;
    private final Determinations determinations;
    private final ClaimAccess access;
    private final ClaimViews views;
    private final Parties parties;
    private final SignedIn signedIn;
    private final boolean demonstration;

    ClaimPages(
            Claims claims,
            Sheets sheets,
            Determinations determinations,
            ClaimAccess access,
            ClaimViews views,
            Parties parties,
            SignedIn signedIn,
            @Value("${medaid.demonstration:false}") boolean demonstration) {
        this.claims = claims;
        this.sheets = sheets;
        this.determinations = determinations;
        this.access = access;
        this.views = views;
        this.parties = parties;
        this.signedIn = signedIn;
        this.demonstration = demonstration;
    }

    /** The office's cases, newest first. */
    @GetMapping("/claims")
    @Transactional(readOnly = true)
    public String list(
            @RequestParam(defaultValue = "") String number,
            @RequestParam(defaultValue = "0") int page,
            Model model) {
        CurrentUser user = signedIn.user();
        if (!ClaimAccess.lists(user)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        List<Claim> found = claims.findByAreaAndCaseNumberContainingIgnoreCaseOrderByEnteredAtDesc(
                user.office().tenantId(), number.strip(), PageRequest.of(Math.max(page, 0), PAGE_SIZE + 1));
        List<Row> rows = new ArrayList<>();
        List<Claim> shown = found.subList(0, Math.min(found.size(), PAGE_SIZE));
        Set<ClaimId> calculated = sheets.calculated(shown.stream().map(Claim::id).toList());
        for (Claim claim : shown) {
            Person person = parties.person(claim.area(), claim.bill().person()).orElseThrow();
            rows.add(new Row(
                    claim.id().toString(),
                    claim.caseNumber(),
                    masked(person.name()),
                    hospitalName(claim.bill().hospitalCode()),
                    claim.bill().dischargedOn().toString(),
                    claim.bill().amounts().total().toString(),
                    claim.state().chineseName(),
                    calculated.contains(claim.id())));
        }
        model.addAttribute("rows", rows);
        model.addAttribute("number", number);
        model.addAttribute("page", page);
        model.addAttribute("more", found.size() > PAGE_SIZE);
        model.addAttribute("areaName", user.office().chineseName());
        model.addAttribute("settings", PolicyOfficers.mayRead(user));
        model.addAttribute("oneStop", ONE_STOP_READERS.stream().anyMatch(user::isIn));
        model.addAttribute("readsRoster", EnteringRights.readsAll(user));
        model.addAttribute("readsPayments", readsPayments(user));
        model.addAttribute("demonstration", demonstration);
        return "claims";
    }

    /** One case: what was entered, what happened, and where it can be taken back. */
    @GetMapping("/claims/{id}")
    @Transactional(readOnly = true)
    public String one(@PathVariable String id, Model model) {
        CurrentUser user = signedIn.user();
        Claim claim = visible(id);
        ClaimViews.ClaimView view = views.claim(claim.id(), user);
        model.addAttribute("claim", view);
        model.addAttribute("hospital", view.hospital());
        model.addAttribute(
                "events",
                view.events().stream()
                        .map(e -> Map.of(
                                "at", MOMENT.format(e.at()),
                                "what", e.kindName(),
                                "outcome", e.outcomeName(),
                                "reason", e.reason() == null ? "" : e.reason(),
                                "by", e.byName()))
                        .toList());
        model.addAttribute("classes", ClaimWording.CATALOGUE_CLASSES);
        model.addAttribute("hasSheet", sheets.latest(claim.id()).isPresent());
        model.addAttribute("readsPayments", readsPayments(user));
        model.addAttribute(
                "hasSlip",
                claim.channel() == Claim.Channel.ONE_STOP
                        && (claim.state() == ClaimState.SETTLED || claim.state() == ClaimState.REVERSED));
        model.addAttribute("open", !claim.state().isFinal() && user.isIn(Groups.AGENCY_CLERK));
        model.addAttribute("demonstration", demonstration);
        return "claim";
    }

    /** The calculation sheet, made to be printed. */
    @GetMapping("/claims/{id}/sheet")
    @Transactional(readOnly = true)
    public String sheet(@PathVariable String id, @RequestParam(required = false) Integer number, Model model) {
        Claim claim = visible(id);
        Sheets.Sheet sheet = sheets.of(claim.id()).stream()
                .filter(s -> number == null || s.number() == number)
                .reduce((first, second) -> second)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        CalculationAnswer answer = determinations.answer(sheet);
        Person person = parties.person(claim.area(), claim.bill().person()).orElseThrow();
        model.addAttribute("claim", claim);
        model.addAttribute("bill", claim.bill());
        model.addAttribute("areaName", claim.area().chineseName());
        model.addAttribute("person", person);
        model.addAttribute("view", views.claim(claim.id(), signedIn.user()));
        model.addAttribute("sheet", sheet);
        model.addAttribute("calculatedAt", MOMENT.format(sheet.calculatedAt()));
        model.addAttribute("answer", answer);
        model.addAttribute("reviewRequired", answer.status().equals("REVIEW_REQUIRED"));
        model.addAttribute("steps", steps(answer));
        model.addAttribute("shares", shares(answer));
        model.addAttribute(
                "reasons",
                answer.reasonBasis().stream()
                        .map(r -> ClaimWording.REASONS.getOrDefault(r.code(), r.code())
                                + (r.citation() == null ? "" : "（" + r.citation() + "）"))
                        .toList());
        model.addAttribute("granted", granted(answer));
        model.addAttribute(
                "superseded", sheets.latest(claim.id()).map(Sheets.Sheet::number).orElse(0) != sheet.number());
        model.addAttribute("withdrawn", claim.state() == ClaimState.WITHDRAWN);
        model.addAttribute("settled", claim.state() == ClaimState.SETTLED);
        model.addAttribute("demonstration", demonstration);
        return "sheet";
    }

    /** Whom the pages of payments let in, so that nobody is led to a refusal. */
    private static boolean readsPayments(CurrentUser user) {
        return Stream.of(Groups.AGENCY_CLERK, Groups.AGENCY_CHECKER, Groups.AGENCY_MANAGER, Groups.AUDITOR)
                .anyMatch(user::isIn);
    }

    private List<Step> steps(CalculationAnswer answer) {
        List<Step> steps = new ArrayList<>();
        for (BenefitLine line : answer.lines()) {
            String left = line.ceiling() == null
                    ? "—"
                    : Money.parse(line.ceiling())
                            .minus(line.usedBefore() == null ? Money.ZERO : Money.parse(line.usedBefore()))
                            .minus(Money.parse(line.amount()))
                            .orZeroIfNegative()
                            .toString();
            steps.add(new Step(
                    steps.size() + 1,
                    ClaimWording.LINES.getOrDefault(line.code(), line.code()),
                    line.base(),
                    line.ratio() == null ? "分段" : percent(line.ratio()),
                    line.ceiling() == null ? "—" : line.ceiling(),
                    line.usedBefore() == null ? "—" : line.usedBefore(),
                    left,
                    line.amount(),
                    payerName(line.payer()),
                    line.citation().toString(),
                    line.officeParameter(),
                    note(line)));
        }
        return steps;
    }

    private static String note(BenefitLine line) {
        List<String> parts = new ArrayList<>();
        if (line.burdenBefore() != null) {
            parts.add("本年此前累计负担" + line.burdenBefore() + "元");
        }
        if (line.threshold() != null) {
            parts.add("起付标准" + line.threshold() + "元");
        }
        if (line.brackets() != null) {
            line.brackets().forEach(b -> parts.add(b.base() + "元×" + percent(b.ratio())));
        }
        return String.join("；", parts);
    }

    private List<Share> shares(CalculationAnswer answer) {
        List<Share> shares = new ArrayList<>();
        if (answer.payers() != null) {
            answer.payers().forEach((payer, amount) -> shares.add(new Share(payerName(payer), amount)));
        }
        return shares;
    }

    /** What the public funds pay: the figure a family looks for. */
    private static String granted(CalculationAnswer answer) {
        return answer.lines().stream()
                .filter(line -> line.payer().endsWith("_FUND"))
                .map(line -> Money.parse(line.amount()))
                .reduce(Money.ZERO, Money::plus)
                .toString();
    }

    private String payerName(String payer) {
        return payer.startsWith("HOSPITAL:")
                ? hospitalName(payer.substring("HOSPITAL:".length()))
                : ClaimWording.PAYERS.getOrDefault(payer, payer);
    }

    private String hospitalName(String code) {
        return parties.hospital(code).map(Hospital::name).orElse(code);
    }

    private static String percent(String ratio) {
        return new java.math.BigDecimal(ratio).movePointRight(2).stripTrailingZeros().toPlainString() + "%";
    }

    private static String masked(String name) {
        return name.length() < 2 ? name : name.charAt(0) + "*".repeat(name.length() - 1);
    }

    private Claim visible(String id) {
        if (ClaimAccess.isExpertOnly(signedIn.user())) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return access.find(id, signedIn.user())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
