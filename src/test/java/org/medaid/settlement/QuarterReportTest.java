package org.medaid.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.ledger.AccountKind;
import org.medaid.ledger.BooksAt;
import org.medaid.ledger.BusinessDocument;
import org.medaid.ledger.Fund;
import org.medaid.ledger.FundLedger;
import org.medaid.ledger.Posting;
import org.medaid.ledger.TransferKind;
import org.medaid.party.Parties;
import org.medaid.roster.Roster;
import org.medaid.security.StaffDirectory;
import org.medaid.testing.Browser;
import org.medaid.testing.EngineCases;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.Office;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What agency and finance reconcile each quarter: the books, the bills, the page and the file say the same. */
@IntegrationTest
@Clause("M5")
class QuarterReportTest {

    private static final String FUND = "医疗救助基金";

    @LocalServerPort
    private int port;

    @Autowired
    private QuarterReports reports;

    @Autowired
    private FundReceipts receipts;

    @Autowired
    private FundLedger ledger;

    @Autowired
    private StaffDirectory staff;

    @Autowired
    private Parties parties;

    @Autowired
    private Roster roster;

    @Autowired
    private EngineCases cases;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private final Quarter quarter = Quarter.of(YearMonth.now(BusinessClock.ZONE));

    @Test
    void receipts_settled_bills_and_corrections_stand_in_the_quarter_and_the_balance_follows_from_them() {
        // given
        QuarterReport before = reports.of(PoolingArea.FUSHUN, quarter);

        // when
        receipt("5000.00");
        new BillOfFushun(new Office(port, "fushun"), parties, roster, cases, "张对账样本", 2018).settled();
        QuarterReport after = reports.of(PoolingArea.FUSHUN, quarter);

        // then
        assertThat(change(before, after, "收支和结余", 2, FUND)).isEqualTo(Money.parse("5000.00"));
        assertThat(change(before, after, "收支和结余", 3, FUND)).isEqualTo(Money.parse("1800.00"));
        assertThat(change(before, after, "收支和结余", 5, FUND)).isEqualTo(Money.parse("3200.00"));
        assertThat(change(before, after, "支出去向", 2, FUND, "应付个人款")).isEqualTo(Money.parse("1800.00"));
        assertThat(change(before, after, "各科目余额", 4, FUND, "财政专户存款")).isEqualTo(Money.parse("5000.00"));
        assertThat(change(before, after, "各科目余额", 5, FUND, "应付个人款")).isEqualTo(Money.parse("1800.00"));
        assertThat(change(before, after, "季末应付个人款", 1, FUND)).isEqualTo(1);
        assertThat(change(before, after, "季末应付个人款", 2, FUND)).isEqualTo(Money.parse("1800.00"));
        for (int books = 2, bills = 4; books <= 3; books++, bills++) {
            Object expected = books == 2 ? (Object) 1 : Money.parse("1800.00");
            assertThat(change(before, after, "账务与费用业务核对", books, "结算", FUND)).isEqualTo(expected);
            assertThat(change(before, after, "账务与费用业务核对", bills, "结算", FUND)).isEqualTo(expected);
        }
        assertThat(after.tables().get(0).rows()).isNotEmpty().allSatisfy(row -> assertThat(((Money) row.get(1))
                        .plus((Money) row.get(2))
                        .minus((Money) row.get(3))
                        .plus((Money) row.get(4)))
                .isEqualTo(row.get(5)));
        assertThat(after.digest()).isNotEqualTo(before.digest());
    }

