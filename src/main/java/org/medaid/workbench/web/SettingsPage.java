package org.medaid.workbench.web;

import java.util.List;
import org.medaid.kernel.BusinessClock;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.security.SignedIn;
import org.medaid.security.StaffDirectory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.server.ResponseStatusException;

/**
 * The page where an office runs its own figures and rules. It only frames what the machine interface answers, so that
 * whatever a person can do here, a machine is refused or allowed by the same words.
 */
@Controller
class SettingsPage {

    private final SignedIn signedIn;
    private final StaffDirectory staff;
    private final BusinessClock clock;
    private final boolean demonstration;

    SettingsPage(
            SignedIn signedIn,
            StaffDirectory staff,
            BusinessClock clock,
            @Value("${medaid.demonstration:false}") boolean demonstration) {
        this.signedIn = signedIn;
        this.staff = staff;
        this.clock = clock;
        this.demonstration = demonstration;
    }

    static boolean reads(CurrentUser user) {
        return user.area().isPresent()
                && (user.isIn(Groups.POLICY_OFFICER) || user.isIn(Groups.AUDITOR) || user.isIn(Groups.AGENCY_MANAGER));
    }

    @GetMapping("/settings")
    public String settings(Model model) {
        CurrentUser user = signedIn.user();
        boolean officer = user.isIn(Groups.POLICY_OFFICER);
        if (!reads(user)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        List<CurrentUser> colleagues = staff.members(Groups.POLICY_OFFICER, user.office());
        model.addAttribute("areaName", user.office().chineseName());
        model.addAttribute("user", user);
        model.addAttribute("officer", officer);
        // Policy officers see rules, not cases.
        model.addAttribute("seesClaims", user.isIn(Groups.AUDITOR) || user.isIn(Groups.AGENCY_MANAGER));
        model.addAttribute("colleagues", colleagues);
        model.addAttribute("today", clock.today());
        model.addAttribute("demonstration", demonstration);
        return "settings";
    }
}
