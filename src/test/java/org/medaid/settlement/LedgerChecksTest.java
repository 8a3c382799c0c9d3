package org.medaid.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.ledger.AccountKind;
import org.medaid.ledger.Fund;
import org.medaid.ledger.FundLedger;
import org.medaid.party.Parties;
import org.medaid.roster.Roster;
import org.medaid.testing.Browser;
import org.medaid.testing.EngineCases;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.Office;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A difference made past the code and past the triggers is found. Each is made in a transaction that is rolled back: the
 * owner of the tables can switch their triggers off.
 */
@IntegrationTest
@Clause({"M5", "C19"})
class LedgerChecksTest {

    private static final List<String> TABLES = List.of(
            "ledger_transfer",
            "ledger_entry",
            "ledger_closing",
            "ledger_year_closing",
            "accumulator_entry",
            "fund_receipt",
            "calculation_sheet");

    @LocalServerPort
    private int port;

    @Autowired
    private Parties parties;

    @Autowired
    private Roster roster;

    @Autowired
    private EngineCases cases;

    @Autowired
    private LedgerChecks checks;

    @Autowired
    private FundLedger ledger;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private Office office;
    private PersonId person;
    private String claim;
    private String number;
    private String sheet;
    private long transfer;

    /** A bill of Fushun that was discharged in 2019, which is settled and posted with 1,800.00. */
    @BeforeEach
    void settled() {
        office = new Office(port, "fushun");
        BillOfFushun bill = new BillOfFushun(office, parties, roster, cases, "张核对样本", 2019);
        person = bill.person;
        claim = bill.claim;
        number = office.get("clerk1", "/api/v1/claims/" + claim).get("caseNumber").asText();
        sheet = single("select id::text from medaid.calculation_sheet where claim_id = '" + claim + "'");
        assertThat(differences()).as("a sheet that waits has used its ceiling and posted nothing").isEmpty();
        bill.settled();
        transfer = Long.parseLong(single("select id from medaid.ledger_transfer where document_id = '" + sheet + "'"));
    }

    @Test
    void a_sound_bill_shows_no_difference_and_each_kind_of_difference_is_found() {
        assertThat(differences()).isEmpty();

        assertThat(after("update medaid.ledger_entry set amount = amount - 1 where amount < 0 and transfer_id = " + transfer))
                .containsOnlyKeys(BooksCheck.TRANSFERS_BALANCED)
                .hasEntrySatisfying(BooksCheck.TRANSFERS_BALANCED, found -> assertThat(found).contains("-1.00元"));
        assertThat(after("delete from medaid.ledger_entry where amount < 0 and transfer_id = " + transfer))
                .containsOnlyKeys(BooksCheck.TRANSFERS_BALANCED, BooksCheck.TRANSFERS_COMPLETE);
        assertThat(after("update medaid.ledger_entry set amount = amount + sign(amount) * 7 where transfer_id = " + transfer))
                .containsOnlyKeys(BooksCheck.TRANSFERS_COMPLETE, BooksCheck.POSTED_AS_GRANTED)
                .hasEntrySatisfying(
                        BooksCheck.POSTED_AS_GRANTED,
                        found -> assertThat(found).contains(number, "核算单1800.00元", "账上1807.00元"));
        assertThat(after(
                        "delete from medaid.ledger_entry where transfer_id = " + transfer,
                        "delete from medaid.ledger_transfer where id = " + transfer))
                .containsOnlyKeys(BooksCheck.SETTLED_BILLS_POSTED, BooksCheck.USED_AS_GRANTED)
                .hasEntrySatisfying(
                        BooksCheck.SETTLED_BILLS_POSTED, found -> assertThat(found).contains(number, "应记账1800.00元"))
                .hasEntrySatisfying(
                        BooksCheck.USED_AS_GRANTED,
                        found -> assertThat(found).contains(number, "限额已用1800.00元，账上0元"));
        assertThat(after("update medaid.claim set state = 'REVERSED' where id = '" + claim + "'"))
                .containsOnlyKeys(BooksCheck.ONLY_SETTLED_BILLS_POSTED);
        assertThat(after("update medaid.ledger_transfer set document_id = 'none' where id = " + transfer))
                .containsOnlyKeys(
                        BooksCheck.POSTINGS_HAVE_DOCUMENTS, BooksCheck.SETTLED_BILLS_POSTED, BooksCheck.USED_AS_GRANTED);
        assertThat(after("delete from medaid.accumulator_entry where document_id = '" + sheet + "'"))
                .containsOnlyKeys(BooksCheck.USED_AS_GRANTED)
                .hasEntrySatisfying(
                        BooksCheck.USED_AS_GRANTED,
                        found -> assertThat(found).contains(number, "限额已用0元，账上1800.00元"));
        assertThat(after("update medaid.accumulator_entry set amount = 1800.01 where document_id = '" + sheet + "'"))
                .containsOnlyKeys(BooksCheck.USED_AS_GRANTED);
        assertThat(after("update medaid.accumulator_entry set ceiling = 1799.99 where document_id = '" + sheet + "'"))
                .containsOnlyKeys(BooksCheck.CEILINGS_KEPT);
        assertThat(after("""
                        insert into medaid.ledger_transfer (area, kind, document_type, document_id, posted_on, period, entry_count, total,
                          reverses_id, reason, posted_by, posted_at)
                        select area, kind, document_type, document_id, posted_on, period, 2, 1, id, 'x', 'test', now()
                          from medaid.ledger_transfer where id = %d""".formatted(transfer)))
                .containsKey(BooksCheck.REVERSALS_MIRROR);
    }

