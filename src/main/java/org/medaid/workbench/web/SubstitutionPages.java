package org.medaid.workbench.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.medaid.api.FieldProblem;
import org.medaid.api.Outcome;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.security.CurrentUser;
import org.medaid.security.SignedIn;
import org.medaid.workbench.CaseWords;
import org.medaid.workbench.Substitution;
import org.medaid.workbench.Substitutions;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where somebody who will be away names who stands in. */
@Controller
@Clause("X6")
class SubstitutionPages {

    record Row(UUID id, String absent, String substitute, LocalDate from, LocalDate to, boolean ends) {}

    private final Substitutions substitutions;
    private final CaseWords words;
    private final SignedIn signedIn;
    private final BusinessClock clock;
    private final boolean demonstration;

    SubstitutionPages(
            Substitutions substitutions,
            CaseWords words,
            SignedIn signedIn,
            BusinessClock clock,
            @Value("${medaid.demonstration:false}") boolean demonstration) {
        this.substitutions = substitutions;
        this.words = words;
        this.signedIn = signedIn;
        this.clock = clock;
        this.demonstration = demonstration;
    }

    @GetMapping("/substitutions")
    public String list(Model model) {
        CurrentUser user = staff();
        List<Substitution> found = substitutions.of(user);
        Map<String, String> names = words.colleagues(found.stream()
                .flatMap(one -> Stream.concat(Stream.of(one.absent()), one.substitute().stream()))
                .toList());
        List<CurrentUser> absentees = substitutions.absentees(user);
        model.addAttribute(
                "rows",
                found.stream()
                        .map(one -> new Row(
                                one.id(),
                                names.get(one.absent()),
                                one.substitute().map(names::get).orElse("退回本组"),
                                one.from(),
                                one.to(),
                                one.absent().equals(user.id()) || absentees.size() > 1))
                        .toList());
        model.addAttribute("absentees", absentees);
        model.addAttribute("colleagues", (absentees.size() > 1 ? absentees : substitutions.colleagues(user)));
        model.addAttribute("user", user);
        model.addAttribute("today", clock.today());
        model.addAttribute("demonstration", demonstration);
        if (!model.containsAttribute("problems")) {
            model.addAttribute("problems", Map.of());
        }
        if (!model.containsAttribute("sent")) {
            model.addAttribute("sent", new Substitutions.Enter(user.id(), "", "", ""));
        }
        return "workbench/substitutions";
    }

    @PostMapping("/substitutions")
    public String enter(@ModelAttribute Substitutions.Enter command, RedirectAttributes next) {
        Outcome<UUID> outcome = substitutions.enter(command, staff());
        if (outcome instanceof Outcome.Done<UUID>) {
            next.addFlashAttribute("done", "已登记。休假期间由您办理的任务会转交代办人或者退回本组。");
        } else {
            next.addFlashAttribute("sent", command);
            next.addFlashAttribute("problems", byField(outcome.problems()));
        }
        return "redirect:/substitutions";
    }

    @PostMapping("/substitutions/{id}/ends")
    public String end(@PathVariable UUID id, RedirectAttributes next) {
        List<FieldProblem> problems = substitutions.end(id, staff());
        if (problems.isEmpty()) {
            next.addFlashAttribute("done", "已结束。已经转交的任务仍由代办人办理。");
        } else {
            next.addFlashAttribute("problems", byField(problems));
        }
        return "redirect:/substitutions";
    }

    private static Map<String, String> byField(List<FieldProblem> problems) {
        return problems.stream()
                .collect(Collectors.toMap(
                        problem -> problem.field().isEmpty() ? "form" : problem.field(), FieldProblem::message, (one, other) -> one));
    }

    private CurrentUser staff() {
        CurrentUser user = signedIn.user();
        if (!Substitutions.maySee(user)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        return user;
    }
}
