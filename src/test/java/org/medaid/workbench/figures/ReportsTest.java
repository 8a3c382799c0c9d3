package org.medaid.workbench.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.party.Parties;
import org.medaid.roster.Roster;
import org.medaid.testing.Browser;
import org.medaid.testing.EngineCases;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.InventedResidents;
import org.medaid.testing.Office;
import org.medaid.testing.TypedBill;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A figure on screen, the same figure in the spreadsheet, and the list behind it say the same. */
@IntegrationTest
@Clause("M8")
class ReportsTest {

    private static final Pattern SECTION = Pattern.compile("(?s)<section id=\"report-([a-zA-Z]+)\">(.*?)</section>");
    private static final Pattern LINE = Pattern.compile("(?s)<tr>(<td.*?)</tr>");
    private static final Pattern CELL = Pattern.compile("(?s)<td[^>]*>(.*?)</td>");
    private static final Pattern LINK = Pattern.compile("href=\"(/finished-cases[^\"]+)\"");

    private record Line(String link, List<String> cells) {}

    @LocalServerPort
    private int port;

    @Autowired
    private Parties parties;

    @Autowired
    private Roster roster;

    @Autowired
    private EngineCases cases;

    @Test
    void each_figure_equals_the_exported_one_and_the_list_behind_it() throws Exception {
        // given
        Office office = new Office(port, "fushun");
        PersonId person = TypedBill.entitled(parties, roster, PoolingArea.FUSHUN, InventedResidents.next("210402"), "诸葛报表样本");
        YearMonth month = YearMonth.now(BusinessClock.ZONE);
        Map<String, List<Line>> before = page(office, "/reports?period=" + month);
        settle(office, person, "2019-03-01", "2019-03-12");
        settle(office, person, "2018-05-01", "2018-05-12");
        String refused = office.instance(office.enter("clerk1", bill(person, "2017-05-01", "2017-05-12")));
        office.completed("checker", refused, "UserTask_CheckBill", Map.of("decision", "REFUSED", "reason", "单据不全"));

        for (String period : List.of(month.toString(), ReportPeriod.quarterOf(month).toString())) {
            // when
            Map<String, List<Line>> shown = page(office, "/reports?period=" + period);
            List<List<String>> exported = export(office, "/reports/export?period=" + period);

            // then
            assertThat(shown.keySet()).containsExactlyInAnyOrder("whole", "category", "careType", "payer", "hospital", "reason", "kind");
            shown.forEach((table, lines) -> {
                assertThat(lines).as(table).isNotEmpty();
                for (Line line : lines) {
                    assertThat(exported).as(table).contains(line.cells());
                    String sums = office.as("manager").get(line.link()).body().replaceAll("(?s).*<p id=\"sums\">(.*?)</p>.*", "$1");
                    List<String> listed = Pattern.compile("<strong>([^<]*)</strong>").matcher(sums).results().map(r -> r.group(1)).toList();
                    switch (table) {
                        case "reason" -> assertThat(listed.get(0)).isEqualTo(line.cells().get(2));
                        case "kind" -> assertThat(listed.get(0)).isEqualTo(line.cells().get(1));
                        case "payer" -> assertThat(List.of(listed.get(1), listed.get(0), listed.get(4)))
                                .isEqualTo(line.cells().subList(1, 4));
                        default -> assertThat(List.of(listed.get(1), listed.get(0), listed.get(2), listed.get(3)))
                                .isEqualTo(line.cells().subList(1, 5));
                    }
                }
            });
        }

        // and what was added is one person with two bills
        Map<String, List<Line>> after = page(office, "/reports?period=" + month);
        assertThat(number(after, "whole", "合计", 1) - number(before, "whole", "合计", 1)).isEqualTo(1);
        assertThat(number(after, "whole", "合计", 2) - number(before, "whole", "合计", 2)).isEqualTo(2);
        assertThat(number(after, "category", "最低生活保障对象", 3) - number(before, "category", "最低生活保障对象", 3))
                .isEqualTo(7000);
        assertThat(number(after, "payer", "医疗救助基金", 3) - number(before, "payer", "医疗救助基金", 3)).isEqualTo(3600);
    }

