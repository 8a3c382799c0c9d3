package org.medaid.settlement.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medaid.api.FieldProblem;
import org.medaid.api.Outcome;
import org.medaid.document.Letters;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.ledger.AccountKind;
import org.medaid.ledger.BusinessDocument;
import org.medaid.ledger.Fund;
import org.medaid.ledger.FundLedger;
import org.medaid.party.Parties;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.settlement.EnterReceipt;
import org.medaid.settlement.FundReceipts;
import org.medaid.settlement.OrderOffsets;
import org.medaid.settlement.OrderState;
import org.medaid.settlement.PaymentOrder;
import org.medaid.settlement.PaymentOrders;
import org.medaid.settlement.Payee;
import org.medaid.settlement.payment.BankAccountDesk;
import org.medaid.settlement.payment.JudgeBatch;
import org.medaid.settlement.payment.PaymentBatch;
import org.medaid.settlement.payment.PaymentBatches;
import org.medaid.settlement.payment.PaymentDesk;
import org.medaid.settlement.payment.PaymentOrderRows;
import org.medaid.settlement.payment.Payments;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.PostedBills;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Recoveries at the desk, without their process. Only the tests of recoveries draw up batches of Heshan, and
 * each of their tests leaves nothing payable behind.
 */
@IntegrationTest
@Clause("C18")
class RecoveryDeskTest {

    private static final PoolingArea AREA = PaidBills.AREA;
    private static final Fund FUND = Fund.MEDICAL_ASSISTANCE_FUND;

    @Autowired
    private RecoveryDesk desk;

    @Autowired
    private Recoveries recoveries;

    @Autowired
    private OrderOffsets offsets;

    @Autowired
    private PaymentDesk payments;

    @Autowired
    private PaymentBatches batches;

    @Autowired
    private PaymentOrders orders;

    @Autowired
    private PaymentOrderRows orderRows;

    @Autowired
    private BankAccountDesk accounts;

    @Autowired
    private FundReceipts receipts;

    @Autowired
    private FundLedger ledger;

    @Autowired
    private Letters letters;

    @Autowired
    private Parties parties;

    @Autowired
    private BusinessClock clock;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private Payments with;
    private PaidBills bills;

    @BeforeEach
    void begin() {
        with = new Payments(AREA, "440784", parties, ledger, accounts, payments, transaction);
        bills = new PaidBills(new PostedBills(jdbc, parties, transaction), accounts, payments, batches, with, clock);
    }

    @Test
    void only_what_the_office_paid_to_a_person_is_claimed_back_once_and_every_refusal_says_why() {
        // given
        PostedBills.Posted paid = bills.paid("1000.00");
        PostedBills.Posted unpaid = bills.bill().owes(FUND.name(), "10.00").post();
        PostedBills.Posted oneStop = bills.oneStop().owes(FUND.name(), "10.00").post();

        // then
        assertThat(codes(desk.open(open(paid, "1.00"), with.manager()))).containsExactly("FORBIDDEN");
        assertThat(codes(desk.open(new OpenRecovery("HS-0", "1.00", "多付", "文件", "一"), with.clerk()))).containsExactly("CASE_UNKNOWN");
        assertThat(codes(desk.open(open(oneStop, "1.00"), with.clerk()))).containsExactly("HOSPITAL_DEDUCTED");
        assertThat(codes(desk.open(open(unpaid, "1.00"), with.clerk()))).containsExactly("NOT_PAID");
        assertThat(codes(desk.open(open(paid, "0"), with.clerk()))).containsExactly("AMOUNT_INVALID");
        assertThat(codes(desk.open(open(paid, "1000.01"), with.clerk()))).containsExactly("MORE_THAN_PAID");
        assertThat(codes(desk.open(new OpenRecovery(paid.caseNumber(), "1.00", " ", "", null), with.clerk())))
                .containsExactly("REASON_MISSING", "BASIS_MISSING", "BASIS_MISSING");
        assertThat(codes(desk.open(
                        new OpenRecovery(paid.caseNumber(), "1.00", "长".repeat(201), "文".repeat(101), "一"), with.clerk())))
                .containsExactly("REASON_TOO_LONG", "BASIS_MISSING");
        assertThat(new Payments(PoolingArea.JINING, "370811", parties, ledger, accounts, payments, transaction).clerk())
                .satisfies(elsewhere -> assertThat(codes(desk.open(open(paid, "1.00"), elsewhere))).containsExactly("CASE_UNKNOWN"));

        // and once
        Recovery recovery = Payments.done(desk.open(open(paid, "300.00"), with.clerk()));
        assertThat(recovery.number()).startsWith("HS-ZH-");
        assertThat(codes(desk.open(open(paid, "300.00"), with.clerk()))).containsExactly("ALREADY_OPEN");
        assertThat(recoveries.find(PoolingArea.JINING, recovery.id().toString())).isEmpty();
        assertThat(recoveries.find(AREA, "keine")).isEmpty();

        // and nothing is posted before somebody else decides
        assertThat(balance(AccountKind.RECOVERY, paid.person())).isEqualTo(Money.ZERO);
        settleEverything(unpaid);
    }

