package org.medaid.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.RequestOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.security.StaffDirectory;
import org.medaid.testing.Chromium;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.SampleFiles;
import org.medaid.workbench.help.Guides;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.PathContainer;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Nobody who works here meets an English word, or an obstacle that axe-core calls serious, on any screen: every own page
 * as somebody of each group sees it, the public pages, what refuses. Forms are looked at where {@link Tasklist} opens them for
 * the tests that fill them in, the web applications in {@link ChineseWebAppsTest}.
 */
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryScreenTest {

    /** Addresses that answer a browser with no page of their own. */
    private static final Map<String, String> NO_PAGE = Map.of("/", "leads to the web applications", "/help/mine", "leads to a guide");

    /** Who has entered what other tests write past all desks; a page shows the name of a user it does not know. */
    private static final String NOBODY = "test";

    @LocalServerPort
    private int port;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Autowired
    private AutowireCapableBeanFactory beans;

    @Autowired
    private StaffDirectory staff;

    @Autowired
    private Guides guides;

    private final Set<String> visited = new TreeSet<>();
    private final Set<String> looks = new HashSet<>();
    private final List<String> faults = new ArrayList<>();
    private final List<String> consoleErrors = new ArrayList<>();

    private Chromium chromium;
    private OneOfEachKind things;
    private List<String> details;

    @BeforeAll
    void something_to_see() {
        chromium = new Chromium(port);
        things = beans.createBean(OneOfEachKind.class);
        details = things.make(port, chromium);
    }

    @AfterAll
    void closeTheBrowser() {
        chromium.close();
    }

    @Test
    void every_own_page_is_chinese_and_without_serious_obstacles_for_whoever_may_see_it() {
        // given
        Set<PathPattern> pages = pages();
        List<String> paths = Stream.concat(
                        pages.stream().map(PathPattern::getPatternString).filter(pattern -> !pattern.contains("{")),
                        Stream.concat(details.stream(), guides.all().stream().map(guide -> "/help/" + guide.name())))
                .filter(path -> !NO_PAGE.containsKey(path))
                .toList();

        // when
        visit("visitor", visitor(), paths);
        List<String> behindSignIn = paths.stream().filter(path -> !visited.contains(pattern(path))).toList();
        for (String user : oneOfEachGroup()) {
            Page page = signedIn(user);
            visit(user, page, behindSignIn);
            page.context().close();
        }

        // then
        Set<String> unseen = pages.stream().map(PathPattern::getPatternString).collect(Collectors.toCollection(TreeSet::new));
        assertThat(unseen).hasSizeGreaterThan(50).containsAll(NO_PAGE.keySet());
        unseen.removeAll(visited);
        assertThat(unseen).as("pages that nobody looked at").isEqualTo(NO_PAGE.keySet());
        assertThat(faults).isEmpty();
        assertThat(chromium.scriptErrors()).isEmpty();
    }

    @Test
    void what_a_search_answers_and_what_is_refused_is_held_to_the_same() {
        Page page = signedIn("heshan-clerk1");
        page.navigate(chromium.address("/cases"));
        page.fill("[name=text]", "东方满屏");
        page.click("form[role=search] button");
        look("heshan-clerk1", page, "/cases answered");
        page.navigate(chromium.address("/roster"));
        page.fill("form[role=search] [name=residentId]", "440784199001011231");
        page.click("form[role=search] button");
        look("heshan-clerk1", page, "/roster answered");
        page.locator("form.fields button").click();
        look("heshan-clerk1", page, "/roster refused");
        page.navigate(chromium.address("/hospital-deductions"));
        page.locator("form.fields button").first().click();
        look("heshan-clerk1", page, "/hospital-deductions refused");
        for (String path : List.of("/hospital-credentials", "/no-such-page")) {
            page.navigate(chromium.address(path));
            look("heshan-clerk1", page, path + " refused");
        }
        // The clauses' page names classes and tests: it is made for those who carry on this work.
        page.navigate(chromium.address("/clauses.html"));
        faults.addAll(Obstacles.on(page, "/clauses.html", null));

        Page visitor = visitor();
        visitor.navigate(chromium.address("/progress"));
        visitor.getByLabel("申请编号").fill("HS-1");
        visitor.getByLabel("后六位").fill("000000");
        visitor.locator("button").click();
        look("visitor", visitor, "/progress answered");
        visitor.navigate(chromium.address("/verify"));
        visitor.locator("input[type=file]")
                .setInputFiles(new FilePayload("申请表.pdf", "application/pdf", SampleFiles.pdf()));
        visitor.locator("form[enctype] button").click();
        look("visitor", visitor, "/verify answered");
        visitor.navigate(chromium.address(details.stream().filter(path -> path.endsWith("/objections")).findFirst().orElseThrow()));
        visitor.locator("textarea").fill("这一户在城里有房子出租。");
        visitor.locator("button[type=submit]").click();
        look("visitor", visitor, "an objection sent at once");
        visitor.navigate(chromium.address("/notices/00000000-0000-4000-8000-000000000000"));
        look("visitor", visitor, "a notice that is gone");
        for (String said : List.of("error", "out", "ended")) {
            visitor.navigate(chromium.address("/login?" + said));
            look("visitor", visitor, "/login?" + said);
        }

        assertThat(faults).isEmpty();
    }

    // -------------------------------------------------------------------------------------------------------- visits

    /** Goes to each page that answers this user, unless another user was answered with nothing but other data. */
    private void visit(String user, Page page, List<String> paths) {
        for (String path : paths) {
            APIResponse asked = page.request()
                    .get(chromium.address(path), RequestOptions.create().setMaxRedirects(0).setHeader("Accept", "text/html"));
            if (asked.status() >= 500) {
                faults.add(user + " " + path + " answered " + asked.status());
            }
            String pattern = pattern(path);
            if (asked.status() == 200 && looks.add(pattern + shape(asked.text()))) {
                page.navigate(chromium.address(path));
                visited.add(pattern);
                look(user, page, pattern);
            }
        }
    }

    private static String shape(String html) {
        return html.replaceAll("(?:value|content|href|action)=\"[^\"]*\"|[0-9a-f]{8}[0-9a-f-]*|\\d+", "")
                .lines()
                .map(String::strip)
                .distinct()
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    /** Notes what is wrong with what a user sees; nothing on it is still on its way. */
    private void look(String user, Page page, String screen) {
        assertThat(page.locator("[aria-busy=true]")).hasCount(0);
        assertThat(page.getByText("正在读取").locator("visible=true")).hasCount(0);
        Set<String> words = LatinWords.on(page, null, List.of(), Set.of(NOBODY));
        if (!words.isEmpty()) {
            faults.add(user + " reads on " + screen + ": " + words);
        }
        Obstacles.on(page, screen, null).forEach(obstacle -> faults.add(user + " meets on " + screen + ": " + obstacle));
        consoleErrors.forEach(error -> faults.add(user + " on " + screen + ": " + error));
        consoleErrors.clear();
    }

    private Page visitor() {
        Page page = chromium.visitor();
        page.onConsoleMessage(message -> hear(page, message));
        return page;
    }

    private Page signedIn(String user) {
        Page page = visitor();
        // A light page first: the web applications are another test's.
        page.navigate(chromium.address("/my-cases"));
        chromium.fillInSignIn(page, user);
        return page;
    }

    /** A page that says it is not there says so to the browser too. */
    private void hear(Page page, ConsoleMessage message) {
        if (message.type().equals("error") && !message.location().startsWith(page.url())) {
            consoleErrors.add(message.text() + " " + message.location());
        }
    }

    private List<String> oneOfEachGroup() {
        return Stream.concat(
                        Groups.STAFF.stream()
                                .map(group -> staff.members(group, OneOfEachKind.AREA).stream()
                                        .map(CurrentUser::id)
                                        .filter(id -> id.startsWith("heshan-") || id.startsWith("h4407842-"))
                                        .findFirst()
                                        .orElseThrow(() -> new AssertionError("nobody in " + group))),
                        Stream.of("admin"))
                .distinct()
                .toList();
    }

    // ------------------------------------------------------------------------------------------------------ addresses

    /** The addresses that answer a browser's GET with a page: not with a file, not to a machine. */
    private Set<PathPattern> pages() {
        PathPatternParser parser = new PathPatternParser();
        return mappings.getHandlerMethods().entrySet().stream()
                .filter(mapping -> mapping.getValue().getBeanType().getPackageName().startsWith("org.medaid"))
                .filter(mapping -> mapping.getKey().getMethodsCondition().getMethods().contains(RequestMethod.GET))
                .filter(mapping -> answersWithAPage(mapping.getValue()))
                .flatMap(mapping -> mapping.getKey().getPatternValues().stream())
                .filter(pattern -> !pattern.startsWith("/api/"))
                .map(parser::parse)
                .collect(Collectors.toSet());
    }

    private static boolean answersWithAPage(HandlerMethod method) {
        Class<?> answer = method.getMethod().getReturnType();
        if (answer == ResponseEntity.class) {
            return ResolvableType.forMethodReturnType(method.getMethod()).getGeneric(0).resolve() == String.class;
        }
        return Set.of(String.class, ModelAndView.class, View.class).contains(answer)
                && !method.hasMethodAnnotation(ResponseBody.class)
                && !AnnotatedElementUtils.hasAnnotation(method.getBeanType(), ResponseBody.class);
    }

    private String pattern(String path) {
        PathContainer asked = PathContainer.parsePath(path.replaceAll("\\?.*", ""));
        Optional<PathPattern> best = pages().stream()
                .filter(pattern -> pattern.matches(asked))
                .min(PathPattern.SPECIFICITY_COMPARATOR);
        return best.orElseThrow(() -> new AssertionError("no page has the address " + path)).getPatternString();
    }
}
