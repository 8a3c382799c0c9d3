package org.medaid.security.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.medaid.engine.EngineIdentity;
import org.medaid.kernel.PoolingArea;
import org.medaid.security.CurrentUser;
import org.medaid.security.StaffDirectory;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Names the signed-in user to the engine for the length of the request.
 *
 * <p>Rights taken away must not live on in a session: they are read again when older than a few seconds, and the session of
 * a removed user ends.
 */
final class EngineActsForUser extends OncePerRequestFilter {

    private static final Duration TRUSTED_FOR = Duration.ofSeconds(15);

    private final EngineIdentity engine;
    private final StaffDirectory staff;

    EngineActsForUser(EngineIdentity engine, StaffDirectory staff) {
        this.engine = engine;
        this.staff = staff;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication authentication = current(request);
        if (authentication == null || authentication instanceof AnonymousAuthenticationToken) {
            chain.doFilter(request, response);
            return;
        }
        CurrentUser user = authentication.getPrincipal() instanceof StaffPrincipal principal
                ? principal.user()
                : staff.find(authentication.getName()).orElse(null);
        try {
            engine.actAs(
                    authentication.getName(),
                    user == null ? Set.of() : user.groups(),
                    user == null
                            ? Set.of()
                            : user.offices().stream().map(PoolingArea::tenantId).toList());
            chain.doFilter(request, response);
        } finally {
            engine.actAsNobody();
        }
    }

    private Authentication current(HttpServletRequest request) {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null
                || !(authentication.getPrincipal() instanceof StaffPrincipal principal)
                || principal.readAt().plus(TRUSTED_FOR).isAfter(Instant.now())) {
            return authentication;
        }
        Optional<CurrentUser> user = staff.find(principal.getName());
        if (user.isEmpty()) {
            HttpSession session = request.getSession(false);
            if (session != null) {
                session.invalidate();
            }
            SecurityContextHolder.clearContext();
            return null;
        }
        Authentication renewed = new StaffAuthentication(new StaffPrincipal(user.get(), Instant.now()));
        // The context is the session's own object: what is put into it here is there for the next request.
        SecurityContextHolder.getContext().setAuthentication(renewed);
        return renewed;
    }
}
