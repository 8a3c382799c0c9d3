package org.medaid.settlement.web;

import java.util.UUID;
import org.medaid.claim.ClaimId;
import org.medaid.kernel.Clause;
import org.medaid.security.SignedIn;
import org.medaid.settlement.onestop.Slips;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** One-stop settlement as the office's people see it. */
@Controller
@Clause("C16")
class OneStopPages {

    private final Slips slips;
    private final SignedIn signedIn;

    OneStopPages(Slips slips, SignedIn signedIn) {
        this.slips = slips;
        this.signedIn = signedIn;
    }

    /** The patient's slip, as the hospital printed it. */
    @GetMapping("/one-stop/settlements/{id}/slip.pdf")
    ResponseEntity<Object> slip(@PathVariable UUID id) {
        return slips.of(new ClaimId(id), signedIn.user())
                .map(OneStopController::pdf)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
