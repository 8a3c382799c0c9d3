package org.medaid.settlement.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medaid.api.FieldProblem;
import org.medaid.api.Outcome;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.ledger.FundLedger;
import org.medaid.party.Parties;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.settlement.Payee;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.InventedResidents;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Accounts into which money is transferred: one enters, another types the number once more. */
@IntegrationTest
@Clause({"C17", "M9"})
class BankAccountDeskTest {

    private static final PoolingArea AREA = PoolingArea.LIANYUNGANG;

    @Autowired
    private BankAccountDesk desk;

    @Autowired
    private PaymentDesk payments;

    @Autowired
    private Parties parties;

    @Autowired
    private FundLedger ledger;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private Payments with;

    @BeforeEach
    void begin() {
        with = new Payments(AREA, "320706", parties, ledger, desk, payments, transaction);
    }

    @Test
    void an_account_counts_once_somebody_else_has_typed_its_number_again_and_the_newest_checked_one_counts() {
        // given
        PersonId person = with.person();
        String card = Payments.card();
        UUID first = Payments.done(desk.enter(Payments.entry(person, card), with.clerk()));
        Payee payee = Payee.person(person);
        assertThat(desk.current(AREA, payee)).isEmpty();

        // when
        List<String> own = codes(desk.check(first, accepted(card), with.clerk()));
        List<String> differs = codes(desk.check(first, accepted(card.replaceFirst("6222", "6223")), with.checker()));
        Payments.done(desk.check(first, accepted(card), with.user("clerk2", Groups.AGENCY_CLERK)));
        List<String> again = codes(desk.check(first, accepted(card), with.checker()));
        String other = Payments.card();
        UUID second = Payments.done(desk.enter(Payments.entry(person, other), with.clerk()));
        List<String> twice = codes(desk.enter(Payments.entry(person, other), with.clerk()));

        // then
        assertThat(own).containsExactly("SAME_PERSON");
        assertThat(differs).containsExactly("NUMBER_DIFFERS");
        assertThat(again).containsExactly("ACCOUNT_DECIDED");
        assertThat(twice).containsExactly("ALREADY_WAITING");
        assertThat(desk.current(AREA, payee).orElseThrow().number()).isEqualTo(card);

        // and the next one once it is checked
        Payments.done(desk.check(second, accepted(other), with.checker()));
        assertThat(desk.current(AREA, payee).orElseThrow().number()).isEqualTo(other);
        assertThat(desk.history(AREA, payee)).hasSize(2);

        // and one that was turned down changes nothing
        UUID third = Payments.done(desk.enter(Payments.entry(person, card), with.clerk()));
        assertThat(codes(desk.check(third, new CheckBankAccount("REFUSED", null, " "), with.checker())))
                .containsExactly("REASON_MISSING");
        Payments.done(desk.check(third, new CheckBankAccount("REFUSED", null, "银行卡已过期"), with.checker()));
        assertThat(desk.current(AREA, payee).orElseThrow().number()).isEqualTo(other);
    }

    @Test
    void the_holder_is_the_person_or_a_guardian_who_is_named_with_the_reason() {
        // given an adult and a child
        PersonId adult = InventedResidents.registered(
                parties, ResidentId.complete("32070619700101" + three()), "阿依·古丽样本");
        PersonId child = InventedResidents.registered(parties, ResidentId.complete("32070620200101" + three()), "小样本");
        String card = Payments.card();

        // then
        assertThat(codes(desk.enter(of(adult, card, "张样本", "", ""), with.clerk()))).containsExactly("HOLDER_DIFFERS");
        assertThat(codes(desk.enter(of(adult, card, "张样本", "PARENT", "母亲"), with.clerk())))
                .containsExactly("GUARDIAN_NOT_ALLOWED");
        assertThat(codes(desk.enter(of(child, card, "大样本", "PARENT", " "), with.clerk())))
                .containsExactly("REASON_MISSING");
        assertThat(codes(desk.enter(of(child, card, "=大样本", "PARENT", "母亲"), with.clerk())))
                .containsExactly("HOLDER_MISSING");
        assertThat(codes(desk.enter(of(adult, card + "1", "阿依•古丽 样本", "", ""), with.clerk())))
                .containsExactly("NUMBER_IMPLAUSIBLE");
        Payments.done(desk.enter(of(adult, card, "阿依•古丽 样本", "", ""), with.clerk()));
        Payments.done(desk.enter(of(adult, Payments.card(), "张样本", "APPOINTED_GUARDIAN", "（2026）苏0706民特1号判决书"), with.clerk()));
        Payments.done(desk.enter(of(child, card, "大样本", "PARENT", "母亲，户口簿同户"), with.clerk()));
        assertThat(desk.history(AREA, Payee.person(adult)))
                .extracting(BankAccount::holderName)
                .containsExactlyInAnyOrder("阿依·古丽样本", "张样本");
    }

