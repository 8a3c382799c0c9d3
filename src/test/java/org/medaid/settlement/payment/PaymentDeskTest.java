package org.medaid.settlement.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medaid.api.FieldProblem;
import org.medaid.api.Outcome;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.ledger.AccountKind;
import org.medaid.ledger.BusinessDocument;
import org.medaid.ledger.Fund;
import org.medaid.ledger.FundLedger;
import org.medaid.ledger.Posting;
import org.medaid.ledger.TransferKind;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.medaid.procedure.EnterProcedureParameter;
import org.medaid.procedure.ProcedureParameters;
import org.medaid.security.Groups;
import org.medaid.settlement.EnterReceipt;
import org.medaid.settlement.FundReceipts;
import org.medaid.settlement.OrderState;
import org.medaid.settlement.Payee;
import org.medaid.settlement.PaymentOrder;
import org.medaid.settlement.PaymentOrderPaid;
import org.medaid.settlement.PaymentOrders;
import org.medaid.testing.IntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.transaction.support.TransactionTemplate;

/** Payments at the desk. Only this test draws up batches of Jining, and each of its tests leaves nothing payable behind. */
@IntegrationTest
@RecordApplicationEvents
@Clause({"M9", "C17"})
class PaymentDeskTest {

    private static final PoolingArea AREA = PoolingArea.JINING;
    private static final JudgeBatch YES = new JudgeBatch("APPROVED", null);

    /** A fund that nothing else here pays out of. */
    private static final Fund RARE = Fund.HEALTH_AUTHORITY;

    @Autowired
    private PaymentDesk desk;

    @Autowired
    private FundReceipts receipts;

    @Autowired
    private ProcedureParameters parameters;

    @Autowired
    private PaymentBatches batches;

    @Autowired
    private PaymentOrders orders;

    @Autowired
    private PaymentOrderRows rows;

    @Autowired
    private BankAccountDesk accounts;

    @Autowired
    private Parties parties;

    @Autowired
    private FundLedger ledger;

    @Autowired
    private BusinessClock clock;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private Payments with;

    @BeforeEach
    void begin() {
        with = new Payments(AREA, "370811", parties, ledger, accounts, desk, transaction);
    }

