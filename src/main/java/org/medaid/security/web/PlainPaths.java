package org.medaid.security.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Turns away paths of the web applications in which a fixed name is written with encoded letters.
 *
 * <p>They compare the path as it was written with their list of closed ones, but serve the path as it was meant.
 */
final class PlainPaths extends OncePerRequestFilter {

    /** The leading empty one, then application, interface, plug-in, engine and resource: names that nobody chooses. */
    private static final int FIXED_SEGMENTS = 7;

    private static final Pattern PLAIN = Pattern.compile("[\\w.~@+-]*");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String written = request.getRequestURI().substring(request.getContextPath().length());
        boolean plain = Arrays.stream(written.split("/", FIXED_SEGMENTS + 1))
                .limit(FIXED_SEGMENTS)
                .allMatch(segment -> PLAIN.matcher(segment).matches());
        if (plain) {
            chain.doFilter(request, response);
        } else {
            WebAppsGuard.refuse(response, HttpServletResponse.SC_BAD_REQUEST, "请求地址不正确。");
        }
    }
}
