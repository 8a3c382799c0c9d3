package org.medaid.settlement.onestop;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.medaid.claim.ClaimId;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of one-stop settlement. */
@Component
class OneStopRows {

    private static final String ADMISSION =
            """
            select id, area, hospital_code, person_id, care_type, admission_number, admitted_on, diagnosis, emergency, state,
                   reservation_id, claim_id, registered_at
              from medaid.one_stop_admission
            """;

    /** As it stands: one whose case the office closed without settling it is open again. */
    private static final String STANDING =
            """
            select a.id, a.area, a.hospital_code, a.person_id, a.care_type, a.admission_number, a.admitted_on, a.diagnosis,
                   a.emergency, case when a.state = 'WITH_OFFICE' and c.state in ('REFUSED', 'WITHDRAWN') then 'OPEN'
                                     when a.state = 'WITH_OFFICE' and c.state = 'SETTLED' then 'SETTLED'
                                     else a.state end as state,
                   a.reservation_id, a.claim_id, a.registered_at
              from medaid.one_stop_admission a left join medaid.claim c on c.id = a.claim_id
            """;

    private final JdbcClient jdbc;

    OneStopRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    // --- answers ---

    /** A request and its answer as kept. */
    record Kept(RequestKey.Kind kind, byte[] bodySha256, StoredAnswer answer) {}

    /** One of these requests, by hospital and key. */
    record Name(String hospital, String key) {

        static Name of(RequestKey request) {
            return new Name(request.hospitalCode(), request.key());
        }
    }

    /**
     * From here to the end of the transaction each statement and trigger keeps the plan it has. They are the same each time and
     * ask by key; PostgreSQL would plan those with lists anew for each handful of bills, which costs more than running them.
     */
    void keepPlans() {
        jdbc.sql("set local plan_cache_mode = force_generic_plan").update();
    }

    /**
     * Takes requests in hand until the end of the transaction.
     *
     * @return those that nobody else, on whichever node, has in hand
     */
    Set<Name> take(Collection<RequestKey> requests) {
        Set<Name> taken = new HashSet<>();
        jdbc.sql(
                        """
                        select u.hospital, u.key from unnest(?::text[], ?::text[], ?::text[]) as u(hospital, key, lock)
                         where pg_try_advisory_xact_lock(hashtextextended(u.lock, 0))
                        """)
                .params(
                        column(requests, RequestKey::hospitalCode),
                        column(requests, RequestKey::key),
                        column(requests, RequestKey::lockName))
                .query(row -> {
                    taken.add(new Name(row.getString(1), row.getString(2)));
                });
        return taken;
    }

    Map<Name, Kept> answers(Collection<RequestKey> requests) {
        Map<Name, Kept> kept = new HashMap<>();
        jdbc.sql(
                        """
                        select hospital_code, request_key, kind, body_sha256, status, answer, location from medaid.one_stop_answer
                         where (hospital_code, request_key) in (select * from unnest(?::text[], ?::text[]))
                        """)
                .params(column(requests, RequestKey::hospitalCode), column(requests, RequestKey::key))
                .query(row -> {
                    kept.put(
                            new Name(row.getString(1), row.getString(2)),
                            new Kept(
                                    RequestKey.Kind.valueOf(row.getString(3)),
                                    row.getBytes(4),
                                    new StoredAnswer(row.getInt(5), row.getString(6), row.getString(7))));
                });
        return kept;
    }

    void keep(List<RequestKey> requests, List<StoredAnswer> answers, Instant at) {
        jdbc.sql(
                        """
                        insert into medaid.one_stop_answer
                          (hospital_code, request_key, kind, body_sha256, status, answer, location, answered_at)
                        select u.*, ? from unnest(?::text[], ?::text[], ?::text[], ?::bytea[], ?::int[], ?::text[], ?::text[]) u
                        """)
                .params(
                        at.atOffset(ZoneOffset.UTC),
                        column(requests, RequestKey::hospitalCode),
                        column(requests, RequestKey::key),
                        column(requests, request -> request.kind().name()),
                        requests.stream().map(RequestKey::bodySha256).toArray(byte[][]::new),
                        answers.stream().map(StoredAnswer::status).toArray(Integer[]::new),
                        column(answers, StoredAnswer::body),
                        column(answers, StoredAnswer::location))
                .update();
    }

    // --- admissions ---