    @Test
    @Clause("X6")
    void another_person_decides_and_what_is_sent_back_is_corrected() {
        // given
        PostedBills.Posted bill = bills.paid("1000.00");
        Recovery recovery = Payments.done(desk.open(open(bill, "300.00"), with.clerk()));
        UUID id = recovery.id();
        CurrentUser both = new CurrentUser(
                with.clerk().id(), "测试人员", Optional.of(AREA), java.util.Set.of(Groups.AGENCY_MANAGER), Optional.empty());

        // then
        assertThat(codes(desk.decide(id, new DecideRecovery("RECOVER", null), with.clerk()))).containsExactly("FORBIDDEN");
        assertThat(codes(desk.decide(id, new DecideRecovery("RECOVER", null), both))).containsExactly("SAME_PERSON");
        assertThat(codes(desk.decide(id, new DecideRecovery(null, null), with.manager()))).containsExactly("CHOICE_MISSING");
        assertThat(codes(desk.decide(id, new DecideRecovery("SENT_BACK", " "), with.manager()))).containsExactly("REASON_MISSING");
        assertThat(codes(desk.correct(id, new CorrectRecovery("1.00", "多付", "文件", "一"), with.clerk()))).containsExactly("OTHER_STATE");
        Payments.done(desk.decide(id, new DecideRecovery("SENT_BACK", "金额不清"), with.manager()));
        assertThat(codes(desk.decide(id, new DecideRecovery("RECOVER", null), with.manager()))).containsExactly("OTHER_STATE");
        assertThat(codes(desk.correct(id, new CorrectRecovery("1000.01", "多付", "文件", "一"), with.clerk()))).containsExactly("MORE_THAN_PAID");
        assertThat(codes(desk.correct(id, new CorrectRecovery("1.00", "多付", "文件", "一"), with.manager()))).containsExactly("FORBIDDEN");
        Payments.done(desk.correct(id, new CorrectRecovery("250.00", "重复申报检查费", "江人社发〔2018〕567号", "五(四)14"), with.clerk()));
        refused("update medaid.recovery set state = 'NOT_RECOVERED', decided_by = opened_by, decided_at = now(), closed_by = 'x',"
                + " closed_at = now() where id = '" + id + "'", "ck_recovery_four_eyes");
        refused("update medaid.recovery set state = 'RECOVERED' where id = '" + id + "'", "ck_recovery_course");
        Payments.done(desk.decide(id, new DecideRecovery("NOT_RECOVERED", "核实后费用合理"), with.manager()));

        // and it may be opened anew
        assertThat(found(id).state()).isEqualTo(RecoveryState.NOT_RECOVERED);
        assertThat(found(id).amount()).isEqualTo(Money.parse("250.00"));
        assertThat(balance(AccountKind.RECOVERY, bill.person())).isEqualTo(Money.ZERO);
        Payments.done(desk.open(open(bill, "300.00"), with.clerk()));
    }

    @Test
    @Clause("M5")
    void a_decision_is_posted_in_the_shares_in_which_the_funds_had_paid_and_a_receipt_in_the_shares_that_are_open() {
        // given
        PostedBills.Posted bill = bills.paid(bills.bill()
                .owes(FUND.name(), "100.00")
                .owes("POVERTY_ALLEVIATION_FUND", "200.01")
                .bears(PaidBills.HOSPITAL, "30.00"));
        Money spent = balance(FUND, AccountKind.FUND, FUND.name());
        Money bank = balance(FUND, AccountKind.SPECIAL_ACCOUNT, FUND.name());

        // when
        Recovery recovery = decided(bill, "150.00");

        // then
        assertThat(balance(AccountKind.RECOVERY, bill.person())).isEqualTo(Money.parse("49.99").plus(Money.parse("0.01")));
        assertThat(balance(Fund.POVERTY_ALLEVIATION_FUND, AccountKind.RECOVERY, bill.person().toString()))
                .isEqualTo(Money.parse("100.00"));
        assertThat(balance(FUND, AccountKind.FUND, FUND.name())).isEqualTo(spent.minus(Money.parse("50.00")));
        assertThat(balance(Fund.HOSPITALS_OWN, AccountKind.PERSON_PAYABLE, bill.person().toString()))
                .isEqualTo(Money.parse("15.00").plus(Money.parse("0.01")).negate());
        assertThat(recovery.payBy().orElseThrow()).isAfter(clock.today());

        // and when it comes in
        receive(recovery.id(), "75.00", "OPEN");
        assertThat(balance(AccountKind.RECOVERY, bill.person())).isEqualTo(Money.parse("25.00"));
        receive(recovery.id(), "75.00", "COVERED");
        assertThat(balance(AccountKind.RECOVERY, bill.person())).isEqualTo(Money.ZERO);
        assertThat(balance(Fund.POVERTY_ALLEVIATION_FUND, AccountKind.RECOVERY, bill.person().toString())).isEqualTo(Money.ZERO);
        assertThat(balance(FUND, AccountKind.SPECIAL_ACCOUNT, FUND.name())).isEqualTo(bank.plus(Money.parse("50.00")));
        assertThat(found(recovery.id()).state()).isEqualTo(RecoveryState.RECOVERED);
    }

