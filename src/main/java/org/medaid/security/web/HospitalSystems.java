package org.medaid.security.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import org.medaid.security.HospitalCredentials;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets the system of a hospital in by the secret in its request. */
final class HospitalSystems extends OncePerRequestFilter {

    private static final String SCHEME = "Bearer ";

    private final HospitalCredentials credentials;

    HospitalSystems(HospitalCredentials credentials) {
        this.credentials = credentials;
    }

    static boolean showsSecret(HttpServletRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String secret = request.getHeader(HttpHeaders.AUTHORIZATION).substring(SCHEME.length()).strip();
        credentials.check(secret).ifPresent(user -> {
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(new StaffAuthentication(new StaffPrincipal(user, Instant.now())));
            SecurityContextHolder.setContext(context);
        });
        chain.doFilter(request, response);
    }
}
