package org.medaid.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import org.junit.jupiter.api.Test;
import org.medaid.testing.Chromium;
import org.medaid.testing.IntegrationTest;
import org.medaid.workbench.help.Guides;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The word 帮助 in the web applications and on an own page, and the guides behind it. */
@IntegrationTest
class HelpInBrowserTest {

    @LocalServerPort
    private int port;

    @Autowired
    private Guides guides;

    @Test
    void help_leads_from_each_web_application_and_from_a_page_to_the_guide_of_the_role() {
        try (Chromium chromium = new Chromium(port)) {
            Page manager = chromium.of("heshan-manager");
            for (String app : new String[] {"tasklist", "cockpit", "welcome"}) {
                manager.navigate(chromium.address("/camunda/app/" + app + "/default/"));
                Page help = manager.waitForPopup(() -> manager.locator("a[href='/help/mine']").click());
                assertThat(help.locator("h1")).hasText("操作指南：负责人");
                help.close();
            }
            manager.navigate(chromium.address("/office"));
            assertThat(manager.locator(".help a")).hasText(new String[] {"业务菜单", "帮助"});
            Page help = manager.waitForPopup(() -> manager.locator(".help a").last().click());
            sound(help);

            // and on paper the steps stay, the ways to elsewhere go
            help.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            assertThat(help.locator("nav")).isHidden();
            assertThat(help.locator(".help-links").first()).isHidden();
            assertThat(help.locator(".help-steps > li h2").first()).isVisible();
            assertThat(chromium.scriptErrors()).isEmpty();
        }
    }

    @Test
    void every_guide_shows_all_its_pictures_and_fits_a_telephone() {
        try (Chromium chromium = new Chromium(port)) {
            Page page = chromium.of("heshan-clerk1");
            guides.all().forEach(guide -> {
                page.navigate(chromium.address("/help/" + guide.name()));
                sound(page);
                chromium.fullPicture(page, "help-" + guide.name());
                page.setViewportSize(390, 844);
                assertThat((Boolean) page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"))
                        .as(guide.name() + " fits a telephone")
                        .isTrue();
                page.setViewportSize(1366, 900);
            });
            page.navigate(chromium.address("/help"));
            chromium.fullPicture(page, "help");
            assertThat(chromium.scriptErrors()).isEmpty();
        }
    }

    /** Pictures are loaded when they come into sight, so each is brought there. */
    private static void sound(Page page) {
        page.locator("figure img").all().forEach(picture -> {
            picture.scrollIntoViewIfNeeded();
            assertThat((Boolean) picture.evaluate("async (img) => { await img.decode(); return img.naturalWidth > 300; }"))
                    .isTrue();
        });
    }
}