    @Test
    void more_than_a_special_account_holds_is_neither_drawn_up_nor_approved() {
        // given a debt one fen over what the account holds
        UUID struck = received("100.00");
        Money held = held();
        BusinessDocument sheet = with.owed(with.payee(), RARE, held.plus(Money.parse("0.01")).toString());
        DrawUpBatch asked = new DrawUpBatch("PERSON", RARE.name());

        // when / then nothing is changed, and both figures are said
        List<FieldProblem> problems = desk.check(asked, with.clerk());
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("SPECIAL_ACCOUNT_SHORT");
            assertThat(problem.field()).isEqualTo("fund");
            assertThat(problem.message()).contains(held.toString(), held.plus(Money.parse("0.01")).toString());
        });
        assertThat(codes(desk.drawUp(asked, with.clerk()))).containsExactly("SPECIAL_ACCOUNT_SHORT");
        assertThat(orders.of(sheet)).isEmpty();
        // An office may do without the question.
        transaction.executeWithoutResult(status -> {
            UUID no = Payments.done(parameters.enter(
                    AREA, new EnterProcedureParameter("payment.balance-check", "NO", "2020-01-01", "济医保〔2020〕1号"), "one"));
            parameters.approve(AREA, no, "two");
            assertThat(desk.check(asked, with.clerk())).isEmpty();
            status.setRollbackOnly();
        });

        // and what comes in is enough for it, until some of it turns out not to have come
        received("0.01");
        PaymentBatch batch = Payments.done(desk.drawUp(asked, with.clerk()));
        Payments.done(desk.approve(batch.id(), YES, with.manager()));
        Payments.done(receipts.strike(with.finance(1), struck, "登记有误"));
        assertThat(codes(desk.approveForFinance(batch.id(), YES, with.finance(2)))).containsExactly("SPECIAL_ACCOUNT_SHORT");
        assertThat(batches.find(AREA, batch.id().toString()).orElseThrow().state()).isEqualTo(BatchState.TO_FINANCE);
        assertThatThrownBy(() -> jdbc.sql("update medaid.payment_batch set state = 'TO_PAY', finance_approved_by = 'other',"
                                + " finance_approved_at = now(), balance_checked = true where id = ?")
                        .param(batch.id())
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("a special account holds what is promised out of it");

        received("100.00");
        Payments.done(desk.approveForFinance(batch.id(), YES, with.finance(2)));
        pay(batch);
        assertThat(only(sheet).state()).isEqualTo(OrderState.PAID);
        assertThat(held()).isEqualTo(Money.ZERO);
    }

    @Test
    void two_batches_that_want_the_same_money_are_not_both_approved() throws Exception {
        // given two batches for which there is enough, and then five yuan less
        received("100.00");
        UUID struck = received("5.00");
        Money most = held().minus(Money.parse("10.00"));
        BusinessDocument large = with.owed(with.payee(), RARE, most.toString());
        PaymentBatch one = Payments.done(desk.drawUp(new DrawUpBatch("PERSON", RARE.name()), with.clerk()));
        BusinessDocument small = with.owed(with.payee(), RARE, "10.01");
        // The first one, though nobody has approved it yet, has been promised the rest.
        assertThat(codes(desk.drawUp(new DrawUpBatch("PERSON", RARE.name()), with.clerk()))).containsExactly("SPECIAL_ACCOUNT_SHORT");
        received("0.01");
        PaymentBatch other = Payments.done(desk.drawUp(new DrawUpBatch("PERSON", RARE.name()), with.clerk()));
        Payments.done(desk.approve(one.id(), YES, with.manager()));
        Payments.done(desk.approve(other.id(), YES, with.manager()));
        Payments.done(receipts.strike(with.finance(1), struck, "登记有误"));

        // when the second is approved while the first one's approval is not committed yet
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<Outcome<String>> late = transaction.execute(status -> {
            Payments.done(desk.approveForFinance(one.id(), YES, with.finance(2)));
            Future<Outcome<String>> running =
                    thread.submit(() -> desk.approveForFinance(other.id(), YES, with.finance(2)));
            assertThatThrownBy(() -> running.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
            return running;
        });
        thread.shutdown();

        // then it has waited, and finds the money promised
        assertThat(codes(late.get())).containsExactly("SPECIAL_ACCOUNT_SHORT");
        received("5.00");
        Payments.done(desk.approveForFinance(other.id(), YES, with.finance(2)));
        pay(one);
        pay(other);
        assertThat(only(large).state()).isEqualTo(OrderState.PAID);
        assertThat(only(small).state()).isEqualTo(OrderState.PAID);
    }

    private UUID received(String amount) {
        return Payments.done(receipts.enter(
                with.finance(1),
                new EnterReceipt(
                        UUID.randomUUID().toString(), RARE.name(), amount, clock.today().toString(), "T" + UUID.randomUUID().toString().substring(0, 18))));
    }

    private Money held() {
        return Money.of(jdbc.sql(
                        """
                        select coalesce(sum(e.amount), 0) from medaid.ledger_entry e join medaid.ledger_account a on a.id = e.account_id
                         where a.area = ? and a.fund = ? and a.kind = 'SPECIAL_ACCOUNT'
                        """)
                .params(AREA.tenantId(), RARE.name())
                .query(java.math.BigDecimal.class)
                .single());
    }

    private void pay(PaymentBatch batch) {
        desk.makeFile(batch.id());
        Payments.done(desk.download(batch.id(), with.finance(1)));
        Payments.done(desk.takeAnswer(batch.id(), allPaid(batch), with.finance(1)));
        Payments.done(desk.paid(batch.id(), new JudgeBatch("ANSWERED", null), with.finance(1)));
        desk.closePaid(batch.id());
    }

    @Test
    void what_a_settled_bill_makes_a_fund_owe_is_paid_once_and_stands_in_the_books() {
        // given
        PersonId person = with.payee();
        BusinessDocument sheet = with.owed(person, "1800.00");
        PersonId poor = with.person();
        with.owed(poor, "250.00");
        assertThat(rows.withoutAccount(AREA, 1000))
                .anySatisfy(waiting -> assertThat(waiting.payee()).isEqualTo(Payee.person(poor)));

        // when
        PaymentBatch batch = with.sent();
        byte[] first = Payments.done(desk.download(batch.id(), with.finance(1))).content();
        byte[] second = Payments.done(desk.download(batch.id(), with.finance(2))).content();
        List<String> unanswered = codes(desk.checkPaid(batch.id(), new JudgeBatch("ANSWERED", null), with.finance(1)));
        List<String> back = codes(desk.checkPaid(batch.id(), new JudgeBatch("SENT_BACK", "不付"), with.finance(1)));
        PaymentDesk.Taken taken = Payments.done(desk.takeAnswer(batch.id(), allPaid(batch), with.finance(1)));
        PaymentDesk.Taken again = Payments.done(desk.takeAnswer(batch.id(), allPaid(batch), with.finance(2)));

        // then
        assertThat(batch.orderCount()).isEqualTo(1);
        assertThat(first).isEqualTo(second);
        assertThat(new String(first, StandardCharsets.UTF_8)).contains(Payments.NAME, "1800.00", batch.number());
        assertThat(unanswered).containsExactly("ANSWER_MISSING");
        assertThat(back).containsExactly("ALREADY_SENT");
        assertThat(taken).isEqualTo(new PaymentDesk.Taken(1, 0, 0, false));
        assertThat(again.repeated()).isTrue();
        assertThat(owed(person)).isEqualTo(Money.ZERO);
        assertThat(payments(only(sheet))).isEqualTo(1);
        assertThat(only(sheet).state()).isEqualTo(OrderState.PAID);

        // and the batch is closed once
        assertThat(Payments.done(desk.paid(batch.id(), new JudgeBatch("ANSWERED", null), with.finance(1)))).isEqualTo("PAID");
        desk.closePaid(batch.id());
        assertThat(codes(desk.takeAnswer(batch.id(), answer(batch, "PAID", "x2"), with.finance(1)))).containsExactly("NOT_SENT");
        assertThat(codes(desk.drawUp(new DrawUpBatch("PERSON", ""), with.clerk()))).containsExactly("NOTHING_TO_PAY");
        with.account(poor, Payments.card());
        finished(with.sent());
    }

    @Test
    void eight_threads_that_draw_up_approve_and_upload_at_once_pay_once() throws Exception {
        // given
        List<BusinessDocument> sheets = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            sheets.add(with.owed(with.payee(), (i + 1) + "00.01"));
        }

        // when everybody clicks at once
        List<Outcome<PaymentBatch>> drawn = together(() -> desk.drawUp(new DrawUpBatch("PERSON", ""), with.clerk()));
        PaymentBatch batch = only(drawn);
        List<Outcome<String>> approved = together(() -> desk.approve(batch.id(), YES, with.manager()));
        List<Outcome<String>> financed = together(() -> desk.approveForFinance(batch.id(), YES, with.finance(1)));
        desk.makeFile(batch.id());
        List<Outcome<PaymentDesk.Download>> fetched = together(() -> desk.download(batch.id(), with.finance(1)));
        byte[] bank = allPaid(batch);
        List<Outcome<PaymentDesk.Taken>> taken = together(() -> desk.takeAnswer(batch.id(), bank, with.finance(1)));

        // then
        only(approved);
        only(financed);
        assertThat(batch.orderCount()).isEqualTo(5);
        assertThat(fetched.stream().map(file -> PaymentFile.hex(Payments.done(file).content())).distinct()).hasSize(1);
        assertThat(taken.stream().map(Payments::done).filter(one -> !one.repeated())).hasSize(1);
        for (BusinessDocument sheet : sheets) {
            assertThat(payments(only(sheet))).isEqualTo(1);
            assertThat(rows.events(only(sheet).number()).stream().filter(event -> event.toState().equals("PAID"))).hasSize(1);
        }
    }

    @Test
    void an_answer_with_wrong_rows_counts_for_nothing_and_names_every_one_of_them() {
        // given
        for (String amount : List.of("10.00", "20.00", "30.00")) {
            with.owed(with.payee(), amount);
        }
        PaymentBatch batch = with.sent();
        List<BatchLine> lines = batches.lines(batch.id(), 0, 10);

        // when
        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put(lines.get(0).reference(), "99.00,成功,,B1," + clock.today());
        wrong.put("JN-FK-2026-999999-1", "10.00,成功,,B2," + clock.today());
        wrong.put(lines.get(1).reference(), "20.00,成功,,B3," + clock.today());
        List<FieldProblem> contradicted = taken(batch, wrong).problems();
        Map<String, String> unreadable = new LinkedHashMap<>();
        unreadable.put(lines.get(0).reference(), "10.00,成功,,," + clock.today());
        unreadable.put(lines.get(1).reference(), "20.00,退回,,,");
        unreadable.put(lines.get(2).reference(), "30.00,也许,,,");
        List<FieldProblem> read = taken(batch, unreadable).problems();
        List<String> columns = codes(desk.takeAnswer(
                batch.id(), "支付单号,结果\r\nx,成功\r\n".getBytes(StandardCharsets.UTF_8), with.finance(1)));
        List<String> bytes = codes(desk.takeAnswer(batch.id(), new byte[] {(byte) 0xFF, 0, 1}, with.finance(1)));
        List<String> byClerk = codes(desk.takeAnswer(batch.id(), allPaid(batch), with.clerk()));

        // then
        assertThat(contradicted).extracting(FieldProblem::code).containsExactly("AMOUNT_DIFFERS", "REFERENCE_UNKNOWN", "LINE_MISSING");
        assertThat(contradicted.get(0).message()).startsWith("第2行：").contains(lines.get(0).reference(), "10.00", "99.00");
        assertThat(contradicted.get(1).message()).startsWith("第3行：");
        assertThat(contradicted.get(2).message()).contains(lines.get(2).reference());
        assertThat(read)
                .extracting(FieldProblem::code)
                .containsExactly("BANK_REFERENCE_MISSING", "REASON_MISSING", "RESULT_INVALID");
        assertThat(columns).containsExactly("COLUMN_MISSING");
        assertThat(bytes).containsExactly("FILE_UNREADABLE");
        assertThat(byClerk).containsExactly("FORBIDDEN");
        assertThat(batches.lines(batch.id(), 0, 10)).allMatch(line -> line.result() == OrderState.IN_BATCH);
        assertThat(batches.answers(batch.id())).isEmpty();
        finished(batch);
    }

    @Test
    void what_the_bank_does_not_know_is_not_paid_again_until_a_later_answer_or_another_person_says_what_became_of_it() {
        // given
        PersonId person = with.payee();
        BusinessDocument first = with.owed(person, "10.00");
        BusinessDocument second = with.owed(person, "20.00");
        BusinessDocument third = with.owed(person, "30.00");
        PaymentBatch batch = with.sent();
        Payments.done(desk.takeAnswer(batch.id(), answer(batch, "未知", ""), with.finance(1)));

        // when
        List<String> again = codes(desk.drawUp(new DrawUpBatch("PERSON", ""), with.clerk()));
        Map<String, String> later = new LinkedHashMap<>();
        later.put(only(first).number() + "-1", "10.00,成功,,LATER1," + clock.today());
        PaymentDesk.Taken taken = Payments.done(taken(batch, later));
        String reference = only(second).number() + "-1";
        ClearUnknown paid = new ClearUnknown("PAID", "电话向银行核实，已入账", "PHONE1", clock.today().toString());
        List<String> bySame = codes(desk.clear(batch.id(), reference, paid, with.finance(1)));
        List<String> silent = codes(desk.clear(
                batch.id(), reference, new ClearUnknown("PAID", " ", null, "明天"), with.finance(2)));
        Payments.done(desk.clear(batch.id(), reference, paid, with.finance(2)));
        List<String> twice = codes(desk.clear(batch.id(), reference, paid, with.finance(2)));
        Payments.done(desk.clear(
                batch.id(), only(third).number() + "-1", new ClearUnknown("RETURNED", "银行查复：账户已销户", null, null), with.finance(2)));

        // then
        assertThat(again).containsExactly("NOTHING_TO_PAY");
        assertThat(taken.paid()).isEqualTo(1);
        assertThat(bySame).containsExactly("SAME_PERSON");
        assertThat(silent).containsExactly("REASON_MISSING", "DATE_INVALID", "BANK_REFERENCE_MISSING");
        assertThat(twice).containsExactly("NOT_UNKNOWN");
        assertThat(payments(only(first))).isEqualTo(1);
        assertThat(payments(only(second))).isEqualTo(1);
        assertThat(only(third).state()).isEqualTo(OrderState.RETURNED);

        // and a contradiction to what was paid or returned is refused and shown
        Map<String, String> contradiction = new LinkedHashMap<>();
        contradiction.put(only(first).number() + "-1", "10.00,退回,户名不符,,");
        contradiction.put(reference, "20.00,成功,,OTHER," + clock.today());
        contradiction.put(only(third).number() + "-1", "30.00,成功,,B9," + clock.today());
        List<FieldProblem> refused = taken(batch, contradiction).problems();
        assertThat(refused).extracting(FieldProblem::code).containsOnly("CONTRADICTS_EARLIER").hasSize(3);
        assertThat(refused.get(0).message()).contains("已付款", "LATER1", "矛盾");

        // and what came back needs another account before it is paid as a new attempt
        assertThat(Payments.done(desk.paid(batch.id(), new JudgeBatch("ANSWERED", null), with.finance(1)))).isEqualTo("RETURNED");
        desk.reopenReturned(batch.id());
        assertThat(only(third).state()).isEqualTo(OrderState.OPEN);
        assertThat(codes(desk.drawUp(new DrawUpBatch("PERSON", ""), with.clerk()))).containsExactly("NOTHING_TO_PAY");
        assertThat(rows.withoutAccount(AREA, 1000))
                .filteredOn(waiting -> waiting.payee().equals(Payee.person(person)))
                .singleElement()
                .satisfies(waiting -> assertThat(waiting.returned()).isTrue());
        with.account(person, Payments.card());
        PaymentBatch next = with.sent();
        assertThat(batches.lines(next.id(), 0, 10))
                .singleElement()
                .satisfies(line -> assertThat(line.reference()).isEqualTo(only(third).number() + "-2"));
        finished(next);
        assertThat(owed(person)).isEqualTo(Money.ZERO);
    }

    @Test
    void what_was_taken_back_is_never_paid_and_what_was_paid_before_is_listed_for_recovery() {
        // given
        PersonId person = with.payee();
        BusinessDocument open = with.owed(person, "10.00");
        transaction.executeWithoutResult(status -> orders.order(
                AREA, Payee.person(person), Fund.MEDICAL_ASSISTANCE_FUND, Money.parse("10.00"), open, "test"));
        BusinessDocument inBatch = with.owed(person, "20.00");
        with.reverse(open);

        // when
        PaymentBatch batch = with.drawnUp();
        with.reverse(inBatch);
        List<String> manager = codes(desk.approve(batch.id(), YES, with.manager()));
        List<String> silent = codes(desk.approve(batch.id(), new JudgeBatch("SENT_BACK", " "), with.manager()));
        assertThat(Payments.done(desk.approve(batch.id(), new JudgeBatch("SENT_BACK", "有冲销"), with.manager())))
                .isEqualTo("SENT_BACK");
        desk.release(batch.id());

        // then
        assertThat(only(open).state()).isEqualTo(OrderState.CANCELLED);
        assertThat(batch.orderCount()).isEqualTo(1);
        assertThat(manager).containsExactly("REVERSED");
        assertThat(silent).contains("REASON_MISSING");
        assertThat(only(inBatch).state()).isEqualTo(OrderState.CANCELLED);
        assertThat(batches.find(AREA, batch.id().toString()).orElseThrow().state()).isEqualTo(BatchState.REJECTED);

        // and between the approvals and the bank
        BusinessDocument late = with.owed(person, "30.00");
        BusinessDocument fine = with.owed(person, "31.00");
        PaymentBatch unsent = with.drawnUp();
        Payments.done(desk.approve(unsent.id(), YES, with.manager()));
        Payments.done(desk.approveForFinance(unsent.id(), YES, with.finance(1)));
        desk.makeFile(unsent.id());
        with.reverse(late);
        assertThat(codes(desk.download(unsent.id(), with.finance(1)))).containsExactly("REVERSED");
        assertThat(Payments.done(desk.paid(unsent.id(), new JudgeBatch("SENT_BACK", "有冲销"), with.finance(1)))).isEqualTo("SENT_BACK");
        desk.release(unsent.id());
        assertThat(only(late).state()).isEqualTo(OrderState.CANCELLED);
        assertThat(only(fine).state()).isEqualTo(OrderState.OPEN);

        // and when the money has left
        PaymentBatch sent = with.sent();
        with.reverse(fine);
        finished(sent);
        assertThat(rows.toRecover(AREA, 1000)).extracting(PaymentOrder::number).contains(only(fine).number());
        assertThat(owed(person)).isEqualTo(Money.parse("31.00"));
    }

    @Test
    void four_eyes_stand_in_the_desk_and_in_the_database() {
        // given
        with.owed(with.payee(), "10.00");
        PaymentBatch batch = with.drawnUp();
        String update = "update medaid.payment_batch set state = 'TO_FINANCE', approved_by = '%s', approved_at = now() where id = '"
                + batch.id() + "'";

        // then
        assertThat(codes(desk.approve(batch.id(), YES, with.user("clerk1", Groups.AGENCY_MANAGER)))).containsExactly("SAME_PERSON");
        assertThat(codes(desk.approve(batch.id(), YES, with.clerk()))).containsExactly("FORBIDDEN");
        assertThat(codes(desk.approveForFinance(batch.id(), YES, with.finance(1)))).containsExactly("OTHER_STATE");
        refused(update.formatted("jining-clerk1"), "ck_payment_batch_four_eyes");
        Payments.done(desk.approve(batch.id(), YES, with.manager()));
        assertThat(codes(desk.approveForFinance(batch.id(), YES, with.user("manager", Groups.DEPARTMENT_FINANCE))))
                .containsExactly("SAME_PERSON");
        refused(
                "update medaid.payment_batch set state = 'TO_PAY', finance_approved_by = 'jining-manager', finance_approved_at = now()"
                        + " where id = '" + batch.id() + "'",
                "ck_payment_batch_four_eyes");
        refused("update medaid.payment_batch set state = 'PAID', closed_at = now() where id = '" + batch.id() + "'", "only goes forward");
        Payments.done(desk.approveForFinance(batch.id(), YES, with.finance(1)));
        desk.makeFile(batch.id());
        assertThatThrownBy(() -> desk.makeFile(batch.id())).isInstanceOf(DataAccessException.class);
        refused("update medaid.payment_file set charset = 'x' where batch_id = '" + batch.id() + "'", "append-only");
        refused("delete from medaid.payment_order", "append-only");
        assertThat(codes(desk.takeAnswer(batch.id(), allPaid(batch), with.finance(1)))).containsExactly("NOT_SENT");
        Payments.done(desk.download(batch.id(), with.finance(1)));
        finished(batch);
    }

    @Test
    void nothing_is_left_behind_when_the_answer_dies_in_the_middle_and_the_next_time_it_goes_through() {
        // given
        PersonId person = with.payee();
        BusinessDocument sheet = with.owed(person, "1800.00");
        PaymentBatch batch = with.sent();

        // when
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    Payments.done(desk.takeAnswer(batch.id(), allPaid(batch), with.finance(1)));
                    throw new IllegalStateException("killed");
                }))
                .hasMessage("killed");

        // then
        assertThat(only(sheet).state()).isEqualTo(OrderState.IN_BATCH);
        assertThat(payments(only(sheet))).isZero();
        assertThat(batches.answers(batch.id())).isEmpty();
        assertThat(owed(person)).isEqualTo(Money.parse("-1800.00"));
        assertThat(Payments.done(desk.takeAnswer(batch.id(), allPaid(batch), with.finance(1))).paid()).isEqualTo(1);
        assertThat(payments(only(sheet))).isEqualTo(1);
    }

    @Test
    void an_order_is_paid_only_with_its_posting_and_a_posting_only_with_its_order() {
        // given
        PersonId person = with.payee();
        BusinessDocument sheet = with.owed(person, "12.00");
        PaymentBatch batch = with.sent();
        String number = only(sheet).number();
        String result = "insert into medaid.payment_result (reference, answer_id, result, reason, bank_reference, paid_on, recorded_by,"
                + " recorded_at) values ('" + number + "-1', null, 'PAID', '手工', 'B', current_date, 'x', now())";

        // then
        refused(result, "cleared by another person");
        refused("update medaid.payment_order set state = 'PAID' where number = '" + number + "'", "bank's word is recorded");
        refused("update medaid.payment_order set state = 'OPEN', batch_id = null, attempt = 2 where number = '" + number + "'", "at the bank");
        refused("update medaid.payment_order set amount = 1 where number = '" + number + "'", "does not go");
        Payments.done(desk.takeAnswer(batch.id(), answer(batch, "未知", ""), with.finance(1)));
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    jdbc.sql(result).update();
                    jdbc.sql("update medaid.payment_order set state = 'PAID' where number = ?").param(number).update();
                }))
                .hasStackTraceContaining("what is paid stands in the books");
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> ledger.post(
                        new Posting.Movements()
                                .move(
                                        Fund.MEDICAL_ASSISTANCE_FUND,
                                        AccountKind.PERSON_PAYABLE,
                                        person.toString(),
                                        AccountKind.SPECIAL_ACCOUNT,
                                        Fund.MEDICAL_ASSISTANCE_FUND.name(),
                                        Money.parse("12.00"))
                                .of(AREA, TransferKind.PAYMENT, new BusinessDocument(PaymentDesk.DOCUMENT, number), "x"))))
                .hasStackTraceContaining("only what an order says is paid");
        Payments.done(desk.takeAnswer(batch.id(), allPaid(batch), with.finance(1)));
        assertThat(payments(only(sheet))).isEqualTo(1);
    }

    @Test
    void a_statement_is_ordered_once_by_its_document_and_fund() {
        // given
        BusinessDocument statement = new BusinessDocument("STATEMENT", UUID.randomUUID().toString());
        Payee hospital = Payee.hospital("H3708999");

        // when
        PaymentOrder first = ordered(hospital, "500.00", statement);
        PaymentOrder again = ordered(hospital, "500.00", statement);

        // then
        assertThat(again).isEqualTo(first);
        assertThat(orders.of(statement)).containsExactly(first);
        assertThatThrownBy(() -> ordered(hospital, "501.00", statement)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> transaction.execute(status -> orders.order(
                        AREA, hospital, Fund.HOSPITALS_OWN, Money.parse("1.00"), statement, "test")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_hospitals_statement_is_paid_out_of_what_the_office_owes_it_and_whoever_ordered_it_is_told(
            @Autowired ApplicationEvents published) {
        // given
        Hospital hospital = parties.searchHospitals("H3708").get(0);
        Payee payee = Payee.hospital(hospital.code());
        BusinessDocument statement = new BusinessDocument("STATEMENT", UUID.randomUUID().toString());
        Money before = payable(hospital);
        transaction.executeWithoutResult(status -> ledger.post(new Posting.Movements()
                .owed(Fund.MEDICAL_ASSISTANCE_FUND, AccountKind.HOSPITAL_PAYABLE, hospital.code(), Money.parse("500.00"))
                .of(AREA, TransferKind.SETTLEMENT, statement, "test")));
        PaymentOrder order = ordered(payee, "500.00", statement);
        UUID account = Payments.done(accounts.enter(
                new EnterBankAccount(
                        "HOSPITAL", hospital.code(), "PASSBOOK", "1107042019000088", "示范银行", hospital.name(), "", ""),
                with.clerk()));
        Payments.done(accounts.check(account, new CheckBankAccount("ACCEPTED", "1107042019000088", null), with.checker()));

        // when
        PaymentBatch batch = Payments.done(desk.drawUp(
                new DrawUpBatch("HOSPITAL", "MEDICAL_ASSISTANCE_FUND"), with.clerk()));
        Payments.done(desk.approve(batch.id(), YES, with.manager()));
        Payments.done(desk.approveForFinance(batch.id(), YES, with.finance(1)));
        desk.makeFile(batch.id());
        byte[] file = Payments.done(desk.download(batch.id(), with.finance(1))).content();
        finished(batch);

        // then
        assertThat(new String(file, StandardCharsets.UTF_8)).contains(hospital.name(), "医疗救助结算款", order.number() + "-1");
        assertThat(payable(hospital))
                .isEqualTo(before.minus(Money.parse("500.00")).plus(batch.total()));
        assertThat(published.stream(PaymentOrderPaid.class).map(PaymentOrderPaid::order))
                .filteredOn(paid -> paid.document().equals(statement))
                .singleElement()
                .satisfies(paid -> assertThat(paid.state()).isEqualTo(OrderState.PAID));
    }

    @Test
    void whatever_the_bank_says_in_whatever_order_each_order_keeps_its_course_and_is_posted_at_most_once() {
        // given
        Random random = new Random(20261122);
        List<PersonId> people = new ArrayList<>();
        Map<BusinessDocument, PersonId> sheets = new LinkedHashMap<>();
        for (int i = 0; i < 4; i++) {
            people.add(with.payee());
        }

        for (int round = 0; round < 12; round++) {
            for (int i = random.nextInt(3) + 1; i > 0; i--) {
                PersonId person = people.get(random.nextInt(people.size()));
                sheets.put(with.owed(person, (random.nextInt(9) + 1) + "." + (random.nextInt(90) + 10)), person);
            }
            if (desk.check(new DrawUpBatch("PERSON", ""), with.clerk()).isEmpty()) {
                round(random);
            }
            people.forEach(person -> {
                if (random.nextBoolean()) {
                    with.account(person, Payments.card());
                }
            });

            // then
            for (Map.Entry<BusinessDocument, PersonId> sheet : sheets.entrySet()) {
                for (PaymentOrder order : orders.of(sheet.getKey())) {
                    assertThat(payments(order)).isEqualTo(order.state() == OrderState.PAID ? 1 : 0);
                    assertCourse(order);
                }
            }
        }
        people.forEach(person -> with.account(person, Payments.card()));
        while (desk.check(new DrawUpBatch("PERSON", ""), with.clerk()).isEmpty()) {
            finished(with.sent());
        }
        people.forEach(person -> assertThat(owed(person)).isEqualTo(Money.ZERO));
        assertThat(sheets.keySet()).allSatisfy(sheet -> assertThat(payments(only(sheet))).isEqualTo(1));
    }

    /** One batch on a random way: sent back, or answered in several files until every line has its result. */
    private void round(Random random) {
        PaymentBatch batch = with.drawnUp();
        if (random.nextInt(4) == 0) {
            Payments.done(desk.approve(batch.id(), new JudgeBatch("SENT_BACK", "重编"), with.manager()));
            desk.release(batch.id());
            return;
        }
        Payments.done(desk.approve(batch.id(), YES, with.manager()));
        Payments.done(desk.approveForFinance(batch.id(), YES, with.finance(1)));
        desk.makeFile(batch.id());
        Payments.done(desk.download(batch.id(), with.finance(1)));
        List<String> words = List.of("成功", "退回", "未知");
        for (int file = 0; file < 4; file++) {
            Map<String, String> said = new LinkedHashMap<>();
            for (BatchLine line : batches.lines(batch.id(), 0, 1000)) {
                if (line.result() == OrderState.IN_BATCH || line.result() == OrderState.UNKNOWN) {
                    String word = file == 3 ? words.get(random.nextInt(2)) : words.get(random.nextInt(3));
                    said.put(line.reference(), line.amount() + "," + word + ",账户异常,R" + file + "," + clock.today());
                }
            }
            if (!said.isEmpty()) {
                Payments.done(taken(batch, said));
                // Every file is sent twice.
                assertThat(Payments.done(taken(batch, said)).repeated()).isTrue();
            }
        }
        String outcome = Payments.done(desk.paid(batch.id(), new JudgeBatch("ANSWERED", null), with.finance(2)));
        if (outcome.equals("PAID")) {
            desk.closePaid(batch.id());
        } else {
            desk.reopenReturned(batch.id());
        }
    }

    private void assertCourse(PaymentOrder order) {
        Map<String, List<String>> next = Map.of(
                "OPEN", List.of("IN_BATCH", "CANCELLED"),
                "IN_BATCH", List.of("OPEN", "PAID", "RETURNED", "UNKNOWN"),
                "UNKNOWN", List.of("PAID", "RETURNED"),
                "RETURNED", List.of("OPEN"),
                "PAID", List.of(),
                "CANCELLED", List.of());
        List<PaymentOrderRows.OrderEvent> events = rows.events(order.number());
        assertThat(events.get(0).toState()).isEqualTo("OPEN");
        for (int i = 1; i < events.size(); i++) {
            assertThat(next.get(events.get(i - 1).toState())).as(order.number()).contains(events.get(i).toState());
        }
        assertThat(events.get(events.size() - 1).toState()).isEqualTo(order.state().name());
    }

    private PaymentOrder ordered(Payee payee, String amount, BusinessDocument document) {
        return transaction.execute(status ->
                orders.order(AREA, payee, Fund.MEDICAL_ASSISTANCE_FUND, Money.parse(amount), document, "test"));
    }

    private Money payable(Hospital hospital) {
        return ledger.balance(
                AREA,
                Fund.MEDICAL_ASSISTANCE_FUND,
                clock.today().getYear(),
                AccountKind.HOSPITAL_PAYABLE,
                hospital.code());
    }

    /** Everything is paid and the batch closed. */
    private void finished(PaymentBatch batch) {
        Payments.done(desk.takeAnswer(batch.id(), allPaid(batch), with.finance(1)));
        Payments.done(desk.paid(batch.id(), new JudgeBatch("ANSWERED", null), with.finance(1)));
        desk.closePaid(batch.id());
    }

    private Outcome<PaymentDesk.Taken> taken(PaymentBatch batch, Map<String, String> lines) {
        return desk.takeAnswer(batch.id(), Payments.answer(lines).getBytes(StandardCharsets.UTF_8), with.finance(1));
    }

    private byte[] allPaid(PaymentBatch batch) {
        return answer(batch, "成功", "B");
    }

    private byte[] answer(PaymentBatch batch, String word, String bankReference) {
        Map<String, String> lines = new LinkedHashMap<>();
        for (BatchLine line : batches.lines(batch.id(), 0, 1000)) {
            lines.put(
                    line.reference(),
                    line.amount() + "," + word + ",," + (bankReference.isEmpty() ? "" : bankReference + line.position()) + ","
                            + (word.equals("未知") ? "" : clock.today()));
        }
        return ("\uFEFF" + Payments.answer(lines)).getBytes(StandardCharsets.UTF_8);
    }

    private static <T> List<Outcome<T>> together(Callable<Outcome<T>> act) throws Exception {
        int threads = 8;
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Outcome<T>>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(pool.submit(() -> {
                    start.await();
                    return act.call();
                }));
            }
            List<Outcome<T>> outcomes = new ArrayList<>();
            for (Future<Outcome<T>> one : all) {
                outcomes.add(one.get());
            }
            return outcomes;
        } finally {
            pool.shutdownNow();
        }
    }

    private static <T> T only(List<Outcome<T>> outcomes) {
        List<Outcome<T>> done =
                outcomes.stream().filter(outcome -> outcome.problems().isEmpty()).toList();
        assertThat(done).hasSize(1);
        return Payments.done(done.get(0));
    }

    private PaymentOrder only(BusinessDocument document) {
        List<PaymentOrder> found = orders.of(document);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private int payments(PaymentOrder order) {
        return jdbc.sql("select count(*) from medaid.ledger_transfer where document_type = 'PAYMENT_ORDER' and document_id = ?")
                .param(order.number())
                .query(Integer.class)
                .single();
    }

    private Money owed(PersonId person) {
        return ledger.balance(
                AREA,
                Fund.MEDICAL_ASSISTANCE_FUND,
                clock.today().getYear(),
                AccountKind.PERSON_PAYABLE,
                person.toString());
    }

    private void refused(String sql, String message) {
        assertThatThrownBy(() -> jdbc.sql(sql).update())
                .isInstanceOf(DataAccessException.class)
                .hasStackTraceContaining(message);
    }

    private static List<String> codes(Outcome<?> outcome) {
        return codes(outcome.problems());
    }

    private static List<String> codes(List<FieldProblem> problems) {
        return problems.stream().map(FieldProblem::code).toList();
    }
}
