package org.medaid.security.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Set;
import org.camunda.bpm.engine.IdentityService;
import org.medaid.engine.EngineIdentity;
import org.medaid.security.Groups;
import org.medaid.security.HospitalCredentials;
import org.medaid.security.Rights;
import org.medaid.security.StaffDirectory;
import org.springframework.boot.autoconfigure.security.SecurityProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.access.RequestMatcherDelegatingAccessDeniedHandler;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.context.NullSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;

/**
 * Everything is closed unless it is named here.
 *
 * <p>Three ways in: hospitals' systems, with a secret of their own and to their counters only; other machines, request by request with a password on {@code /api} and nowhere else; people, through the sign-in
 * page with a session that is good for the application's own pages and for the engine's web applications.
 */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
class SecurityConfiguration {

    /** Own pages load nothing from elsewhere and run no inline script; the web applications have a policy of their own. */
    private static final String OWN_PAGES = "default-src 'self'; object-src 'none'; base-uri 'self'; "
            + "img-src 'self' data:; form-action 'self'; frame-ancestors 'none'";

    private static final RequestMatcher API = path("/api/**");
    /** A bought-in page, which sets styles at its elements. */
    private static final RequestMatcher API_DESCRIPTION = path("/api/swagger-ui/**");

    private static final RequestMatcher ONE_STOP = new OrRequestMatcher(
            path("/api/v1/admissions/**"), path("/api/v1/pre-settlements/**"), path("/api/v1/settlements/**"));

    private static final RequestMatcher WEB_APPS = path("/camunda/**");

    /** Pages for everybody. They run no script at all, and the one form on them carries a signed mark of its own. */
    private static final RequestMatcher PUBLIC_PAGES = new OrRequestMatcher(
            path(HttpMethod.GET, "/notices"),
            path(HttpMethod.GET, "/notices/{id:[0-9a-f-]{36}}"),
            path(HttpMethod.GET, "/notices/{id:[0-9a-f-]{36}}/objections"),
            path(HttpMethod.POST, "/notices/{id:[0-9a-f-]{36}}/objections"),
            path(HttpMethod.GET, "/notices/{id:[0-9a-f-]{36}}/objections/received"),
            path(HttpMethod.GET, "/verify"),
            path(HttpMethod.POST, "/verify"),
            path(HttpMethod.GET, "/progress"),
            path(HttpMethod.POST, "/progress"),
            // The guide for everybody, with its pictures.
            path(HttpMethod.GET, "/help/public-*"),
            path(HttpMethod.GET, "/assets/help.css"),
            path(HttpMethod.GET, "/assets/notices.css"));

    private static final String NO_SCRIPTS = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; "
            + "form-action 'self'; frame-ancestors 'none'";

    private final IdentityService identity;
    private final EngineIdentity engine;
    private final StaffDirectory staff;
    private final HospitalCredentials hospitals;
    private final ApiRefusals apiRefusals;
    private final boolean production;

    SecurityConfiguration(
            IdentityService identity,
            EngineIdentity engine,
            StaffDirectory staff,
            HospitalCredentials hospitals,
            ObjectMapper json,
            Environment environment) {
        this.identity = identity;
        this.engine = engine;
        this.staff = staff;
        this.hospitals = hospitals;
        this.apiRefusals = new ApiRefusals(json);
        this.production = environment.acceptsProfiles(Profiles.of("production"));
    }

    /**
     * A machine's call carries its own credentials and nothing that a browser adds by itself: neither a session nor an
     * origin. So no other site's page can make a browser send one, and it needs no token.
     */
    @Bean
    @Order(1)
    SecurityFilterChain machines(HttpSecurity http) throws Exception {
        return headers(http)
                .securityMatcher(new AndRequestMatcher(API, SecurityConfiguration::bringsOnlyCredentials))
                .authenticationProvider(PasswordCheck.ofAnyUser(identity, engine, staff))
                .httpBasic(basic -> basic.authenticationEntryPoint(apiRefusals))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(csrf -> csrf.disable())
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .exceptionHandling(refusals ->
                        refusals.authenticationEntryPoint(apiRefusals).accessDeniedHandler(apiRefusals))
                .addFilterBefore(new EngineActsForUser(engine, staff), AuthorizationFilter.class)
                .build();
    }

