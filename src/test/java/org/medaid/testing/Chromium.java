package org.medaid.testing;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A real browser without a window, one signed-in page for each user.
 *
 * <p>Takes the Chromium of the system where there is one, otherwise the one Playwright fetches for itself.
 */
public final class Chromium implements AutoCloseable {

    /** What the slowest build machine needs for one step. */
    private static final double PATIENCE_MS = 60_000;

    /**
     * Beside each window nobody sees, Chromium loads the two pages of its address bar's list, which cost three quarters of a
     * second of processor time. Only the last switch of its kind holds, so what Playwright turns off is said again.
     */
    private static final List<String> SUPERFLUOUS = List.of(
            "WebUIOmniboxPopup",
            "WebUIOmniboxAimPopup",
            "AvoidUnnecessaryBeforeUnloadCheckSync",
            "BoundaryEventDispatchTracksNodeRemoval",
            "DestroyProfileOnBrowserClose",
            "DialMediaRouteProvider",
            "GlobalMediaControls",
            "HttpsUpgrades",
            "LensOverlay",
            "MediaRouter",
            "PaintHolding",
            "ThirdPartyStoragePartitioning",
            "Translate",
            "AutoDeElevate",
            "RenderDocument",
            "OptimizationHints");

    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-features=" + String.join(",", SUPERFLUOUS),
            "--lang=zh-CN");

    private final int port;
    private final Playwright playwright;
    private final com.microsoft.playwright.Browser browser;
    private final Map<String, Page> pages = new HashMap<>();
    private final List<String> scriptErrors = new ArrayList<>();

    public Chromium(int port) {
        this.port = port;
        Optional<Path> installed = installed();
        Map<String, String> environment = new HashMap<>(System.getenv());
        installed.ifPresent(path -> environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        BrowserType.LaunchOptions options = new BrowserType.LaunchOptions()
                .setArgs(FLAGS)
                // Date boxes follow the language of the system, not of the page.
                .setEnv(with(environment, "LANGUAGE", "zh_CN"));
        installed.ifPresent(options::setExecutablePath);
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
        browser = playwright.chromium().launch(options);
    }

    /** The page of a user, who signs in at the first use. */
    public Page of(String user) {
        return pages.computeIfAbsent(user, this::signedIn);
    }

    /** A page nobody has signed in to, in a window of its own with nothing remembered. */
    public Page visitor() {
        return newPage("visitor");
    }

    /** A page nobody has signed in to, whose browser asks for English. */
    public Page visitorAskingForEnglish() {
        return newPage("visitor", "en-US");
    }

    /** A telephone nobody has signed in on, whose browser runs no scripts. */
    public Page telephoneWithoutScripts() {
        BrowserContext context = browser.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setLocale("zh-CN")
                .setTimezoneId("Asia/Shanghai")
                .setViewportSize(390, 844)
                .setJavaScriptEnabled(false));
        context.setDefaultTimeout(PATIENCE_MS);
        return context.newPage();
    }

    /** Signs in on a page as a person does; afterwards the user's first page is shown. */
    public void signIn(Page page, String user) {
        page.navigate(address("/login"));
        fillInSignIn(page, user);
    }

    /** Signs in on the page that asks for it; afterwards the page is shown that was asked for before. */
    public void fillInSignIn(Page page, String user) {
        page.fill("[name=username]", user);
        page.fill("[name=password]", Browser.PASSWORD);
        page.click("button[type=submit]");
        page.waitForURL(url -> !url.contains("/login"));
    }

    /** What went wrong in scripts since the start, with the user's name; empty in a sound application. */
    public List<String> scriptErrors() {
        return List.copyOf(scriptErrors);
    }

    public String address(String path) {
        return "http://localhost:" + port + path;
    }

    /** Keeps a picture of what a user sees, for the people who read the test's results. */
    public void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", name + ".png")));
    }

    /** Keeps a picture of a whole page, however long. */
    public void fullPicture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Path.of("target", "screenshots", name + ".png")));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    private Page signedIn(String user) {
        Page page = newPage(user);
        // A light page first: the web applications are loaded once, where they are first needed.
        page.navigate(address("/my-cases"));
        fillInSignIn(page, user);
        return page;
    }

    private Page newPage(String who) {
        return newPage(who, "zh-CN");
    }

    private Page newPage(String who, String language) {
        BrowserContext context = browser.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setLocale(language)
                .setTimezoneId("Asia/Shanghai")
                .setViewportSize(1366, 900));
        context.setDefaultTimeout(PATIENCE_MS);
        Page page = context.newPage();
        page.onPageError(error -> scriptErrors.add(who + ": " + error));
        return page;
    }

    private static Map<String, String> with(Map<String, String> environment, String name, String value) {
        Map<String, String> changed = new HashMap<>(environment);
        changed.put(name, value);
        return changed;
    }

    private static Optional<Path> installed() {
        Stream<Path> onPath = Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .flatMap(folder -> Stream.of(Path.of(folder, "chromium"), Path.of(folder, "chromium-browser")));
        return Stream.concat(Stream.of(Path.of("/usr/bin/chromium")), onPath)
                .filter(Files::isExecutable)
                .findFirst();
    }
}
