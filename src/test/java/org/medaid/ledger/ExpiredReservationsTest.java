package org.medaid.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.Money;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.medaid.policy.Category;
import org.medaid.roster.EnterCategory;
import org.medaid.roster.Roster;
import org.medaid.security.HospitalCredentials;
import org.medaid.settlement.onestop.ExpiredReservations;
import org.medaid.testing.HospitalSystem;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.InventedResidents;
import org.medaid.testing.MovableClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What a pre-settlement held is free when its time is up, and the stay can still be settled. */
@IntegrationTest
@Clause({"C16", "M5"})
class ExpiredReservationsTest {

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Accumulators accumulators;

    @Autowired
    private ExpiredReservations expired;

    @Autowired
    private TransactionTemplate transactions;

    @Autowired
    private Parties parties;

    @Autowired
    private Roster roster;

    @Autowired
    private HospitalCredentials credentials;

    private final LocalDate today = LocalDate.now(BusinessClock.ZONE);
    private final MovableClock time = new MovableClock(today);

    @Test
    void reservations_end_in_portions_on_their_first_day_too_late_and_no_earlier() {
        // given five that end in fifteen days
        Reservations reservations = new Reservations(jdbc, accumulators, new BusinessClock(time));
        PersonId person = person(InventedResidents.next("210402"));
        time.set(today.minusDays(400));
        List<UUID> held = IntStream.range(0, 5).mapToObj(i -> hold(reservations, person, today.minusDays(385))).toList();
        assertThat(used(person)).isEqualTo(Money.parse("500.00"));

        // when the day before, when the day has come
        time.set(today.minusDays(386));
        assertThat(expire(reservations)).isZero();
        time.set(today.minusDays(385));

        // then
        assertThat(expire(reservations)).isEqualTo(3);
        assertThat(used(person)).isEqualTo(Money.parse("200.00"));
        assertThat(expire(reservations)).isEqualTo(2);
        assertThat(expire(reservations)).isZero();
        assertThat(used(person)).isEqualTo(Money.ZERO);
        assertThat(held).allMatch(id -> end(id).equals("EXPIRED"));
    }

    @Test
    void a_stay_whose_reservation_has_run_out_can_be_settled_and_the_reservation_stays_as_it_ended() {
        // given a stay that was asked for long ago
        String hospital = "E" + UUID.randomUUID().toString().substring(0, 8).toUpperCase();
        parties.enterHospital(new Hospital(
                hospital, "试验医院" + hospital, 2, new DivisionCode("210402"), List.of(DateRange.from(LocalDate.of(2000, 1, 1))), true));
        HospitalSystem system = new HospitalSystem(port, credentials.issue(hospital, Duration.ZERO, "test").secret());
        ResidentId resident = InventedResidents.next("210402");
        PersonId person = person(resident);
        String admission = system.admit(HospitalSystem.patient(
                        "fushun", resident, "试验丙", "INPATIENT", today.minusDays(30).toString()))
                .must(201)
                .text("admission");
        time.set(today.minusDays(20));
        UUID reservation =
                hold(new Reservations(jdbc, accumulators, new BusinessClock(time)), person, today.minusDays(5));
        jdbc.sql("update medaid.one_stop_admission set reservation_id = ? where id = ?::uuid").params(reservation, admission).update();

        // when
        assertThat(expired.endAll()).isPositive();

        // then
        assertThat(end(reservation)).isEqualTo("EXPIRED");
        assertThat(accumulators.used(person, today.getYear())).isEmpty();
        assertThat(system.get("/api/v1/admissions/" + admission).must(200).text("state")).isEqualTo("OPEN");
        assertThat(system.settle(HospitalSystem.bill(admission, today.toString(), "1000.00", "0", "0"))
                        .must(201)
                        .text("deductedAtCounter"))
                .isEqualTo("600.00");
        assertThat(end(reservation)).isEqualTo("EXPIRED");
    }

    private PersonId person(ResidentId resident) {
        PersonId person = InventedResidents.registered(parties, resident, "试验丙");
        roster.enter(
                PoolingArea.FUSHUN,
                new EnterCategory(
                        person, Category.SUBSISTENCE_ALLOWANCE, DateRange.from(LocalDate.of(2015, 1, 1)), "名册", "test"));
        return person;
    }

    private UUID hold(Reservations reservations, PersonId person, LocalDate expiresOn) {
        return transactions.execute(status -> {
            accumulators.lock(person, today.getYear());
            return reservations.hold(new Reservations.Hold(
                    PoolingArea.FUSHUN,
                    new BusinessDocument("PRE_SETTLEMENT", UUID.randomUUID().toString()),
                    new Accumulators.PersonYear(person, today.getYear()),
                    Map.of("fushun.inpatient", Money.parse("100.00")),
                    Map.of("fushun.inpatient", Money.parse("5000.00")),
                    Map.of(Fund.MEDICAL_ASSISTANCE_FUND, Money.parse("100.00")),
                    expiresOn,
                    "test"));
        });
    }

    /** Made by hand, it begins no transaction of its own. */
    private int expire(Reservations reservations) {
        return transactions.execute(status -> reservations.expire(3, "test"));
    }

    private Money used(PersonId person) {
        return accumulators.used(person, today.getYear()).getOrDefault("fushun.inpatient", Money.ZERO);
    }

    private String end(UUID reservation) {
        return jdbc.sql("select kind from medaid.ledger_reservation_end where reservation_id = ?")
                .param(reservation)
                .query(String.class)
                .single();
    }
}
