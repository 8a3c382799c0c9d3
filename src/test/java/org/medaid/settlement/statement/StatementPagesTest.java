package org.medaid.settlement.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.party.Parties;
import org.medaid.settlement.Statements;
import org.medaid.testing.Browser;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.PostedBills;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A statement on screen, on paper and as a table: the same figures. */
@IntegrationTest
@Clause("M1")
class StatementPagesTest {

    private static final PoolingArea AREA = PoolingArea.HESHAN;
    private static final String HOSPITAL = "H4407842";
    private static final Pattern AMOUNT = Pattern.compile("<td class=\"number\">(-?\\d+\\.\\d\\d)</td>");

    @LocalServerPort
    private int port;

    @Autowired
    private Statements statements;

    @Autowired
    private StatementDesk desk;

    @Autowired
    private Parties parties;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void screen_paper_and_table_say_the_same_to_the_fen_on_every_page() throws IOException {
        // given more lines than a page has
        YearMonth month = YearMonth.of(2017, 3);
        PostedBills bills = new PostedBills(jdbc, parties, transaction);
        for (int i = 1; i <= 55; i++) {
            bills.bill(AREA, "440784", HOSPITAL, month.atDay(1 + i % 28))
                    .owes("MEDICAL_ASSISTANCE_FUND", "1%02d.%02d".formatted(i, i))
                    .post();
        }
        bills.bill(AREA, "440784", HOSPITAL, month.atDay(2)).owes("CIVIL_AFFAIRS", "0.07").bears(HOSPITAL, "20.00").post();
        statements.draw(AREA, month);
        Statement statement = desk.of(AREA, List.of(StatementKind.values()), Optional.of(month), 0, 10).stream()
                .filter(one -> one.payee().equals(HOSPITAL))
                .findFirst()
                .orElseThrow();
        Browser clerk = Browser.signedIn(port, "heshan-clerk1");
        String path = "/hospital-statements/" + statement.id();

        // when
        String first = clerk.get(path).body();
        String second = clerk.get(path + "?after=50").body();
        String list = clerk.get("/hospital-statements?month=" + month).body();
        HttpResponse<byte[]> table = bytes(clerk, path + "/statement.xlsx");
        HttpResponse<byte[]> paper = bytes(clerk, path + "/statement.pdf");

        // then
        assertThat(statement.lineCount()).isEqualTo(58);
        List<String> screen = new ArrayList<>(amounts(first.substring(first.indexOf("<h2>明细</h2>"))));
        screen.addAll(amounts(second.substring(second.indexOf("<h2>明细</h2>"))));
        String cells = part(table.body(), "xl/worksheets/sheet2.xml");
        List<String> exported = new ArrayList<>();
        Matcher cell = Pattern.compile("<c r=\"H\\d+\"[^>]*><v>([^<]+)</v>").matcher(cells);
        while (cell.find()) {
            exported.add(new java.math.BigDecimal(cell.group(1)).setScale(2).toPlainString());
        }
        assertThat(screen).hasSize(58).isEqualTo(exported);
        String cover = part(table.body(), "xl/worksheets/sheet1.xml");
        List<String> figures = amounts(first.substring(first.indexOf("金额（元）"), first.indexOf("<h2>明细</h2>")));
        assertThat(figures).hasSizeGreaterThan(3).contains(statement.lines().toString(), "-20.00", "0.07");
        try (var pdf = Loader.loadPDF(paper.body())) {
            String text = new PDFTextStripper().getText(pdf);
            assertThat(text).contains(statement.number(), "鹤山市示范医院", "2017年3月");
            for (String figure : figures) {
                assertThat(text).contains(figure);
                assertThat(cover).contains("<v>" + new java.math.BigDecimal(figure).stripTrailingZeros().toPlainString());
            }
        }
        assertThat(table.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"" + statement.number() + ".xlsx\"");
        assertThat(list).contains(statement.number(), "鹤山市示范医院", statement.lines().toString());
        assertThat(clerk.get(path + "?after=-5").statusCode()).isEqualTo(200);
        assertThat(clerk.get("/hospital-statements?month=none&page=-1").statusCode()).isEqualTo(200);
        assertThat(clerk.get("/hospital-statements/no-id").statusCode()).isEqualTo(404);
    }

    private static List<String> amounts(String page) {
        List<String> amounts = new ArrayList<>();
        Matcher amount = AMOUNT.matcher(page);
        while (amount.find()) {
            amounts.add(amount.group(1));
        }
        return amounts;
    }

    private static HttpResponse<byte[]> bytes(Browser browser, String path) throws IOException {
        return browser.download(HttpRequest.newBuilder(browser.uri(path)).GET());
    }

    private static String part(byte[] workbook, String name) throws IOException {
        // Read from its end, as spreadsheets do.
        Path file = Files.createTempFile("statement", ".xlsx");
        try {
            Files.write(file, workbook);
            try (ZipFile zip = new ZipFile(file.toFile())) {
                return new String(zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
            }
        } finally {
            Files.delete(file);
        }
    }
}
