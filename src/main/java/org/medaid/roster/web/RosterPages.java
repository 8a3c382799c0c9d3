package org.medaid.roster.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.medaid.api.FieldProblem;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.ResidentId;
import org.medaid.party.Divisions;
import org.medaid.party.Parties;
import org.medaid.party.Person;
import org.medaid.policy.Category;
import org.medaid.roster.CategoryPeriod;
import org.medaid.roster.EnteringRights;
import org.medaid.roster.PersonLookup;
import org.medaid.roster.Roster;
import org.medaid.roster.RosterChange;
import org.medaid.roster.RosterDesk;
import org.medaid.roster.RosterRecord;
import org.medaid.security.CurrentUser;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One person in the roster: look up, history, entry and exit. An identity number is only ever in a body. */
@Controller
@Clause({"S1", "H3"})
class RosterPages {

    /** A line of the history in the words of the page. */
    record Line(String at, String by, String what, String category, String from, String to, String source) {}

    /** A period as it stands. */
    record Held(String category, String from, String to, String source) {}

    private final RosterFrame frame;
    private final PersonLookup lookup;
    private final Parties parties;
    private final Roster roster;
    private final RosterDesk desk;
    private final StaffNames names;
    private final BusinessClock clock;

    RosterPages(
            RosterFrame frame,
            PersonLookup lookup,
            Parties parties,
            Roster roster,
            RosterDesk desk,
            StaffNames names,
            BusinessClock clock) {
        this.frame = frame;
        this.lookup = lookup;
        this.parties = parties;
        this.roster = roster;
        this.desk = desk;
        this.names = names;
        this.clock = clock;
    }

    @GetMapping("/roster")
    String start(Model model) {
        return show(model, frame.reader(), "ENTRY", new RosterChange(null, null, null, null, null, null, null), List.of());
    }

    @PostMapping("/roster/searches")
    String search(@RequestParam(defaultValue = "") String residentId, Model model) {
        CurrentUser user = frame.reader();
        String problem;
        try {
            Optional<Person> found = lookup.lookUp(user, ResidentId.parse(residentId), clock.today())
                    .map(PersonLookup.KnownPerson::person)
                    .filter(person -> maySee(user, person.id()));
            if (found.isPresent()) {
                return "redirect:/roster/people/" + found.get().id();
            }
            problem = "没有查到此人的记录，请核对身份证号。";
        } catch (IllegalArgumentException e) {
            problem = "身份证号不正确：应为18位，且校验码须相符，请核对后重新填写。";
        }
        model.addAttribute("searchProblem", problem);
        return start(model);
    }

    @PostMapping("/roster/changes")
    String change(
            @RequestParam(defaultValue = "ENTRY") String change,
            @RequestParam(defaultValue = "") String residentId,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String category,
            @RequestParam(defaultValue = "") String day,
            @RequestParam(defaultValue = "") String division,
            @RequestParam(defaultValue = "") String insured,
            @RequestParam(defaultValue = "") String sourceDocument,
            Model model,
            RedirectAttributes next) {
        CurrentUser user = frame.reader();
        if (EnteringRights.enters(user).isEmpty()) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        RosterChange typed = new RosterChange(residentId, name, category, day, division, insured, sourceDocument);
        RosterDesk.Answer answer = change.equals("EXIT") ? desk.exit(user, typed) : desk.enter(user, typed);
        if (answer instanceof RosterDesk.Answer.Refused refused) {
            return show(model, user, change, typed, refused.problems());
        }
        CategoryPeriod period = ((RosterDesk.Answer.Recorded) answer).period();
        next.addFlashAttribute(
                "done",
                change.equals("EXIT")
                        ? "已登记退出，“" + period.category().chineseName() + "”享受待遇至" + period.period().to() + "。"
                        : "已登记纳入，“" + period.category().chineseName() + "”自" + period.period().from() + "起享受待遇。");
        return "redirect:/roster/people/" + period.person();
    }

    @GetMapping("/roster/people/{id}")
    String person(@PathVariable String id, Model model) {
        CurrentUser user = frame.reader();
        Person person = personId(id)
                .filter(known -> maySee(user, known))
                .flatMap(known -> parties.person(user.office(), known))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        Set<Category> readable = EnteringRights.reads(user);
        frame.addTo(model, user);
        model.addAttribute("person", person);
        model.addAttribute("divisionName", Divisions.labelOf(person.division()));
        model.addAttribute(
                "held",
                roster.held(person.id()).stream()
                        .filter(period -> readable.contains(period.category()))
                        .map(period -> new Held(
                                period.category().chineseName(),
                                period.period().from().toString(),
                                period.period().to() == null ? "至今" : period.period().to().toString(),
                                period.sourceDocument()))
                        .toList());
        List<Line> history = new ArrayList<>();
        for (RosterRecord record : roster.history(person.id())) {
            if (readable.contains(record.category())) {
                history.add(new Line(
                        RosterFrame.MOMENT.format(record.enteredAt()),
                        names.of(record.enteredBy()),
                        record.kind().chineseName(),
                        record.category().chineseName(),
                        record.from().map(Object::toString).orElse(""),
                        record.to().map(Object::toString).orElse(""),
                        record.sourceDocument()));
            }
        }
        model.addAttribute("history", history);
        return "roster-person";
    }

    private String show(Model model, CurrentUser user, String change, RosterChange typed, List<FieldProblem> problems) {
        frame.addTo(model, user);
        Map<String, String> messages = RosterFrame.byField(problems);
        model.addAttribute("typed", typed);
        model.addAttribute("change", change);
        model.addAttribute("problems", messages);
        model.addAttribute("divisions", RosterFrame.divisions(user.office()));
        return "roster";
    }

    /** A department finds whom it has on its own lists, and nobody else. */
    private boolean maySee(CurrentUser user, PersonId person) {
        return EnteringRights.readsAll(user)
                || roster.history(person).stream()
                        .anyMatch(record -> EnteringRights.reads(user).contains(record.category()));
    }

    private static Optional<PersonId> personId(String id) {
        try {
            return Optional.of(PersonId.parse(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
