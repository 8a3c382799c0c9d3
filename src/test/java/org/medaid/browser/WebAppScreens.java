package org.medaid.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.Tenant;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.medaid.testing.Chromium;

/** The screens of the engine's web applications as a user sees them, and what must hold of each. */
final class WebAppScreens {

    /**
     * The other language by its own name; keys of the keyboard; abbreviations that stand for columns; what a filter's
     * expression is called; the engine's own name, and those by which it knows its applications.
     */
    private static final Set<String> ALLOWED = Set.of("English", "ctrl", "CTRL", "alt", "shift", "PI", "DI", "TU", "FNI", "EDE",
            "currentUser", "default", "tasklist", "cockpit");

    /**
     * What this application adds to them. The rest is the maker's, and only its colours are ours: there axe-core also finds
     * buttons and links of a single picture without a name, and {@code aria-expanded} on a plain box.
     */
    private static final String OWN = ":is([class^='own-'], [class*=' own-']):not(body), .office-figures, .mk";

    /** Texts with less contrast than WCAG's 4.5 : 1, except on what cannot be used at the moment. */
    private static final String PALE = """
            () => {
              const channel = v => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
              const luminance = ([r, g, b]) => .2126 * channel(r) + .7152 * channel(g) + .0722 * channel(b);
              const numbers = color => color.match(/[\\d.]+/g).map(Number);
              const over = ([r, g, b, a = 1], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a)];
              const behind = e => {
                const layers = [];
                for (let n = e; n; n = n.parentElement) layers.push(numbers(getComputedStyle(n).backgroundColor));
                return layers.reverse().reduce((below, layer) => over(layer, below), [255, 255, 255]);
              };
              const pale = new Set();
              const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              while (texts.nextNode()) {
                const e = texts.currentNode.parentElement;
                const dialog = document.querySelector('.modal');
                if (!texts.currentNode.data.trim() || !e.checkVisibility({opacityProperty: true})
                    || e.closest('[disabled], .disabled, svg') || dialog && !e.closest('.modal')) continue;
                const ground = behind(e);
                const [light, dark] = [luminance(over(numbers(getComputedStyle(e).color), ground)), luminance(ground)]
                    .sort((a, b) => b - a);
                const ratio = (light + .05) / (dark + .05);
                if (ratio < 4.5) pale.add(ratio.toFixed(2) + ' ' + e.className + ' ' + texts.currentNode.data.trim());
              }
              return Array.from(pale);
            }""";

    private static final String DRAWN = "() => new Promise(done => setTimeout(done, 50))";

    private final Chromium chromium;
    private final Page page;
    private final Collection<String> names;
    private int underway;

    /** @param names see {@link #names} */
    WebAppScreens(Chromium chromium, Page page, Collection<String> names) {
        this.chromium = chromium;
        this.page = page;
        this.names = names;
        page.onRequest(request -> underway++);
        page.onRequestFinished(request -> underway--);
        page.onRequestFailed(request -> underway--);
    }

    /** The names that the engine's own data bear. */
    static List<String> names(IdentityService identity, RepositoryService repository) {
        return Stream.of(
                        identity.createUserQuery().list().stream().map(User::getId),
                        identity.createGroupQuery().list().stream().map(Group::getId),
                        identity.createTenantQuery().list().stream().map(Tenant::getId),
                        repository.createProcessDefinitionQuery().list().stream().map(ProcessDefinition::getKey))
                .flatMap(some -> some)
                .toList();
    }

    /** Opens an application anew: it keeps what it shows while only the part after the hash changes. */
    void open(String app, String path) {
        page.navigate("about:blank");
        page.navigate(chromium.address("/camunda/app/" + app + "/default/" + path));
        assertThat(page.locator(".app-splash")).hasCount(0);
        assertThat(page.locator(".account").first()).isVisible();
    }

    /** Once something is on the screen, everything that can be read there is Chinese, and can be read. */
    @SuppressWarnings("unchecked")
    void read(String screen, String shown) {
        assertThat(page.getByText(shown).locator("visible=true").first()).isVisible();
        assertThat(page.getByText("正在加载").locator("visible=true")).hasCount(0);
        atRest();
        chromium.picture(page, "web-apps-" + screen);
        assertThat(LatinWords.on(page, null, names, ALLOWED)).as(screen).isEmpty();
        assertThat((List<String>) page.evaluate(PALE)).as("pale on " + screen).isEmpty();
        assertThat(Obstacles.on(page, screen, OWN)).as("obstacles on " + screen).isEmpty();
    }

    /** Reads what stands on each tab of a screen as well. */
    void readWithTabs(String screen, String shown) {
        read(screen, shown);
        Locator tabs = page.locator(".nav-tabs > li:not(.active) > a:visible");
        for (String tab : tabs.allInnerTexts()) {
            page.locator(".nav-tabs > li > a:visible").getByText(tab.strip(), new Locator.GetByTextOptions().setExact(true)).click();
            read(screen + "-" + tab.strip(), tab.strip());
        }
    }

    /** What was asked for has come, and is drawn. */
    private void atRest() {
        page.evaluate(DRAWN);
        page.waitForCondition(() -> underway == 0);
        page.evaluate(DRAWN);
    }
}
