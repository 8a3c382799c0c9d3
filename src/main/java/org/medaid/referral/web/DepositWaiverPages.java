package org.medaid.referral.web;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.medaid.api.Outcome;
import org.medaid.api.Tries;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.medaid.referral.DepositWaivers;
import org.medaid.referral.DepositWaivers.Asked;
import org.medaid.referral.DepositWaivers.Card;
import org.medaid.security.CurrentUser;
import org.medaid.security.SignedIn;
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

/** The admission desk's page: a key beneficiary who cannot pay the deposit gets a card and is treated first. */
@Controller
@Clause("R7")
class DepositWaiverPages {

    private static final int REMEMBERED = 50_000;

    private final DepositWaivers waivers;
    private final Parties parties;
    private final SignedIn signedIn;
    private final BusinessClock clock;
    private final Tries byUser;
    private final Tries byPerson;
    private final boolean demonstration;

    /**
     * @param perHour how often one user may ask in an hour; a desk that admits people does not need more, one that guesses
     *     people gets no further
     * @param perPerson how often one identity number may be asked about in an hour, whoever asks: names are not tried out
     */
    DepositWaiverPages(
            DepositWaivers waivers,
            Parties parties,
            SignedIn signedIn,
            BusinessClock clock,
            @Value("${medaid.deposit-waiver.tries-per-hour:30}") int perHour,
            @Value("${medaid.deposit-waiver.tries-per-person:5}") int perPerson,
            @Value("${medaid.demonstration:false}") boolean demonstration) {
        this.waivers = waivers;
        this.parties = parties;
        this.signedIn = signedIn;
        this.clock = clock;
        this.byUser = new Tries(perHour, Duration.ofHours(1), REMEMBERED);
        this.byPerson = new Tries(perPerson, Duration.ofHours(1), REMEMBERED);
        this.demonstration = demonstration;
    }

    @GetMapping("/referrals/deposit-waiver")
    String form(Model model) {
        return page(model, issuer(), new Asked("", "", ""), Map.of());
    }

    /** What was typed goes back to the page in the same answer: neither an address nor a session keeps it. */
    @PostMapping("/referrals/deposit-waiver")
    String issue(
            @RequestParam(defaultValue = "") String office,
            @RequestParam(defaultValue = "") String residentId,
            @RequestParam(defaultValue = "") String name,
            Model model,
            RedirectAttributes next) {
        CurrentUser user = issuer();
        Asked asked = new Asked(office, residentId, name);
        if (!byUser.use(user.id(), clock.now()) || !byPerson.use(residentId.strip(), clock.now())) {
            return page(model, user, asked, Map.of("form", "查询次数太多，请一小时后再试，或者与经办机构联系。"));
        }
        Outcome<Card> outcome = waivers.issue(asked, user);
        if (!(outcome instanceof Outcome.Done<Card> done)) {
            return page(model, user, asked, ReferralPages.messages(outcome.problems()));
        }
        next.addFlashAttribute("number", done.value().number());
        next.addFlashAttribute("document", done.value().document().toString());
        return "redirect:/referrals/deposit-waiver";
    }

    @GetMapping("/referrals/deposit-waivers/{document}")
    ResponseEntity<Object> paper(@PathVariable String document) {
        CurrentUser user = issuer();
        return ReferralPages.parsed(document)
                .flatMap(id -> waivers.paper(id, user))
                .map(ReferralPages::pdf)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private CurrentUser issuer() {
        CurrentUser user = signedIn.user();
        if (!ReferralAccess.reads(user) || !DepositWaivers.mayIssue(user)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        return user;
    }

    private String page(Model model, CurrentUser user, Asked asked, Map<String, String> problems) {
        List<PoolingArea> offices = List.copyOf(DepositWaivers.offices(user));
        model.addAttribute("hospital", user.hospitalCode().flatMap(parties::hospital).map(Hospital::name).orElse(""));
        model.addAttribute("offices", offices);
        model.addAttribute("officeNames", offices.stream().map(PoolingArea::chineseName).toList());
        model.addAttribute("sent", asked);
        model.addAttribute("problems", problems);
        model.addAttribute("demonstration", demonstration);
        return "referrals/deposit-waiver";
    }
}
