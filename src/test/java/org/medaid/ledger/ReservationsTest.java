package org.medaid.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.testing.IntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What is held is held once, counts for everybody, and is free again at the end. */
@IntegrationTest
@Clause({"C16", "M5"})
class ReservationsTest {

    private static final String CEILING_OF = "fushun.inpatient";
    private static final Money CEILING = Money.parse("5000.00");

    @Autowired
    private Reservations reservations;

    @Autowired
    private Accumulators accumulators;

    @Autowired
    private FundLedger ledger;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private final PersonId person = PersonId.random();
    private final LocalDate today = LocalDate.now(BusinessClock.ZONE);
    private final Accumulators.PersonYear year = new Accumulators.PersonYear(person, today.getYear());

    /** A settlement or reservation that is still in force. */
    private record Standing(UUID reservation, BusinessDocument document, Money amount) {}

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void in_whatever_order_is_held_posted_voided_and_struck_the_ceiling_holds_and_nothing_is_left_over(int seed) {
        // given
        Random random = new Random(20261122L + seed);
        List<Standing> held = new ArrayList<>();
        List<Standing> posted = new ArrayList<>();
        int refused = 0;

        // when
        for (int step = 0; step < 200; step++) {
            Money amount = Money.ofFen(1 + random.nextInt(150_000));
            switch (random.nextInt(4)) {
                case 0 -> {
                    boolean fits = !total(held).plus(total(posted)).plus(amount).isMoreThan(CEILING);
                    BusinessDocument document = document();
                    if (fits) {
                        held.add(new Standing(hold(document, amount), document, amount));
                    } else {
                        assertThatThrownBy(() -> hold(document, amount)).isInstanceOf(DataIntegrityViolationException.class);
                        refused++;
                    }
                }
                case 1 -> {
                    if (!held.isEmpty()) {
                        Standing reservation = held.remove(random.nextInt(held.size()));
                        posted.add(post(reservation));
                    }
                }
                case 2 -> {
                    if (!held.isEmpty()) {
                        end(held.remove(random.nextInt(held.size())), Reservations.End.VOIDED);
                    }
                }
                default -> {
                    if (!posted.isEmpty()) {
                        strike(posted.remove(random.nextInt(posted.size())));
                    }
                }
            }
            // then, at each step
            assertThat(used()).isEqualTo(total(held).plus(total(posted)));
            assertThat(owed()).isEqualTo(total(posted).negate());
        }
        held.forEach(reservation -> end(reservation, Reservations.End.EXPIRED));
        assertThat(used()).isEqualTo(total(posted));
        assertThat(refused).as("the ceiling was met").isPositive();
    }

    @Test
    void a_reservation_is_made_once_ends_once_and_then_holds_nothing() {
        // given
        BusinessDocument document = document();
        UUID id = hold(document, Money.parse("100.00"));

        // when / then
        assertThatThrownBy(() -> hold(document, Money.parse("1.00"))).isInstanceOf(DuplicateKeyException.class);
        end(new Standing(id, document, Money.ZERO), Reservations.End.POSTED);
        end(new Standing(id, document, Money.ZERO), Reservations.End.VOIDED);
        assertThat(jdbc.sql("select kind from medaid.ledger_reservation_end where reservation_id = ?")
                        .param(id)
                        .query(String.class)
                        .list())
                .containsExactly("POSTED");
        assertThat(used()).isEqualTo(Money.ZERO);
    }

    @Test
    void the_database_refuses_an_end_that_frees_nothing_a_second_end_a_change_and_a_holding_without_reservation() {
        // given
        UUID id = hold(document(), Money.parse("100.00"));

        // when / then
        String end = "insert into medaid.ledger_reservation_end (reservation_id, kind, ended_at, ended_by) values (?, 'VOIDED', now(), 'test')";
        assertThatThrownBy(() -> jdbc.sql(end).param(id).update()).hasMessageContaining("a reservation that has ended holds nothing");
        end(new Standing(id, null, Money.ZERO), Reservations.End.VOIDED);
        assertThatThrownBy(() -> jdbc.sql(end).param(id).update()).isInstanceOf(DuplicateKeyException.class);
        assertThatThrownBy(() -> jdbc.sql("update medaid.ledger_reservation set expires_on = expires_on + 1 where id = ?")
                        .param(id)
                        .update())
                .hasMessageContaining("append-only");
        for (UUID wrong : List.of(id, UUID.randomUUID())) {
            assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                        accumulators.lock(person, year.year());
                        accumulators.add(List.of(new Accumulators.Use(
                                year,
                                new BusinessDocument(Reservations.TYPE, wrong.toString()),
                                Map.of("other", Money.parse("1.00")),
                                Map.of())));
                    }))
                    .as("ended, or never made")
                    .hasMessageContaining("a ceiling is held for an open reservation");
        }
    }

    private UUID hold(BusinessDocument document, Money amount) {
        return transaction.execute(status -> {
            accumulators.lock(person, year.year());
            return reservations.hold(new Reservations.Hold(
                    PoolingArea.FUSHUN,
                    document,
                    year,
                    Map.of(CEILING_OF, amount),
                    Map.of(CEILING_OF, CEILING),
                    Map.of(Fund.MEDICAL_ASSISTANCE_FUND, amount),
                    today.plusDays(3),
                    "test"));
        });
    }

    private void end(Standing reservation, Reservations.End how) {
        transaction.executeWithoutResult(status -> reservations.end(List.of(reservation.reservation()), how, "test"));
    }

    private Standing post(Standing reservation) {
        return transaction.execute(status -> {
            accumulators.lock(person, year.year());
            reservations.end(List.of(reservation.reservation()), Reservations.End.POSTED, "test");
            accumulators.add(List.of(new Accumulators.Use(
                    year, reservation.document(), Map.of(CEILING_OF, reservation.amount()), Map.of(CEILING_OF, CEILING))));
            ledger.post(new Posting.Movements()
                    .owed(
                            Fund.MEDICAL_ASSISTANCE_FUND,
                            AccountKind.PERSON_PAYABLE,
                            person.toString(),
                            reservation.amount())
                    .of(PoolingArea.FUSHUN, TransferKind.SETTLEMENT, reservation.document(), "test"));
            return reservation;
        });
    }

    private void strike(Standing settled) {
        transaction.executeWithoutResult(status -> {
            ledger.reverse(settled.document(), "试验", "test");
            accumulators.reverse(settled.document());
        });
    }

    private Money used() {
        return accumulators.used(person, year.year()).getOrDefault(CEILING_OF, Money.ZERO);
    }

    private Money owed() {
        return ledger.balance(
                PoolingArea.FUSHUN,
                Fund.MEDICAL_ASSISTANCE_FUND,
                today.getYear(),
                AccountKind.PERSON_PAYABLE,
                person.toString());
    }

    private static Money total(List<Standing> standing) {
        return standing.stream().map(Standing::amount).reduce(Money.ZERO, Money::plus);
    }

    private static BusinessDocument document() {
        return new BusinessDocument("TEST", UUID.randomUUID().toString());
    }
}
