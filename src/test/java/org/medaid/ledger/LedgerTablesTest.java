package org.medaid.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.medaid.kernel.Clause;
import org.medaid.testing.IntegrationTest;
import org.postgresql.util.PSQLException;
import org.springframework.beans.factory.annotation.Autowired;

/** What the code refuses, the database refuses too when somebody writes past the code. Everything is rolled back. */
@IntegrationTest
@Clause("M5")
class LedgerTablesTest {

    private static final String ACCEPTED = "accepted";
    private static final String APPEND_ONLY = "23001";

    /** A month of its own in an office that no other test closes. */
    private static final String DAY = "2004-03-15";

    private static final String MONTH = "2004-03-01";
    private static final String CLOSING =
            "insert into medaid.ledger_closing values ('jiangmen', '%s', %d, %s, %s, 'test', '%s')";

    @Autowired
    private DataSource database;

    private final String document = UUID.randomUUID().toString();

    @Test
    void a_whole_transfer_and_its_mirror_are_accepted() {
        assertThat(answer(whole())).isEqualTo(ACCEPTED);
        assertThat(answer(whole(), reversal("5.00", 2), mirrored())).isEqualTo(ACCEPTED);
    }

    @Test
    void a_transfer_comes_to_zero_in_each_fund() {
        assertThat(answer(accounts(), transfer(DAY, MONTH, 2, "5.00"), entry("FUND", "5.00"), entry("PERSON_PAYABLE", "-4.99")))
                .isEqualTo("ck_ledger_transfer_balanced");
        assertThat(answer(
                        accounts(),
                        account("jiangmen", "CIVIL_AFFAIRS", 2004, "FUND", "CIVIL_AFFAIRS"),
                        transfer(DAY, MONTH, 2, "5.00"),
                        "insert into medaid.ledger_entry (transfer_id, account_id, amount) values "
                                + "(currval('medaid.ledger_transfer_id_seq'), currval('medaid.ledger_account_id_seq'), 5)",
                        entry("PERSON_PAYABLE", "-5.00")))
                .isEqualTo("ck_ledger_transfer_balanced");
    }

    @Test
    void a_transfer_has_its_entries_no_fewer_and_no_more() {
        assertThat(answer(transfer(DAY, MONTH, 2, "5.00"))).isEqualTo("ck_ledger_transfer_complete");
        assertThat(answer(whole(), extraPair())).isEqualTo("ck_ledger_transfer_complete");
        assertThat(answer(transfer(DAY, MONTH, 1, "5.00"))).isEqualTo("ck_ledger_transfer_two_entries");
        assertThat(answer(accounts(), transfer(DAY, MONTH, 2, "5.00"), entry("FUND", "0.00")))
                .isEqualTo("ck_ledger_entry_not_zero");
        assertThat(answer(whole(), entry("FUND", "1.00"))).isEqualTo("uq_ledger_entry_account_once");
    }

    @Test
    void a_document_is_posted_once_and_taken_back_once_by_its_exact_mirror() {
        assertThat(answer(whole(), transfer(DAY, MONTH, 2, "5.00"))).isEqualTo("uq_ledger_transfer_once_per_document");
        assertThat(answer(whole(), reversal("5.00", 2), mirrored(), reversal("5.00", 2)))
                .isIn("uq_ledger_transfer_reversed_once", "uq_ledger_transfer_once_per_document");
        assertThat(answer(whole(), reversal("5.00", 2), entry("FUND", "5.00"), entry("PERSON_PAYABLE", "-5.00")))
                .isEqualTo("ck_ledger_transfer_reversal_mirrors");
        assertThat(answer(whole(), reversal("4.00", 2), entry("FUND", "-4.00"), entry("PERSON_PAYABLE", "4.00")))
                .isEqualTo("ck_ledger_transfer_reversal_mirrors");
        assertThat(answer(whole(), reversal("5.00", 3))).isEqualTo("ck_ledger_transfer_reversal_mirrors");
        assertThat(answer(whole(), reversal("5.00", 2), mirrored(), reversalOfReversal()))
                .isEqualTo("ck_ledger_transfer_reversal_mirrors");
        assertThat(answer(whole(), reversal("5.00", 2).replace("'test reason'", "null")))
                .isEqualTo("ck_ledger_transfer_reversal_has_reason");
    }