    @Test
    @Clause("X6")
    void managers_and_auditors_read_reports_and_lists_and_nobody_else_does() {
        for (String path : List.of("/reports", "/reports/export", "/finished-cases", "/incidents")) {
            for (String who : List.of("fushun-manager", "fushun-auditor")) {
                assertThat(Browser.signedIn(port, who).get(path).statusCode()).as(who + path).isEqualTo(200);
            }
            for (String who : List.of("fushun-clerk1", "fushun-finance1", "fushun-health", "h2104022-office", "admin")) {
                assertThat(Browser.signedIn(port, who).get(path).statusCode()).as(who + path).isEqualTo(403);
            }
        }
        Browser other = Browser.signedIn(port, "jining-auditor");
        Office fushun = new Office(port, "fushun");
        String number = fushun.as("manager").get("/finished-cases").body().replaceAll("(?s).*?/case-timelines/([A-Z0-9-]+)\".*", "$1");
        if (number.length() < 40) {
            assertThat(fushun.as("auditor").get("/case-timelines/" + number).statusCode()).isEqualTo(200);
            assertThat(other.get("/case-timelines/" + number).statusCode()).isEqualTo(404);
        }
        assertThat(other.get("/finished-cases?after=x_y&from=none&kind=%27&period=1").statusCode()).isEqualTo(200);
    }

    private static double number(Map<String, List<Line>> page, String table, String first, int column) {
        return page.get(table).stream()
                .filter(line -> line.cells().get(0).equals(first))
                .map(line -> Double.parseDouble(line.cells().get(column)))
                .findFirst()
                .orElse(0.0);
    }

    private void settle(Office office, PersonId person, String from, String to) {
        String instance = office.instance(office.enter("clerk1", bill(person, from, to)));
        office.completed("checker", instance, "UserTask_CheckBill", Map.of("decision", "ACCEPTED"));
        office.completed("checker", instance, "UserTask_DecideExclusions", Map.of("exclusions", List.of()));
        cases.fire(instance, "ServiceTask_CalculateBenefit");
        office.completed("clerk1", instance, "UserTask_ConfirmSheet", Map.of("decision", "CONFIRMED"));
    }

    private static Map<String, Object> bill(PersonId person, String from, String to) {
        return TypedBill.of(person, "H2104022", from, to, UUID.randomUUID().toString());
    }

    private static Map<String, List<Line>> page(Office office, String path) {
        Map<String, List<Line>> tables = new HashMap<>();
        String html = office.as("manager").get(path).body();
        for (MatchResult section : SECTION.matcher(html).results().toList()) {
            List<Line> lines = new ArrayList<>();
            LINE.matcher(section.group(2)).results().filter(line -> line.group(1).contains("href")).forEach(line -> lines.add(new Line(
                    LINK.matcher(line.group(1)).results().findFirst().orElseThrow().group(1).replace("&amp;", "&"),
                    CELL.matcher(line.group(1)).results().map(cell -> cell.group(1).replaceAll("<[^>]*>", "").strip()).toList())));
            tables.put(section.group(1), lines);
        }
        return tables;
    }

    /** Every row of the file as the page would show it. */
    private static List<List<String>> export(Office office, String path) throws Exception {
        byte[] file = office.as("manager").download(HttpRequest.newBuilder(office.as("manager").uri(path)).GET()).body();
        Map<String, byte[]> parts = new HashMap<>();
        Path copy = Files.write(Files.createTempFile(Path.of("target"), "statistics", ".xlsx"), file);
        try (ZipFile zip = new ZipFile(copy.toFile())) {
            for (ZipEntry part : zip.stream().map(ZipEntry.class::cast).toList()) {
                parts.put(part.getName(), zip.getInputStream(part).readAllBytes());
            }
        } finally {
            Files.delete(copy);
        }
        List<String> shared = new ArrayList<>();
        all(parts.get("xl/sharedStrings.xml"), "si").forEach(text -> shared.add(text.getTextContent()));
        List<List<String>> rows = new ArrayList<>();
        for (Element row : all(parts.get("xl/worksheets/sheet1.xml"), "row")) {
            List<String> cells = new ArrayList<>();
            NodeList found = row.getElementsByTagName("c");
            for (int i = 0; i < found.getLength(); i++) {
                Element cell = (Element) found.item(i);
                String text = cell.getTextContent();
                cells.add(cell.getAttribute("t").equals("s") ? shared.get(Integer.parseInt(text)) : text);
            }
            rows.add(cells);
        }
        // Numbers of a file have no fixed decimals: they are compared as the page writes the same column.
        List<List<String>> both = new ArrayList<>(rows);
        rows.forEach(row -> both.add(withDecimals(row, 2)));
        rows.forEach(row -> both.add(withDecimals(row, 1)));
        return both;
    }

    /** Money stands in the last columns of most tables, days in those of one; counts have no decimals. */
    private static List<String> withDecimals(List<String> row, int decimals) {
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            // What has more decimals already is written as it stands.
            boolean number = row.get(i).matches("-?\\d+(\\.\\d{1," + decimals + "})?");
            shown.add(i >= 3 && number ? new BigDecimal(row.get(i)).setScale(decimals).toPlainString() : row.get(i));
        }
        return shown;
    }

    private static List<Element> all(byte[] xml, String name) throws Exception {
        NodeList found = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml))
                .getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }
}
