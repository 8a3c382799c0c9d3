package org.medaid.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.medaid.testing.Browser;
import org.medaid.testing.OwnApplication;
import org.medaid.testing.ProductionStart;
import org.medaid.testing.TestServer;

/** Production's first start on an empty database, in a process of its own as an office would start it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@OwnApplication
class FirstStartTest {

    @TempDir
    static Path folder;

    private static TestServer.Database database;

    @BeforeAll
    static void an_empty_database() {
        database = TestServer.freshDatabase();
    }

    @Test
    @Order(1)
    void without_an_administrator_and_without_the_variables_it_does_not_start() throws Exception {
        ProductionStart start = start(Map.of());

        assertThat(start.process().waitFor(5, TimeUnit.MINUTES)).isTrue();

        assertThat(start.process().exitValue()).isNotZero();
        assertThat(start.output()).contains("MEDAID_ADMIN_USER").doesNotContain("Tomcat started on port");
    }

    @Test
    @Order(2)
    void with_a_weak_password_it_does_not_start() throws Exception {
        ProductionStart start = start(Map.of("MEDAID_ADMIN_USER", "admin", "MEDAID_ADMIN_PASSWORD", "admin"));

        assertThat(start.process().waitFor(5, TimeUnit.MINUTES)).isTrue();

        assertThat(start.process().exitValue()).isNotZero();
        assertThat(start.output()).doesNotContain("Tomcat started on port");
    }

    @Test
    @Order(3)
    void with_the_variables_there_is_one_administrator_and_nobody_of_the_demonstration() throws Exception {
        ProductionStart start = start(Map.of("MEDAID_ADMIN_USER", "verwalter", "MEDAID_ADMIN_PASSWORD", "Anfang-2026!xy"));
        try {
            int port = start.port();

            assertThat(signIn(port, "verwalter", "Anfang-2026!xy")).doesNotContain("error");
            for (String user : List.of("admin", "fushun-clerk1", "api-fushun")) {
                assertThat(signIn(port, user, Browser.PASSWORD)).endsWith("/login?error");
            }
            assertThat(signIn(port, "admin", "admin")).endsWith("/login?error");
            assertThat(signIn(port, "demo", "demo")).endsWith("/login?error");
            HttpResponse<String> page = overHttps(port, "/login");
            assertThat(page.body()).contains("登录").doesNotContain("演示");
            assertThat(page.headers().firstValue("Strict-Transport-Security").orElseThrow()).contains("max-age=31536000");
            assertThat(page.headers().allValues("Set-Cookie")).isNotEmpty().allMatch(cookie -> cookie.contains("Secure"));
            assertThat(start.output()).doesNotContain("Anfang-2026", Browser.PASSWORD);
        } finally {
            start.process().destroy();
            start.process().waitFor();
        }
    }

    private static String signIn(int port, String user, String password) {
        return new Browser(port).signIn(user, password).headers().firstValue("Location").orElseThrow();
    }

    /** As a proxy in front of the application passes it on. */
    private static HttpResponse<String> overHttps(int port, String path) {
        Browser browser = new Browser(port);
        return browser.send(HttpRequest.newBuilder(browser.uri(path)).header("X-Forwarded-Proto", "https").GET());
    }

    private static ProductionStart start(Map<String, String> variables) throws IOException {
        return ProductionStart.on(database, folder, variables);
    }
}
