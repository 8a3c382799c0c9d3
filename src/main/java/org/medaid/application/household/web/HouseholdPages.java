package org.medaid.application.household.web;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.medaid.api.FieldProblem;
import org.medaid.api.Outcome;
import org.medaid.application.Relation;
import org.medaid.application.household.HouseholdDesk;
import org.medaid.application.household.HouseholdForms;
import org.medaid.audit.AuditEntry;
import org.medaid.document.DocumentId;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.party.DiseaseGroup;
import org.medaid.party.FamilyDoctorContract;
import org.medaid.party.HealthCard;
import org.medaid.party.Household;
import org.medaid.party.HouseholdId;
import org.medaid.party.Parties;
import org.medaid.party.Person;
import org.medaid.roster.Roster;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.security.SignedIn;
import org.medaid.security.StaffDirectory;
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

/** One file per household, one health card per person. An identity number is only ever in a body. */
@Controller
@Clause("X1")
class HouseholdPages {

    private static final Set<String> EDITORS = Set.of(Groups.TOWNSHIP_CLERK, Groups.AGENCY_CLERK);
    private static final Set<String> READERS = Set.of(
            Groups.TOWNSHIP_CLERK,
            Groups.AGENCY_CLERK,
            Groups.COUNTY_EXAMINER,
            Groups.COUNTY_APPROVER,
            Groups.AGENCY_MANAGER,
            Groups.AUDITOR);
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm").withZone(BusinessClock.ZONE);

    record CodeName(String code, String name) {}

    record CardView(String at, String by, String conditions, String groups, String routing, String plan) {}

    record ContractView(String id, String doctor, String clinic, String from, String to, String ownShare, boolean open) {}

    /** @param routing empty where the person is not routed */
    record MemberView(
            String memberId,
            String personId,
            String name,
            String residentId,
            String relation,
            String from,
            String insured,
            String categories,
            String routing,
            Set<String> groups,
            String conditions,
            String plan,
            String hospitalCode,
            List<CardView> cards,
            List<ContractView> contracts) {}

    record LeftView(String name, String relation, String from, String to, String reason) {}

    record HomeView(String at, String by, String head, String address, String phone) {}

    /** One of the desk's acts upon a household; the problems are empty if it was done. */
    private interface Act<F> {
        List<FieldProblem> upon(Household household, F form, CurrentUser user);
    }

    private final HouseholdDesk desk;
    private final Parties parties;
    private final Roster roster;
    private final StaffDirectory staff;
    private final SignedIn signedIn;
    private final BusinessClock clock;
    private final boolean demonstration;

    HouseholdPages(
            HouseholdDesk desk,
            Parties parties,
            Roster roster,
            StaffDirectory staff,
            SignedIn signedIn,
            BusinessClock clock,
            @Value("${medaid.demonstration:false}") boolean demonstration) {
        this.desk = desk;
        this.parties = parties;
        this.roster = roster;
        this.staff = staff;
        this.signedIn = signedIn;
        this.clock = clock;
        this.demonstration = demonstration;
    }

    @GetMapping("/households")
    String start(Model model) {
        CurrentUser user = reader();
        frame(model, user);
        return "households";
    }

    @PostMapping("/households/searches")
    String search(@RequestParam(defaultValue = "") String residentId, Model model) {
        CurrentUser user = reader();
        Optional<HouseholdId> found = desk.search(residentId, user);
        if (found.isPresent()) {
            return "redirect:/households/" + found.get();
        }
        frame(model, user);
        model.addAttribute("searchProblem", "没有查到此人所在家庭的档案，请核对身份证号码。");
        return "households";
    }

    @PostMapping("/households")
    String open(
            @RequestParam(defaultValue = "") String residentId,
            @RequestParam(defaultValue = "") String address,
            @RequestParam(defaultValue = "") String phone,
            Model model) {
        CurrentUser user = editor();
        HouseholdForms.Open form = new HouseholdForms.Open(residentId, address, phone);
        Outcome<HouseholdId> outcome = desk.open(form, user);
        if (outcome instanceof Outcome.Done<HouseholdId> done) {
            return "redirect:/households/" + done.value();
        }
        frame(model, user);
        model.addAttribute("typed", form);
        model.addAttribute("problems", byField(outcome.problems()));
        return "households";
    }

