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
        LocalDate day = LocalDate.of(1998 + seed * 3, 1, 10);
        List<String> people = List.of(id(), id(), id());
        Map<Account, Money> expected = new HashMap<>();
        Map<BusinessDocument, Map<Account, Money>> open = new LinkedHashMap<>();
        List<BusinessDocument> reversed = new ArrayList<>();
        Map<YearMonth, TrialBalance> closed = new HashMap<>();
        int refusedClosings = 0;

        for (int step = 0; step < 150; step++) {
            // The clock may also be set back: a closed month takes nothing even then.
            day = day.plusDays(random.nextInt(30) - 9);
            time.set(day);
            switch (random.nextInt(6)) {
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
                    open.remove(document).forEach((account, amount) ->
                            expected.merge(account, amount.negate(), Money::plus));
                    reversed.add(document);
                }
                default -> {
                    // when closed
                    YearMonth month = YearMonth.from(day).minusMonths(random.nextInt(4));
                    boolean mayBe = month.isBefore(YearMonth.from(day))
                            && books.closedThrough(area).map(month::isAfter).orElse(true);
                    MonthClosing answer = in(() -> books.closeMonth(area, month, "test"));
                    if (mayBe) {
                        assertThat(answer).isInstanceOf(MonthClosing.Closed.class);
                        closed.put(month, books.trialBalance(area, month));
                    } else {
                        assertThat(answer).isInstanceOf(MonthClosing.Refused.class);
                        refusedClosings++;
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
        YearMonth december = YearMonth.of(2005, 12);
        BusinessDocument document = document();
        String person = id();
        Posting posting = settlement(area, document, person, HUNDRED);
        MonthClosing tooEarly = in(() -> books.closeMonth(area, december, "test"));
        transaction.executeWithoutResult(status -> {
            books.post(posting);
            time.set(LocalDate.of(2006, 1, 3));

            // when / then nobody else closes the month meanwhile
            ExecutorService other = Executors.newSingleThreadExecutor();
            Future<MonthClosing> closing = other.submit(() -> in(() -> {
                jdbc.sql("set local lock_timeout = '200ms'").update();
                return books.closeMonth(area, december, "test");
            }));
            assertThatThrownBy(() -> closing.get(1, TimeUnit.MINUTES)).hasCauseInstanceOf(DataAccessException.class);
            other.shutdown();
        });

        // when
        MonthClosing closed = in(() -> books.closeMonth(area, december, "test"));
        MonthClosing again = in(() -> books.closeMonth(area, december, "test"));
        TrialBalance atClosing = books.trialBalance(area, december);
        long reversal = in(() -> books.reverse(document, "病例已在外省结算", "test")).get(0);
        time.set(LocalDate.of(2005, 12, 31));
        long late = in(() -> books.post(settlement(area, document(), person, HUNDRED))).transfer();

        // then
        assertThat(tooEarly).isEqualTo(new MonthClosing.Refused(MonthClosing.Reason.MONTH_NOT_OVER));
        assertThat(closed).isEqualTo(new MonthClosing.Closed(1, HUNDRED));
        assertThat(again).isEqualTo(new MonthClosing.Refused(MonthClosing.Reason.ALREADY_CLOSED));
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
        assertThatThrownBy(() -> new Posting.Entry(Fund.CIVIL_AFFAIRS, AccountKind.FUND, "OTHER", HUNDRED))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Posting.Entry(Fund.CIVIL_AFFAIRS, AccountKind.HOSPITAL_SHARE, "H1", HUNDRED))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Posting.Entry(Fund.CIVIL_AFFAIRS, AccountKind.PERSON_PAYABLE, "张示例", HUNDRED))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Posting.Entry(Fund.CIVIL_AFFAIRS, AccountKind.PERSON_PAYABLE, person, Money.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
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
