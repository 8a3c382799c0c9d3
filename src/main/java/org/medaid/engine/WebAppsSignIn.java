package org.medaid.engine;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.rest.security.auth.AuthenticationProvider;
import org.camunda.bpm.engine.rest.security.auth.AuthenticationResult;
import org.camunda.bpm.webapp.impl.security.auth.ContainerBasedAuthenticationFilter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tasklist, Cockpit and Admin take the user who signed in to the application: there is no second sign-in. */
@Configuration(proxyBeanMethods = false)
class WebAppsSignIn {

    /** After the application's own sign-in (order -100), before the web applications' filters (no order). */
    private static final int BETWEEN_SIGN_IN_AND_WEB_APPS = 200;

    @Bean
    FilterRegistrationBean<ContainerBasedAuthenticationFilter> webAppsTakeTheSignedInUser() {
        var registration =
                new FilterRegistrationBean<ContainerBasedAuthenticationFilter>(new SignedInUserFilter());
        registration.addUrlPatterns("/camunda/app/*", "/camunda/api/*");
        registration.setOrder(BETWEEN_SIGN_IN_AND_WEB_APPS);
        return registration;
    }

    private static final class SignedInUserFilter extends ContainerBasedAuthenticationFilter {

        @Override
        public void init(FilterConfig filterConfig) {
            authenticationProvider = new ServletPrincipal();
        }

        /** The decoded path: with the raw one, an encoded letter would lead past this filter. */
        @Override
        protected String getRequestUri(HttpServletRequest request) {
            String path = request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
            return path.substring("/camunda".length());
        }
    }

    private static final class ServletPrincipal implements AuthenticationProvider {

        @Override
        public AuthenticationResult extractAuthenticatedUser(HttpServletRequest request, ProcessEngine engine) {
            Principal principal = request.getUserPrincipal();
            return principal == null
                    ? AuthenticationResult.unsuccessful()
                    : AuthenticationResult.successful(principal.getName());
        }

        @Override
        public void augmentResponseByAuthenticationChallenge(HttpServletResponse response, ProcessEngine engine) {
            // The application's own sign-in page comes before this filter.
        }
    }
}