    @GetMapping("/households/{id}")
    String one(@PathVariable String id, Model model) {
        CurrentUser user = reader();
        Household household = household(id, user);
        frame(model, user);
        model.addAttribute("household", household);
        model.addAttribute("head", name(household, household.home()));
        model.addAttribute("members", household.present().stream().map(m -> member(household, m)).toList());
        model.addAttribute(
                "left",
                household.members().stream()
                        .filter(member -> !member.isPresent())
                        .map(member -> new LeftView(
                                person(household, member).name(),
                                HouseholdDesk.relationName(member.relation()),
                                member.from().toString(),
                                member.lastOn().orElseThrow().toString(),
                                member.endReason().orElse("")))
                        .toList());
        model.addAttribute(
                "homes",
                household.homes().stream()
                        .map(home -> new HomeView(
                                MOMENT.format(home.enteredAt()),
                                colleague(home.enteredBy()),
                                name(household, home),
                                home.address(),
                                home.phone().orElse("")))
                        .toList());
        model.addAttribute(
                "groups", Stream.of(DiseaseGroup.values()).map(g -> new CodeName(g.name(), g.chineseName())).toList());
        model.addAttribute(
                "relations", Stream.of(Relation.values()).map(r -> new CodeName(r.name(), HouseholdDesk.relationName(r.name()))).toList());
        model.addAttribute("today", clock.today().toString());
        return "household";
    }

    @PostMapping("/households/{id}/homes")
    String settle(
            @PathVariable String id,
            HouseholdForms.Home form,
            @RequestParam Map<String, String> sent,
            RedirectAttributes next) {
        return handIn(id, "home", desk::settle, form, sent, next);
    }

    @PostMapping("/households/{id}/members")
    String join(
            @PathVariable String id,
            HouseholdForms.Join form,
            @RequestParam Map<String, String> sent,
            RedirectAttributes next) {
        return handIn(id, "join", desk::join, form, sent, next);
    }

    @PostMapping("/households/{id}/member-ends")
    String leave(
            @PathVariable String id,
            HouseholdForms.Leave form,
            @RequestParam Map<String, String> sent,
            RedirectAttributes next) {
        return handIn(id, "leave-" + form.member(), desk::leave, form, sent, next);
    }

    @PostMapping("/households/{id}/health-cards")
    String card(
            @PathVariable String id,
            HouseholdForms.Card form,
            @RequestParam Map<String, String> sent,
            RedirectAttributes next) {
        next.addFlashAttribute("sentGroups", form.groups());
        return handIn(id, "card-" + form.person(), desk::card, form, sent, next);
    }

    @PostMapping("/households/{id}/contracts")
    String sign(
            @PathVariable String id,
            HouseholdForms.Contract form,
            @RequestParam Map<String, String> sent,
            RedirectAttributes next) {
        return handIn(id, "contract-" + form.person(), desk::sign, form, sent, next);
    }

    @PostMapping("/households/{id}/contract-ends")
    String end(
            @PathVariable String id,
            HouseholdForms.EndContract form,
            @RequestParam Map<String, String> sent,
            RedirectAttributes next) {
        return handIn(id, "end-" + form.contract(), desk::end, form, sent, next);
    }

    @PostMapping("/households/{id}/files")
    String print(@PathVariable String id, RedirectAttributes next) {
        CurrentUser user = editor();
        Outcome<DocumentId> outcome = desk.print(household(id, user), user);
        return outcome instanceof Outcome.Done<DocumentId> done
                ? "redirect:/api/v1/documents/" + done.value()
                : back(id, "file", outcome.problems(), Map.of(), next);
    }

    private <F> String handIn(
            String id, String at, Act<F> act, F form, Map<String, String> sent, RedirectAttributes next) {
        CurrentUser user = editor();
        return back(id, at, act.upon(household(id, user), form, user), sent, next);
    }

    /** Problems and what was typed go with the redirect in the session, not in the address. */
    private static String back(
            String id, String at, List<FieldProblem> problems, Map<String, String> sent, RedirectAttributes next) {
        if (problems.isEmpty()) {
            next.addFlashAttribute("done", "已登记。");
        } else {
            next.addFlashAttribute("at", at);
            next.addFlashAttribute("sent", sent);
            next.addFlashAttribute("problems", byField(problems));
        }
        return "redirect:/households/" + id;
    }

