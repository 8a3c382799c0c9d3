package org.medaid.settlement.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medaid.api.FieldProblem;
import org.medaid.api.Outcome;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.party.Parties;
import org.medaid.settlement.Statements;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.PostedBills;
import org.medaid.testing.PostedBills.Posted;
import org.postgresql.util.PSQLException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** From the books to the statements. Each test has months of its own. */
@IntegrationTest
@Clause("M1")
class StatementDrawsTest {

    private static final PoolingArea LYG = PoolingArea.LIANYUNGANG;
    private static final String HOSPITAL = "H3207063";
    private static final String OTHER = "H3207032";
    private static final String ASSISTANCE = "MEDICAL_ASSISTANCE_FUND";
    private static final String POVERTY = "POVERTY_ALLEVIATION_FUND";

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

    private PostedBills bills;

    @BeforeEach
    void open() {
        bills = new PostedBills(jdbc, parties, transaction);
    }

    @Test
    void each_hospital_gets_the_lines_of_its_month_and_a_second_drawing_adds_nothing() {
        // given
        YearMonth month = YearMonth.of(2018, 3);
        bill(HOSPITAL, month.atDay(1)).owes(ASSISTANCE, "100.10").post();
        Posted wrong = bill(HOSPITAL, month.atDay(31)).owes(ASSISTANCE, "50.00").post();
        bill(OTHER, month.atDay(9)).owes(ASSISTANCE, "7.00").bears(HOSPITAL, "3.00").post();
        bills.reverse(LYG, wrong, month.plusMonths(1).atDay(2));
        bill(HOSPITAL, month.plusMonths(1).atDay(1)).owes(ASSISTANCE, "80.00").post();
        // Not owed to the hospital: the person has paid.
        bill(HOSPITAL, month.atDay(5)).overTheWindow().owes(ASSISTANCE, "1000.00").bears(OTHER, "2.00").post();

        // when
        assertThat(statements.draw(LYG, month)).isEqualTo(Outcome.done(6));
        assertThat(statements.draw(LYG, month)).isEqualTo(Outcome.done(0));

        // then
        Statement first = one(LYG, HOSPITAL, month, StatementKind.MONTHLY);
        assertThat(first.lineCount()).isEqualTo(3);
        assertThat(first.owed()).isEqualTo(Money.parse("150.10"));
        assertThat(first.ownShare()).isEqualTo(Money.parse("-3.00"));
        assertThat(desk.figures(first).payable()).isEqualTo(Money.parse("147.10"));
        Statement second = one(LYG, OTHER, month, StatementKind.MONTHLY);
        assertThat(second.owed()).isEqualTo(Money.parse("10.00"));
        assertThat(second.ownShare()).isEqualTo(Money.parse("-2.00"));

        // and what was reversed stands in its own month
        statements.draw(LYG, month.plusMonths(1));
        Statement april = one(LYG, HOSPITAL, month.plusMonths(1), StatementKind.MONTHLY);
        assertThat(desk.lines(april.id(), 0, 10))
                .extracting(line -> line.amount().toString() + line.reversal())
                .containsExactly("-50.00true", "80.00false");
    }

    @Test
    void a_month_that_is_not_over_is_not_drawn() {
        assertThat(statements.draw(LYG, YearMonth.now(BusinessClock.ZONE)).problems())
                .extracting(FieldProblem::code)
                .containsExactly("MONTH_NOT_OVER");
    }

    @Test
    void sixteen_that_draw_and_begin_at_once_draw_each_line_and_start_each_process_once() throws Exception {
        // given
        YearMonth month = YearMonth.of(2018, 6);
        for (int i = 0; i < 20; i++) {
            bill(i % 2 == 0 ? HOSPITAL : OTHER, month.atDay(1 + i)).owes(ASSISTANCE, "10.00").post();
        }

        // when
        List<Callable<Integer>> work = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            work.add(() -> {
                int lines = statements.draw(LYG, month).fold(n -> n, p -> -1);
                statements.begin(LYG);
                return lines;
            });
        }
        ExecutorService pool = Executors.newFixedThreadPool(16);
        int lines = 0;
        for (Future<Integer> done : pool.invokeAll(work)) {
            lines += done.get();
        }
        pool.shutdown();

