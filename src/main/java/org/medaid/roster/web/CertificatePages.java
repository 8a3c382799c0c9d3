package org.medaid.roster.web;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.ResidentId;
import org.medaid.party.Divisions;
import org.medaid.party.Parties;
import org.medaid.party.Person;
import org.medaid.roster.Certificate;
import org.medaid.roster.CertificateAnswer;
import org.medaid.roster.CertificateAnswer.Done;
import org.medaid.roster.CertificateAnswer.Refused;
import org.medaid.roster.CertificateId;
import org.medaid.roster.Certificates;
import org.medaid.roster.Certificates.Photo;
import org.medaid.roster.PersonLookup;
import org.medaid.roster.PersonLookup.KnownPerson;
import org.medaid.roster.Roster;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.security.SignedIn;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Certificates at the window. A person is searched for by a body, never by an address, which would end up in logs. */
@Controller
@Clause("P8")
class CertificatePages {

    private static final Set<String> READERS =
            Set.of(Groups.AGENCY_CLERK, Groups.AGENCY_CHECKER, Groups.AGENCY_MANAGER, Groups.AUDITOR);
    private static final Set<String> ISSUERS = Set.of(Groups.AGENCY_CLERK);
    /** Taking a person's entitlement away is the head's decision. */
    private static final Set<String> VOIDERS = Set.of(Groups.AGENCY_MANAGER);

    private final Certificates certificates;
    private final PersonLookup lookup;
    private final Parties parties;
    private final Roster roster;
    private final SignedIn signedIn;
    private final BusinessClock clock;
    private final boolean demonstration;

    CertificatePages(
            Certificates certificates,
            PersonLookup lookup,
            Parties parties,
            Roster roster,
            SignedIn signedIn,
            BusinessClock clock,
            @Value("${medaid.demonstration:false}") boolean demonstration) {
        this.certificates = certificates;
        this.lookup = lookup;
        this.parties = parties;
        this.roster = roster;
        this.signedIn = signedIn;
        this.clock = clock;
        this.demonstration = demonstration;
    }

    @GetMapping("/certificates")
    String search(Model model) {
        page(model, allowed(READERS));
        return "certificates/search";
    }

    @PostMapping("/certificates/searches")
    String search(@RequestParam(defaultValue = "") String residentId, RedirectAttributes said) {
        CurrentUser user = allowed(READERS);
        Optional<KnownPerson> found;
        try {
            found = lookup.lookUp(user, ResidentId.parse(residentId), clock.today());
        } catch (IllegalArgumentException e) {
            said.addFlashAttribute("bad", "身份号码不正确：应为18位，且校验码须相符，请核对后重新填写。");
            return "redirect:/certificates";
        }
        if (found.isEmpty()) {
            said.addFlashAttribute("bad", "本统筹区没有查到此人。");
            return "redirect:/certificates";
        }
        return "redirect:/certificates/people/" + found.get().person().id();
    }

    @GetMapping("/certificates/people/{id:[0-9a-f-]{36}}")
    String person(@PathVariable String id, Model model) {
        CurrentUser user = allowed(READERS);
        Person person = visible(user, id);
        model.addAttribute("person", person);
        model.addAttribute("divisionName", Divisions.labelOf(person.division()));
        model.addAttribute("categories", roster.categoriesOn(person.id(), clock.today()));
        List<Certificate> issued = certificates.of(user.office(), person.id());
        model.addAttribute("certificates", issued);
        model.addAttribute("mayHaveOne", issued.stream().noneMatch(Certificate::isValid));
        model.addAttribute("mayIssue", ISSUERS.stream().anyMatch(user::isIn));
        model.addAttribute("mayVoid", VOIDERS.stream().anyMatch(user::isIn));
        page(model, user);
        return "certificates/person";
    }

    @PostMapping("/certificates/people/{id:[0-9a-f-]{36}}")
    String issue(
            @PathVariable String id,
            @RequestParam MultipartFile photo,
            @RequestParam(defaultValue = "") String home,
            RedirectAttributes said)
            throws IOException {
        CurrentUser user = allowed(ISSUERS);
        Person person = visible(user, id);
        say(certificates.issue(user, person.id(), photo(photo), home), "已发放就医证 ", said);
        return back(person.id());
    }

    @PostMapping("/certificates/people/{person:[0-9a-f-]{36}}/{id:[0-9a-f-]{36}}/replacements")
    String reissue(
            @PathVariable String person,
            @PathVariable String id,
            @RequestParam(required = false) MultipartFile photo,
            RedirectAttributes said)
            throws IOException {
        CurrentUser user = allowed(ISSUERS);
        PersonId known = visible(user, person).id();
        Optional<Photo> fresh = photo == null || photo.isEmpty() ? Optional.empty() : Optional.of(photo(photo));
        say(certificates.reissue(user, new CertificateId(UUID.fromString(id)), fresh), "原证已作废，已补发就医证 ", said);
        return back(known);
    }

    @PostMapping("/certificates/people/{person:[0-9a-f-]{36}}/{id:[0-9a-f-]{36}}/fraud-voids")
    String voidForFraud(
            @PathVariable String person,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String basis,
            RedirectAttributes said) {
        CurrentUser user = allowed(VOIDERS);
        PersonId known = visible(user, person).id();
        say(certificates.voidForFraud(user, new CertificateId(UUID.fromString(id)), basis), "已作废就医证 ", said);
        return back(known);
    }

    private void say(CertificateAnswer answer, String done, RedirectAttributes said) {
        if (answer instanceof Refused refused) {
            said.addFlashAttribute("bad", refused.message());
        } else {
            said.addFlashAttribute("good", done + ((Done) answer).certificate().number() + "。");
        }
    }

    private void page(Model model, CurrentUser user) {
        model.addAttribute("areaName", user.office().chineseName());
        model.addAttribute("demonstration", demonstration);
    }

    static boolean reads(CurrentUser user) {
        return isAllowed(user, READERS);
    }

    private static boolean isAllowed(CurrentUser user, Set<String> groups) {
        return user.area().isPresent() && groups.stream().anyMatch(user::isIn);
    }

    private CurrentUser allowed(Set<String> groups) {
        CurrentUser user = signedIn.user();
        if (!isAllowed(user, groups)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        return user;
    }

    private Person visible(CurrentUser user, String id) {
        try {
            return parties.person(user.office(), PersonId.parse(id))
                    .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }

    private static Photo photo(MultipartFile file) throws IOException {
        return new Photo(file.getOriginalFilename() == null ? "" : file.getOriginalFilename(), file.getBytes());
    }

    private static String back(PersonId person) {
        return "redirect:/certificates/people/" + person;
    }
}