    @Test
    void a_bill_without_its_posting_shows_as_a_difference() {
        // given
        BillOfFushun bill = new BillOfFushun(new Office(port, "fushun"), parties, roster, cases, "张对账样本", 2017).settled();
        QuarterReport before = reports.of(PoolingArea.FUSHUN, quarter);

        // when somebody takes its posting away past the code
        QuarterReport after = transaction.execute(status -> {
            status.setRollbackOnly();
            jdbc.sql("alter table medaid.ledger_entry disable trigger user").update();
            jdbc.sql("alter table medaid.ledger_transfer disable trigger user").update();
            String transfer = "(select t.id from medaid.ledger_transfer t join medaid.calculation_sheet s on s.id::text = t.document_id"
                    + " where s.claim_id = '" + bill.claim + "')";
            jdbc.sql("delete from medaid.ledger_entry where transfer_id in " + transfer).update();
            jdbc.sql("delete from medaid.ledger_transfer where id in " + transfer).update();
            return reports.of(PoolingArea.FUSHUN, quarter);
        });

        // then
        assertThat(change(before, after, "账务与费用业务核对", 6, "结算", FUND)).isEqualTo(Money.parse("-1800.00"));
        assertThat(change(before, after, "账务与费用业务核对", 2, "结算", FUND)).isEqualTo(-1);
        assertThat(change(before, after, "账务与费用业务核对", 4, "结算", FUND)).isEqualTo(0);
    }

    @Test
    void what_is_owed_to_hospitals_is_listed_by_hospital_and_a_closed_quarter_holds_only_its_own() {
        // given a posting of a quarter long past and its payment in the next
        LocalDate day = LocalDate.of(2125, 5, 20);
        pay(day, TransferKind.SETTLEMENT, AccountKind.FUND, "CIVIL_AFFAIRS", AccountKind.HOSPITAL_PAYABLE, "H3207063");
        pay(day.plusMonths(3), TransferKind.PAYMENT, AccountKind.HOSPITAL_PAYABLE, "H3207063", AccountKind.SPECIAL_ACCOUNT, "CIVIL_AFFAIRS");

        // when
        QuarterReport second = reports.of(PoolingArea.LIANYUNGANG, new Quarter(2125, 2));
        QuarterReport third = reports.of(PoolingArea.LIANYUNGANG, new Quarter(2125, 3));
        String hospital = parties.hospital("H3207063").orElseThrow().name();

        // then
        assertThat(cell(second, "季末应付医院款", 2, hospital, "民政部门")).isEqualTo(Money.parse("77.70"));
        assertThat(cell(second, "支出去向", 2, "民政部门", "应付医院款")).isEqualTo(Money.parse("77.70"));
        assertThat(cell(third, "季末应付医院款", 2, hospital, "民政部门")).isNull();
        assertThat(cell(third, "支出去向", 2, "民政部门", "应付医院款")).isNull();
        assertThat(cell(third, "各科目余额", 3, "民政部门", "应付医院款")).isEqualTo(Money.parse("77.70"));
        assertThat(cell(third, "各科目余额", 7, "民政部门", "应付医院款")).isEqualTo(Money.ZERO);
    }

    @Test
    void every_figure_on_the_page_stands_in_the_file_and_no_other() throws Exception {
        // given
        receipt("1234.50");
        Browser auditor = Browser.signedIn(port, "fushun-auditor");

        // when
        String page = auditor.get("/ledger/quarters?quarter=" + quarter).body();
        List<List<String>> onPage = rowsOfPage(page);
        List<List<String>> inFile = rowsOfFile(download("fushun-auditor", "/ledger/quarters/export?quarter=" + quarter));

        // then
        assertThat(onPage).hasSizeGreaterThan(5).contains(List.of("资金", "季初结余（元）", "本季收入（元）", "本季支出（元）", "以前年度更正（元）", "季末结余（元）"));
        assertThat(inFile).containsSubsequence(onPage);
        assertThat(inFile.stream().filter(row -> row.size() > 1).toList())
                .isEqualTo(onPage.stream().filter(row -> row.size() > 1).toList());
        assertThat(page).doesNotContain("张对账样本");
    }

