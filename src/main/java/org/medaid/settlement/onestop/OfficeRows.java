package org.medaid.settlement.onestop;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.medaid.claim.ClaimId;
import org.medaid.claim.ClaimState;
import org.medaid.kernel.Money;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** One-stop settlement as an office looks through it. */
@Component
class OfficeRows {

    private final JdbcClient jdbc;

    OfficeRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param heldUntil until when its last pre-settlement holds the ceilings; empty if nothing is held */
    record Registered(
            UUID id,
            PersonId person,
            String hospitalCode,
            String admissionNumber,
            String careType,
            LocalDate admittedOn,
            Admission.State state,
            Optional<ClaimId> claim,
            Optional<String> caseNumber,
            Optional<LocalDate> heldUntil) {}

    /** @param closedAt when it was settled */
    record Presented(
            ClaimId claim,
            String caseNumber,
            PersonId person,
            String hospitalCode,
            LocalDate dischargedOn,
            Money total,
            ClaimState state,
            Optional<Instant> closedAt) {}

    /**
     * The office's admissions, newest first.
     *
     * @param number part of the case number or the whole admission number; empty for all
     * @param hospitalCode empty for all
     * @param state empty for all
     */
    List<Registered> admissions(
            PoolingArea area, String number, String hospitalCode, Optional<Admission.State> state, int first, int most) {
        List<Object> given = new ArrayList<>(List.of(area.tenantId()));
        StringBuilder where = new StringBuilder(" where area = ?");
        if (!number.isEmpty()) {
            where.append(" and (strpos(upper(case_number), upper(?)) > 0 or admission_number = ?)");
            given.addAll(List.of(number, number));
        }
        if (!hospitalCode.isEmpty()) {
            where.append(" and hospital_code = ?");
            given.add(hospitalCode);
        }
        state.ifPresent(asked -> {
            where.append(" and state = ?");
            given.add(asked.name());
        });
        given.addAll(List.of(first, most));
        return jdbc.sql(
                        """
                        select * from (
                          select a.id, a.area, a.person_id, a.hospital_code, a.admission_number, a.care_type, a.admitted_on,
                                 case when a.state = 'WITH_OFFICE' and c.state in ('REFUSED', 'WITHDRAWN') then 'OPEN'
                                      when a.state = 'WITH_OFFICE' and c.state = 'SETTLED' then 'SETTLED' else a.state end as state,
                                 a.claim_id, c.case_number, a.registered_at,
                                 (select r.expires_on from medaid.ledger_reservation r where r.id = a.reservation_id and not exists
                                   (select 1 from medaid.ledger_reservation_end e where e.reservation_id = r.id)) as held_until
                            from medaid.one_stop_admission a left join medaid.claim c on c.id = a.claim_id) found
                        """
                                + where + " order by registered_at desc, id offset ? limit ?")
                .params(given)
                .query((row, count) -> new Registered(
                        row.getObject("id", UUID.class),
                        new PersonId(row.getObject("person_id", UUID.class)),
                        row.getString("hospital_code"),
                        row.getString("admission_number"),
                        row.getString("care_type"),
                        row.getObject("admitted_on", LocalDate.class),
                        Admission.State.valueOf(row.getString("state")),
                        Optional.ofNullable(row.getObject("claim_id", UUID.class)).map(ClaimId::new),
                        Optional.ofNullable(row.getString("case_number")),
                        Optional.ofNullable(row.getObject("held_until", LocalDate.class))))
                .list();
    }

    /** The bills that came from counters to the office, newest first; the filters as with {@link #admissions}. */
    List<Presented> settlements(
            PoolingArea area, String number, String hospitalCode, Optional<ClaimState> state, int first, int most) {
        List<Object> given = new ArrayList<>(List.of(area.tenantId()));
        StringBuilder where = new StringBuilder(" where area = ? and channel = 'ONE_STOP'");
        if (!number.isEmpty()) {
            where.append(" and strpos(upper(case_number), upper(?)) > 0");
            given.add(number);
        }
        if (!hospitalCode.isEmpty()) {
            where.append(" and hospital_code = ?");
            given.add(hospitalCode);
        }
        state.ifPresent(asked -> {
            where.append(" and state = ?");
            given.add(asked.name());
        });
        given.addAll(List.of(first, most));
        return jdbc.sql("select id, case_number, person_id, hospital_code, discharged_on, total, state, closed_at from medaid.claim"
                        + where + " order by closed_at desc, id offset ? limit ?")
                .params(given)
                .query((row, count) -> new Presented(
                        new ClaimId(row.getObject("id", UUID.class)),
                        row.getString("case_number"),
                        new PersonId(row.getObject("person_id", UUID.class)),
                        row.getString("hospital_code"),
                        row.getObject("discharged_on", LocalDate.class),
                        Money.of(row.getBigDecimal("total")),
                        ClaimState.valueOf(row.getString("state")),
                        Optional.ofNullable(row.getObject("closed_at", OffsetDateTime.class)).map(OffsetDateTime::toInstant)))
                .list();
    }

    /** The hospitals that have registered patients of the office. */
    List<String> hospitals(PoolingArea area) {
        return jdbc.sql("select distinct hospital_code from medaid.one_stop_admission where area = ? order by 1")
                .param(area.tenantId())
                .query(String.class)
                .list();
    }

    /** The office's suspensions, those in force first. */
    List<OneStopOffice.Suspension> suspensions(PoolingArea area, int most) {
        return jdbc.sql(
                        """
                        select hospital_code, reason, suspended_by, suspended_at, resumed_by, resumed_at from medaid.one_stop_suspension
                         where area = ? order by resumed_at is not null, suspended_at desc limit ?
                        """)
                .params(area.tenantId(), most)
                .query((row, count) -> new OneStopOffice.Suspension(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getObject(4, OffsetDateTime.class).toInstant(),
                        Optional.ofNullable(row.getString(5)),
                        Optional.ofNullable(row.getObject(6, OffsetDateTime.class)).map(OffsetDateTime::toInstant)))
                .list();
    }
}
