package org.medaid.roster.web;

import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.medaid.api.FieldProblem;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.PoolingArea;
import org.medaid.party.Divisions;
import org.medaid.policy.Category;
import org.medaid.roster.EnteringRights;
import org.medaid.security.CurrentUser;
import org.medaid.security.SignedIn;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.server.ResponseStatusException;

/** What all pages about the roster share. */
@Component
class RosterFrame {

    static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm").withZone(BusinessClock.ZONE);

    private final SignedIn signedIn;
    private final boolean demonstration;

    RosterFrame(SignedIn signedIn, @Value("${medaid.demonstration:false}") boolean demonstration) {
        this.signedIn = signedIn;
        this.demonstration = demonstration;
    }

    /** The user, if roster pages are for them at all. */
    CurrentUser reader() {
        CurrentUser user = signedIn.user();
        if (EnteringRights.reads(user).isEmpty()) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        return user;
    }

    void addTo(Model model, CurrentUser user) {
        Set<Category> entered = EnteringRights.enters(user);
        model.addAttribute("areaName", user.office().chineseName());
        model.addAttribute("demonstration", demonstration);
        model.addAttribute("categories", entered);
        model.addAttribute("mayEnter", !entered.isEmpty());
        model.addAttribute("ofOffice", EnteringRights.readsAll(user));
    }

    /** The divisions whose people the office insures, by code. */
    static Map<String, String> divisions(PoolingArea area) {
        Map<String, String> own = new TreeMap<>();
        for (Map.Entry<DivisionCode, String> division : Divisions.all().entrySet()) {
            String code = division.getKey().value();
            if (!code.endsWith("00") && PoolingArea.of(division.getKey()).filter(area::equals).isPresent()) {
                own.put(code, division.getValue());
            }
        }
        return own;
    }

    /** The message at each field; several are joined. */
    static Map<String, String> byField(List<FieldProblem> problems) {
        Map<String, String> messages = new TreeMap<>();
        problems.forEach(problem -> messages.merge(problem.field(), problem.message(), String::concat));
        return messages;
    }

    static String masked(String name) {
        return name.length() < 2 ? name : name.charAt(0) + "*".repeat(name.length() - 1);
    }
}