    @Test
    @Clause("X6")
    void readers_of_the_books_see_their_own_offices_quarter() {
        for (String who : List.of("jining-manager", "jining-auditor", "jining-policy1", "jining-finance1")) {
            Browser browser = Browser.signedIn(port, who);
            assertThat(browser.get("/ledger/quarters").body()).as(who).contains("济宁市", "季度</span>医疗救助资金对账表");
            assertThat(browser.get("/ledger/quarters?quarter=none").statusCode()).isEqualTo(200);
            assertThat(browser.get("/ledger/quarters?quarter=2200-Q4").statusCode()).isEqualTo(200);
            assertThat(browser.get("/ledger/quarters?quarter=2000-Q1").statusCode()).isEqualTo(200);
            assertThat(browser.get("/ledger/quarters/export").statusCode()).isEqualTo(200);
        }
        Browser clerk = Browser.signedIn(port, "jining-clerk1");
        assertThat(clerk.get("/ledger/quarters").statusCode()).isEqualTo(403);
        assertThat(clerk.get("/ledger/quarters/export").statusCode()).isEqualTo(403);
    }

    @Test
    void the_database_takes_no_signature_before_the_months_are_closed_and_no_second_one_of_a_person() {
        String sign = "insert into medaid.quarter_report_signature values ('%s', '%s', '%s', '%s', '%s', now())";
        String digest = "0".repeat(64);
        assertThat(refused(sign.formatted("jiangmen", "2004-01-01", "AGENCY", digest, "test")))
                .isEqualTo("ck_quarter_report_signature_months_closed");
        String close = "insert into medaid.ledger_closing_proposal (area, scope, month, transfers, debit, credit, proposed_by, proposed_at)"
                + " values ('jiangmen', 'MONTH', '2003-12-01', 0, 0, 0, 'test', '2004-01-02');"
                + "insert into medaid.ledger_closing values ('jiangmen', '2003-12-01', 0, 0, 0, 'test2', '2004-01-02',"
                + " currval('medaid.ledger_closing_proposal_id_seq'));";
        String first = close + sign.formatted("jiangmen", "2003-10-01", "AGENCY", digest, "test") + ";";
        assertThat(refused(first + sign.formatted("jiangmen", "2003-10-01", "FINANCE", digest, "test")))
                .isEqualTo("uq_quarter_report_signature_two_people");
        assertThat(refused(first + sign.formatted("jiangmen", "2003-10-01", "FINANCE", "1" + digest.substring(1), "test2")))
                .isEqualTo("ck_quarter_report_signature_same_figures");
        assertThat(refused(first + sign.formatted("jiangmen", "2003-10-01", "AGENCY", digest, "test2")))
                .isEqualTo("pk_quarter_report_signature");
        assertThat(refused(close + sign.formatted("jiangmen", "2003-09-01", "AGENCY", digest, "test")))
                .isEqualTo("ck_quarter_report_signature_quarter");
        assertThat(refused(first + "update medaid.quarter_report_signature set signed_by = 'x'")).isNull();
    }

