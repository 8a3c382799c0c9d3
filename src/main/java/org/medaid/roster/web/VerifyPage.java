package org.medaid.roster.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.medaid.api.Tries;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.roster.Certificates;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where anybody reads whether a certificate is valid: by its square code, or by the code printed beneath. */
@Controller
@Clause("P8")
class VerifyPage {

    private static final int REMEMBERED_VISITORS = 50_000;

    private final Certificates certificates;
    private final BusinessClock clock;
    private final Tries tries;
    private final boolean demonstration;

    VerifyPage(
            Certificates certificates,
            BusinessClock clock,
            @Value("${medaid.certificate.verifications-per-hour:60}") int perHour,
            @Value("${medaid.demonstration:false}") boolean demonstration) {
        this.certificates = certificates;
        this.clock = clock;
        this.tries = new Tries(perHour, Duration.ofHours(1), REMEMBERED_VISITORS);
        this.demonstration = demonstration;
    }

    @GetMapping("/verify")
    String verify(
            @RequestParam(defaultValue = "") String c, Model model, HttpServletRequest request, HttpServletResponse response) {
        model.addAttribute("demonstration", demonstration);
        model.addAttribute("asked", !c.isBlank());
        if (c.isBlank()) {
            return "certificates/verify";
        }
        if (!tries.use(request.getRemoteAddr(), clock.now())) {
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            model.addAttribute("tooOften", true);
            return "certificates/verify";
        }
        model.addAttribute("found", certificates.verify(c).orElse(null));
        model.addAttribute("day", clock.today());
        return "certificates/verify";
    }
}