    @Test
    void closed_months_and_years_and_receipts_are_compared_with_what_they_said() {
        // given a receipt that nobody posted, a month closed with other sums, a year closed without being carried
        String voucher = "V" + UUID.randomUUID().toString().substring(0, 8);
        Map<BooksCheck, String> found = everythingAfter(
                """
                insert into medaid.fund_receipt (id, area, fund, amount, received_on, voucher_number, entered_by, entered_at)
                values (gen_random_uuid(), 'fushun', 'CIVIL_AFFAIRS', 5, '2020-01-01', '%s', 'test', now())""".formatted(voucher),
                "insert into medaid.ledger_closing (area, month, transfers, debit, credit, closed_by, closed_at) "
                        + "values ('fushun', '2199-12-01', 1, 123.45, 123.45, 'test', '2200-01-02')",
                "set constraints all deferred",
                """
                insert into medaid.ledger_closing_proposal (area, scope, month, transfers, debit, credit, proposed_by, proposed_at)
                values ('fushun', 'YEAR', '2199-12-01', 0, 0, 0, 'test', '2200-01-02')""",
                """
                insert into medaid.ledger_year_closing (area, year, proposal_id, transfers, debit, credit, closed_by, closed_at)
                values ('fushun', 2199, currval('medaid.ledger_closing_proposal_id_seq'), 0, 0, 0, 'test2', '2200-01-02')""");

        // then
        assertThat(found.get(BooksCheck.RECEIPTS_POSTED)).contains(voucher, "登记5.00元，账上0元");
        assertThat(found.get(BooksCheck.CLOSED_MONTHS_AS_CLOSED)).contains("2199-12：结账时1笔、借方123.45元");
        assertThat(found.get(BooksCheck.CLOSED_YEARS_AT_ZERO)).contains("还有余额");
    }

