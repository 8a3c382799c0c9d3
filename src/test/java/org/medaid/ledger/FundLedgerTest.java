package org.medaid.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.MovableClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The books keep their promises. What is closed stays closed, so each test that closes keeps to an office and to years of
 * its own, long past.
 */
@IntegrationTest
@Clause("M5")
class FundLedgerTest {

    private static final Money HUNDRED = Money.parse("100.00");

    @Autowired
    private FundLedger ledger;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private record Account(Fund fund, int year, AccountKind kind, String holder) {}

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void in_whatever_order_is_posted_reversed_and_closed_every_month_comes_to_zero_and_closed_ones_stay(int seed) {
        // given three years for each seed
        PoolingArea area = PoolingArea.LIANYUNGANG;
        Random random = new Random(20260700L + seed);
        MovableClock time = new MovableClock(LocalDate.of(1998 + seed * 3, 1, 10));
        FundLedger books = new FundLedger(jdbc, new BusinessClock(time));
        Closings closings = new Closings(jdbc, new BusinessClock(time), books);
        LocalDate day = LocalDate.of(1998 + seed * 3, 1, 10);
        List<String> people = List.of(id(), id(), id());
        Map<Account, Money> expected = new HashMap<>();
        Map<BusinessDocument, Map<Account, Money>> open = new LinkedHashMap<>();
        List<BusinessDocument> reversed = new ArrayList<>();
        Map<YearMonth, TrialBalance> closed = new HashMap<>();
        int refusedClosings = 0;
        int overtakenClosings = 0;
        // What an earlier seed left behind is carried along.
        int firstClosed = books.closedYear(area).orElse(1999);
        int closedYear = firstClosed;
        jdbc.sql(
                        """
                        select a.fund, a.fund_year, a.kind, a.holder, sum(e.amount) from medaid.ledger_account a
                          join medaid.ledger_entry e on e.account_id = a.id where a.area = ? group by a.id
                        """)
                .param(area.tenantId())
                .query(row -> {
                    Account account = new Account(
                            Fund.valueOf(row.getString(1)),
                            row.getInt(2),
                            AccountKind.valueOf(row.getString(3)),
                            row.getString(4));
                    expected.put(account, Money.of(row.getBigDecimal(5)));
                });

        for (int step = 0; step < 150; step++) {
            // The clock may also be set back: a closed month takes nothing even then.
            day = day.plusDays(random.nextInt(30) - 9);
            time.set(day);
            switch (random.nextInt(7)) {
                case 0, 1, 2 -> {
                    // when posted
                    BusinessDocument document = document();
                    Posting posting = posting(random, area, document, people);
                    PostingAnswer first = in(() -> books.post(posting));
                    YearMonth period = period(first.transfer());
                    assertThat(first).isInstanceOf(PostingAnswer.Posted.class);
                    assertThat(period.isBefore(YearMonth.from(day))).isFalse();
                    assertThat(closed.keySet()).allMatch(period::isAfter);
                    assertThat(in(() -> books.post(posting)))
                            .isEqualTo(new PostingAnswer.AlreadyPosted(first.transfer()));
                    Map<Account, Money> moved = new HashMap<>();
                    posting.entries().forEach(entry -> moved.put(
                            new Account(entry.fund(), period.getYear(), entry.kind(), entry.holder()), entry.amount()));
                    moved.forEach((account, amount) -> expected.merge(account, amount, Money::plus));
                    open.put(document, moved);
                }
                case 3, 4 -> {
                    // when reversed
                    if (open.isEmpty()) {
                        continue;
                    }
                    BusinessDocument document = List.copyOf(open.keySet()).get(random.nextInt(open.size()));
                    List<Long> mirrored = in(() -> books.reverse(document, "示例更正", "test"));
                    assertThat(mirrored).hasSize(1);
                    assertThat(closed.keySet()).allMatch(period(mirrored.get(0))::isAfter);
                    assertThat(in(() -> books.reverse(document, "示例更正", "test"))).isEmpty();
                    for (Map.Entry<Account, Money> moved : open.remove(document).entrySet()) {
                        expected.merge(later(moved.getKey(), closedYear), moved.getValue().negate(), Money::plus);
                    }
                    reversed.add(document);
                }
                case 5 -> {
                    // when closed by two, and sometimes somebody posts in between
                    YearMonth month = YearMonth.from(day).minusMonths(random.nextInt(4));
                    boolean mayBe = month.isBefore(YearMonth.from(day))
                            && books.closedThrough(area).map(month::isAfter).orElse(true);
                    ClosingAnswer proposed = in(() -> closings.proposeMonth(area, month, "test"));
                    assertThat(proposed instanceof ClosingAnswer.Proposed).isEqualTo(mayBe);
                    boolean overtaken = mayBe && random.nextInt(3) == 0;
                    if (overtaken) {
                        time.set(month.atDay(20));
                        Posting late = posting(random, area, document(), people);
                        YearMonth period = period(in(() -> books.post(late)).transfer());
                        late.entries().forEach(entry -> expected.merge(
                                new Account(entry.fund(), period.getYear(), entry.kind(), entry.holder()),
                                entry.amount(),
                                Money::plus));
                        time.set(day);
                    }
                    ClosingAnswer answer = in(() -> closings.confirmMonth(area, month, "test2"));
                    if (overtaken) {
                        assertThat(answer).isInstanceOf(ClosingAnswer.PostedSince.class);
                        overtakenClosings++;
                    } else if (mayBe) {
                        assertThat(answer).isInstanceOf(ClosingAnswer.Closed.class);
                        closed.put(month, books.trialBalance(area, month));
                    } else {
                        assertThat(answer).isInstanceOf(ClosingAnswer.Refused.class);
                        refusedClosings++;
                    }
                }
                default -> {
                    // when a year is closed as soon as its December is
                    int year = closedYear + 1;
                    boolean mayBe = books.closedThrough(area).map(YearMonth.of(year, 11)::isBefore).orElse(false);
                    assertThat(in(() -> closings.proposeYear(area, year, "test")) instanceof ClosingAnswer.Proposed).isEqualTo(mayBe);
                    assertThat(in(() -> closings.confirmYear(area, year, "test2")) instanceof ClosingAnswer.Closed).isEqualTo(mayBe);
                    if (mayBe) {
                        closedYear = year;
                        for (Account account : List.copyOf(expected.keySet())) {
                            if (account.year() == year) {
                                expected.merge(later(account, year), expected.get(account), Money::plus);
                                expected.put(account, Money.ZERO);
                            }
                        }
                    }
                }
            }
            // then
            TrialBalance now = books.trialBalance(area, YearMonth.from(day));
            assertThat(now.balance()).isEqualTo(Money.ZERO);
            assertThat(now.debit()).isEqualTo(now.credit());
        }

        // then
        assertThat(reversed).isNotEmpty();
        assertThat(closed).isNotEmpty();
        assertThat(refusedClosings).isPositive();
        assertThat(overtakenClosings).isPositive();
        assertThat(closedYear).isGreaterThan(firstClosed);
        expected.forEach((account, amount) -> assertThat(
                        books.balance(area, account.fund(), account.year(), account.kind(), account.holder()))
                .isEqualTo(amount));
        closed.forEach((month, atClosing) -> assertThat(books.trialBalance(area, month)).isEqualTo(atClosing));
    }