    private String refused(String statements) {
        String[] constraint = {null};
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    for (String statement : statements.split(";")) {
                        jdbc.sql(statement).update();
                    }
                }))
                .rootCause()
                .isInstanceOfSatisfying(org.postgresql.util.PSQLException.class, cause -> constraint[0] =
                        cause.getServerErrorMessage().getConstraint());
        return constraint[0];
    }

    private void receipt(String amount) {
        assertThat(receipts.enter(
                                staff.find("fushun-finance1").orElseThrow(),
                                new EnterReceipt(
                                        UUID.randomUUID().toString(),
                                        "MEDICAL_ASSISTANCE_FUND",
                                        amount,
                                        LocalDate.now(BusinessClock.ZONE).toString(),
                                        "Q-" + UUID.randomUUID().toString().substring(0, 20)))
                        .problems())
                .isEmpty();
    }

    private void pay(LocalDate day, TransferKind kind, AccountKind debtor, String from, AccountKind creditor, String to) {
        FundLedger books = BooksAt.on(day, jdbc);
        transaction.executeWithoutResult(status -> books.post(new Posting.Movements()
                .move(Fund.CIVIL_AFFAIRS, debtor, from, creditor, to, Money.parse("77.70"))
                .of(
                        PoolingArea.LIANYUNGANG,
                        kind,
                        new BusinessDocument("LEDGER_TEST", UUID.randomUUID().toString()),
                        "test")));
    }

    /** A cell of the row that begins with these texts; null if there is no such row. */
    private static Object cell(QuarterReport report, String title, int column, String... begins) {
        return report.tables().stream()
                .filter(table -> table.title().equals(title))
                .flatMap(table -> table.rows().stream())
                .filter(row -> row.subList(0, begins.length).stream().map(Object::toString).toList().equals(List.of(begins)))
                .map(row -> row.get(column))
                .findFirst()
                .orElse(null);
    }

    private static Object change(QuarterReport before, QuarterReport after, String title, int column, String... begins) {
        Object then = cell(before, title, column, begins);
        Object now = cell(after, title, column, begins);
        if (now instanceof Integer count) {
            return count - (then == null ? 0 : (Integer) then);
        }
        return ((Money) now).minus(then == null ? Money.ZERO : (Money) then);
    }

    private static List<List<String>> rowsOfPage(String page) {
        List<List<String>> rows = new ArrayList<>();
        Matcher row = Pattern.compile("(?s)<tr>(.*?)</tr>").matcher(page);
        while (row.find()) {
            List<String> cells = new ArrayList<>();
            Matcher cell = Pattern.compile("(?s)<t[hd][^>]*>(.*?)</t[hd]>").matcher(row.group(1));
            while (cell.find()) {
                cells.add(plain(cell.group(1)));
            }
            if (!cells.equals(List.of("无"))) {
                rows.add(cells);
            }
        }
        return rows;
    }

    private static List<List<String>> rowsOfFile(byte[] workbook) throws Exception {
        Map<String, byte[]> parts = new HashMap<>();
        Path file = Files.write(Files.createTempFile(Path.of("target"), "quarter", ".xlsx"), workbook);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry part : zip.stream().map(ZipEntry.class::cast).toList()) {
                parts.put(part.getName(), zip.getInputStream(part).readAllBytes());
            }
        } finally {
            Files.delete(file);
        }
        List<String> shared = new ArrayList<>();
        elements(xml(parts.get("xl/sharedStrings.xml")).getDocumentElement(), "si")
                .forEach(text -> shared.add(text.getTextContent()));
        List<List<String>> rows = new ArrayList<>();
        for (Element row : elements(xml(parts.get("xl/worksheets/sheet1.xml")).getDocumentElement(), "row")) {
            List<String> cells = new ArrayList<>();
            for (Element cell : elements(row, "c")) {
                String text = cell.getTextContent();
                switch (cell.getAttribute("t")) {
                    case "s" -> cells.add(shared.get(Integer.parseInt(text)));
                    case "inlineStr" -> cells.add(text);
                    default -> cells.add(plain(text));
                }
            }
            rows.add(cells);
        }
        return rows;
    }

    /** Numbers in one way of writing, whether 1234.5 or 1234.50. */
    private static String plain(String text) {
        return text.matches("-?\\d+(\\.\\d+)?") ? new BigDecimal(text).setScale(2).toPlainString() : text;
    }

    private static Document xml(byte[] part) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(part));
    }

    private static List<Element> elements(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        var nodes = parent.getElementsByTagName(name);
        for (int i = 0; i < nodes.getLength(); i++) {
            found.add((Element) nodes.item(i));
        }
        return found;
    }

    private byte[] download(String user, String path) throws IOException, InterruptedException {
        Browser browser = Browser.signedIn(port, user);
        HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(browser.uri(path))
                                .header("Cookie", "JSESSIONID=" + browser.cookie("JSESSIONID").orElseThrow())
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow()).endsWith(".xlsx\"");
        return answer.body();
    }
}