    @Test
    void what_was_paid_for_a_bill_that_was_taken_back_is_claimed_as_a_whole_and_leaves_the_list() {
        // given
        PostedBills.Posted bill = bills.paid("400.00");
        with.reverse(PaidBills.sheet(bill));
        assertThat(balance(AccountKind.PERSON_PAYABLE, bill.person())).isEqualTo(Money.parse("400.00"));
        String order = only(PaidBills.sheet(bill)).number();
        assertThat(orderRows.toRecover(AREA, 1000)).extracting(PaymentOrder::number).contains(order);

        // then
        assertThat(codes(desk.open(open(bill, "399.99"), with.clerk()))).containsExactly("REVERSED_AS_A_WHOLE");
        Recovery recovery = decided(bill, "400.00");
        assertThat(recovery.reversed()).isTrue();
        assertThat(orderRows.toRecover(AREA, 1000)).extracting(PaymentOrder::number).doesNotContain(order);
        assertThat(balance(AccountKind.PERSON_PAYABLE, bill.person())).isEqualTo(Money.ZERO);
        assertThat(balance(AccountKind.RECOVERY, bill.person())).isEqualTo(Money.parse("400.00"));
    }

    @Test
    void the_notice_is_a_numbered_letter_with_sum_reason_article_deadline_and_the_way_to_appeal() {
        // given
        Recovery recovery = decided(bills.paid("1000.00"), "300.00");

        // when
        desk.issueNotice(recovery.id());

        // then
        assertThat(letters.of(AREA, RecoveryDesk.subject(recovery.id())))
                .singleElement()
                .satisfies(letter -> assertThat(letter.number()).startsWith("鹤医救追〔"));
        assertThat(recoveries.steps(recovery.id())).extracting(Recoveries.Step::kind).containsExactly("OPENED", "DECIDED", "NOTICE_ISSUED");
    }

    @Test
    void money_is_recorded_by_finance_by_the_banks_voucher_once_and_never_more_than_is_open() {
        // given
        Recovery recovery = decided(bills.paid("1000.00"), "300.00");
        Recovery other = decided(bills.paid("1000.00"), "300.00");
        UUID id = recovery.id();
        String form = UUID.randomUUID().toString();
        String voucher = voucher();

        // then
        assertThat(codes(desk.receive(id, receipt("1.00"), with.manager()))).containsExactly("FORBIDDEN");
        assertThat(codes(desk.receive(id, new RecordRecoveryReceipt("x", "0", "morgen", "现金"), with.finance(1))))
                .containsExactly("FORM_UNKNOWN", "AMOUNT_INVALID", "DAY_INVALID", "VOUCHER_INVALID");
        assertThat(codes(desk.receive(
                        id,
                        new RecordRecoveryReceipt(form, "300.01", clock.today().plusDays(1).toString(), voucher),
                        with.finance(1))))
                .containsExactly("MORE_THAN_OPEN", "DAY_NOT_PLAUSIBLE");
        RecordRecoveryReceipt right = new RecordRecoveryReceipt(form, "100.00", clock.today().toString(), voucher);
        assertThat(Payments.done(desk.receive(id, right, with.finance(1)))).isEqualTo("OPEN");
        assertThat(Payments.done(desk.receive(id, right, with.finance(1)))).isEqualTo("OPEN");
        assertThat(found(id).cameIn()).isEqualTo(Money.parse("100.00"));
        assertThat(codes(desk.receive(other.id(), new RecordRecoveryReceipt(UUID.randomUUID().toString(), "1.00", clock.today().toString(), voucher), with.finance(2))))
                .containsExactly("VOUCHER_RECORDED");
        String income = voucher();
        Payments.done(receipts.enter(
                with.finance(1),
                new EnterReceipt(UUID.randomUUID().toString(), FUND.name(), "5.00", clock.today().toString(), income)));
        assertThat(codes(desk.receive(id, new RecordRecoveryReceipt(UUID.randomUUID().toString(), "1.00", clock.today().toString(), income), with.finance(1))))
                .containsExactly("VOUCHER_RECORDED");
        receive(id, "200.00", "COVERED");
        assertThat(codes(desk.receive(id, receipt("0.01"), with.finance(1)))).containsExactly("OTHER_STATE");
        refused("insert into medaid.recovery_receipt values (gen_random_uuid(), '" + other.id()
                + "', 'heshan', 300.01, current_date, '" + voucher() + "', 'x', now())", "ck_recovery_within_decided");
        refused("insert into medaid.recovery_receipt values (gen_random_uuid(), '" + other.id()
                + "', 'heshan', 1, current_date, '" + voucher() + "', 'x', now())", "ck_recovery_receipt_posted");
        refused("delete from medaid.recovery where id = '" + id + "'", "");
    }

