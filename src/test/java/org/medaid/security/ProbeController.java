package org.medaid.security;

import org.camunda.bpm.engine.IdentityService;
import org.medaid.kernel.PoolingArea;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** An interface for tests of who may call interfaces. A class of its own, so that all tests share one application. */
@RestController
class ProbeController {

    private final SignedIn signedIn;
    private final IdentityService identity;

    ProbeController(SignedIn signedIn, IdentityService identity) {
        this.signedIn = signedIn;
        this.identity = identity;
    }

    @GetMapping("/api/v1/probe")
    String whoAmI() {
        CurrentUser user = signedIn.user();
        return user.id() + " " + user.area().map(PoolingArea::tenantId).orElse("-") + " "
                + identity.getCurrentAuthentication().getUserId()
                + identity.getCurrentAuthentication().getTenantIds();
    }

    @PostMapping("/api/v1/probe")
    String change() {
        return signedIn.user().id();
    }

    @PostMapping("/api/v1/probe/managers")
    @PreAuthorize("hasAuthority('agency-manager')")
    String managersOnly() {
        return "done";
    }
}
