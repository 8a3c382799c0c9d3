package org.medaid.application.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.medaid.api.Tries;
import org.medaid.application.model.Application;
import org.medaid.application.persistence.Applications;
import org.medaid.kernel.BusinessClock;
import org.medaid.party.Parties;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Where an applicant's case stands: asked with the application's number and the last digits of the applicant's identity
 * number, answered without anything personal. Neither goes into an address, and guessing ends after a few tries.
 */
@Controller
class ProgressPage {

    private static final int LAST_DIGITS = 6;
    private static final int REMEMBERED = 50_000;

    private final Applications applications;
    private final Parties parties;
    private final BusinessClock clock;
    private final Tries byVisitor;
    private final Tries byApplication;
    private final boolean demonstration;

    ProgressPage(
            Applications applications,
            Parties parties,
            BusinessClock clock,
            @Value("${medaid.progress.tries-per-hour:10}") int perHour,
            @Value("${medaid.demonstration:false}") boolean demonstration) {
        this.applications = applications;
        this.parties = parties;
        this.clock = clock;
        this.byVisitor = new Tries(perHour, Duration.ofHours(1), REMEMBERED);
        this.byApplication = new Tries(perHour, Duration.ofHours(1), REMEMBERED);
        this.demonstration = demonstration;
    }

    @GetMapping("/progress")
    String form(Model model) {
        model.addAttribute("demonstration", demonstration);
        return "applications/progress";
    }

    /** Whoever knows only one of the two gets the same answer as for an application that does not exist. */
    @PostMapping("/progress")
    @Transactional(readOnly = true)
    public String progress(
            @RequestParam(defaultValue = "") String number,
            @RequestParam(defaultValue = "") String lastDigits,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        model.addAttribute("demonstration", demonstration);
        String asked = number.strip().toUpperCase(Locale.ROOT);
        boolean allowed = byVisitor.use(request.getRemoteAddr(), clock.now());
        if (!allowed || !byApplication.use(asked, clock.now())) {
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            model.addAttribute("tooOften", true);
            return "applications/progress";
        }
        Optional<Application> found = applications.findByNumber(asked).filter(application -> knows(application, lastDigits.strip()));
        model.addAttribute("asked", true);
        found.ifPresent(application -> {
            model.addAttribute("number", application.number());
            model.addAttribute("state", application.state().chineseName());
            model.addAttribute("openedOn", application.openedAt().atZone(BusinessClock.ZONE).toLocalDate());
            model.addAttribute("closedOn", application.closedAt()
                    .map(at -> at.atZone(BusinessClock.ZONE).toLocalDate())
                    .orElse(null));
        });
        return "applications/progress";
    }

    private boolean knows(Application application, String lastDigits) {
        String residentId = parties.person(application.area(), application.applicant().person())
                .orElseThrow()
                .residentId()
                .value();
        return lastDigits.length() == LAST_DIGITS && residentId.endsWith(lastDigits.toUpperCase(Locale.ROOT));
    }
}
