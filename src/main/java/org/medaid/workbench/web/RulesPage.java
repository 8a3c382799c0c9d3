package org.medaid.workbench.web;

import java.util.Optional;
import java.util.regex.Pattern;
import org.medaid.kernel.Clause;
import org.medaid.policy.RuleVersion;
import org.medaid.security.CurrentUser;
import org.medaid.security.SignedIn;
import org.medaid.workbench.rules.RulesInWords;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The office's own rules in words, also those of a former version: whoever explains a grant needs no expression language. */
@Controller
@Clause("X6")
class RulesPage {

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final RulesInWords rules;
    private final SignedIn signedIn;
    private final boolean demonstration;

    RulesPage(RulesInWords rules, SignedIn signedIn, @Value("${medaid.demonstration:false}") boolean demonstration) {
        this.rules = rules;
        this.signedIn = signedIn;
        this.demonstration = demonstration;
    }

    /** Whoever works at an office, not at a hospital: the rules are those of published documents. */
    static boolean reads(CurrentUser user) {
        return user.area().isPresent() && user.hospitalCode().isEmpty();
    }

    /** @param version which version of the own rules; those in force where it is left out */
    @GetMapping("/rules")
    public String rules(@RequestParam(defaultValue = "") String version, Model model) {
        CurrentUser user = signedIn.user();
        if (!reads(user)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        model.addAttribute("areaName", user.office().chineseName());
        model.addAttribute(
                "rules",
                version.isEmpty()
                        ? rules.inForce(user.office())
                        : known(version, user).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
        model.addAttribute("settings", SettingsPage.reads(user));
        model.addAttribute("demonstration", demonstration);
        return "workbench/rules";
    }

    private Optional<RulesInWords.Rules> known(String version, CurrentUser user) {
        return HASH.matcher(version).matches()
                ? rules.of(new RuleVersion(user.office(), version))
                : Optional.empty();
    }
}
