package org.medaid.security.web;

import java.time.Instant;
import java.util.Collections;
import org.camunda.bpm.engine.IdentityService;
import org.medaid.engine.EngineIdentity;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.security.StaffDirectory;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/**
 * Checks passwords against the engine's users, whom administrators keep in Admin.
 *
 * <p>The engine counts failures: each one delays the next attempt, and after ten an administrator has to unlock the user.
 * A wrong name, a wrong password and a locked user get the same answer, so that names cannot be found out.
 */
final class PasswordCheck implements AuthenticationProvider {

    private final IdentityService identity;
    private final EngineIdentity engine;
    private final StaffDirectory staff;
    private final boolean peopleOnly;

    private PasswordCheck(
            IdentityService identity, EngineIdentity engine, StaffDirectory staff, boolean peopleOnly) {
        this.identity = identity;
        this.engine = engine;
        this.staff = staff;
        this.peopleOnly = peopleOnly;
    }

    /** For the sign-in page: machine callers have no business there. */
    static PasswordCheck ofPeople(IdentityService identity, EngineIdentity engine, StaffDirectory staff) {
        return new PasswordCheck(identity, engine, staff, true);
    }

    /** For machine interfaces. */
    static PasswordCheck ofAnyUser(IdentityService identity, EngineIdentity engine, StaffDirectory staff) {
        return new PasswordCheck(identity, engine, staff, false);
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String name = attempt.getName();
        String password = String.valueOf(attempt.getCredentials());
        boolean right = engine.asSystem(() -> identity.checkPassword(name, password));
        CurrentUser user = right ? staff.find(name).orElse(null) : null;
        if (user == null || peopleOnly && !Collections.disjoint(user.groups(), Groups.MACHINES)) {
            throw new BadCredentialsException("wrong name or password, or locked");
        }
        return new StaffAuthentication(new StaffPrincipal(user, Instant.now()));
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