    @Test
    void sixteen_threads_that_post_the_same_document_leave_one_transfer_and_so_do_sixteen_that_take_it_back()
            throws Exception {
        // given
        String person = id();
        BusinessDocument document = document();
        Posting posting = settlement(PoolingArea.HESHAN, document, person, HUNDRED);

        // when
        List<PostingAnswer> answers = together(() -> ledger.post(posting));
        int year = LocalDate.now(BusinessClock.ZONE).getYear();
        Money owed = ledger.balance(
                PoolingArea.HESHAN, Fund.MEDICAL_ASSISTANCE_FUND, year, AccountKind.PERSON_PAYABLE, person);
        List<List<Long>> reversals = together(() -> ledger.reverse(document, "重复结算", "test"));

        // then
        assertThat(answers).filteredOn(PostingAnswer.Posted.class::isInstance).hasSize(1);
        assertThat(answers.stream().map(PostingAnswer::transfer).distinct()).hasSize(1);
        assertThat(owed).isEqualTo(HUNDRED.negate());
        assertThat(reversals.stream().mapToInt(List::size).sum()).isEqualTo(1);
        assertThat(ledger.balance(
                        PoolingArea.HESHAN, Fund.MEDICAL_ASSISTANCE_FUND, year, AccountKind.PERSON_PAYABLE, person))
                .isEqualTo(Money.ZERO);
    }