    @Test
    void instalments_come_to_the_open_sum_in_order_and_within_what_the_office_allows() {
        // given
        Recovery recovery = decided(bills.paid("1000.00"), "300.00");
        UUID id = recovery.id();
        String soon = clock.today().plusMonths(1).toString();
        String later = clock.today().plusMonths(2).toString();
        String tooLate = clock.today().plusMonths(25).toString();

        // then
        assertThat(codes(desk.agree(id, plan("AT_ONCE"), with.manager()))).containsExactly("FORBIDDEN");
        assertThat(codes(desk.agree(id, new AgreePlan(null, null, null, " "), with.clerk()))).containsExactly("CHOICE_MISSING", "AGREEMENT_MISSING");
        assertThat(codes(desk.agree(id, plan("INSTALMENTS"), with.clerk()))).containsExactly("INSTALMENTS_MISSING");
        assertThat(codes(desk.agree(id, plan("INSTALMENTS", soon, "100.00", later, "199.99"), with.clerk()))).containsExactly("SUM_DIFFERS");
        assertThat(codes(desk.agree(id, plan("INSTALMENTS", later, "100.00", soon, "200.00"), with.clerk()))).containsExactly("DAYS_NOT_IN_ORDER");
        assertThat(codes(desk.agree(id, plan("INSTALMENTS", soon, "x", tooLate, "200.00"), with.clerk())))
                .containsExactly("AMOUNT_INVALID", "DAY_NOT_PLAUSIBLE");
        assertThat(codes(desk.agree(id, plan("OFFSET"), with.clerk()))).containsExactly("DAY_INVALID");
        Payments.done(desk.agree(id, plan("INSTALMENTS", soon, "100.00", later, "200.00"), with.clerk()));
        assertThat(desk.nextDue(id)).hasValueSatisfying(day -> assertThat(day).hasToString(soon));
        receive(id, "100.00", "OPEN");
        assertThat(desk.nextDue(id)).hasValueSatisfying(day -> assertThat(day).hasToString(later));
        assertThat(desk.noteOverdue(id)).isFalse();
        assertThat(recoveries.plan(found(id), clock.today()).orElseThrow().instalments())
                .extracting(Recoveries.Due::cameIn)
                .containsExactly(Money.parse("100.00"), Money.ZERO);
        refused("insert into medaid.recovery_plan values ('" + id + "', 9, 'INSTALMENTS', 5, 'x', 'x', now())", "ck_recovery_plan_adds_up");
    }

