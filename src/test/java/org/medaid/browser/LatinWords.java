package org.medaid.browser;

import com.microsoft.playwright.Page;
import java.util.Collection;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words in Latin letters that somebody reads on a screen, where everything should be Chinese. */
final class LatinWords {

    /** Kinds of file and their size; a decision table, and the program in which a policy officer changes it. */
    private static final Set<String> ALLOWED = Set.of("PDF", "JPG", "PNG", "ZIP", "xlsx", "csv", "MB", "DMN", "dmn", "Camunda", "Modeler");

    /**
     * Data, known by their form: names of users, numbers of cases and vouchers, codes of hospitals, ids, endings of file
     * names, references of objections. All but the last two and the users' have a digit and either capitals only or the
     * letters of hexadecimal numbers.
     */
    private static final Pattern DATA = Pattern.compile("(?<![A-Za-z0-9_-])(?:"
            + "(?:fushun|lianyungang|jining|jiangmen|heshan|h\\d{7}|api)-[a-z0-9-]+"
            + "|(?=[A-Z0-9-]*\\d)[A-Z0-9][A-Z0-9-]*"
            + "|(?=[A-Z0-9a-f-]*\\d)[A-Z]{0,4}-?[0-9a-f]+(?:-[0-9a-f]+)*"
            + "|YY-[2-9A-Z]{4}-[2-9A-Z]{4}"
            + ")(?![A-Za-z0-9_-])|(?<=[\\p{IsHan}A-Za-z0-9])\\.[a-z]{3,4}");

    private static final Pattern WORD = Pattern.compile("[A-Za-z]{2,}");

    /** What a person reads: texts, and what stands in boxes, behind pictures and under the pointer; closed parts opened. */
    private static final String READ = """
            area => {
              const closed = Array.from(document.querySelectorAll('details:not([open])'));
              closed.forEach(part => { part.open = true; });
              const root = area ? document.querySelector(area) : document.body;
              const seen = [document.title, root.innerText];
              for (const e of root.querySelectorAll('[title], [uib-tooltip], [placeholder], [aria-label], [alt], select')) {
                if (e.checkVisibility()) {
                  seen.push(e.title, e.getAttribute('uib-tooltip') ?? '', e.placeholder ?? '', e.getAttribute('aria-label') ?? '', e.alt ?? '');
                  seen.push(...Array.from(e.options ?? [], option => option.textContent));
                  seen.push(...Array.from(e.querySelectorAll('optgroup'), group => group.label));
                }
              }
              closed.forEach(part => { part.open = false; });
              return seen.join('\\n');
            }""";

    private LatinWords() {}

    /**
     * The words on a page, or on a part of it.
     *
     * @param area the part as a CSS selector; null for the whole page
     * @param names what is data there although it has no form of its own
     * @param known words that belong on this kind of page
     */
    static Set<String> on(Page page, String area, Collection<String> names, Set<String> known) {
        String rest = DATA.matcher((String) page.evaluate(READ, area)).replaceAll("");
        // The longest first: some begin with others.
        for (String name : names.stream().sorted(Comparator.comparing(String::length).reversed()).toList()) {
            rest = rest.replace(name, "");
        }
        Set<String> words = new TreeSet<>();
        Matcher matcher = WORD.matcher(rest);
        while (matcher.find()) {
            if (!ALLOWED.contains(matcher.group()) && !known.contains(matcher.group())) {
                words.add(matcher.group());
            }
        }
        return words;
    }
}
