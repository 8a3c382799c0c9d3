package org.medaid.clauses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.medaid.kernel.Clause;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Writes the page that leads from each provision to the rule rows, process elements and classes that carry it out, and to
 * the tests that show it. Runs in the build; an id that the clause ledger does not know ends the build.
 */
public final class ClausePage {

    private static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";
    private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";
    private static final String DMN = "https://www.omg.org/spec/DMN/20191111/MODEL/";

    /** A place of a provision in its document. */
    record Source(String document, String article) {}

    /** What is known about one provision. */
    static final class Entry {
        final List<Source> sources = new ArrayList<>();
        final Set<String> rows = new TreeSet<>();
        final Set<String> elements = new TreeSet<>();
        final Set<String> classes = new TreeSet<>();
        final Set<String> tests = new TreeSet<>();
    }

    private final Map<String, Entry> ledger = new LinkedHashMap<>();

    /** @param args the project's folder, the folder of the compiled main classes, of the test classes, the page */
    public static void main(String[] args) throws IOException {
        Path project = Path.of(args[0]);
        ClausePage page = new ClausePage(project.resolve("src/main/resources/clauses.csv"));
        page.readModels(project.resolve("bpmn"));
        page.readClasses(Path.of(args[1]), false);
        page.readClasses(Path.of(args[2]), true);
        Path target = Path.of(args[3]);
        Files.createDirectories(target.getParent());
        Files.writeString(target, page.html());
    }

    ClausePage(Path csv) throws IOException {
        List<String> lines = Files.readAllLines(csv);
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            Entry entry = ledger.computeIfAbsent(cells[0], id -> new Entry());
            if (!cells[1].isEmpty()) {
                entry.sources.add(new Source(cells[1], cells[2]));
            }
        }
    }

    Map<String, Entry> entries() {
        return ledger;
    }

    void readModels(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".bpmn")) {
                    readProcess(name, parse(file));
                } else if (name.endsWith(".dmn")) {
                    readRules(name, parse(file));
                }
            }
        }
    }

    void readClasses(Path folder, boolean tests) {
        JavaClasses classes = new ClassFileImporter().importPath(folder);
        for (JavaClass type : classes) {
            if (type.isAnnotatedWith(Clause.class)) {
                for (String id : type.getAnnotationOfType(Clause.class).value()) {
                    Entry entry = entry(id, type.getName());
                    (tests ? entry.tests : entry.classes).add(simpleName(type));
                }
            }
            for (JavaMethod method : type.getMethods()) {
                if (method.isAnnotatedWith(Clause.class)) {
                    for (String id : method.getAnnotationOfType(Clause.class).value()) {
                        Entry entry = entry(id, method.getFullName());
                        (tests ? entry.tests : entry.classes).add(simpleName(type) + "." + method.getName());
                    }
                }
            }
        }
    }

    private void readProcess(String file, Document document) {
        NodeList properties = document.getElementsByTagNameNS(CAMUNDA, "property");
        for (int i = 0; i < properties.getLength(); i++) {
            Element property = (Element) properties.item(i);
            if (!property.getAttribute("name").equals("clauses")) {
                continue;
            }
            Element owner = property;
            while (!BPMN.equals(owner.getNamespaceURI()) || owner.getLocalName().equals("extensionElements")) {
                owner = (Element) owner.getParentNode();
            }
            for (String id : property.getAttribute("value").split(" ")) {
                entry(id, file + "#" + owner.getAttribute("id"))
                        .elements
                        .add(owner.getAttribute("name") + "（" + owner.getAttribute("id") + "）");
            }
        }
    }

    /** A row belongs to the provisions whose article its citation names; the most precise ones win. */
    private void readRules(String file, Document document) {
        NodeList rules = document.getElementsByTagNameNS(DMN, "rule");
        for (int i = 0; i < rules.getLength(); i++) {
            Element rule = (Element) rules.item(i);
            NodeList outputs = rule.getElementsByTagNameNS(DMN, "outputEntry");
            String article = unquote(outputs.item(outputs.getLength() - 1).getTextContent());
            String source = unquote(outputs.item(outputs.getLength() - 2).getTextContent());
            List<String> ids = citing(source, article);
            if (ids.isEmpty()) {
                // Articles the ledger does not number are shown under none; the row still carries its citation.
                continue;
            }
            ids.forEach(id -> ledger.get(id).rows.add(file + "#" + rule.getAttribute("id")));
        }
    }

    private List<String> citing(String document, String article) {
        int best = 0;
        List<String> ids = new ArrayList<>();
        for (Map.Entry<String, Entry> entry : ledger.entrySet()) {
            for (Source source : entry.getValue().sources) {
                if (source.document().equals(document) && article.startsWith(source.article())) {
                    int precision = source.article().length();
                    if (precision > best) {
                        best = precision;
                        ids.clear();
                    }
                    if (precision == best && !ids.contains(entry.getKey())) {
                        ids.add(entry.getKey());
                    }
                }
            }
        }
        return ids;
    }

    private Entry entry(String id, String where) {
        Entry entry = ledger.get(id);
        if (entry == null) {
            throw new IllegalStateException(where + " names the clause " + id + ", which the ledger does not know");
        }
        return entry;
    }

    private String html() {
        StringBuilder html = new StringBuilder(
                """
                <!DOCTYPE html>
                <html lang="zh-CN">
                <head>
                <meta charset="UTF-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>条款对照表</title>
                <link rel="stylesheet" href="/assets/pages.css">
                </head>
                <body>
                <h1>条款对照表</h1>
                <p>每一条款由哪些规则行、流程环节和程序实现，由哪些测试证明。本页在构建时自动生成。</p>
                <table class="clauses">
                <thead><tr><th>编号</th><th>依据</th><th>规则行</th><th>流程环节</th><th>程序</th><th>测试</th></tr></thead>
                <tbody>
                """);
        ledger.forEach((id, entry) -> html.append("<tr id=\"%s\"><th scope=\"row\">%s</th>".formatted(id, id))
                .append(cell(entry.sources.stream().map(s -> s.document() + " " + s.article()).toList()))
                .append(cell(entry.rows))
                .append(cell(entry.elements))
                .append(cell(entry.classes))
                .append(cell(entry.tests))
                .append("</tr>\n"));
        return html.append("</tbody></table>\n</body>\n</html>\n").toString();
    }

    private static String cell(Collection<String> lines) {
        return "<td>" + String.join("<br>", lines.stream().map(ClausePage::escape).toList()) + "</td>";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    private static String unquote(String text) {
        return text.strip().replaceAll("^\"|\"$", "");
    }

    private static String simpleName(JavaClass type) {
        return type.getName().replace("org.medaid.", "");
    }

    private static Document parse(Path file) throws IOException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        try (var in = Files.newInputStream(file)) {
            return factory.newDocumentBuilder().parse(in);
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(file + " is not well-formed", e);
        }
    }
}