    @Test
    void a_posting_keeps_to_its_office_its_year_and_its_month() {
        String elsewhere = accounts().replace("'jiangmen'", "'heshan'");
        assertThat(answer(
                        elsewhere,
                        transfer(DAY, MONTH, 2, "5.00"),
                        entry("FUND", "5.00").replace("'jiangmen'", "'heshan'")))
                .isEqualTo("ck_ledger_entry_own_office");
        assertThat(answer(accounts(), transfer("2005-01-02", "2005-01-01", 2, "5.00"), entry("FUND", "5.00")))
                .isEqualTo("ck_ledger_entry_own_year");
        assertThat(answer(transfer(DAY, "2004-04-01", 2, "5.00"))).isEqualTo("ck_ledger_transfer_in_open_period");
        assertThat(answer(transfer(DAY, "2004-02-01", 2, "5.00"))).isEqualTo("ck_ledger_transfer_in_open_period");
        assertThat(answer(account("jiangmen", "CIVIL_AFFAIRS", 2004, "FUND", "OTHER")))
                .isEqualTo("ck_ledger_account_fund_has_its_books");
        assertThat(answer(account("jiangmen", "CIVIL_AFFAIRS", 2004, "HOSPITAL_SHARE", "H1")))
                .isEqualTo("ck_ledger_account_share_is_no_funds");
        assertThat(answer(account("jiangmen", "CIVIL_AFFAIRS", 2004, "PERSON_PAYABLE", "张示例")))
                .isEqualTo("ck_ledger_account_holder_is_code");
    }

    @Test
    void a_closed_month_takes_nothing_and_is_closed_once_when_it_is_over() {
        String closed = CLOSING.formatted(MONTH, 1, "5.00", "5.00", "2004-04-02");
        assertThat(answer(whole(), closed)).isEqualTo(ACCEPTED);
        assertThat(answer(closed.replace(" 1, 5.00, 5.00", " 0, 0, 0"), transfer(DAY, MONTH, 2, "5.00")))
                .isEqualTo("ck_ledger_transfer_in_open_period");
        assertThat(answer(whole(), closed, closed)).isEqualTo("ck_ledger_closing_in_order");
        assertThat(answer(whole(), closed, CLOSING.formatted("2004-02-01", 0, "0", "0", "2004-04-02")))
                .isEqualTo("ck_ledger_closing_in_order");
        assertThat(answer(CLOSING.formatted(MONTH, 1, "5.00", "5.00", "2004-04-02")))
                .isEqualTo("ck_ledger_closing_states_postings");
        assertThat(answer(whole(), CLOSING.formatted(MONTH, 1, "5.00", "5.00", "2004-03-31T15:59:59Z")))
                .isEqualTo("ck_ledger_closing_month_is_over");
        assertThat(answer(whole(), CLOSING.formatted(MONTH, 1, "5.00", "5.00", "2004-03-31T16:00:00Z")))
                .as("it is April in Beijing")
                .isEqualTo(ACCEPTED);
        assertThat(answer(
                        accounts(),
                        transfer(DAY, MONTH, 2, "5.00"),
                        entry("FUND", "5.00"),
                        CLOSING.formatted(MONTH, 1, "5.00", "0", "2004-04-02")))
                .isEqualTo("ck_ledger_closing_balanced");
    }

    @Test
    void nothing_in_the_books_is_changed_deleted_or_emptied() {
        for (String table : List.of("ledger_account", "ledger_transfer", "ledger_entry", "ledger_closing")) {
            String column = table.equals("ledger_closing") ? "month" : "id";
            assertThat(answer(whole(), "delete from medaid." + table)).as(table).isEqualTo(APPEND_ONLY);
            assertThat(answer("truncate medaid." + table + " cascade")).as(table).isEqualTo(APPEND_ONLY);
            assertThat(answer("update medaid." + table + " set " + column + " = default where false"))
                    .as(table)
                    .isIn(APPEND_ONLY);
        }
    }

