package org.medaid.ledger;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.OrderedIds;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Ceilings and funds held for a business document until it is settled or given up. A reservation ends once: posted, voided
 * or run out; what it held is then free again, at the same moment.
 */
@Component
@Clause({"C16", "M5"})
public class Reservations {

    /** Under this type the accumulators know what a reservation holds. */
    static final String TYPE = "RESERVATION";

    private final JdbcClient jdbc;
    private final Accumulators accumulators;
    private final BusinessClock clock;

    Reservations(JdbcClient jdbc, Accumulators accumulators, BusinessClock clock) {
        this.jdbc = jdbc;
        this.accumulators = accumulators;
        this.clock = clock;
    }

    /** How a reservation ended. */
    public enum End {
        POSTED,
        VOIDED,
        EXPIRED
    }

    /**
     * What is to be held.
     *
     * @param document what it is held for; reserved once
     * @param ceilingUse what each accumulator is charged with, more than zero
     * @param ceilings by accumulator, where there is one
     * @param funds what each fund will owe, more than zero
     * @param expiresOn the first day on which nothing is held any more; later than today
     */
    public record Hold(
            PoolingArea area,
            BusinessDocument document,
            Accumulators.PersonYear year,
            Map<String, Money> ceilingUse,
            Map<String, Money> ceilings,
            Map<Fund, Money> funds,
            LocalDate expiresOn,
            String by) {}

    /**
     * Holds; the person's year must have been locked in this transaction.
     *
     * @throws org.springframework.dao.DuplicateKeyException if the document has been reserved before
     * @throws org.springframework.dao.DataIntegrityViolationException if a ceiling would be passed
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public UUID hold(Hold hold) {
        UUID id = OrderedIds.next();
        jdbc.sql(
                        """
                        insert into medaid.ledger_reservation
                          (id, area, document_type, document_id, person_id, benefit_year, reserved_at, expires_on, reserved_by)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        id,
                        hold.area().tenantId(),
                        hold.document().type(),
                        hold.document().id(),
                        hold.year().person().value(),
                        hold.year().year(),
                        clock.now().atOffset(ZoneOffset.UTC),
                        hold.expiresOn(),
                        hold.by())
                .update();
        hold.funds().forEach((fund, amount) -> jdbc.sql(
                        "insert into medaid.ledger_reservation_line (reservation_id, fund, amount) values (?, ?, ?)")
                .params(id, fund.name(), amount.yuan())
                .update());
        accumulators.add(List.of(new Accumulators.Use(hold.year(), document(id), hold.ceilingUse(), hold.ceilings())));
        return id;
    }

    /** What one open reservation holds of a person's ceilings. */
    public record Held(Accumulators.PersonYear year, Map<String, Money> amounts) {}

    /** What these reservations hold; one that has ended, or holds no ceiling, is left out. */
    @Transactional(readOnly = true)
    public Map<UUID, Held> held(Collection<UUID> reservations) {
        Map<UUID, Held> held = new HashMap<>();
        if (reservations.isEmpty()) {
            return held;
        }
        jdbc.sql(
                        """
                        select e.document_id, e.person_id, e.benefit_year, e.accumulator, e.amount from medaid.accumulator_entry e
                         where e.document_type = 'RESERVATION' and e.document_id = any(?) and e.reverses_id is null
                           and not exists (select 1 from medaid.accumulator_entry r where r.reverses_id = e.id)
                        """)
                .param(reservations.stream().map(UUID::toString).toArray(String[]::new))
                .query(row -> {
                    PersonId person = new PersonId(row.getObject(2, UUID.class));
                    Accumulators.PersonYear year = new Accumulators.PersonYear(person, row.getInt(3));
                    held.computeIfAbsent(UUID.fromString(row.getString(1)), id -> new Held(year, new TreeMap<>()))
                            .amounts()
                            .put(row.getString(4), Money.of(row.getBigDecimal(5)));
                });
        return held;
    }

    /** Ends reservations that are still open, and frees what they held; one that has ended stays as it ended. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void end(Collection<UUID> reservations, End how, String by) {
        if (reservations.isEmpty()) {
            return;
        }
        List<UUID> ended = jdbc.sql(
                        """
                        insert into medaid.ledger_reservation_end (reservation_id, kind, ended_at, ended_by)
                        select r, ?, ?, ? from unnest(?::uuid[]) r order by r on conflict do nothing returning reservation_id
                        """)
                .params(how.name(), clock.now().atOffset(ZoneOffset.UTC), by, reservations.toArray(UUID[]::new))
                .query(UUID.class)
                .list();
        accumulators.reverse(ended.stream().map(Reservations::document).toList());
    }

    /**
     * Ends what has run out.
     *
     * @param most how many at most, so that no transaction grows long
     * @return how many ended
     */
    @Transactional
    public int expire(int most, String by) {
        List<UUID> due = jdbc.sql(
                        """
                        select r.id from medaid.ledger_reservation r
                         where r.expires_on <= ? and not exists
                               (select 1 from medaid.ledger_reservation_end e where e.reservation_id = r.id)
                         order by r.expires_on, r.id limit ?
                        """)
                .params(clock.today(), most)
                .query(UUID.class)
                .list();
        end(due, End.EXPIRED, by);
        return due.size();
    }

    /** What is held for open reservations of an office, by fund. */
    @Transactional(readOnly = true)
    public Map<Fund, Money> held(PoolingArea area) {
        Map<Fund, Money> held = new EnumMap<>(Fund.class);
        jdbc.sql(
                        """
                        select l.fund, sum(l.amount) from medaid.ledger_reservation r
                          join medaid.ledger_reservation_line l on l.reservation_id = r.id
                         where r.area = ? and not exists (select 1 from medaid.ledger_reservation_end e where e.reservation_id = r.id)
                         group by l.fund
                        """)
                .param(area.tenantId())
                .query(row -> {
                    held.put(Fund.valueOf(row.getString(1)), Money.of(row.getBigDecimal(2)));
                });
        return held;
    }

    private static BusinessDocument document(UUID reservation) {
        return new BusinessDocument(TYPE, reservation.toString());
    }
}
