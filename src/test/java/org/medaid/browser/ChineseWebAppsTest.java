package org.medaid.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.medaid.testing.Chromium;
import org.medaid.testing.IntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The engine's web applications speak Chinese under the office's own name, also to a browser that asks for English. */
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChineseWebAppsTest {

    /** The other language's own name, names of formats, keys of the keyboard, and abbreviations that name a column. */
    private static final Set<String> ALLOWED = Set.of("English", "BPMN", "DMN", "CMMN", "ctrl", "alt", "shift", "PI", "DI",
            "TU", "FNI", "EDE");

    private static final Pattern WORD = Pattern.compile("[A-Za-z]{2,}");

    /** What a person reads: texts, and what stands in boxes, behind pictures and under the pointer. */
    private static final String VISIBLE = """
            () => {
              const found = [document.body.innerText];
              for (const e of document.querySelectorAll('[title], [placeholder], [aria-label], [alt]')) {
                if (e.checkVisibility()) {
                  found.push(e.title, e.placeholder || '', e.getAttribute('aria-label') || '', e.alt || '');
                }
              }
              for (const e of document.querySelectorAll('select')) {
                if (e.checkVisibility()) {
                  found.push(...Array.from(e.options, o => o.textContent), ...Array.from(e.querySelectorAll('optgroup'), g => g.label));
                }
              }
              return found.join('\\n');
            }""";

    @LocalServerPort
    private int port;

    @Autowired
    private IdentityService identity;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private TaskService tasks;

    private Chromium chromium;
    private Page page;
    private final List<String> read = new ArrayList<>();

    @BeforeAll
    void open_the_browser() {
        chromium = new Chromium(port);
    }

    @AfterAll
    void close_the_browser() {
        chromium.close();
    }

    @BeforeEach
    void a_browser_that_asks_for_english() {
        page = chromium.visitorAskingForEnglish();
        read.clear();
    }

    @Test
    void explore() {
        chromium.signIn(page, "heshan-clerk1");
        go("tasklist", "");
        look("tasklist");
        page.getByText("新建业务").first().click();
        page.locator(".modal-body").waitFor();
        look("tasklist-start");
        page.keyboard().press("Escape");
        page.getByText("键盘快捷键").first().click();
        look("tasklist-shortcuts");
        page.keyboard().press("Escape");
        page.locator(".account .dropdown-toggle").click();
        look("tasklist-account");
        System.out.println(read);

        page = chromium.visitorAskingForEnglish();
        read.clear();
        chromium.signIn(page, "admin");
        go("tasklist", "");
        look("tasklist-admin");
        page.locator(".task-filters header .btn-link").first().click();
        page.locator(".modal-body").waitFor();
        look("filter");
        for (Locator group : page.locator(".modal-body .panel-heading a, .modal-body .accordion-toggle").all()) {
            group.click();
            look("filter-" + read.size());
        }
        page.keyboard().press("Escape");
        System.out.println(read);
        read.clear();
        go("welcome", "");
        look("welcome");
        for (String path : List.of("", "users", "users-create", "users/admin?tab=profile", "users/admin?tab=account",
                "users/admin?tab=groups", "users/admin?tab=tenants", "groups", "groups-create",
                "groups/camunda-admin?tab=group", "groups/camunda-admin?tab=tenants", "groups/camunda-admin?tab=users", "tenants",
                "tenants-create", "tenants/heshan?tab=tenant", "tenants/heshan?tab=users", "tenants/heshan?tab=groups", "authorization?resource=0",
                "authorization?resource=5", "authorization?resource=6", "system?section=system-settings-general",
                "system?section=diagnostics", "system?section=system-settings-metrics", "system?section=system-settings-general")) {
            go("admin", "#/" + path);
            look("admin-" + path.replaceAll("[^a-z0-9]", "_"));
        }
        System.out.println(read);
    }

    private void go(String app, String path) {
        page.navigate("about:blank");
        page.navigate(chromium.address("/camunda/app/" + app + "/default/" + path));
        assertThat(page.locator(".app-splash")).hasCount(0);
        assertThat(page.locator(".account").first()).isVisible();
        page.waitForLoadState(com.microsoft.playwright.options.LoadState.NETWORKIDLE);
    }

    private void look(String name) {
        page.waitForTimeout(800);
        chromium.picture(page, "chinese-" + name);
        read.add("\n" + name + " [" + page.title() + "]: " + englishWords((String) page.evaluate(VISIBLE)));
    }

    private Set<String> englishWords(String text) {
        String rest = text;
        List<String> names = Stream.of(
                        identity.createUserQuery().list().stream().map(u -> u.getId()),
                        identity.createGroupQuery().list().stream().map(g -> g.getId()),
                        identity.createTenantQuery().list().stream().map(t -> t.getId()),
                        repository.createProcessDefinitionQuery().list().stream().map(d -> d.getKey()))
                .flatMap(all -> all)
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
        for (String name : names) {
            rest = rest.replace(name, "");
        }
        Set<String> words = new TreeSet<>();
        Matcher matcher = WORD.matcher(rest);
        while (matcher.find()) {
            if (!ALLOWED.contains(matcher.group())) {
                words.add(matcher.group());
            }
        }
        return words;
    }
}