    private String whole() {
        return String.join(";", accounts(), transfer(DAY, MONTH, 2, "5.00"), entry("FUND", "5.00"), entry("PERSON_PAYABLE", "-5.00"));
    }

    private String mirrored() {
        return entry("FUND", "-5.00") + ";" + entry("PERSON_PAYABLE", "5.00");
    }

    private String accounts() {
        return account("jiangmen", "MEDICAL_ASSISTANCE_FUND", 2004, "FUND", "MEDICAL_ASSISTANCE_FUND")
                + ";"
                + account("jiangmen", "MEDICAL_ASSISTANCE_FUND", 2004, "PERSON_PAYABLE", document);
    }

    private static String account(String area, String fund, int year, String kind, String holder) {
        return "insert into medaid.ledger_account (area, fund, fund_year, kind, holder) values ('%s', '%s', %d, '%s', '%s')"
                .formatted(area, fund, year, kind, holder);
    }

    private String transfer(String day, String period, int entries, String total) {
        return row(day, period, entries, total, "null", "null");
    }

    private String reversal(String total, int entries) {
        return row(DAY, MONTH, entries, total, original("is null"), "'test reason'");
    }

    private String reversalOfReversal() {
        return row(DAY, MONTH, 2, "5.00", original("is not null"), "'test reason'");
    }

    private String original(String reverses) {
        return "(select id from medaid.ledger_transfer where document_id = '%s' and reverses_id %s)"
                .formatted(document, reverses);
    }

    private String row(String day, String period, int entries, String total, String reverses, String reason) {
        return """
                insert into medaid.ledger_transfer (area, kind, document_type, document_id, posted_on, period, entry_count, total,
                  reverses_id, reason, posted_by, posted_at)
                values ('jiangmen', 'SETTLEMENT', 'LEDGER_TEST', '%s', '%s', '%s', %d, %s, %s, %s, 'test', now())"""
                .formatted(document, day, period, entries, total, reverses, reason);
    }

    private String entry(String kind, String amount) {
        return """
                insert into medaid.ledger_entry (transfer_id, account_id, amount)
                select (select max(id) from medaid.ledger_transfer where document_id = '%s'), a.id, %s from medaid.ledger_account a
                 where a.area = 'jiangmen' and a.fund = 'MEDICAL_ASSISTANCE_FUND' and a.fund_year = 2004 and a.kind = '%s'
                   and a.holder in ('%s', 'MEDICAL_ASSISTANCE_FUND')"""
                .formatted(document, amount, kind, document);
    }

    /** A pair that balances, added to a transfer that is complete. */
    private String extraPair() {
        String other = UUID.randomUUID().toString();
        String one = account("jiangmen", "MEDICAL_ASSISTANCE_FUND", 2004, "PERSON_PAYABLE", other);
        String two = account("jiangmen", "MEDICAL_ASSISTANCE_FUND", 2004, "HOSPITAL_PAYABLE", "H4407042");
        String entry = "insert into medaid.ledger_entry (transfer_id, account_id, amount) values "
                + "(currval('medaid.ledger_transfer_id_seq'), currval('medaid.ledger_account_id_seq'), %s)";
        return String.join(";", one, entry.formatted("7"), two, entry.formatted("-7"));
    }

    /** What the database says to these statements at the end of a transaction: the violated rule, else the SQL state. */
    private String answer(String... statements) {
        List<String> all = new ArrayList<>(List.of(statements));
        all.add("set constraints all immediate");
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                for (String sql : all) {
                    statement.execute(sql);
                }
                return ACCEPTED;
            } catch (PSQLException refused) {
                String constraint = refused.getServerErrorMessage().getConstraint();
                return constraint == null ? refused.getSQLState() : constraint;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
