package org.medaid.settlement.web;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.medaid.api.FieldProblem;
import org.medaid.api.Outcome;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.medaid.security.CurrentUser;
import org.medaid.security.HospitalCredentials;
import org.medaid.security.SignedIn;
import org.medaid.settlement.HospitalAccess;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The credentials of hospitals' systems, for administrators. */
@Controller
@Clause("C16")
class HospitalCredentialPages {

    private static final String PAGE = "hospital-credentials";
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm").withZone(BusinessClock.ZONE);

    record Row(String id, String issued, String until, String state, boolean lockable) {}

    private final HospitalAccess access;
    private final HospitalCredentials credentials;
    private final Parties parties;
    private final BusinessClock clock;
    private final SignedIn signedIn;
    private final boolean demonstration;

    HospitalCredentialPages(
            HospitalAccess access,
            HospitalCredentials credentials,
            Parties parties,
            BusinessClock clock,
            SignedIn signedIn,
            @Value("${medaid.demonstration:false}") boolean demonstration) {
        this.access = access;
        this.credentials = credentials;
        this.parties = parties;
        this.clock = clock;
        this.signedIn = signedIn;
        this.demonstration = demonstration;
    }

    /**
     * @param hospital whose credentials are shown; empty: the list of hospitals
     * @param find part of a hospital's name
     */
    @GetMapping("/hospital-credentials")
    String show(
            @RequestParam(defaultValue = "") String hospital, @RequestParam(defaultValue = "") String find, Model model) {
        administrator();
        Optional<Hospital> shown = hospital.isBlank() ? Optional.empty() : parties.hospital(hospital);
        fill(model, shown, find);
        return PAGE;
    }

    /**
     * Answers with the page itself and not with a redirection: the secret would have to be kept somewhere until the next
     * request. It stands in this one answer and nowhere else.
     */
    @PostMapping("/hospital-credentials")
    String issue(
            @RequestParam(defaultValue = "") String hospital,
            @RequestParam(defaultValue = "") String overlapDays,
            Model model) {
        CurrentUser user = administrator();
        Outcome<HospitalCredentials.Issued> outcome = access.issue(hospital, overlapDays.strip(), user);
        fill(model, parties.hospital(hospital), "");
        outcome.fold(
                issued -> model.addAttribute("secret", issued.secret()),
                problems -> model.addAttribute("problem", problems.get(0).message()));
        return PAGE;
    }

    @PostMapping("/hospital-credentials/{id}/locks")
    String lock(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String hospital,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes next) {
        List<FieldProblem> problems = access.lock(id, reason, administrator());
        if (problems.isEmpty()) {
            next.addFlashAttribute("done", "已锁定。十秒内全部停用。");
        } else {
            next.addFlashAttribute("problem", problems.get(0).message());
        }
        next.addAttribute("hospital", hospital);
        return "redirect:/hospital-credentials";
    }

    private CurrentUser administrator() {
        CurrentUser user = signedIn.user();
        if (!HospitalAccess.mayManage(user)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        return user;
    }

    private void fill(Model model, Optional<Hospital> shown, String find) {
        model.addAttribute("shown", shown.orElse(null));
        model.addAttribute("find", find);
        model.addAttribute("hospitals", find.isBlank() ? access.hospitals() : parties.searchHospitals(find.strip()));
        model.addAttribute(
                "rows",
                shown.map(hospital -> credentials.of(hospital.code()).stream().map(this::row).toList()).orElse(List.of()));
        model.addAttribute("longestOverlap", HospitalAccess.LONGEST_OVERLAP_DAYS);
        model.addAttribute("demonstration", demonstration);
    }

    private Row row(HospitalCredentials.Credential credential) {
        Instant now = clock.now();
        String state = credential
                .lockReason()
                .map(reason -> "已锁定：" + reason)
                .orElseGet(() -> credential.isGoodAt(now) ? "有效" : "已过期");
        return new Row(
                credential.id().toString(),
                MINUTE.format(credential.issuedAt()) + "　" + credential.issuedBy(),
                credential.validUntil().map(MINUTE::format).orElse("长期"),
                state,
                credential.isGoodAt(now));
    }
}