    @Test
    void a_bill_settled_before_the_books_existed_is_posted_once_however_often_it_is_asked() {
        // given a copy of the bill that was never posted
        String old = UUID.randomUUID().toString();
        String oldSheet = UUID.randomUUID().toString();
        String oldNumber = "FS-ALT-" + old.substring(0, 8);
        jdbc.sql("""
                        insert into medaid.claim select (jsonb_populate_record(null::medaid.claim, to_jsonb(c)
                            || jsonb_build_object('id', ?, 'case_number', ?, 'invoice_number', ?))).* from medaid.claim c where c.id = ?::uuid
                        """).params(old, oldNumber, old, claim).update();
        jdbc.sql("""
                        insert into medaid.calculation_sheet select (jsonb_populate_record(null::medaid.calculation_sheet, to_jsonb(s)
                            || jsonb_build_object('id', ?, 'claim_id', ?))).* from medaid.calculation_sheet s where s.id = ?::uuid
                        """).params(oldSheet, old, sheet).update();
        jdbc.sql("""
                        insert into medaid.accumulator_entry (person_id, benefit_year, accumulator, amount, ceiling, document_type, document_id)
                        select person_id, benefit_year, accumulator, amount, ceiling, document_type, ? from medaid.accumulator_entry
                         where document_id = ?
                        """).params(oldSheet, sheet).update();
        Browser manager = office.as("manager");
        String before = manager.get("/ledger/checks?year=2019").body();

        // when
        int byFinance = open(Browser.signedIn(port, "fushun-finance1")).statusCode();
        open(manager);
        String done = manager.get("/ledger/checks").body();
        open(manager);
        String nothing = manager.get("/ledger/checks").body();

        // then
        assertThat(before).contains("业务" + oldNumber + "：核算单应记账1800.00元，账上没有");
        assertThat(byFinance).isEqualTo(403);
        assertThat(done).contains("已补记").contains("开始核对").doesNotContain(oldNumber);
        assertThat(nothing).contains("没有需要补记的业务");
        assertThat(jdbc.sql("select kind from medaid.ledger_transfer where document_id = ?").param(oldSheet).query(String.class).list())
                .containsExactly("OPENING");
        assertThat(ledger.balance(
                        PoolingArea.FUSHUN,
                        Fund.MEDICAL_ASSISTANCE_FUND,
                        LocalDate.now(BusinessClock.ZONE).getYear(),
                        AccountKind.PERSON_PAYABLE,
                        person.toString()))
                .isEqualTo(Money.parse("-3600.00"));
        assertThat(manager.get("/ledger/checks?year=2019").body()).doesNotContain(oldNumber, number);
        assertThat(jdbc.sql("""
                                select count(*) from medaid.audit_entry where action = 'LEDGER_OPENING_POSTED' and area = 'fushun'
                                   and user_id = 'fushun-manager'
                                """).query(Integer.class).single()).isPositive();
    }

    @Test
    @Clause("X6")
    void readers_of_the_books_check_their_own_office() {
        for (String who : List.of("jining-manager", "jining-auditor", "jining-finance1")) {
            assertThat(Browser.signedIn(port, who).get("/ledger/checks?year=2019").body())
                    .contains("济宁市", "账务核对</h1>", "每张凭证在每项资金内借贷相等", "相符")
                    .doesNotContain(number);
        }
        assertThat(Browser.signedIn(port, "jining-clerk1").get("/ledger/checks").statusCode()).isEqualTo(403);
    }

    private HttpResponse<String> open(Browser browser) {
        browser.get("/ledger");
        return browser.send(browser.tokens(HttpRequest.newBuilder(browser.uri("/ledger/opening-entries")), "/ledger")
                .header("Accept", "text/html")
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    /** The findings that name this bill or its transfer. */
    private Map<BooksCheck, String> differences() {
        return checks.run(PoolingArea.FUSHUN, 2019).stream()
                .filter(finding -> finding.first().stream()
                        .anyMatch(line -> line.contains(number) || line.contains("第" + transfer + "号")))
                .collect(java.util.stream.Collectors.toMap(
                        BooksCheck.Finding::check, finding -> String.join("；", finding.first())));
    }

    private Map<BooksCheck, String> after(String... statements) {
        return rolledBack(this::differences, statements);
    }

    private Map<BooksCheck, String> everythingAfter(String... statements) {
        return rolledBack(
                () -> checks.run(PoolingArea.FUSHUN, 2019).stream()
                        .filter(finding -> !finding.isSound())
                        .collect(java.util.stream.Collectors.toMap(
                                BooksCheck.Finding::check, finding -> String.join("；", finding.first()))),
                statements);
    }

    private <T> T rolledBack(java.util.function.Supplier<T> seen, String... statements) {
        return transaction.execute(status -> {
            TABLES.forEach(table -> jdbc.sql("alter table medaid." + table + " disable trigger user").update());
            for (String statement : statements) {
                jdbc.sql(statement).update();
            }
            status.setRollbackOnly();
            return seen.get();
        });
    }

    private String single(String sql) {
        return jdbc.sql(sql).query(String.class).single();
    }
}