    private MemberView member(Household household, Household.Member member) {
        Person person = person(household, member);
        List<HealthCard> cards = desk.cards(person.id());
        Optional<HealthCard> card = cards.stream().findFirst();
        return new MemberView(
                member.id().toString(),
                person.id().toString(),
                person.name(),
                person.residentId().masked(),
                HouseholdDesk.relationName(member.relation()),
                member.from().toString(),
                person.insured() ? "已参保" : "未参保",
                String.join("、", roster.categoriesOn(person.id(), clock.today()).stream()
                        .map(held -> held.category().chineseName())
                        .toList()),
                card.filter(HealthCard::isRouted).map(desk::routing).orElse(""),
                card.map(known -> Set.copyOf(known.groups().stream().map(Enum::name).toList())).orElse(Set.of()),
                card.map(HealthCard::conditions).orElse(""),
                card.map(HealthCard::plan).orElse(""),
                card.flatMap(HealthCard::hospitalCode).orElse(""),
                cards.stream().map(this::card).toList(),
                desk.contracts(person.id()).stream().map(this::contract).toList());
    }

    private CardView card(HealthCard card) {
        return new CardView(
                MOMENT.format(card.enteredAt()),
                colleague(card.enteredBy()),
                card.conditions(),
                String.join("、", card.groups().stream().map(DiseaseGroup::chineseName).toList()),
                card.isRouted() ? desk.routing(card) : "",
                card.plan());
    }

    private ContractView contract(FamilyDoctorContract contract) {
        LocalDate today = clock.today();
        return new ContractView(
                contract.id().toString(),
                contract.doctor(),
                contract.clinic(),
                contract.from().toString(),
                contract.lastDay().toString(),
                contract.ownShare().toString(),
                contract.endedOn().isEmpty() && !contract.lastDay().isBefore(today));
    }

    private String colleague(String id) {
        return id.equals(AuditEntry.SYSTEM) ? "系统" : staff.find(id).map(CurrentUser::displayName).orElse(id);
    }

    private Person person(Household household, Household.Member member) {
        return parties.person(household.area(), member.person()).orElseThrow();
    }

    private String name(Household household, Household.Home home) {
        return parties.person(household.area(), home.head()).orElseThrow().name();
    }

    private Household household(String id, CurrentUser user) {
        try {
            return desk.read(HouseholdId.parse(id), user)
                    .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, null, e);
        }
    }

    private void frame(Model model, CurrentUser user) {
        model.addAttribute("areaName", user.office().chineseName());
        model.addAttribute("edits", isIn(user, EDITORS));
        model.addAttribute("demonstration", demonstration);
        if (!model.containsAttribute("typed")) {
            model.addAttribute("typed", new HouseholdForms.Open("", "", ""));
        }
        if (!model.containsAttribute("problems")) {
            model.addAttribute("problems", Map.of());
        }
        if (!model.containsAttribute("at")) {
            model.addAttribute("at", "");
        }
        if (!model.containsAttribute("sentGroups")) {
            model.addAttribute("sentGroups", List.of());
        }
    }

    private CurrentUser reader() {
        return allowed(READERS);
    }

    private CurrentUser editor() {
        return allowed(EDITORS);
    }

    static boolean reads(CurrentUser user) {
        return isAllowed(user, READERS);
    }

    private static boolean isAllowed(CurrentUser user, Set<String> groups) {
        return user.area().isPresent() && isIn(user, groups);
    }

    private CurrentUser allowed(Set<String> groups) {
        CurrentUser user = signedIn.user();
        if (!isAllowed(user, groups)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        return user;
    }

    private static boolean isIn(CurrentUser user, Set<String> groups) {
        return user.groups().stream().anyMatch(groups::contains);
    }

    private static Map<String, String> byField(List<FieldProblem> problems) {
        Map<String, String> messages = new TreeMap<>();
        problems.forEach(problem -> messages.merge(problem.field(), problem.message(), String::concat));
        return messages;
    }
}