    @Test
    void a_month_is_closed_only_when_whoever_posts_has_finished_and_a_late_reversal_goes_into_the_open_month() {
        // given a posting of the last month of 2005 that has not been committed
        PoolingArea area = PoolingArea.JINING;
        MovableClock time = new MovableClock(LocalDate.of(2005, 12, 30));
        FundLedger books = new FundLedger(jdbc, new BusinessClock(time));
        Closings closings = new Closings(jdbc, new BusinessClock(time), books);
        YearMonth december = YearMonth.of(2005, 12);
        BusinessDocument document = document();
        String person = id();
        Posting posting = settlement(area, document, person, HUNDRED);
        ClosingAnswer tooEarly = in(() -> closings.proposeMonth(area, december, "test"));
        transaction.executeWithoutResult(status -> {
            books.post(posting);
            time.set(LocalDate.of(2006, 1, 3));

            // when / then nobody else closes the month meanwhile
            ExecutorService other = Executors.newSingleThreadExecutor();
            Future<ClosingAnswer> closing = other.submit(() -> in(() -> {
                jdbc.sql("set local lock_timeout = '200ms'").update();
                return closings.proposeMonth(area, december, "test");
            }));
            assertThatThrownBy(() -> closing.get(1, TimeUnit.MINUTES)).hasCauseInstanceOf(DataAccessException.class);
            other.shutdown();
        });

        // when
        ClosingAnswer proposed = in(() -> closings.proposeMonth(area, december, "test"));
        ClosingAnswer alone = in(() -> closings.confirmMonth(area, december, "test"));
        ClosingAnswer closed = in(() -> closings.confirmMonth(area, december, "test2"));
        ClosingAnswer again = in(() -> closings.confirmMonth(area, december, "test2"));
        TrialBalance atClosing = books.trialBalance(area, december);
        long reversal = in(() -> books.reverse(document, "病例已在外省结算", "test")).get(0);
        time.set(LocalDate.of(2005, 12, 31));
        long late = in(() -> books.post(settlement(area, document(), person, HUNDRED))).transfer();

        // then
        assertThat(tooEarly).isEqualTo(new ClosingAnswer.Refused(ClosingAnswer.Reason.MONTH_NOT_OVER));
        ClosingAnswer.Sums sums = new ClosingAnswer.Sums(1, HUNDRED, HUNDRED);
        assertThat(proposed).isEqualTo(new ClosingAnswer.Proposed(sums));
        assertThat(alone).isEqualTo(new ClosingAnswer.Refused(ClosingAnswer.Reason.SAME_PERSON));
        assertThat(closed).isEqualTo(new ClosingAnswer.Closed(sums));
        assertThat(again).isEqualTo(new ClosingAnswer.Refused(ClosingAnswer.Reason.ALREADY_CLOSED));
        assertThat(period(reversal)).isEqualTo(YearMonth.of(2006, 1));
        assertThat(books.balance(area, Fund.MEDICAL_ASSISTANCE_FUND, 2005, AccountKind.PERSON_PAYABLE, person))
                .as("the year that was charged is freed")
                .isEqualTo(Money.ZERO);
        assertThat(period(late)).isEqualTo(YearMonth.of(2006, 1));
        assertThat(books.balance(area, Fund.MEDICAL_ASSISTANCE_FUND, 2006, AccountKind.PERSON_PAYABLE, person))
                .isEqualTo(HUNDRED.negate());
        assertThat(books.trialBalance(area, december)).isEqualTo(atClosing);
        assertThat(books.lines(
                        area,
                        YearMonth.of(2006, 1),
                        Fund.MEDICAL_ASSISTANCE_FUND,
                        2005,
                        AccountKind.PERSON_PAYABLE,
                        0,
                        10))
                .singleElement()
                .satisfies(line -> assertThat(line.reason()).contains("病例已在外省结算"));
    }

