package org.medaid.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.medaid.kernel.PoolingArea;
import org.medaid.testing.Browser;
import org.medaid.testing.IntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.security.core.userdetails.UserDetailsService;

@IntegrationTest
class SignInTest {

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Autowired
    StaffDirectory staff;

    @Autowired
    IdentityService identity;

    @Test
    void the_sign_in_page_is_chinese_and_says_that_the_data_is_a_demonstration() {
        HttpResponse<String> page = new Browser(port).get("/login");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("lang=\"zh-CN\"", "演示系统", "用户名", "密码");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.headers().firstValue("Referrer-Policy")).contains("same-origin");
        assertThat(new Browser(port).get("/assets/sign-in.css").statusCode()).isEqualTo(200);
    }

    @Test
    void a_clerk_signs_in_once_and_is_in_tasklist() {
        Browser browser = new Browser(port);

        HttpResponse<String> refusedAtFirst = browser.get("/");
        HttpResponse<String> signedIn = browser.signIn("fushun-clerk1", Browser.PASSWORD);
        HttpResponse<String> frontDoor = browser.get("/");
        HttpResponse<String> tasklist = browser.get("/camunda/app/tasklist/default/");
        HttpResponse<String> user = browser.getJson("/camunda/api/admin/auth/user/default");

        assertThat(refusedAtFirst.headers().firstValue("Location").orElseThrow()).endsWith("/login");
        assertThat(signedIn.headers().firstValue("Location").orElseThrow()).doesNotContain("error");
        assertThat(frontDoor.headers().firstValue("Location").orElseThrow()).endsWith("/camunda/app/tasklist/default/");
        assertThat(tasklist.statusCode()).isEqualTo(200);
        assertThat(user.body()).contains("\"userId\":\"fushun-clerk1\"", "tasklist").doesNotContain("cockpit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo:demo", "admin:admin", "fushun-clerk1:wrong", "nobody:Jiuzhu-2026!Demo"})
    void a_wrong_name_or_password_gets_one_and_the_same_answer(String pair) {
        Browser browser = new Browser(port);

        HttpResponse<String> answer = browser.signIn(pair.split(":")[0], pair.split(":")[1]);

        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/login?error");
        assertThat(browser.get("/login?error").body()).contains("用户名或密码不正确");
        identity.unlockUser("fushun-clerk1");
        identity.unlockUser("admin");
    }

    @Test
    void there_are_no_users_beside_the_engines() {
        assertThat(context.getBeansOfType(UserDetailsService.class)).isEmpty();
    }

    @Test
    void a_machine_does_not_sign_in_on_the_page() {
        assertThat(new Browser(port).signIn("api-fushun", Browser.PASSWORD).headers().firstValue("Location").orElseThrow())
                .endsWith("/login?error");
    }

    @Test
    void signing_in_gives_a_new_session_with_a_protected_cookie() {
        Browser browser = new Browser(port);
        browser.get("/");
        Optional<String> before = browser.cookie("JSESSIONID");

        HttpResponse<String> answer = browser.signIn("fushun-clerk1", Browser.PASSWORD);

        assertThat(browser.cookie("JSESSIONID")).isPresent().isNotEqualTo(before);
        assertThat(answer.headers().allValues("Set-Cookie"))
                .filteredOn(cookie -> cookie.startsWith("JSESSIONID="))
                .allSatisfy(cookie -> assertThat(cookie).contains("HttpOnly", "SameSite=Lax"))
                .isNotEmpty();
    }

    @Test
    void a_second_user_in_the_same_browser_is_the_second_user_everywhere() {
        Browser browser = Browser.signedIn(port, "fushun-clerk1");

        browser.signIn("jining-clerk1", Browser.PASSWORD);

        assertThat(browser.getJson("/camunda/api/admin/auth/user/default").body()).doesNotContain("fushun");
        browser.get("/camunda/app/tasklist/default/");
        assertThat(browser.getJson("/camunda/api/admin/auth/user/default").body()).contains("jining-clerk1");
        assertThat(browser.getJson("/api/v1/probe").body()).isEqualTo("jining-clerk1 jining jining-clerk1[jining]");
    }

    @Test
    void signing_out_ends_everything() {
        Browser browser = Browser.signedIn(port, "fushun-clerk1");

        HttpResponse<String> out = browser.send(browser.tokens(HttpRequest.newBuilder(browser.uri("/logout")), "/logout")
                .POST(HttpRequest.BodyPublishers.noBody()));

        assertThat(out.headers().firstValue("Location").orElseThrow()).endsWith("/login?out");
        assertThat(browser.getJson("/api/v1/probe").statusCode()).isEqualTo(401);
        assertThat(browser.getJson("/camunda/api/engine/engine/default/task").statusCode()).isEqualTo(401);
    }

    @Test
    void signing_out_in_tasklist_signs_out_of_everything() {
        Browser browser = Browser.signedIn(port, "fushun-clerk1");

        HttpResponse<String> out = browser.postJson("/camunda/api/admin/auth/user/default/logout", "{}");

        assertThat(out.statusCode()).isEqualTo(200);
        assertThat(browser.getJson("/api/v1/probe").statusCode()).isEqualTo(401);
        assertThat(browser.get("/camunda/app/tasklist/default/").statusCode()).isEqualTo(302);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/probe", "/api/v1/anything", "/api/docs/openapi"})
    void the_interface_is_closed_to_the_unauthenticated(String path) {
        HttpResponse<String> answer = new Browser(port).getJson(path);
        HttpResponse<String> change = new Browser(port).postJson(path, "{}");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"UNAUTHENTICATED\"", "请重新登录");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(change.statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/anything",
                "/error-pages",
                "/camunda/",
                "/camunda/app/tasklist/default/",
                "/camunda/app/admin/default/setup/",
                "/camunda/lib/deps.js",
                "/engine-rest/engine",
                "/actuator",
                "/actuator/env",
                "/api/docs"
            })
    void every_page_but_the_sign_in_page_leads_there_first(String path) {
        HttpResponse<String> answer = new Browser(port).get(path);

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/login");
    }

    @Test
    void health_is_open_and_tells_no_details() {
        HttpResponse<String> health = new Browser(port).getJson("/actuator/health");

        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).contains("UP").doesNotContain("PostgreSQL", "components", "path");
    }

    @Test
    void there_is_no_engine_rest() {
        Browser browser = Browser.signedIn(port, "admin");

        assertThat(browser.getJson("/engine-rest/engine").statusCode()).isEqualTo(404);
    }

    @Test
    void a_page_script_that_is_not_signed_in_gets_no_password_box() {
        Browser browser = new Browser(port);

        HttpResponse<String> answer = browser.send(
                HttpRequest.newBuilder(browser.uri("/api/v1/probe")).header("X-Requested-With", "XMLHttpRequest"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
    }

    @Test
    void the_user_of_a_session_is_known_to_the_application_and_to_the_engine() {
        Browser browser = Browser.signedIn(port, "fushun-clerk1");

        assertThat(browser.getJson("/api/v1/probe").body()).isEqualTo("fushun-clerk1 fushun fushun-clerk1[fushun]");
    }

    @Test
    void a_machine_is_served_without_session_and_token() throws Exception {
        HttpClient machine = HttpClient.newHttpClient();

        HttpResponse<String> read = machine.send(basic("api-fushun", Browser.PASSWORD).GET().build(), text());
        HttpResponse<String> changed = machine.send(
                basic("api-fushun", Browser.PASSWORD).POST(HttpRequest.BodyPublishers.noBody()).build(), text());

        assertThat(read.body()).isEqualTo("api-fushun fushun api-fushun[fushun]");
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(read.headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void a_machine_with_a_wrong_password_is_refused_as_a_problem() throws Exception {
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(basic("api-jining", "wrong").GET().build(), text());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("UNAUTHENTICATED");
        identity.unlockUser("api-jining");
    }

    @Test
    void credentials_of_machines_open_neither_pages_nor_web_applications() throws Exception {
        for (String path : new String[] {"/", "/camunda/api/engine/engine/default/task", "/actuator/env"}) {
            HttpRequest request = HttpRequest.newBuilder(new Browser(port).uri(path))
                    .header("Authorization", credentials("admin", Browser.PASSWORD))
                    .build();
            assertThat(HttpClient.newHttpClient().send(request, text()).statusCode()).isIn(302, 401);
        }
    }

    @Test
    void another_sites_page_cannot_use_credentials_that_the_browser_remembers() throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        basic("api-fushun", Browser.PASSWORD)
                                .header("Origin", "https://elsewhere.example")
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        text());

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void a_browser_needs_the_token_to_change_something() {
        Browser browser = Browser.signedIn(port, "fushun-clerk1");

        HttpResponse<String> without = browser.send(
                HttpRequest.newBuilder(browser.uri("/api/v1/probe")).POST(HttpRequest.BodyPublishers.noBody()));
        HttpResponse<String> wrong = browser.send(HttpRequest.newBuilder(browser.uri("/api/v1/probe"))
                .header("X-MEDAID-CSRF", "00000000-0000-0000-0000-000000000000")
                .POST(HttpRequest.BodyPublishers.noBody()));
        HttpResponse<String> right = browser.postJson("/api/v1/probe", "{}");

        assertThat(without.statusCode()).isEqualTo(403);
        assertThat(without.body()).contains("CSRF_TOKEN_INVALID", "请刷新页面");
        assertThat(wrong.statusCode()).isEqualTo(403);
        assertThat(right.statusCode()).isEqualTo(200);
        assertThat(right.body()).isEqualTo("fushun-clerk1");
    }

    @Test
    void the_token_is_there_after_loading_tasklist_alone() {
        Browser browser = new Browser(port);
        browser.signIn("fushun-clerk1", Browser.PASSWORD);

        HttpResponse<String> tasklist = browser.get("/camunda/app/tasklist/default/");

        assertThat(tasklist.headers().allValues("Set-Cookie"))
                .filteredOn(cookie -> cookie.startsWith("MEDAID-CSRF="))
                .hasSize(1)
                .allSatisfy(cookie -> assertThat(cookie)
                        .contains("SameSite=Lax", "Path=/")
                        .doesNotContain("HttpOnly"));
        assertThat(browser.postJson("/api/v1/probe", "{}").statusCode()).isEqualTo(200);
    }

    @Test
    void what_another_group_may_do_is_forbidden_as_a_problem() {
        Browser browser = Browser.signedIn(port, "fushun-clerk1");

        HttpResponse<String> clerk = browser.postJson("/api/v1/probe/managers", "{}");
        HttpResponse<String> manager =
                Browser.signedIn(port, "fushun-manager").postJson("/api/v1/probe/managers", "{}");

        assertThat(clerk.statusCode()).isEqualTo(403);
        assertThat(clerk.body()).contains("\"code\":\"FORBIDDEN\"");
        assertThat(manager.body()).isEqualTo("done");
    }

    @Test
    void the_description_of_the_interface_is_for_signed_in_users() {
        Browser browser = Browser.signedIn(port, "fushun-clerk1");

        assertThat(browser.getJson("/api/docs/openapi").statusCode()).isEqualTo(200);
        assertThat(browser.get("/api/docs").statusCode()).isEqualTo(302);
        assertThat(browser.get("/api/swagger-ui/index.html").statusCode()).isEqualTo(200);
    }

    @Test
    void a_hospitals_users_know_their_hospital() {
        staff.createHospitalUsers("H9999991", "测试医院", PoolingArea.JINING, Set.of(PoolingArea.JINING));
        staff.createHospitalUsers("H9999991", "测试医院", PoolingArea.JINING, Set.of(PoolingArea.JINING));

        CurrentUser office = staff.find("h9999991-office").orElseThrow();
        CurrentUser machine = staff.find("api-h9999991").orElseThrow();

        assertThat(office.hospitalCode()).contains("H9999991");
        assertThat(office.area()).contains(PoolingArea.JINING);
        assertThat(office.displayName()).isEqualTo("测试医院医务科");
        assertThat(office.groups()).isEqualTo(Set.of(Groups.HOSPITAL_MEDICAL_AFFAIRS, "hospital-medical-affairs-H9999991"));
        assertThat(machine.groups()).isEqualTo(Set.of(Groups.MACHINE_HOSPITAL));
    }

    @Test
    void the_experts_of_an_office_are_that_offices_only() {
        assertThat(staff.members(Groups.REVIEW_EXPERT, PoolingArea.HESHAN))
                .extracting(CurrentUser::id)
                .containsExactly("heshan-expert1", "heshan-expert2", "heshan-expert3", "heshan-expert4");
    }

    private HttpRequest.Builder basic(String user, String password) {
        return HttpRequest.newBuilder(new Browser(port).uri("/api/v1/probe"))
                .header("Authorization", credentials(user, password));
    }

    private static String credentials(String user, String password) {
        return "Basic "
                + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static HttpResponse.BodyHandler<String> text() {
        return HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8);
    }
}