    void add(Admission admission, String by) {
        jdbc.sql(
                        """
                        insert into medaid.one_stop_admission
                          (id, area, hospital_code, person_id, care_type, admission_number, admitted_on, diagnosis, emergency, state,
                           registered_by, registered_at, changed_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        admission.id(),
                        admission.area().tenantId(),
                        admission.hospitalCode(),
                        admission.person().value(),
                        admission.careType(),
                        admission.admissionNumber(),
                        admission.admittedOn(),
                        admission.diagnosis(),
                        admission.emergency(),
                        admission.state().name(),
                        by,
                        admission.registeredAt().atOffset(ZoneOffset.UTC),
                        admission.registeredAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Two admissions of one person at once wait for each other. */
    void lock(PersonId person) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param("one-stop admission " + person)
                .query(row -> {});
    }

    /** Where a person lies at present. */
    Optional<Admission> inBed(PersonId person) {
        return jdbc.sql(ADMISSION + "where person_id = ? and state = 'OPEN' and care_type = 'INPATIENT' and not discharged")
                .param(person.value())
                .query(OneStopRows::admission)
                .optional();
    }

    Optional<Admission> numbered(String hospital, String admissionNumber) {
        return jdbc.sql(ADMISSION + "where hospital_code = ? and admission_number = ? and state <> 'CANCELLED'")
                .params(hospital, admissionNumber)
                .query(OneStopRows::admission)
                .optional();
    }

    Optional<Admission> find(UUID id) {
        return jdbc.sql(STANDING + " where a.id = ?").param(id).query(OneStopRows::admission).optional();
    }

    Optional<Admission> of(ClaimId claim) {
        return jdbc.sql(ADMISSION + "where claim_id = ?").param(claim.value()).query(OneStopRows::admission).optional();
    }

    /**
     * Locks admissions until the end of the transaction, always in the same order.
     *
     * @return those that there are; one whose case the office closed without settling it is open again
     */
    Map<UUID, Admission> lock(Collection<UUID> ids) {
        Map<UUID, Admission> found = new HashMap<>();
        jdbc.sql(STANDING + " where a.id = any(?) order by a.id for update of a")
                .param(ids.toArray(UUID[]::new))
                .query(OneStopRows::admission)
                .list()
                .forEach(admission -> found.put(admission.id(), admission));
        return found;
    }

    /** What became of an admission. */
    record Change(UUID admission, Admission.State state, UUID reservation, ClaimId claim) {}

    void change(List<Change> changes, Instant at) {
        jdbc.sql(
                        """
                        update medaid.one_stop_admission a
                           set state = u.state, reservation_id = u.reservation_id, claim_id = u.claim_id, changed_at = ?,
                               discharged = a.discharged or u.claim_id is not null
                          from unnest(?::uuid[], ?::text[], ?::uuid[], ?::uuid[]) as u(id, state, reservation_id, claim_id)
                         where a.id = u.id
                        """)
                .params(
                        at.atOffset(ZoneOffset.UTC),
                        changes.stream().map(Change::admission).toArray(UUID[]::new),
                        column(changes, change -> change.state().name()),
                        changes.stream().map(Change::reservation).toArray(UUID[]::new),
                        changes.stream().map(change -> change.claim() == null ? null : change.claim().value()).toArray(UUID[]::new))
                .update();
    }

    // --- suspensions and reversals ---

    /** An office's counter at a hospital. */
    record Counter(PoolingArea area, String hospital) {}

    /** Which counters are closed, and why. */
    Map<Counter, String> suspended(Collection<Counter> counters) {
        Map<Counter, String> suspended = new HashMap<>();
        jdbc.sql(
                        """
                        select area, hospital_code, reason from medaid.one_stop_suspension
                         where resumed_at is null and (area, hospital_code) in (select * from unnest(?::text[], ?::text[]))
                        """)
                .params(column(counters, counter -> counter.area().tenantId()), column(counters, Counter::hospital))
                .query(row -> {
                    suspended.put(
                            new Counter(PoolingArea.ofTenant(row.getString(1)).orElseThrow(), row.getString(2)), row.getString(3));
                });
        return suspended;
    }

    /** @return false if it is suspended already */
    boolean suspend(Counter counter, String reason, String by, Instant at) {
        return jdbc.sql(
                                """
                                insert into medaid.one_stop_suspension (id, area, hospital_code, reason, suspended_by, suspended_at)
                                values (?, ?, ?, ?, ?, ?) on conflict (area, hospital_code) where resumed_at is null do nothing
                                """)
                        .params(UUID.randomUUID(), counter.area().tenantId(), counter.hospital(), reason, by, at.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /** @return false if it is not suspended */
    boolean resume(Counter counter, String by, Instant at) {
        return jdbc.sql(
                                """
                                update medaid.one_stop_suspension set resumed_by = ?, resumed_at = ?
                                 where area = ? and hospital_code = ? and resumed_at is null
                                """)
                        .params(by, at.atOffset(ZoneOffset.UTC), counter.area().tenantId(), counter.hospital())
                        .update()
                == 1;
    }

    /** Why a settlement was struck. */
    record Reversal(String reason, boolean byOffice, String by, Instant at) {}

    void reversed(ClaimId claim, Reversal reversal) {
        jdbc.sql(
                        """
                        insert into medaid.one_stop_reversal (claim_id, reason, by_office, reversed_by, reversed_at) values (?, ?, ?, ?, ?)
                        """)
                .params(claim.value(), reversal.reason(), reversal.byOffice(), reversal.by(), reversal.at().atOffset(ZoneOffset.UTC))
                .update();
    }

    Optional<Reversal> reversal(ClaimId claim) {
        return jdbc.sql("select reason, by_office, reversed_by, reversed_at from medaid.one_stop_reversal where claim_id = ?")
                .param(claim.value())
                .query((row, number) -> new Reversal(
                        row.getString(1), row.getBoolean(2), row.getString(3), row.getObject(4, OffsetDateTime.class).toInstant()))
                .optional();
    }

    private static Admission admission(ResultSet row, int number) throws SQLException {
        return new Admission(
                row.getObject("id", UUID.class),
                PoolingArea.ofTenant(row.getString("area")).orElseThrow(),
                row.getString("hospital_code"),
                new PersonId(row.getObject("person_id", UUID.class)),
                row.getString("care_type"),
                row.getString("admission_number"),
                row.getObject("admitted_on", LocalDate.class),
                row.getString("diagnosis"),
                row.getBoolean("emergency"),
                Admission.State.valueOf(row.getString("state")),
                Optional.ofNullable(row.getObject("reservation_id", UUID.class)),
                Optional.ofNullable(row.getObject("claim_id", UUID.class)).map(ClaimId::new),
                row.getObject("registered_at", OffsetDateTime.class).toInstant());
    }

    private static <T> String[] column(Collection<T> rows, Function<T, String> value) {
        return rows.stream().map(value).toArray(String[]::new);
    }
}
