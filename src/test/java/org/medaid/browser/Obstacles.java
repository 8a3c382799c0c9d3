package org.medaid.browser;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.io.ClassPathResource;

/**
 * What keeps people from using a screen who see little, hear it read aloud, or have no mouse: what axe-core finds against
 * WCAG 2.0 and 2.1, levels A and AA, and calls serious or critical.
 */
final class Obstacles {

    private static final String AXE = script();

    /** Screens whose every kind of element has been judged, in this run of the tests: the next patient's looks the same. */
    private static final Set<String> JUDGED = ConcurrentHashMap.newKeySet();

    private static final String SHAPE = """
            area => {
              const kinds = new Set();
              for (const root of area ? document.querySelectorAll(area) : [document]) {
                for (const e of root.querySelectorAll('*')) {
                  kinds.add([e.localName, e.getAttribute('class'), e.getAttribute('type'), e.getAttribute('role'),
                      String(e.getAttribute('name') ?? '').replace(/\\d+/g, ''), e.hasAttribute('hidden')].join(' '));
                }
              }
              return Array.from(kinds).sort().concat(innerWidth).join('\\n');
            }""";

    private static final String JUDGE = """
            async area => {
              const roots = area ? Array.from(document.querySelectorAll(area)).filter(e => e.checkVisibility())
                  : [document.documentElement];
              if (!roots.length) return [];
              const closed = Array.from(document.querySelectorAll('details:not([open])'));
              closed.forEach(part => { part.open = true; });
              try {
                const found = await axe.run({include: roots}, {
                  runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']},
                  resultTypes: ['violations'], preload: false, iframes: false
                });
                return found.violations.filter(rule => ['serious', 'critical'].includes(rule.impact))
                    .flatMap(rule => rule.nodes.map(node => rule.id + ' ' + node.target.join(' ') + ' '
                        + node.html.slice(0, 200) + ' ' + node.failureSummary.replace(/\\s+/g, ' ')));
              } finally {
                closed.forEach(part => { part.open = false; });
              }
            }""";

    private Obstacles() {}

    /**
     * Looks at a page, or at a part of it; closed parts are opened for it.
     *
     * @param screen names the screen; what looks the same under this name is judged once
     * @param area which parts, as a CSS selector; null for the whole page
     * @return the rule, the element, and what is wrong with it
     */
    @SuppressWarnings("unchecked")
    static List<String> on(Page page, String screen, String area) {
        if (!JUDGED.add(screen + '\n' + page.evaluate(SHAPE, area))) {
            return List.of();
        }
        if (!(Boolean) page.evaluate("() => 'axe' in window")) {
            // Not as an element of the page: its policy lets no such script in.
            page.evaluate(AXE);
        }
        return (List<String>) page.evaluate(JUDGE, area);
    }

    private static String script() {
        try {
            return new ClassPathResource("axe.min.js").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
