package org.medaid.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.Media;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.medaid.testing.Chromium;

/**
 * Tasklist as one user sees it: the list, the start dialog, a task's form, the messages at its fields. Each form is looked
 * at with {@link LatinWords} and {@link Obstacles} where it is opened and where it is held back.
 */
final class Tasklist {

    private static final String ROOT = "/camunda/app/tasklist/default/#/";
    private static final String FORM = ".mk";

    private final Chromium chromium;
    private final Page page;

    Tasklist(Chromium chromium, String user) {
        this.chromium = chromium;
        this.page = chromium.of(user);
    }

    Page page() {
        return page;
    }

    /** Opens the start form of the claim process. */
    void start() {
        start("ClaimSettlementProcess");
    }

    /** Opens the start form of a process. */
    void start(String process) {
        leave();
        page.navigate(chromium.address(ROOT + "?processStart=" + process));
        ready();
        assertFitForEverybody("opened");
    }

    /** Whether the user may work on a task, as the web application's own interface says. */
    boolean sees(String task) {
        return page.request()
                .get(chromium.address("/camunda/api/engine/engine/default/task/" + task))
                .ok();
    }

    /** Opens a task and takes it, if nobody has. */
    void open(String task) {
        leave();
        page.navigate(chromium.address(ROOT + "?forceDisplayTask=true&task=" + task));
        ready();
        Locator claim = page.locator("button.claim");
        if (claim.count() > 0) {
            claim.click();
        }
        assertThat(complete()).isEnabled();
        assertFitForEverybody("opened");
    }

    /** Opens one of the lists, by the name of its filter. */
    void list(String filter) {
        leave();
        page.navigate(chromium.address(ROOT));
        page.locator(".task-filter", new Page.LocatorOptions().setHasText(filter)).click();
    }

    /** A case in the list. */
    Locator card(String caseNumber) {
        return page.locator("li.task", new Page.LocatorOptions().setHasText(caseNumber));
    }

    /** Chooses cases in the list and asks for one answer to all; what then opens has a row for each. */
    Locator together(String answer, List<String> caseNumbers) {
        caseNumbers.forEach(number -> card(number).locator(".own-choice").check());
        page.getByText("批量办理%d件（%s）".formatted(caseNumbers.size(), answer)).click();
        assertThat(page.locator(".own-together tbody tr")).hasCount(caseNumbers.size());
        assertFitForEverybody("several at once", ".own-together");
        return page.getByRole(AriaRole.DIALOG);
    }

    /** Whoever fills in a form reads Chinese, and needs neither good eyes nor a mouse. */
    void assertFitForEverybody(String state) {
        assertFitForEverybody(page.locator("form.mk-form").last().getAttribute("name") + ", " + state, FORM);
    }

    private void assertFitForEverybody(String screen, String area) {
        org.assertj.core.api.Assertions.assertThat(LatinWords.on(page, area, List.of(), Set.of()))
                .as("words on " + screen)
                .isEmpty();
        org.assertj.core.api.Assertions.assertThat(Obstacles.on(page, screen, area))
                .as("obstacles on " + screen)
                .isEmpty();
    }

    /** A form that has its data shows its sections. */
    private void ready() {
        page.locator(".mk .mk-section").first().waitFor();
        page.locator(".mk-loading").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
    }

    /** Tasklist keeps a form it shows while only the part after the hash changes; showing none, it need not be loaded anew. */
    private void leave() {
        if (page.locator(FORM).count() > 0) {
            page.navigate("about:blank");
        }
    }

    private Locator complete() {
        return page.locator(".modal-footer button.btn-primary:visible, .form-actions button.btn-primary:visible");
    }

    /** Presses the engine's own button and expects messages. */
    Map<String, String> sendWrong() {
        complete().click();
        page.locator(".mk-message-wrong[role=alert]").waitFor();
        assertFitForEverybody("wrong");
        FillsForms.Check.heldBack(form());
        return messages();
    }

    /** Presses the engine's own button and expects the form to be gone. */
    void send() {
        String form = form();
        complete().click();
        try {
            page.locator(".mk").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
        } catch (TimeoutError stillThere) {
            throw new AssertionError("the form is still there: " + messages() + "\n" + page.locator("body").innerText(), stillThere);
        }
        FillsForms.Check.sent(form);
    }

    /** The file name of the form on screen, without its ending. */
    private String form() {
        return page.locator("form.mk-form")
                .getAttribute("name")
                .replaceAll("([A-Z])", "-$1")
                .toLowerCase(Locale.ROOT);
    }

    /** The messages on screen: field → text, the whole form's under the empty name. */
    Map<String, String> messages() {
        Map<String, String> messages = new LinkedHashMap<>();
        for (Locator error : page.locator(".mk-error:visible").all()) {
            String field = (String) error.evaluate("e => e.closest('[data-field]').dataset.field");
            messages.put(field, error.textContent());
            org.assertj.core.api.Assertions.assertThat((Boolean) error.evaluate("""
                    e => Array.from(e.closest('[data-field]').querySelectorAll('input, select, textarea, button'))
                        .some(c => c.getAttribute('aria-invalid') === 'true'
                            && c.getAttribute('aria-describedby').split(' ').includes(e.id))"""))
                    .as("a control of " + field + " points to its message")
                    .isTrue();
        }
        for (Locator whole : page.locator(".mk-message-wrong[role=alert]:visible").all()) {
            messages.put("", whole.textContent());
        }
        return messages;
    }

    /** The field in which the cursor stands. */
    String focusedField() {
        return (String) page.evaluate(
                "() => { const f = document.activeElement.closest('[data-field]'); return f ? f.dataset.field : ''; }");
    }

    Locator field(String name) {
        return page.locator("[data-field=\"" + name + "\"]");
    }

    Locator input(String name) {
        return field(name).locator("input, select, textarea").first();
    }

    void choose(String field, String option) {
        field(field).getByLabel(option, new Locator.GetByLabelOptions().setExact(true)).check();
    }

    /** Finds a hospital, a division or a diagnosis by a part of its name, with the keyboard. */
    void pick(String field, String typed, String name) {
        Locator box = field(field).getByRole(AriaRole.COMBOBOX);
        box.fill("");
        box.pressSequentially(typed);
        page.getByRole(
                        AriaRole.OPTION,
                        new Page.GetByRoleOptions().setName(name))
                .first()
                .waitFor();
        box.press("ArrowDown");
        box.press("Enter");
        assertThat(box).hasValue(name);
    }

    /** Chooses a file for a field, which is sent at once. */
    void upload(String field, String fileName, String content) {
        field(field)
                .locator("input[type=file]")
                .setInputFiles(new FilePayload(fileName, "text/csv", content.getBytes(StandardCharsets.UTF_8)));
    }

    /** Everything a person reads on the form. */
    String text() {
        return page.locator(".mk").innerText();
    }

    /** What the browser keeps of the forms beyond the page. */
    @SuppressWarnings("unchecked")
    List<String> kept() {
        return (List<String>) page.evaluate(
                "() => Object.keys(localStorage).filter(k => k.startsWith('camForm')).concat(Object.keys(sessionStorage))");
    }

    void picture(String name) {
        chromium.picture(page, name);
    }

    /** How the form comes out of a printer: alone, without anything to press. */
    void paper(String name) {
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        assertThat(page.locator("button:visible, input[type=file]:visible, ol.tasks-list:visible, nav:visible"))
                .hasCount(0);
        assertThat(page.locator(".mk-signature")).isVisible();
        page.pdf(new Page.PdfOptions().setPath(Path.of("target", "screenshots", name + "-paper.pdf")));
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
    }
}