    @Test
    void a_closed_years_balances_stand_in_the_next_year_and_a_late_reversal_finds_them_there() {
        // given a fund that was given 500 and spent 100 on a person and 40 on another, of which 30 were paid in the next year
        PoolingArea area = PoolingArea.HESHAN;
        MovableClock time = new MovableClock(LocalDate.of(2011, 5, 10));
        FundLedger books = new FundLedger(jdbc, new BusinessClock(time));
        Closings closings = new Closings(jdbc, new BusinessClock(time), books);
        Fund fund = Fund.CIVIL_AFFAIRS;
        String first = id();
        String second = id();
        BusinessDocument bill = document();
        in(() -> books.post(new Posting.Movements()
                .move(fund, AccountKind.SPECIAL_ACCOUNT, fund.name(), AccountKind.FUND_INCOME, fund.name(), Money.parse("500.00"))
                .of(area, TransferKind.FUNDING, document(), "test")));
        in(() -> books.post(new Posting.Movements()
                .owed(fund, AccountKind.PERSON_PAYABLE, first, HUNDRED)
                .ownShare("H4407842", AccountKind.PERSON_PAYABLE, first, Money.parse("7.00"))
                .of(area, TransferKind.SETTLEMENT, bill, "test")));
        in(() -> books.post(new Posting.Movements()
                .owed(fund, AccountKind.PERSON_PAYABLE, second, Money.parse("40.00"))
                .of(area, TransferKind.SETTLEMENT, document(), "test")));
        time.set(LocalDate.of(2012, 2, 3));
        in(() -> books.post(new Posting.Movements()
                .move(fund, AccountKind.PERSON_PAYABLE, second, AccountKind.SPECIAL_ACCOUNT, fund.name(), Money.parse("30.00"))
                .of(area, TransferKind.PAYMENT, document(), "test")));
        ClosingAnswer tooEarly = in(() -> closings.proposeYear(area, 2011, "test"));
        in(() -> closings.proposeMonth(area, YearMonth.of(2011, 12), "test"));
        in(() -> closings.confirmMonth(area, YearMonth.of(2011, 12), "test2"));
        TrialBalance december = books.trialBalance(area, YearMonth.of(2011, 12));
        List<YearResult> before = closings.results(area, 2011);
        ClosingAnswer nobodyProposed = in(() -> closings.confirmYear(area, 2011, "test"));

        // when
        in(() -> closings.proposeYear(area, 2011, "test"));
        ClosingAnswer alone = in(() -> closings.confirmYear(area, 2011, "test"));
        ClosingAnswer closed = in(() -> closings.confirmYear(area, 2011, "test2"));
        ClosingAnswer again = in(() -> closings.proposeYear(area, 2011, "test"));

        // then
        assertThat(tooEarly).isEqualTo(new ClosingAnswer.Refused(ClosingAnswer.Reason.DECEMBER_NOT_CLOSED));
        assertThat(nobodyProposed).isEqualTo(new ClosingAnswer.Refused(ClosingAnswer.Reason.NOT_PROPOSED));
        assertThat(alone).isEqualTo(new ClosingAnswer.Refused(ClosingAnswer.Reason.SAME_PERSON));
        assertThat(closed)
                .isEqualTo(new ClosingAnswer.Closed(
                        new ClosingAnswer.Sums(3, Money.parse("647.00"), Money.parse("647.00"))));
        assertThat(again).isEqualTo(new ClosingAnswer.Refused(ClosingAnswer.Reason.YEAR_ALREADY_CLOSED));
        assertThat(books.trialBalance(area, YearMonth.of(2011, 12)))
                .as("a closed month never changes")
                .isEqualTo(december);
        assertThat(books.trialBalance(area, YearMonth.of(2012, 2)).lines())
                .filteredOn(line -> line.fundYear() <= 2011)
                .allMatch(line -> line.balance().isZero());
        assertThat(closings.results(area, 2011))
                .isEqualTo(before)
                .contains(new YearResult(fund, Money.ZERO, Money.parse("500.00"), Money.parse("140.00")));
        assertThat(books.balance(area, fund, 2012, AccountKind.SPECIAL_ACCOUNT, fund.name()))
                .isEqualTo(Money.parse("470.00"));
        assertThat(books.balance(area, fund, 2012, AccountKind.PERSON_PAYABLE, second))
                .as("what was paid in the new year is set against what the old one owed")
                .isEqualTo(Money.parse("-10.00"));
        assertThat(books.balance(area, fund, 2012, AccountKind.CARRIED_FORWARD, fund.name()))
                .as("the surplus")
                .isEqualTo(Money.parse("-360.00"));
        assertThat(books.balance(area, Fund.HOSPITALS_OWN, 2012, AccountKind.HOSPITAL_SHARE, "H4407842"))
                .isEqualTo(Money.parse("7.00"));

        // and when the first bill is struck after all
        in(() -> books.reverse(bill, "病例不实", "test"));

        // then
        assertThat(books.balance(area, fund, 2012, AccountKind.PERSON_PAYABLE, first)).isEqualTo(Money.ZERO);
        assertThat(books.balance(area, Fund.HOSPITALS_OWN, 2012, AccountKind.HOSPITAL_SHARE, "H4407842"))
                .isEqualTo(Money.ZERO);
        assertThat(books.balance(area, fund, 2012, AccountKind.FUND, fund.name()))
                .as("the new year has spent nothing less")
                .isEqualTo(Money.ZERO);
        assertThat(closings.results(area, 2012))
                .contains(new YearResult(fund, Money.parse("460.00"), Money.ZERO, Money.ZERO));
        assertThat(closings.results(area, 2011)).isEqualTo(before);
        assertThat(books.trialBalance(area, YearMonth.of(2012, 2)).balance()).isEqualTo(Money.ZERO);
    }