        // then
        assertThat(lines).isEqualTo(20);
        for (String hospital : List.of(HOSPITAL, OTHER)) {
            Statement statement = one(LYG, hospital, month, StatementKind.MONTHLY);
            assertThat(statement.lineCount()).isEqualTo(10);
            assertThat(jdbc.sql("select count(*) from engine.act_ru_execution where business_key_ = ? and parent_id_ is null")
                            .param(statement.number())
                            .query(Long.class)
                            .single())
                    .isEqualTo(1);
        }
    }

    @Test
    void the_funds_part_of_self_paid_cost_waits_for_its_quarter_and_nothing_is_lost_or_stated_twice() {
        // given
        PoolingArea area = PoolingArea.JIANGMEN;
        String hospital = "H4407042";
        LocalDate day = LocalDate.of(2019, 2, 10);
        Posted mixed = bills.bill(area, "440703", hospital, day)
                .owes(ASSISTANCE, "jiangmen.medical-assistance", "300.00")
                .owes(POVERTY, "jiangmen.poverty.in-scope", "120.00")
                .owes(POVERTY, "jiangmen.poverty.self-paid", "80.00")
                .bears(hospital, "20.00")
                .post();
        bills.bill(area, "440703", hospital, day).owes(POVERTY, "jiangmen.poverty.self-paid", "8.00").post();
        bills.reverse(area, mixed, LocalDate.of(2019, 3, 1));

        // when
        for (int month = 1; month <= 3; month++) {
            statements.draw(area, YearMonth.of(2019, month));
        }

        // then
        Statement february = one(area, hospital, YearMonth.of(2019, 2), StatementKind.MONTHLY);
        assertThat(february.owed()).isEqualTo(Money.parse("440.00"));
        assertThat(february.ownShare()).isEqualTo(Money.parse("-20.00"));
        assertThat(february.lineCount()).isEqualTo(4);
        Statement march = one(area, hospital, YearMonth.of(2019, 3), StatementKind.MONTHLY);
        assertThat(march.lines()).isEqualTo(Money.parse("-420.00"));
        Statement quarter = one(area, hospital, YearMonth.of(2019, 1), StatementKind.QUARTERLY_SELF_PAID);
        assertThat(desk.lines(quarter.id(), 0, 10))
                .extracting(line -> line.amount().toString())
                .containsExactly("80.00", "8.00", "-80.00");
        assertThat(jdbc.sql("""
                        select coalesce(sum(l.amount), 0) + (select coalesce(sum(e.amount), 0) from medaid.ledger_entry e
                               join medaid.ledger_account a on a.id = e.account_id
                              where a.holder = ? and a.fund_year = 2019 and a.kind in ('HOSPITAL_PAYABLE', 'HOSPITAL_SHARE'))
                          from medaid.hospital_statement_line l join medaid.hospital_statement s on s.id = l.statement_id
                         where s.payee = ? and extract(year from s.period) = 2019
                        """)
                        .params(hospital, hospital)
                        .query(java.math.BigDecimal.class)
                        .single())
                .isEqualByComparingTo("0");
    }

    @Test
    void the_database_refuses_a_line_that_states_something_else_and_a_statement_without_its_lines() {
        // given
        YearMonth month = YearMonth.of(2018, 9);
        Posted posted = bill(HOSPITAL, month.atDay(3)).owes(ASSISTANCE, "10.00").post();
        bill(OTHER, month.atDay(3)).owes(ASSISTANCE, "20.00").post();
        long entry = jdbc.sql("""
                        select e.id from medaid.ledger_entry e join medaid.ledger_account a on a.id = e.account_id
                         where e.transfer_id = ? and a.kind = 'HOSPITAL_PAYABLE'
                        """)
                .param(posted.transfer())
                .query(Long.class)
                .single();

        // then
        assertRefused("ck_hospital_statement_complete", () -> head(HOSPITAL, month, 1, "10.00"));
        assertRefused("ck_hospital_statement_line_states_posting", () -> line(head(OTHER, month, 1, "10.00"), entry, "10.00"));
        assertRefused("ck_hospital_statement_line_states_posting", () -> line(head(HOSPITAL, month, 1, "11.00"), entry, "11.00"));
        assertRefused("ck_hospital_statement_line_states_posting", () -> line(head(HOSPITAL, month, 1, "-10.00"), entry, "-10.00"));
        assertRefused("ck_hospital_statement_line_states_posting", () -> line(head(HOSPITAL, month.plusMonths(1), 1, "10.00"), entry, "10.00"));
        assertRefused("ck_hospital_statement_line_adds_up", () -> line(head(HOSPITAL, month, 1, "9.00"), entry, "10.00"));
        assertRefused("ck_hospital_statement_drawn_when_over", () -> head(HOSPITAL, YearMonth.of(2199, 1), 0, "0"));

        // and once drawn nothing changes
        statements.draw(LYG, month);
        Statement drawn = one(LYG, HOSPITAL, month, StatementKind.MONTHLY);
        assertRefused("uq_hospital_statement_once", () -> head(HOSPITAL, month, 1, "10.00"));
        assertRefused("uq_hospital_statement_line_entry_once", () -> line(drawn.id().value(), entry, "10.00", 2));
        assertRefused("ck_hospital_statement_stays", () -> update("update medaid.hospital_statement set owed = 11 where id = ?", drawn));
        assertRefused("append-only", () -> update("delete from medaid.hospital_statement_line where statement_id = ?", drawn));
        assertRefused("append-only", () -> update("delete from medaid.hospital_statement where id = ?", drawn));
        assertRefused("ck_hospital_statement_four_eyes", () -> update("""
                update medaid.hospital_statement set withheld = 0, returned = 0, brought_forward = 0, deduction = 0, advance = 0, payable = 10,
                    carried_forward = 0, approved_by = 'a', approved_at = now(), finance_by = 'a', finance_at = now() where id = ?""", drawn));
        assertRefused("ck_hospital_statement_payable_is_sum", () -> update("""
                update medaid.hospital_statement set withheld = 0, returned = 0, brought_forward = 0, deduction = 0, advance = 0, payable = 11,
                    carried_forward = 0, approved_by = 'a', approved_at = now() where id = ?""", drawn));
        assertRefused("ck_hospital_statement_outcome", () -> update(
                "update medaid.hospital_statement set state = 'PAYABLE', closed_at = now() where id = ?", drawn));
    }

    @Test
    void the_day_decides_which_month_is_the_last_that_is_due() {
        assertThat(StatementsDueTimer.lastDue(LocalDate.of(2026, 3, 4), 5)).isEqualTo(YearMonth.of(2026, 1));
        assertThat(StatementsDueTimer.lastDue(LocalDate.of(2026, 3, 5), 5)).isEqualTo(YearMonth.of(2026, 2));
    }

    private void assertRefused(String what, Runnable work) {
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> work.run()))
                .as(what)
                .rootCause()
                .isInstanceOfSatisfying(PSQLException.class, refused -> assertThat(
                                refused.getServerErrorMessage().getConstraint() + refused.getMessage())
                        .contains(what));
    }

    private java.util.UUID head(String hospital, YearMonth month, int lines, String owed) {
        java.util.UUID id = java.util.UUID.randomUUID();
        jdbc.sql("""
                        insert into medaid.hospital_statement (id, number, area, kind, payee, period, months, line_count, owed, own_share, drawn_at)
                        values (?, ?, 'lianyungang', 'MONTHLY', ?, ?, 1, ?, ?::numeric, 0, now())
                        """)
                .params(id, id.toString(), hospital, month.atDay(1), lines, owed)
                .update();
        return id;
    }

    private void line(java.util.UUID statement, long entry, String amount) {
        line(statement, entry, amount, 1);
    }

    private void line(java.util.UUID statement, long entry, String amount, int number) {
        jdbc.sql("""
                        insert into medaid.hospital_statement_line (statement_id, line_no, kind, entry_id, amount)
                        values (?, ?, 'MONTHLY', ?, ?::numeric)
                        """)
                .params(statement, number, entry, amount)
                .update();
    }

    private void update(String sql, Statement statement) {
        jdbc.sql(sql).param(statement.id().value()).update();
    }

    private PostedBills.Bill bill(String hospital, LocalDate day) {
        return bills.bill(LYG, "320706", hospital, day);
    }

    private Statement one(PoolingArea area, String hospital, YearMonth month, StatementKind kind) {
        return desk.of(area, List.of(StatementKind.values()), java.util.Optional.of(month), 0, 1000).stream()
                .filter(statement -> statement.payee().equals(hospital)
                        && statement.kind() == kind
                        && statement.period().equals(month))
                .findFirst()
                .orElseThrow();
    }
}
