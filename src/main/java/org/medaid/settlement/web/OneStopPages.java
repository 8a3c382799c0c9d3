package org.medaid.settlement.web;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.medaid.api.FieldProblem;
import org.medaid.claim.ClaimId;
import org.medaid.claim.ClaimState;
import org.medaid.claim.ClaimWording;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.medaid.security.CurrentUser;
import org.medaid.security.SignedIn;
import org.medaid.security.StaffDirectory;
import org.medaid.settlement.OfficeBooks;
import org.medaid.settlement.onestop.Admission;
import org.medaid.settlement.onestop.OneStopOffice;
import org.medaid.settlement.onestop.Slips;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One-stop settlement as the office's people see it: stays, bills, what is held, who may settle. */
@Controller
@Clause("C16")
class OneStopPages {

    private static final int PAGE = 50;
    private static final int LAST_PAGE = 10_000;
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm").withZone(BusinessClock.ZONE);

    record StayRow(
            String patient,
            String hospital,
            String admissionNumber,
            String careType,
            String admittedOn,
            String state,
            String settlement,
            String caseNumber,
            String heldUntil) {}

    record SettlementRow(
            String id,
            String caseNumber,
            String patient,
            String hospital,
            String dischargedOn,
            String total,
            String state,
            String settledAt) {}

    record Choice(String code, String name) {}

    record Held(String fund, String amount) {}

    record SuspensionRow(
            String hospitalCode, String hospital, String reason, String suspended, boolean open, String resumed) {}

    private final OneStopOffice office;
    private final Slips slips;
    private final Parties parties;
    private final StaffDirectory staff;
    private final SignedIn signedIn;
    private final boolean demonstration;

    OneStopPages(
            OneStopOffice office,
            Slips slips,
            Parties parties,
            StaffDirectory staff,
            SignedIn signedIn,
            @Value("${medaid.demonstration:false}") boolean demonstration) {
        this.office = office;
        this.slips = slips;
        this.parties = parties;
        this.staff = staff;
        this.signedIn = signedIn;
        this.demonstration = demonstration;
    }