    /** Linear it takes seconds; a look at the whole year for each account would take a quarter of an hour. */
    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void ten_thousand_accounts_are_carried_into_the_next_year_as_one() {
        // given a year of an office whose books nobody closes for good: all of it is rolled back
        FundLedger books = BooksAt.on(LocalDate.of(2004, 1, 5), jdbc);
        Closings closings = new Closings(jdbc, new BusinessClock(new MovableClock(LocalDate.of(2004, 1, 5))), books);
        PoolingArea area = PoolingArea.JIANGMEN;
        transaction.executeWithoutResult(status -> {
            jdbc.sql("""
                    insert into medaid.ledger_account (area, fund, fund_year, kind, holder)
                    select 'jiangmen', 'CIVIL_AFFAIRS', 2003, 'PERSON_PAYABLE', gen_random_uuid()::text from generate_series(1, 10000)
                    union all select 'jiangmen', 'CIVIL_AFFAIRS', 2003, 'FUND', 'CIVIL_AFFAIRS'
                    """).update();
            jdbc.sql("""
                    insert into medaid.ledger_transfer (area, kind, document_type, document_id, posted_on, period, entry_count, total,
                      posted_by, posted_at)
                    values ('jiangmen', 'SETTLEMENT', 'LEDGER_TEST', '10000', '2003-05-01', '2003-05-01', 10001, 10000, 'test', now())
                    """).update();
            jdbc.sql("""
                    insert into medaid.ledger_entry (transfer_id, account_id, amount, line_no)
                    select currval('medaid.ledger_transfer_id_seq'), id, case kind when 'FUND' then 10000 else -1 end,
                           row_number() over ()
                      from medaid.ledger_account where area = 'jiangmen' and fund_year = 2003
                    """).update();

            // when
            closings.proposeMonth(area, YearMonth.of(2003, 12), "test");
            closings.confirmMonth(area, YearMonth.of(2003, 12), "test2");
            closings.proposeYear(area, 2003, "test");
            ClosingAnswer closed = closings.confirmYear(area, 2003, "test2");
            jdbc.sql("set constraints all immediate").update();

            // then
            assertThat(closed).isInstanceOf(ClosingAnswer.Closed.class);
            assertThat(jdbc.sql("""
                                    select a.fund_year || ' ' || a.kind || ' ' || count(*) || ' ' || sum(b.balance)
                                      from medaid.ledger_account a
                                      join (select account_id, sum(amount) as balance from medaid.ledger_entry group by 1
                                            having sum(amount) <> 0) b on b.account_id = a.id
                                     where a.area = 'jiangmen' and a.fund_year in (2003, 2004) group by a.fund_year, a.kind order by 1
                                    """).query(String.class).list())
                    .containsExactly("2004 CARRIED_FORWARD 1 10000.00", "2004 PERSON_PAYABLE 10000 -10000.00");
            status.setRollbackOnly();
        });
    }