    @Test
    void a_later_benefit_gives_up_at_most_the_offices_share_and_the_bank_pays_the_rest_in_the_same_transaction() {
        // given
        PostedBills.Posted bill = bills.paid("1000.00");
        Recovery recovery = byOffset(bill, "300.00");
        PersonId person = bill.person();
        BusinessDocument later = with.owed(person, "200.01");

        // when
        PaymentBatch batch = with.sent();

        // then
        assertThat(bills.lines(batch)).singleElement().satisfies(line -> assertThat(line.amount()).isEqualTo(Money.parse("100.01")));
        assertThat(only(later).offset()).isEqualTo(Money.parse("100.00"));
        assertThat(found(recovery.id()).held()).isEqualTo(Money.parse("100.00"));
        assertThat(found(recovery.id()).open()).isEqualTo(Money.parse("300.00"));
        assertThat(codes(desk.receive(recovery.id(), receipt("200.01"), with.finance(1)))).containsExactly("MORE_THAN_OPEN");
        assertThat(codes(desk.revoke(recovery.id(), new RevokeRecovery("复决〔2026〕1号", "复议撤销"), with.manager())))
                .containsExactly("OFFSET_UNDER_WAY");
        assertThat(codes(desk.handleOverdue(recovery.id(), new HandleOverdueRecovery("WRITTEN_OFF", null, "无力退回"), with.manager())))
                .containsExactly("OFFSET_UNDER_WAY");

        // and when the bank gives it back, it is whole again
        bills.answered(batch, "退回", "户名不符");
        assertThat(only(later).offset()).isEqualTo(Money.ZERO);
        assertThat(found(recovery.id()).held()).isEqualTo(Money.ZERO);
        assertThat(balance(AccountKind.RECOVERY, person)).isEqualTo(Money.parse("300.00"));

        // and when the bank pays, both are posted
        bills.account(person);
        bills.answered(with.sent(), "成功", "");
        assertThat(only(later).state()).isEqualTo(OrderState.PAID);
        assertThat(only(later).offset()).isEqualTo(Money.parse("100.00"));
        assertThat(balance(AccountKind.PERSON_PAYABLE, person)).isEqualTo(Money.ZERO);
        assertThat(balance(AccountKind.RECOVERY, person)).isEqualTo(Money.parse("200.00"));
        assertThat(orderRows.events(only(later).number())).anySatisfy(event -> assertThat(event.reason()).isEqualTo("其中100.00元抵扣应追回款"));

        // and the last one takes no more than is open
        BusinessDocument large = with.owed(person, "5000.00");
        bills.answered(with.sent(), "成功", "");
        assertThat(only(large).offset()).isEqualTo(Money.parse("200.00"));
        assertThat(found(recovery.id()).state()).isEqualTo(RecoveryState.RECOVERED);
        assertThat(balance(AccountKind.RECOVERY, person)).isEqualTo(Money.ZERO);
        assertThat(balance(AccountKind.PERSON_PAYABLE, person)).isEqualTo(Money.ZERO);

        // and afterwards benefits are paid whole
        BusinessDocument whole = with.owed(person, "10.00");
        bills.answered(with.sent(), "成功", "");
        assertThat(only(whole).offset()).isEqualTo(Money.ZERO);
    }

    @Test
    void a_batch_that_is_sent_back_frees_what_was_held_and_another_funds_claim_is_never_touched() {
        // given a claim of the other fund alone
        PostedBills.Posted bill = bills.paid(bills.bill().owes("POVERTY_ALLEVIATION_FUND", "100.00"));
        Recovery other = byOffset(bill, "100.00");
        PostedBills.Posted own = bills.paid("50.00");
        Recovery recovery = byOffset(own, "50.00");
        BusinessDocument untouched = with.owed(bill.person(), "80.00");
        BusinessDocument later = with.owed(own.person(), "60.00");

        // when
        PaymentBatch batch = with.drawnUp();
        Payments.done(payments.approve(batch.id(), new JudgeBatch("SENT_BACK", "退回"), with.manager()));
        assertThat(found(recovery.id()).held()).isEqualTo(Money.parse("30.00"));
        payments.release(batch.id());

        // then
        assertThat(found(recovery.id()).held()).isEqualTo(Money.ZERO);
        assertThat(only(later).offset()).isEqualTo(Money.ZERO);
        assertThat(recoveries.offsets(recovery.id())).extracting(Recoveries.Offset::state).containsExactly("RELEASED");
        assertThat(found(other.id()).held()).isEqualTo(Money.ZERO);
        bills.answered(with.sent(), "成功", "");
        assertThat(only(untouched).offset()).isEqualTo(Money.ZERO);
        assertThat(only(later).offset()).isEqualTo(Money.parse("30.00"));
        refused("update medaid.payment_order set offset_amount = 1 where number = '" + only(later).number() + "'", "ck_payment_order_course");
    }

    @Test
    void two_orders_and_a_receipt_at_once_never_take_the_same_debt() throws Exception {
        // given
        PostedBills.Posted bill = bills.paid("1000.00");
        Recovery recovery = byOffset(bill, "100.00");
        List<PaymentOrder> later = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            BusinessDocument sheet = with.owed(bill.person(), "160.00");
            later.add(transaction.execute(status ->
                    orders.order(AREA, Payee.person(bill.person()), FUND, Money.parse("160.00"), sheet, "test")));
        }