    /** Who is registered, and what is held for them. */
    @GetMapping("/one-stop")
    String stays(
            @RequestParam(defaultValue = "") String number,
            @RequestParam(defaultValue = "") String hospital,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "0") int page,
            Model model) {
        CurrentUser user = reader();
        int shown = shown(page);
        Optional<Admission.State> asked = coded(Admission.State.values(), state);
        List<OneStopOffice.Stay> found =
                office.stays(user, number, hospital.strip(), asked, shown * PAGE, PAGE + 1);
        frame(model, user);
        search(model, user, number, hospital, asked.map(Enum::name).orElse(""), shown, found.size() > PAGE);
        model.addAttribute(
                "states",
                Arrays.stream(Admission.State.values()).map(s -> new Choice(s.name(), s.chineseName())).toList());
        model.addAttribute("rows", found.stream().limit(PAGE).map(OneStopPages::row).toList());
        model.addAttribute(
                "held",
                office.held(user).entrySet().stream()
                        .map(held -> new Held(held.getKey().chineseName(), held.getValue().toString()))
                        .toList());
        return "one-stop/stays";
    }

    /** The bills that came from counters. */
    @GetMapping("/one-stop/settlements")
    String settlements(
            @RequestParam(defaultValue = "") String number,
            @RequestParam(defaultValue = "") String hospital,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "0") int page,
            Model model) {
        CurrentUser user = reader();
        int shown = shown(page);
        Optional<ClaimState> asked = coded(ClaimState.values(), state);
        List<OneStopOffice.Settlement> found =
                office.settlements(user, number, hospital.strip(), asked, shown * PAGE, PAGE + 1);
        frame(model, user);
        search(model, user, number, hospital, asked.map(Enum::name).orElse(""), shown, found.size() > PAGE);
        model.addAttribute(
                "states", Arrays.stream(ClaimState.values()).map(s -> new Choice(s.name(), s.chineseName())).toList());
        model.addAttribute("rows", found.stream().limit(PAGE).map(OneStopPages::row).toList());
        return "one-stop/settlements";
    }

    @GetMapping("/one-stop/settlements/{id}")
    String settlement(@PathVariable UUID id, Model model) {
        CurrentUser user = reader();
        OneStopOffice.Found found = office.settlement(new ClaimId(id), user)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        frame(model, user);
        model.addAttribute("found", found);
        model.addAttribute("settled", found.standing().closedAt().map(MINUTE::format).orElse("—"));
        model.addAttribute(
                "struck",
                found.struck()
                        .map(struck -> MINUTE.format(struck.at()) + "由" + (struck.byOffice() ? "经办机构（" + name(struck.by()) + "）" : "医院")
                                + "冲账，原因：" + struck.reason())
                        .orElse(""));
        model.addAttribute(
                "payers",
                found.slip()
                        ? ClaimWording.inOrder(found.standing().answer().orElseThrow().payers().keySet()).stream()
                                .map(payer -> new Held(
                                        ClaimWording.payer(payer),
                                        found.standing().answer().orElseThrow().payers().get(payer)))
                                .toList()
                        : List.of());
        model.addAttribute("strikes", OneStopOffice.mayStrike(user) && found.standing().state() == ClaimState.SETTLED);
        return "one-stop/settlement";
    }

    /** Strikes a settlement, of whatever day. */
    @PostMapping("/one-stop/settlements/{id}/reversals")
    String strike(@PathVariable UUID id, @RequestParam(defaultValue = "") String reason, RedirectAttributes next) {
        CurrentUser user = reader();
        if (!OneStopOffice.mayStrike(user)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        return answered(office.strike(new ClaimId(id), reason, user), "已冲账。", Map.of("reason", reason), next)
                + "/one-stop/settlements/" + id;
    }

    /** The patient's slip, as the hospital printed it. */
    @GetMapping("/one-stop/settlements/{id}/slip.pdf")
    ResponseEntity<Object> slip(@PathVariable UUID id) {
        return slips.of(new ClaimId(id), signedIn.user())
                .map(OneStopController::pdf)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** @param find part of a hospital's name, for the form */
    @GetMapping("/one-stop/suspensions")
    String suspensions(@RequestParam(defaultValue = "") String find, Model model) {
        CurrentUser user = reader();
        frame(model, user);
        model.addAttribute("rows", office.suspensions(user).stream().map(this::row).toList());
        model.addAttribute("suspends", OneStopOffice.maySuspend(user));
        model.addAttribute("find", find);
        model.addAttribute(
                "hospitals", find.isBlank() ? office.hospitals(user) : parties.searchHospitals(find.strip()));
        return "one-stop/suspensions";
    }

    @PostMapping("/one-stop/suspensions")
    String suspend(
            @RequestParam(defaultValue = "") String hospital,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes next) {
        return answered(
                        office.suspend(hospital, reason, suspender()),
                        "已暂停。",
                        Map.of("hospital", hospital, "reason", reason),
                        next)
                + "/one-stop/suspensions";
    }

    @PostMapping("/one-stop/resumptions")
    String resume(@RequestParam(defaultValue = "") String hospital, RedirectAttributes next) {
        return answered(office.resume(hospital, suspender()), "已恢复。", Map.of(), next) + "/one-stop/suspensions";
    }

    private CurrentUser reader() {
        CurrentUser user = signedIn.user();
        if (!OneStopOffice.mayRead(user)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        return user;
    }

    private CurrentUser suspender() {
        CurrentUser user = signedIn.user();
        if (!OneStopOffice.maySuspend(user)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        return user;
    }

    private void frame(Model model, CurrentUser user) {
        model.addAttribute("areaName", user.office().chineseName());
        model.addAttribute("readsBooks", OfficeBooks.mayRead(user));
        model.addAttribute("demonstration", demonstration);
    }

    private void search(
            Model model, CurrentUser user, String number, String hospital, String state, int page, boolean more) {
        model.addAttribute(
                "hospitals",
                office.hospitals(user).stream().map(h -> new Choice(h.code(), h.name())).toList());
        model.addAttribute("number", number);
        model.addAttribute("hospital", hospital);
        model.addAttribute("state", state);
        model.addAttribute("page", page);
        model.addAttribute("more", more);
    }

    /** @return where redirections begin */
    private static String answered(
            List<FieldProblem> problems, String done, Map<String, String> sent, RedirectAttributes next) {
        if (problems.isEmpty()) {
            next.addFlashAttribute("done", done);
        } else {
            next.addFlashAttribute("problem", problems.get(0).message());
            next.addFlashAttribute("sent", sent);
        }
        return "redirect:";
    }

    private static StayRow row(OneStopOffice.Stay stay) {
        return new StayRow(
                stay.patient(),
                stay.hospital(),
                stay.admissionNumber(),
                stay.careType(),
                stay.admittedOn().toString(),
                stay.state(),
                stay.settlement().map(ClaimId::toString).orElse(""),
                stay.caseNumber().orElse(""),
                stay.heldUntil().map(Object::toString).orElse("—"));
    }

    private static SettlementRow row(OneStopOffice.Settlement bill) {
        return new SettlementRow(
                bill.id().toString(),
                bill.caseNumber(),
                bill.patient(),
                bill.hospital(),
                bill.dischargedOn().toString(),
                bill.total().toString(),
                bill.state().chineseName(),
                bill.settledAt().map(MINUTE::format).orElse("—"));
    }

    private SuspensionRow row(OneStopOffice.Suspension suspension) {
        return new SuspensionRow(
                suspension.hospitalCode(),
                parties.hospital(suspension.hospitalCode()).map(Hospital::name).orElse(suspension.hospitalCode()),
                suspension.reason(),
                said(suspension.suspendedAt(), suspension.suspendedBy()),
                suspension.resumedAt().isEmpty(),
                suspension.resumedAt().map(at -> said(at, suspension.resumedBy().orElseThrow())).orElse(""));
    }

    private String said(Instant at, String by) {
        return MINUTE.format(at) + "　" + name(by);
    }

    private String name(String user) {
        return staff.find(user).map(CurrentUser::displayName).orElse(user);
    }

    private static int shown(int page) {
        return Math.max(0, Math.min(page, LAST_PAGE));
    }

    private static <E extends Enum<E>> Optional<E> coded(E[] all, String code) {
        return Arrays.stream(all).filter(one -> one.name().equals(code)).findFirst();
    }
}