    @Test
    void a_document_that_was_posted_with_other_entries_is_a_bug_and_adds_nothing() {
        // given
        String person = id();
        BusinessDocument document = document();
        in(() -> ledger.post(settlement(PoolingArea.HESHAN, document, person, HUNDRED)));

        // when / then
        assertThatThrownBy(() -> in(() -> ledger.post(
                        settlement(PoolingArea.HESHAN, document, person, Money.parse("100.01")))))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> in(() -> ledger.reverse(document, " ", "test")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void two_hospitals_that_share_a_cost_owe_the_person_one_sum() {
        // given
        String person = id();

        // when
        Posting posting = new Posting.Movements()
                .ownShare("H4407842", AccountKind.PERSON_PAYABLE, person, HUNDRED)
                .ownShare("H4407033", AccountKind.PERSON_PAYABLE, person, Money.parse("0.01"))
                .of(PoolingArea.HESHAN, TransferKind.SETTLEMENT, document(), "test");

        // then
        assertThat(posting.entries())
                .containsExactlyInAnyOrder(
                        new Posting.Entry(Fund.HOSPITALS_OWN, AccountKind.HOSPITAL_SHARE, "H4407842", HUNDRED),
                        new Posting.Entry(
                                Fund.HOSPITALS_OWN, AccountKind.HOSPITAL_SHARE, "H4407033", Money.parse("0.01")),
                        new Posting.Entry(
                                Fund.HOSPITALS_OWN, AccountKind.PERSON_PAYABLE, person, Money.parse("-100.01")));
        assertThat(posting.total()).isEqualTo(Money.parse("100.01"));
        assertThatThrownBy(() -> new Posting.Movements().ownShare("H4407842", AccountKind.PERSON_PAYABLE, person, Money.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_posting_that_does_not_balance_in_each_fund_cannot_be_made() {
        String person = id();
        Posting.Entry spent = new Posting.Entry(
                Fund.CIVIL_AFFAIRS, AccountKind.FUND, Fund.CIVIL_AFFAIRS.name(), HUNDRED);
        Posting.Entry owedByOther = new Posting.Entry(
                Fund.MEDICAL_ASSISTANCE_FUND, AccountKind.PERSON_PAYABLE, person, HUNDRED.negate());

        for (List<Posting.Entry> wrong : List.of(
                List.<Posting.Entry>of(), List.of(spent), List.of(spent, owedByOther), List.of(spent, spent.mirrored()))) {
            assertThatThrownBy(() ->
                            new Posting(PoolingArea.HESHAN, TransferKind.SETTLEMENT, document(), wrong, "test"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new Posting(
                        PoolingArea.HESHAN,
                        TransferKind.YEAR_END,
                        document(),
                        List.of(spent, new Posting.Entry(Fund.CIVIL_AFFAIRS, AccountKind.PERSON_PAYABLE, person, HUNDRED.negate())),
                        "test"))
                .as("only the year's closing posts a year's end")
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Posting.Entry(Fund.CIVIL_AFFAIRS, AccountKind.FUND, "OTHER", HUNDRED))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Posting.Entry(Fund.CIVIL_AFFAIRS, AccountKind.HOSPITAL_SHARE, "H1", HUNDRED))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Posting.Entry(Fund.CIVIL_AFFAIRS, AccountKind.PERSON_PAYABLE, "张示例", HUNDRED))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Posting.Entry(Fund.CIVIL_AFFAIRS, AccountKind.PERSON_PAYABLE, person, Money.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Where an account's balance is once a year is closed. */
    private static Account later(Account account, int closedYear) {
        if (account.year() > closedYear) {
            return account;
        }
        boolean result = account.kind() == AccountKind.FUND || account.kind() == AccountKind.FUND_INCOME;
        return new Account(
                account.fund(),
                closedYear + 1,
                result ? AccountKind.CARRIED_FORWARD : account.kind(),
                account.holder());
    }

    private Posting posting(Random random, PoolingArea area, BusinessDocument document, List<String> people) {
        Posting.Movements movements = new Posting.Movements();
        String person = people.get(random.nextInt(people.size()));
        for (Fund fund : Fund.values()) {
            Money amount = Money.ofFen(1 + random.nextInt(1_000_000));
            if (fund == Fund.HOSPITALS_OWN ? movements.isEmpty() || random.nextBoolean() : random.nextBoolean()) {
                if (fund == Fund.HOSPITALS_OWN) {
                    movements.ownShare("H3207062", AccountKind.PERSON_PAYABLE, person, amount);
                } else {
                    movements.owed(fund, AccountKind.PERSON_PAYABLE, person, amount);
                }
            }
        }
        return movements.of(area, TransferKind.SETTLEMENT, document, "test");
    }

    private YearMonth period(long transfer) {
        return YearMonth.from(jdbc.sql("select period from medaid.ledger_transfer where id = ?")
                .param(transfer)
                .query(LocalDate.class)
                .single());
    }

    private static Posting settlement(PoolingArea area, BusinessDocument document, String person, Money amount) {
        return new Posting.Movements()
                .owed(Fund.MEDICAL_ASSISTANCE_FUND, AccountKind.PERSON_PAYABLE, person, amount)
                .of(area, TransferKind.SETTLEMENT, document, "test");
    }

    private static BusinessDocument document() {
        return new BusinessDocument("LEDGER_TEST", id());
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }

    private <T> T in(java.util.function.Supplier<T> action) {
        return transaction.execute(status -> action.get());
    }

    private <T> List<T> together(java.util.function.Supplier<T> action) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        CyclicBarrier start = new CyclicBarrier(16);
        List<Future<T>> running = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            running.add(threads.submit(() -> {
                start.await();
                return in(action);
            }));
        }
        List<T> answers = new ArrayList<>();
        for (Future<T> future : running) {
            answers.add(future.get(1, TimeUnit.MINUTES));
        }
        threads.shutdown();
        return answers;
    }
}
