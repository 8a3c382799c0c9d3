package org.medaid.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.medaid.testing.Browser;
import org.medaid.testing.IntegrationTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the web applications' pages may load and run, as their Content-Security-Policy says it. */
@IntegrationTest
class WebAppsPolicyTest {

    private static final Pattern SCRIPT = Pattern.compile("<script([^>]*)>(.*?)</script>", Pattern.DOTALL);
    private static final Pattern NONCE = Pattern.compile("nonce=\"([^\"]*)\"");

    @LocalServerPort
    int port;

    @ParameterizedTest
    @ValueSource(strings = {"welcome", "tasklist", "cockpit", "admin"})
    void every_script_of_an_index_page_may_run_and_no_other_inline_script(String app) {
        HttpResponse<String> page = Browser.signedIn(port, "admin").get("/camunda/app/" + app + "/default/");

        assertThat(scriptsThatMayNotRun(page)).isEmpty();
        assertThat(directive(policy(page), "script-src"))
                .contains("'self'", "'unsafe-eval'")
                .doesNotContain("unsafe-inline", "strict-dynamic", "nonce", "https:");
        assertThat(directive(policy(page), "frame-ancestors")).isEqualTo("frame-ancestors 'none'");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.headers().firstValue("Referrer-Policy")).contains("same-origin");
        assertThat(page.headers().firstValue("Strict-Transport-Security")).isEmpty();
    }

    @Test
    void pages_loaded_at_the_same_moment_all_run() throws Exception {
        Browser browser = Browser.signedIn(port, "admin");
        ExecutorService readers = Executors.newFixedThreadPool(16);
        try {
            List<Future<HttpResponse<String>>> pages = new ArrayList<>();
            for (int i = 0; i < 600; i++) {
                pages.add(readers.submit(() -> browser.get("/camunda/app/tasklist/default/")));
            }
            for (Future<HttpResponse<String>> page : pages) {
                assertThat(scriptsThatMayNotRun(page.get())).isEmpty();
            }
        } finally {
            readers.shutdownNow();
        }
    }

    /** As a browser decides it: by nonce, by hash, by origin. */
    private static List<String> scriptsThatMayNotRun(HttpResponse<String> page) {
        assertThat(page.statusCode()).isEqualTo(200);
        String allowed = directive(policy(page), "script-src");
        List<String> refused = new ArrayList<>();
        int found = 0;
        Matcher script = SCRIPT.matcher(page.body());
        while (script.find()) {
            found++;
            Matcher nonce = NONCE.matcher(script.group(1));
            boolean byNonce = nonce.find() && allowed.contains("'nonce-" + nonce.group(1) + "'");
            boolean byHash = allowed.contains("'sha256-" + sha256(script.group(2)) + "'");
            boolean bySelf = script.group(1).contains("src=\"/camunda/")
                    && allowed.contains("'self'")
                    && !allowed.contains("'strict-dynamic'");
            if (!byNonce && !byHash && !bySelf) {
                refused.add("'sha256-" + sha256(script.group(2)) + "' " + script.group());
            }
        }
        assertThat(found).as("scripts on the page").isGreaterThan(3);
        return refused;
    }

    private static String policy(HttpResponse<String> page) {
        assertThat(page.headers().allValues("Content-Security-Policy")).hasSize(1);
        return page.headers().firstValue("Content-Security-Policy").orElseThrow();
    }

    private static String directive(String policy, String name) {
        for (String directive : policy.split(";")) {
            if (directive.strip().startsWith(name + " ")) {
                return directive.strip();
            }
        }
        return "";
    }

    private static String sha256(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
