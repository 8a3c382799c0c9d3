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

    /** As one person proposes it, and as another closes it. */
    private static final String PROPOSAL =
            """
            insert into medaid.ledger_closing_proposal (area, scope, month, transfers, debit, credit, proposed_by, proposed_at)
            values ('jiangmen', 'MONTH', '%s', %d, %s, %s, 'test', '%s')""";

    private static final String CLOSING =
            "insert into medaid.ledger_closing values ('jiangmen', '%s', %d, %s, %s, 'test2', '%s', "
                    + "currval('medaid.ledger_closing_proposal_id_seq'))";

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
        assertThat(answer(accounts(), transfer(DAY, MONTH, 3, "6.00"), entry("FUND", "5.00"), entry("FUND", "1.00")))
                .isEqualTo("uq_ledger_entry_account_once");
        assertThat(answer(
                        accounts(),
                        transfer(DAY, MONTH, 2, "5.00"),
                        entry("FUND", "5.00"),
                        entry("PERSON_PAYABLE", "-5.00").replace("amount)", "amount, line_no)").replace(", -5.00 from", ", -5.00, 1 from")))
                .isEqualTo("uq_ledger_entry_line_once");
        assertThat(answer(accounts(), transfer(DAY, MONTH, 2, "5.00"), entry("FUND", "1.00").replace("amount)", "amount, line_no)").replace(", 1.00 from", ", 1.00, 0 from")))
                .isEqualTo("ck_ledger_entry_line_from_one");
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
        String closed = closing(MONTH, 1, "5.00");
        assertThat(answer(whole(), closed)).isEqualTo(ACCEPTED);
        assertThat(answer(closing(MONTH, 0, "0"), transfer(DAY, MONTH, 2, "5.00")))
                .isEqualTo("ck_ledger_transfer_in_open_period");
        assertThat(answer(whole(), closed, closed)).isEqualTo("ck_ledger_closing_in_order");
        assertThat(answer(whole(), closed, closing("2004-02-01", 0, "0"))).isEqualTo("ck_ledger_closing_in_order");
        assertThat(answer(
                        PROPOSAL.formatted(MONTH, 0, "0", "0", "2004-04-02"),
                        CLOSING.formatted(MONTH, 1, "5.00", "5.00", "2004-04-02")))
                .isEqualTo("ck_ledger_closing_states_postings");
        String proposed = PROPOSAL.formatted(MONTH, 1, "5.00", "5.00", "2004-04-02");
        assertThat(answer(whole(), proposed, CLOSING.formatted(MONTH, 1, "5.00", "5.00", "2004-03-31T15:59:59Z")))
                .isEqualTo("ck_ledger_closing_month_is_over");
        assertThat(answer(whole(), proposed, CLOSING.formatted(MONTH, 1, "5.00", "5.00", "2004-03-31T16:00:00Z")))
                .as("it is April in Beijing")
                .isEqualTo(ACCEPTED);
    }

    @Test
    void a_closing_is_proposed_by_one_and_confirmed_by_another_with_the_sums_that_were_proposed() {
        String proposed = PROPOSAL.formatted(MONTH, 1, "5.00", "5.00", "2004-04-02");
        String closed = CLOSING.formatted(MONTH, 1, "5.00", "5.00", "2004-04-02");
        assertThat(answer(whole(), closed.replace("currval('medaid.ledger_closing_proposal_id_seq')", "null")))
                .isEqualTo("ck_ledger_closing_was_proposed");
        assertThat(answer(whole(), proposed, closed.replace("'test2'", "'test'")))
                .isEqualTo("ck_ledger_closing_four_eyes");
        assertThat(answer(whole(), proposed, proposed, closed.replace("currval", "-1 + currval")))
                .as("only the newest proposal counts")
                .isEqualTo("ck_ledger_closing_was_proposed");
        assertThat(answer(
                        whole(),
                        proposed,
                        transfer(DAY, MONTH, 2, "2.00").replace("LEDGER_TEST", "LEDGER_TEST_2"),
                        entry("FUND", "2.00"),
                        entry("PERSON_PAYABLE", "-2.00"),
                        CLOSING.formatted(MONTH, 2, "7.00", "7.00", "2004-04-02")))
                .as("somebody posted in between")
                .isEqualTo("ck_ledger_closing_as_proposed");
        assertThat(answer(whole(), PROPOSAL.formatted(MONTH, 1, "4.00", "4.00", "2004-04-02")))
                .isEqualTo("ck_ledger_closing_proposal_states_postings");
        assertThat(answer(whole(), PROPOSAL.formatted(MONTH, 1, "5.00", "5.00", "2004-03-31T15:59:59Z")))
                .isEqualTo("ck_ledger_closing_proposal_month_is_over");
        assertThat(answer(
                        accounts(),
                        transfer(DAY, MONTH, 2, "5.00"),
                        entry("FUND", "5.00"),
                        PROPOSAL.formatted(MONTH, 1, "5.00", "0", "2004-04-02")))
                .isEqualTo("ck_ledger_closing_proposal_balanced");
    }

    @Test
    void a_years_balances_are_carried_whole_into_the_next_when_its_december_is_closed_and_two_people_say_so() {
        assertThat(answer(closedYear(), result(), carried("-5.00"))).isEqualTo(ACCEPTED);
        assertThat(answer(closedYear())).isEqualTo("ck_ledger_year_closing_carries_all");
        assertThat(answer(closedYear(), result())).isEqualTo("ck_ledger_year_closing_carries_all");
        assertThat(answer(closedYear(), result(), carried("-5.00").split(";\n")[0]))
                .as("nothing arrived in the next year")
                .isEqualTo("ck_ledger_year_closing_carries_all");
        assertThat(answer(closedYear(), result(), carried("-5.00").replace("(2005, 'PERSON_PAYABLE'", "(2005, 'HOSPITAL_PAYABLE'")))
                .as("it arrived in another account")
                .isEqualTo("ck_ledger_year_closing_carries_all");
        assertThat(answer(closedYear(), result(), carried("-5.00").replace("(2005, 'PERSON", "(2006, 'PERSON")))
                .isEqualTo("ck_ledger_entry_own_year");
        assertThat(answer(whole(), yearProposal(1, "5.00"), yearClosing("test2", 1, "5.00")))
                .isEqualTo("ck_ledger_year_closing_december_is_closed");
        assertThat(answer(closedMonths(), yearProposal(1, "5.00"), yearClosing("test", 1, "5.00")))
                .isEqualTo("ck_ledger_closing_four_eyes");
        assertThat(answer(closedMonths(), yearClosing("test2", 1, "5.00"))).isEqualTo("ck_ledger_closing_was_proposed");
        assertThat(answer(closedMonths(), yearProposal(2, "6.00"))).isEqualTo("ck_ledger_closing_proposal_states_postings");
        assertThat(answer(closedYear(), result(), carried("-5.00"), yearProposal(3, "15.00"), yearClosing("test2", 3, "15.00")))
                .isEqualTo("ck_ledger_year_closing_in_order");
        assertThat(answer(
                        closedMonths(),
                        yearProposal(0, "0").replace("2004-12-01", "2005-12-01").replace("2005-01-02", "2006-01-02"),
                        "insert into medaid.ledger_closing_proposal (area, scope, month, transfers, debit, credit, proposed_by, proposed_at) "
                                + "values ('jiangmen', 'MONTH', '2005-12-01', 0, 0, 0, 'test', '2006-01-02')",
                        CLOSING.formatted("2005-12-01", 0, "0", "0", "2006-01-02"),
                        yearClosing("test2", 0, "0").replace(" 2004,", " 2005,")))
                .as("the year before has not been carried")
                .isEqualTo("ck_ledger_year_closing_in_order");
    }

    @Test
    void a_closed_year_takes_nothing_and_what_was_charged_to_it_is_taken_back_in_the_next() {
        String closed = String.join(";", closedYear(), result(), carried("-5.00"));
        String reversal = reversal("5.00", 2).replace("'" + DAY + "'", "'2005-01-03'").replace("'" + MONTH + "'", "'2005-01-01'");
        String forward = account("jiangmen", "MEDICAL_ASSISTANCE_FUND", 2005, "FUND", "MEDICAL_ASSISTANCE_FUND");
        assertThat(answer(
                        closed,
                        reversal,
                        entry("CARRIED_FORWARD", "-5.00").replace("= 2004", "= 2005"),
                        entry("PERSON_PAYABLE", "5.00").replace("= 2004", "= 2005")))
                .isEqualTo(ACCEPTED);
        assertThat(answer(closed, reversal, mirrored())).isEqualTo("ck_ledger_entry_year_is_open");
        assertThat(answer(
                        closed,
                        reversal,
                        forward,
                        entry("FUND", "-5.00").replace("= 2004", "= 2005"),
                        entry("PERSON_PAYABLE", "5.00").replace("= 2004", "= 2005")))
                .as("what the closed year spent is its result by now")
                .isEqualTo("ck_ledger_transfer_reversal_mirrors");
        assertThat(answer(closed, yearTransfer("YEAR_END", "LATE", 2, "1.00"), yearEntry(2004, "FUND", "1.00"), yearEntry(2004, "PERSON_PAYABLE", "-1.00")))
                .as("nothing leaves it a second time")
                .isEqualTo("ck_ledger_year_closing_carries_all");
        assertThat(answer(closed, transfer("2005-01-03", "2005-01-01", 2, "1.00").replace("LEDGER_TEST", "OTHER"), entry("FUND", "1.00")))
                .isEqualTo("ck_ledger_entry_own_year");
        assertThat(answer(
                        closed,
                        yearTransfer("YEAR_END", "RESULT", 2, "5.00")
                                .replace("reverses_id)", "reverses_id, reason)")
                                .replace(
                                        "2004, null)",
                                        "2004, (select id from medaid.ledger_transfer where document_id = 'jiangmen-2004-RESULT'), 'why')")))
                .isEqualTo("ck_ledger_transfer_year_end_stays");
        assertThat(answer(whole(), transfer(DAY, MONTH, 2, "5.00").replace("'SETTLEMENT'", "'YEAR_END'")))
                .isEqualTo("ck_ledger_transfer_year_named");
        assertThat(answer(whole(), yearTransfer("YEAR_END", "RESULT", 2, "5.00").replace("2005-01-03", DAY).replace("2005-01-01", MONTH)))
                .as("no such year is closed")
                .isEqualTo("fk_ledger_transfer_closes_year");
    }

    @Test
    void nothing_in_the_books_is_changed_deleted_or_emptied() {
        for (String table : List.of(
                "ledger_account",
                "ledger_transfer",
                "ledger_entry",
                "ledger_closing",
                "ledger_closing_proposal",
                "ledger_year_closing")) {
            String column = table.startsWith("ledger_closing") ? "month" : table.equals("ledger_year_closing") ? "year" : "id";
            assertThat(answer(whole(), "delete from medaid." + table)).as(table).isEqualTo(APPEND_ONLY);
            assertThat(answer("truncate medaid." + table + " cascade")).as(table).isEqualTo(APPEND_ONLY);
            assertThat(answer("update medaid." + table + " set " + column + " = default where false"))
                    .as(table)
                    .isIn(APPEND_ONLY);
        }
    }

    private static String closing(String month, int transfers, String sum) {
        return PROPOSAL.formatted(month, transfers, sum, sum, "2004-04-02")
                + ";"
                + CLOSING.formatted(month, transfers, sum, sum, "2004-04-02");
    }

    private String closedMonths() {
        return whole()
                + ";"
                + closing("2004-12-01", 1, "5.00").replace("2004-04-02", "2005-01-02");
    }

    /** The year 2004 as two people close it, without what is carried. */
    private String closedYear() {
        return String.join(";", closedMonths(), yearProposal(1, "5.00"), yearClosing("test2", 1, "5.00"));
    }

    private static String yearProposal(int transfers, String sum) {
        return PROPOSAL.formatted("2004-12-01", transfers, sum, sum, "2005-01-02").replace("'MONTH'", "'YEAR'");
    }

    private static String yearClosing(String by, int transfers, String sum) {
        return """
                insert into medaid.ledger_year_closing (area, year, proposal_id, transfers, debit, credit, closed_by, closed_at)
                values ('jiangmen', 2004, currval('medaid.ledger_closing_proposal_id_seq'), %d, %s, %s, '%s', '2005-01-03')"""
                .formatted(transfers, sum, sum, by);
    }

    /** What was spent becomes the result. */
    private String result() {
        return String.join(
                ";",
                account("jiangmen", "MEDICAL_ASSISTANCE_FUND", 2004, "CARRIED_FORWARD", "MEDICAL_ASSISTANCE_FUND"),
                yearTransfer("YEAR_END", "RESULT", 2, "5.00"),
                yearEntry(2004, "FUND", "-5.00"),
                yearEntry(2004, "CARRIED_FORWARD", "5.00"));
    }

    /** What is owed leaves one year's account and arrives in the next's. */
    private String carried(String owed) {
        String back = owed.substring(1);
        return String.join(
                ";",
                yearTransfer("YEAR_END", "BALANCES", 2, back),
                yearEntry(2004, "PERSON_PAYABLE", back),
                yearEntry(2004, "CARRIED_FORWARD", owed) + ";\n" + account("jiangmen", "MEDICAL_ASSISTANCE_FUND", 2005, "CARRIED_FORWARD", "MEDICAL_ASSISTANCE_FUND"),
                account("jiangmen", "MEDICAL_ASSISTANCE_FUND", 2005, "PERSON_PAYABLE", document),
                account("jiangmen", "MEDICAL_ASSISTANCE_FUND", 2005, "HOSPITAL_PAYABLE", document),
                account("jiangmen", "MEDICAL_ASSISTANCE_FUND", 2006, "PERSON_PAYABLE", document),
                yearTransfer("YEAR_START", "BALANCES", 2, back),
                yearEntry(2005, "PERSON_PAYABLE", owed),
                yearEntry(2005, "CARRIED_FORWARD", back));
    }

    private static String yearTransfer(String kind, String part, int entries, String total) {
        return """
                insert into medaid.ledger_transfer (area, kind, document_type, document_id, posted_on, period, entry_count, total,
                  posted_by, posted_at, closes_year, reverses_id)
                values ('jiangmen', '%s', 'YEAR_CLOSING', 'jiangmen-2004-%s', '2005-01-03', '2005-01-01', %d, %s, 'test', now(), 2004, null)"""
                .formatted(kind, part, entries, total);
    }

    private String yearEntry(int year, String kind, String amount) {
        return """
                insert into medaid.ledger_entry (transfer_id, account_id, amount)
                select currval('medaid.ledger_transfer_id_seq'), a.id, %s from medaid.ledger_account a
                 where a.area = 'jiangmen' and a.fund = 'MEDICAL_ASSISTANCE_FUND' and (a.fund_year, a.kind) = (%d, '%s')
                   and a.holder in ('%s', 'MEDICAL_ASSISTANCE_FUND')"""
                .formatted(amount, year, kind, document);
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