    @Test
    void a_hospitals_account_is_its_own_and_no_card() {
        EnterBankAccount hospital = new EnterBankAccount(
                "HOSPITAL", "H3207061", "PASSBOOK", "1107 0420 1900 0088", "示范银行", "别的医院", "", "");
        String name = parties.searchHospitals("H32").get(0).name();
        String code = parties.searchHospitals("H32").get(0).code();

        assertThat(codes(desk.enter(
                        new EnterBankAccount("HOSPITAL", code, "CARD", Payments.card(), "示范银行", name, "", ""), with.clerk())))
                .containsExactly("NUMBER_KIND_MISSING");
        assertThat(codes(desk.enter(
                        new EnterBankAccount("HOSPITAL", code, "PASSBOOK", hospital.number(), "示范银行", "别的医院", "", ""),
                        with.clerk())))
                .containsExactly("HOLDER_DIFFERS");
        Payments.done(desk.enter(
                new EnterBankAccount("HOSPITAL", code, "PASSBOOK", hospital.number(), "示范银行", name, "", ""), with.clerk()));
        assertThat(desk.history(AREA, Payee.hospital(code)).get(0).maskedNumber()).isEqualTo("************0088");
    }

    @Test
    @Clause("X6")
    void another_office_and_other_people_enter_and_check_nothing() {
        PersonId person = with.person();
        String card = Payments.card();
        UUID id = Payments.done(desk.enter(Payments.entry(person, card), with.clerk()));
        CurrentUser elsewhere = new Payments(PoolingArea.JINING, "370811", parties, ledger, desk, payments, transaction).checker();

        assertThat(codes(desk.enter(Payments.entry(person, card), with.finance(1)))).containsExactly("FORBIDDEN");
        assertThat(codes(desk.check(id, accepted(card), elsewhere))).containsExactly("ACCOUNT_NOT_FOUND");
        assertThat(codes(desk.check(id, accepted(card), with.manager()))).containsExactly("ACCOUNT_NOT_FOUND");
        assertThat(desk.payee(PoolingArea.JINING, "PERSON", person.toString())).isEmpty();
    }

    @Test
    void the_database_refuses_what_the_desk_refuses() {
        // given
        PersonId person = with.person();
        String card = Payments.card();
        UUID id = Payments.done(desk.enter(Payments.entry(person, card), with.clerk()));
        String insert = "insert into medaid.bank_account (id, area, payee_kind, payee, number_kind, number, bank_name, holder_name,"
                + " entered_by, entered_at) select gen_random_uuid(), area, payee_kind, payee, %s, %s, bank_name, %s, entered_by,"
                + " entered_at from medaid.bank_account where id = '" + id + "'";

        // then
        refused(insert.formatted("'CARD'", "'6222020000000000007'", "holder_name"), "ck_bank_account_card_check_digit");
        refused(insert.formatted("'PASSBOOK'", "'123456789012'", "holder_name"), "ck_bank_account_number_plausible");
        refused(insert.formatted("number_kind", "number", "'别人'"), "an account is the person's own");
        refused(
                "insert into medaid.bank_account_decision (account_id, accepted, decided_by, decided_at) values ('" + id
                        + "', true, 'lianyungang-clerk1', now())",
                "who entered an account does not check it");
        refused("update medaid.bank_account set bank_name = 'x' where id = '" + id + "'", "append-only");
        refused("delete from medaid.bank_account_decision", "append-only");
    }

    private void refused(String sql, String constraint) {
        assertThatThrownBy(() -> jdbc.sql(sql).update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining(constraint);
    }

    private static EnterBankAccount of(PersonId person, String card, String holder, String relation, String reason) {
        return new EnterBankAccount("PERSON", person.toString(), "CARD", card, "示范银行", holder, relation, reason);
    }

    private static CheckBankAccount accepted(String number) {
        return new CheckBankAccount("ACCEPTED", number, null);
    }

    private static String three() {
        return "%03d".formatted(java.util.concurrent.ThreadLocalRandom.current().nextInt(1_000));
    }

    private static List<String> codes(Outcome<?> outcome) {
        return outcome.problems().stream().map(FieldProblem::code).toList();
    }
}
