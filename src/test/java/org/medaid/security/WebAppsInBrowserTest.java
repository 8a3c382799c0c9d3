package org.medaid.security;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.medaid.testing.Browser;
import org.medaid.testing.Chromium;
import org.medaid.testing.IntegrationTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Signing in and out as a person does it, in a real browser under the real policies. */
@IntegrationTest
class WebAppsInBrowserTest {

    private static Chromium chromium;

    @LocalServerPort
    int port;

    private Page page;
    private final List<String> complaints = new ArrayList<>();

    @AfterAll
    static void close_the_browser() {
        chromium.close();
        chromium = null;
    }

    @BeforeEach
    void a_new_window() {
        if (chromium == null) {
            chromium = new Chromium(port);
        }
        page = chromium.visitor();
        page.onConsoleMessage(this::note);
    }

    @Test
    void a_clerk_signs_in_by_keyboard_finds_the_filters_and_signs_out_to_the_sign_in_page() {
        page.navigate(chromium.address("/"));
        // A browser gives the first field the focus a moment after the page has loaded.
        assertThat(page.getByLabel("用户名")).isFocused();
        page.keyboard().type("fushun-clerk1");
        page.keyboard().press("Tab");
        page.keyboard().type(Browser.PASSWORD);
        page.keyboard().press("Enter");

        assertThat(page).hasURL(Pattern.compile(".*/camunda/app/tasklist/default/.*"));
        assertThat(page.getByText("我的任务").first()).isVisible();
        assertThat(page.getByText("本组待办（窗口受理）").first()).isVisible();
        assertThat(complaints).isEmpty();

        page.locator(".account > a, .account .dropdown-toggle, [class*=user] .dropdown-toggle").first().click();
        page.locator(".logout a, a:has-text('退出'), a:has-text('Sign out'), a:has-text('Log out')").first().click();

        assertThat(page).hasURL(Pattern.compile(".*/login\\?ended"));
        page.navigate(chromium.address("/camunda/app/tasklist/default/"));
        assertThat(page).hasURL(Pattern.compile(".*/login"));
    }

    @Test
    void whose_session_has_ended_comes_to_the_sign_in_page() {
        chromium.signIn(page, "fushun-clerk1");
        assertThat(page.getByText("我的任务").first()).isVisible();

        page.context().clearCookies();
        page.getByText("全部可见任务").first().click();

        assertThat(page).hasURL(Pattern.compile(".*/login(\\?ended)?"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"welcome", "tasklist", "cockpit", "admin"})
    void every_web_application_starts_under_its_policy(String app) {
        chromium.signIn(page, "admin");
        page.navigate(chromium.address("/camunda/app/" + app + "/default/"));

        assertThat(page.locator(".app-splash")).hasCount(0);
        assertThat(page.locator("[cam-widget-header] .account, .account").first()).isVisible();
        assertThat(complaints).isEmpty();
    }

    @Test
    void the_description_of_the_interface_is_shown_under_its_policy() {
        chromium.signIn(page, "fushun-clerk1");
        page.navigate(chromium.address("/api/docs"));

        assertThat(page.locator(".swagger-ui .info .title").first()).isVisible();
        assertThat(complaints).isEmpty();
    }

    private void note(ConsoleMessage message) {
        if (message.text().contains("Content Security Policy") || message.text().contains("ERR_ABORTED")) {
            complaints.add(message.text());
        }
    }
}