    /** Hospitals' systems settle at their counters and do nothing else; their secret is no password of a person. */
    @Bean
    @Order(0)
    SecurityFilterChain hospitals(HttpSecurity http) throws Exception {
        return headers(http)
                .securityMatcher(new AndRequestMatcher(API, HospitalSystems::showsSecret))
                // What sessions and pages need costs a counter time and gives it nothing.
                .sessionManagement(sessions -> sessions.disable())
                .securityContext(context -> context.securityContextRepository(new NullSecurityContextRepository()))
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                .anonymous(anonymous -> anonymous.disable())
                .servletApi(servlet -> servlet.disable())
                .csrf(csrf -> csrf.disable())
                .authorizeHttpRequests(requests -> requests.requestMatchers(ONE_STOP)
                        .hasAuthority(Groups.MACHINE_HOSPITAL)
                        .anyRequest()
                        .denyAll())
                .exceptionHandling(refusals ->
                        refusals.authenticationEntryPoint(apiRefusals).accessDeniedHandler(apiRefusals))
                .addFilterBefore(new HospitalSystems(hospitals), AuthorizationFilter.class)
                .build();
    }

    /** Visitors have no session and leave none behind: what they send proves by its own mark that it comes from our form. */
    @Bean
    @Order(2)
    SecurityFilterChain visitors(HttpSecurity http) throws Exception {
        return headers(http, NO_SCRIPTS)
                .securityMatcher(PUBLIC_PAGES)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                .csrf(csrf -> csrf.disable())
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain people(HttpSecurity http, Rights rights) throws Exception {
        HttpSessionRequestCache pagesOnly = new HttpSessionRequestCache();
        pagesOnly.setRequestMatcher(new AndRequestMatcher(
                PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, "/**"),
                html(),
                request -> !"/error".equals(request.getServletPath())));

        return headers(http)
                .authenticationProvider(PasswordCheck.ofPeople(identity, engine, staff))
                .formLogin(form -> form.loginPage("/login").successHandler(toTheWork(rights)))
                .logout(logout -> logout.logoutSuccessUrl("/login?out").deleteCookies("JSESSIONID"))
                .requestCache(cache -> cache.requestCache(pagesOnly))
                // A new session, not only a new id: the web applications keep the previous user in the old one.
                .sessionManagement(sessions -> sessions.sessionFixation(fixation -> fixation.newSession()))
                .csrf(csrf -> csrf.csrfTokenRepository(BrowserToken.cookie())
                        .csrfTokenRequestHandler(new BrowserToken.HeaderOrForm())
                        // They check a token of their own.
                        .ignoringRequestMatchers(WEB_APPS))
                .addFilterAfter(new BrowserToken.IssuedOnPageLoad(), CsrfFilter.class)
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(
                                path("/login"),
                                path("/assets/sign-in.css"),
                                path("/favicon.ico"),
                                path("/error"),
                                path("/actuator/health"))
                        .permitAll()
                        .requestMatchers(path("/actuator/**"))
                        .denyAll()
                        .anyRequest()
                        .authenticated())
                .exceptionHandling(refusals -> refusals.defaultAuthenticationEntryPointFor(
                                apiRefusals, new AndRequestMatcher(API, new NegatedRequestMatcher(apiPages())))
                        .defaultAuthenticationEntryPointFor(
                                new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED), notForPeople())
                        .accessDeniedHandler(problemsOnlyFor(API)))
                .addFilterBefore(new EngineActsForUser(engine, staff), AuthorizationFilter.class)
                .addFilterAfter(new WebAppsSignOut(), AuthorizationFilter.class)
                .build();
    }

    /** Outside the chains: no later change of theirs may open what it closes. After them, so that it reads no stranger's body. */
    @Bean
    FilterRegistrationBean<WebAppsGuard> webAppsGuard() {
        FilterRegistrationBean<WebAppsGuard> registration = new FilterRegistrationBean<>(new WebAppsGuard());
        registration.addUrlPatterns("/camunda/*");
        registration.setOrder(SecurityProperties.DEFAULT_FILTER_ORDER + 1);
        return registration;
    }

    /** Before the chains, which stumble over such paths. */
    @Bean
    FilterRegistrationBean<PlainPaths> plainPaths() {
        FilterRegistrationBean<PlainPaths> registration = new FilterRegistrationBean<>(new PlainPaths());
        registration.addUrlPatterns("/camunda/*");
        registration.setOrder(SecurityProperties.DEFAULT_FILTER_ORDER - 1);
        return registration;
    }

    private HttpSecurity headers(HttpSecurity http) throws Exception {
        return headers(http, OWN_PAGES);
    }

    private HttpSecurity headers(HttpSecurity http, String policy) throws Exception {
        return http.headers(headers -> {
            headers.addHeaderWriter(new DelegatingRequestMatcherHeaderWriter(
                            new NegatedRequestMatcher(API_DESCRIPTION), new ContentSecurityPolicyHeaderWriter(policy)))
                    .addHeaderWriter(new DelegatingRequestMatcherHeaderWriter(
                            API_DESCRIPTION,
                            new ContentSecurityPolicyHeaderWriter(OWN_PAGES + "; style-src 'self' 'unsafe-inline'")))
                    .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                    .permissionsPolicyHeader(permissions ->
                            permissions.policy("camera=(), geolocation=(), microphone=(), payment=(), usb=()"));
            if (!production) {
                headers.httpStrictTransportSecurity(HeadersConfigurer.HstsConfig::disable);
            }
        });
    }

    private AuthenticationSuccessHandler toTheWork(Rights rights) {
        SavedRequestAwareAuthenticationSuccessHandler next = new SavedRequestAwareAuthenticationSuccessHandler();
        return (request, response, authentication) -> {
            if (authentication.getPrincipal() instanceof StaffPrincipal principal) {
                rights.myTasks(principal.user());
            }
            next.onAuthenticationSuccess(request, response, authentication);
        };
    }

    private AccessDeniedHandler problemsOnlyFor(RequestMatcher interfaces) {
        LinkedHashMap<RequestMatcher, AccessDeniedHandler> handlers = new LinkedHashMap<>();
        handlers.put(interfaces, apiRefusals);
        return new RequestMatcherDelegatingAccessDeniedHandler(handlers, new AccessDeniedHandlerImpl());
    }

    private static boolean bringsOnlyCredentials(HttpServletRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return authorization != null
                && authorization.regionMatches(true, 0, "Basic ", 0, 6)
                && request.getRequestedSessionId() == null
                && request.getHeader(HttpHeaders.ORIGIN) == null
                && request.getHeader("Sec-Fetch-Site") == null;
    }

    /** The description of the interface, read by people in a browser. */
    private static RequestMatcher apiPages() {
        return new AndRequestMatcher(
                new OrRequestMatcher(path("/api/docs/**"), API_DESCRIPTION), html());
    }

    /** Calls of the web applications' scripts: an answer with the sign-in page would only confuse them. */
    private static RequestMatcher notForPeople() {
        return new OrRequestMatcher(
                path("/camunda/api/**"), request -> request.getHeader("X-Requested-With") != null);
    }

    private static RequestMatcher html() {
        MediaTypeRequestMatcher matcher =
                new MediaTypeRequestMatcher(new HeaderContentNegotiationStrategy(), MediaType.TEXT_HTML);
        matcher.setIgnoredMediaTypes(Set.of(MediaType.ALL));
        return matcher;
    }

    private static RequestMatcher path(String pattern) {
        return PathPatternRequestMatcher.withDefaults().matcher(pattern);
    }

    private static RequestMatcher path(HttpMethod method, String pattern) {
        return PathPatternRequestMatcher.withDefaults().matcher(method, pattern);
    }
}