        // when
        CyclicBarrier start = new CyclicBarrier(later.size() + 2);
        ExecutorService pool = Executors.newFixedThreadPool(later.size() + 2);
        List<Future<Money>> held = new ArrayList<>();
        try {
            for (PaymentOrder order : later) {
                held.add(pool.submit((Callable<Money>) () -> {
                    start.await();
                    return transaction.execute(status -> {
                        Money taken = offsets.hold(AREA, order.number(), FUND, order.payee().id(), order.amount(), "test");
                        if (taken.isPositive()) {
                            jdbc.sql("update medaid.payment_order set offset_amount = ? where number = ?")
                                    .params(taken.yuan(), order.number())
                                    .update();
                        }
                        return taken;
                    });
                }));
            }
            for (int i = 0; i < 2; i++) {
                held.add(pool.submit((Callable<Money>) () -> {
                    start.await();
                    return desk.receive(recovery.id(), receipt("30.00"), with.finance(1)).problems().isEmpty()
                            ? Money.parse("30.00")
                            : Money.ZERO;
                }));
            }
            Money sum = Money.ZERO;
            for (Future<Money> one : held) {
                sum = sum.plus(one.get());
            }

            // then
            assertThat(sum).isEqualTo(Money.parse("100.00"));
            assertThat(found(recovery.id()).free()).isEqualTo(Money.ZERO);
        } finally {
            pool.shutdownNow();
        }
        transaction.executeWithoutResult(status -> {
            offsets.release(later.stream().map(PaymentOrder::number).toList(), "test");
            later.forEach(order -> jdbc.sql("update medaid.payment_order set offset_amount = 0 where number = ? and offset_amount <> 0")
                    .param(order.number())
                    .update());
        });
        bills.answered(with.sent(), "成功", "");
    }

    @Test
    void an_upheld_appeal_takes_the_claim_back_and_what_had_come_in_is_owed_and_ordered_again() {
        // given
        PostedBills.Posted bill = bills.paid("1000.00");
        Money spent = balance(FUND, AccountKind.FUND, FUND.name());
        Recovery recovery = decided(bill, "300.00");
        receive(recovery.id(), "120.00", "OPEN");

        // then
        assertThat(codes(desk.revoke(recovery.id(), new RevokeRecovery("复决〔2026〕1号", "复议撤销"), with.clerk()))).containsExactly("FORBIDDEN");
        assertThat(codes(desk.revoke(recovery.id(), new RevokeRecovery("", ""), with.manager()))).containsExactly("RULING_MISSING", "REASON_MISSING");
        Payments.done(desk.revoke(recovery.id(), new RevokeRecovery("复决〔2026〕1号", "复议撤销"), with.manager()));
        assertThat(codes(desk.revoke(recovery.id(), new RevokeRecovery("复决〔2026〕1号", "复议撤销"), with.manager()))).containsExactly("OTHER_STATE");
        assertThat(balance(AccountKind.RECOVERY, bill.person())).isEqualTo(Money.ZERO);
        assertThat(balance(AccountKind.PERSON_PAYABLE, bill.person())).isEqualTo(Money.parse("-120.00"));
        assertThat(balance(FUND, AccountKind.FUND, FUND.name())).isEqualTo(spent);
        bills.answered(with.sent(), "成功", "");
        assertThat(orders.of(new BusinessDocument("RECOVERY_REFUND", recovery.id().toString())))
                .singleElement()
                .satisfies(order -> assertThat(order.state()).isEqualTo(OrderState.PAID));
        assertThat(balance(AccountKind.PERSON_PAYABLE, bill.person())).isEqualTo(Money.ZERO);
    }

    @Test
    void overdue_money_gets_another_day_or_is_given_up_by_two_authorities() {
        // given
        PostedBills.Posted bill = bills.paid("1000.00");
        Money spent = balance(FUND, AccountKind.FUND, FUND.name());
        Recovery recovery = decided(bill, "300.00");
        UUID id = recovery.id();
        receive(id, "100.00", "OPEN");
        String until = clock.today().plusMonths(3).toString();
        CurrentUser both = new CurrentUser(
                with.manager().id(), "测试人员", Optional.of(AREA), java.util.Set.of(Groups.DEPARTMENT_FINANCE), Optional.empty());

        // then
        assertThat(codes(desk.handleOverdue(id, new HandleOverdueRecovery("CONTINUE", until, "宽限"), with.clerk()))).containsExactly("FORBIDDEN");
        assertThat(codes(desk.handleOverdue(id, new HandleOverdueRecovery("LATER", null, " "), with.manager())))
                .containsExactly("CHOICE_MISSING", "REASON_MISSING");
        assertThat(codes(desk.handleOverdue(id, new HandleOverdueRecovery("CONTINUE", "2020-01-01", "宽限"), with.manager())))
                .containsExactly("DAY_NOT_PLAUSIBLE");
        Payments.done(desk.handleOverdue(id, new HandleOverdueRecovery("CONTINUE", until, "本人住院，宽限"), with.manager()));
        assertThat(recoveries.plan(found(id), clock.today()).orElseThrow().instalments())
                .extracting(due -> due.dueOn() + " " + due.amount())
                .containsExactly(until + " 200.00");

        Payments.done(desk.handleOverdue(id, new HandleOverdueRecovery("WRITTEN_OFF", null, "本人死亡，无遗产"), with.manager()));
        assertThat(codes(desk.confirmGivingUp(id, "WRITTEN_OFF", new ConfirmGivingUp("AGREED", null), with.manager()))).containsExactly("FORBIDDEN");
        assertThat(codes(desk.confirmGivingUp(id, "WRITTEN_OFF", new ConfirmGivingUp("AGREED", null), both))).containsExactly("SAME_PERSON");
        assertThat(codes(desk.confirmGivingUp(id, "WRITTEN_OFF", new ConfirmGivingUp(null, null), with.finance(1)))).containsExactly("CHOICE_MISSING");
        assertThat(codes(desk.confirmGivingUp(id, "WRITTEN_OFF", new ConfirmGivingUp("REFUSED", ""), with.finance(1)))).containsExactly("REASON_MISSING");
        assertThat(Payments.done(desk.confirmGivingUp(id, "WRITTEN_OFF", new ConfirmGivingUp("REFUSED", "请先查遗产"), with.finance(1)))).isEqualTo("REFUSED");
        Payments.done(desk.handleOverdue(id, new HandleOverdueRecovery("WRITTEN_OFF", null, "已查无遗产"), with.manager()));
        Payments.done(desk.confirmGivingUp(id, "WRITTEN_OFF", new ConfirmGivingUp("AGREED", null), with.finance(1)));
        assertThat(balance(AccountKind.RECOVERY, bill.person())).isEqualTo(Money.ZERO);
        assertThat(balance(FUND, AccountKind.FUND, FUND.name())).isEqualTo(spent.minus(Money.parse("100.00")));
        assertThat(codes(desk.receive(id, receipt("1.00"), with.finance(1)))).containsExactly("OTHER_STATE");

        // and what the court collects is still recorded
        PostedBills.Posted second = bills.paid("500.00");
        UUID court = decided(second, "500.00").id();
        Payments.done(desk.handleOverdue(court, new HandleOverdueRecovery("LEFT_TO_COURT", null, "拒不退回"), with.manager()));
        Payments.done(desk.confirmGivingUp(court, "LEFT_TO_COURT", new ConfirmGivingUp("AGREED", null), with.finance(2)));
        assertThat(balance(AccountKind.RECOVERY, second.person())).isEqualTo(Money.parse("500.00"));
        receive(court, "500.00", "COVERED");
        assertThat(found(court).state()).isEqualTo(RecoveryState.RECOVERED);
    }

    @Test
    void whatever_comes_in_in_whatever_order_the_books_show_what_is_open_and_never_less_than_nothing() {
        Random random = new Random(20261122);
        for (int round = 0; round < 4; round++) {
            // given
            long fen = 10_000 + random.nextInt(90_000);
            PostedBills.Posted bill = bills.paid(bills.bill()
                    .owes(FUND.name(), Money.ofFen(fen).toString())
                    .owes("POVERTY_ALLEVIATION_FUND", Money.ofFen(1 + random.nextInt(50_000)).toString()));
            Money paid = recoveries.paid(AREA, bill.caseNumber()).orElseThrow().amount();
            Recovery recovery = byOffset(bill, Money.ofFen(paid.fen() / 2 + random.nextInt((int) (paid.fen() / 2))).toString());
            UUID id = recovery.id();

            // when
            for (int step = 0; step < 12 && found(id).state() == RecoveryState.COLLECTING; step++) {
                Money asked = Money.ofFen(1 + random.nextInt((int) (recovery.amount().fen() / 2)));
                if (random.nextBoolean()) {
                    boolean fits = !asked.isMoreThan(found(id).free());
                    assertThat(desk.receive(id, receipt(asked.toString()), with.finance(1)).problems().isEmpty()).isEqualTo(fits);
                } else {
                    BusinessDocument later = with.owed(bill.person(), asked.toString());
                    bills.answered(with.sent(), random.nextInt(4) == 0 ? "退回" : "成功", "户名不符");
                    assertThat(only(later).offset().plus(only(later).offset()).isMoreThan(asked)).isFalse();
                    if (only(later).state() == OrderState.OPEN) {
                        bills.account(bill.person());
                        bills.answered(with.sent(), "成功", "");
                    }
                }

                // then
                Recovery now = found(id);
                Map<Fund, Money> books = new EnumMap<>(Fund.class);
                for (Fund fund : List.of(FUND, Fund.POVERTY_ALLEVIATION_FUND)) {
                    Money open = balance(fund, AccountKind.RECOVERY, bill.person().toString());
                    assertThat(open.isNegative()).isFalse();
                    books.put(fund, open);
                }
                assertThat(FundShares.sum(books)).isEqualTo(now.open());
                assertThat(now.held()).isEqualTo(Money.ZERO);
                assertThat(now.open().isZero()).isEqualTo(now.state() == RecoveryState.RECOVERED);
                assertThat(balance(AccountKind.PERSON_PAYABLE, bill.person())).isEqualTo(Money.ZERO);
            }
        }
        assertThat(jdbc.sql(
                                """
                                select count(*) from medaid.ledger_transfer t join medaid.ledger_entry e on e.transfer_id = t.id
                                  join medaid.ledger_account a on a.id = e.account_id
                                 where t.area = 'heshan' and t.document_type like 'RECOVERY%'
                                 group by t.id, a.fund having sum(e.amount) <> 0
                                """)
                        .query(Long.class)
                        .list())
                .isEmpty();
    }

    private Recovery decided(PostedBills.Posted bill, String amount) {
        Recovery recovery = Payments.done(desk.open(open(bill, amount), with.clerk()));
        Payments.done(desk.decide(recovery.id(), new DecideRecovery("RECOVER", null), with.manager()));
        return found(recovery.id());
    }

    private Recovery byOffset(PostedBills.Posted bill, String amount) {
        Recovery recovery = decided(bill, amount);
        Payments.done(desk.agree(
                recovery.id(), new AgreePlan("OFFSET", null, clock.today().plusMonths(12).toString(), "本人签字"), with.clerk()));
        return found(recovery.id());
    }

    private void receive(UUID id, String amount, String answer) {
        assertThat(Payments.done(desk.receive(id, receipt(amount), with.finance(1)))).isEqualTo(answer);
    }

    private RecordRecoveryReceipt receipt(String amount) {
        return new RecordRecoveryReceipt(UUID.randomUUID().toString(), amount, clock.today().toString(), voucher());
    }

    private static String voucher() {
        return "V" + UUID.randomUUID().toString().substring(0, 18);
    }

    private static OpenRecovery open(PostedBills.Posted bill, String amount) {
        return new OpenRecovery(bill.caseNumber(), amount, "重复申报检查费", "江人社发〔2018〕567号", "五(四)14");
    }

    private static AgreePlan plan(String way, String... daysAndAmounts) {
        List<AgreePlan.Instalment> instalments = new ArrayList<>();
        for (int i = 0; i < daysAndAmounts.length; i += 2) {
            instalments.add(new AgreePlan.Instalment(daysAndAmounts[i], daysAndAmounts[i + 1]));
        }
        return new AgreePlan(way, instalments, null, "本人到窗口签字");
    }

    private void settleEverything(PostedBills.Posted unpaid) {
        bills.account(unpaid.person());
        bills.answered(with.sent(), "成功", "");
    }

    private Recovery found(UUID id) {
        return recoveries.find(AREA, id.toString()).orElseThrow();
    }

    private PaymentOrder only(BusinessDocument document) {
        List<PaymentOrder> found = orders.of(document);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private Money balance(AccountKind kind, PersonId person) {
        return balance(FUND, kind, person.toString());
    }

    private Money balance(Fund fund, AccountKind kind, String holder) {
        return ledger.balance(AREA, fund, clock.today().getYear(), kind, holder);
    }

    private static List<String> codes(Outcome<?> outcome) {
        return outcome.problems().stream().map(FieldProblem::code).toList();
    }

    private void refused(String sql, String constraint) {
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> jdbc.sql(sql).update()))
                .isInstanceOf(DataAccessException.class)
                .satisfies(e -> assertThat(String.valueOf(org.springframework.core.NestedExceptionUtils.getMostSpecificCause(e))
                                + org.springframework.core.NestedExceptionUtils.getMostSpecificCause(e).getMessage()
                                + constraintOf(e))
                        .contains(constraint));
    }

    private static String constraintOf(Throwable e) {
        Throwable cause = org.springframework.core.NestedExceptionUtils.getMostSpecificCause(e);
        return cause instanceof org.postgresql.util.PSQLException sql && sql.getServerErrorMessage() != null
                ? String.valueOf(sql.getServerErrorMessage().getConstraint())
                : "";
    }
}
