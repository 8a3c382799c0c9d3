package org.medaid.referral.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.medaid.kernel.Citation;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.referral.HospitalTier;
import org.medaid.referral.Referral;
import org.medaid.referral.Referral.Validity;
import org.medaid.referral.ReferralId;
import org.medaid.referral.ReferralRecord;
import org.medaid.referral.ReferralState;
import org.medaid.referral.RouteFound.Route;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Referrals, their records, their papers and their uses in the database. */
@Component
public class ReferralRows {

    private static final String SELECT = "select * from medaid.referral ";

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    ReferralRows(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    public long nextNumber() {
        return jdbc.sql("select nextval('medaid.referral_number')").query(Long.class).single();
    }

    /** @return false if an open one leads the person to the same hospital */
    public boolean add(Referral referral) {
        return jdbc.sql(
                                """
                                insert into medaid.referral (id, number, area, person_id, phone, work_unit, diagnosis, target_hospital, route,
                                    basis_document, basis_article, tier2_hospital, tier3_hospital, emergency, admitted_on, applied_on, state,
                                    opened_by, opened_at)
                                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                                on conflict (person_id, target_hospital) where state in ('AT_TIER2', 'AT_TIER3', 'AT_OFFICE') do nothing
                                """)
                        .params(Arrays.asList(
                                referral.id().value(),
                                referral.number(),
                                referral.office().tenantId(),
                                referral.person().value(),
                                referral.phone(),
                                referral.workUnit(),
                                referral.diagnosis(),
                                referral.targetHospital(),
                                referral.route().name(),
                                referral.basis().document(),
                                referral.basis().article(),
                                referral.tier2Hospital(),
                                referral.tier3Hospital().orElse(null),
                                referral.emergency(),
                                referral.admittedOn().orElse(null),
                                referral.appliedOn(),
                                referral.state().name(),
                                referral.openedBy(),
                                at(referral.openedAt())))
                        .update()
                == 1;
    }

    /** Two steps on one referral wait for each other. */
    public Optional<Referral> lock(ReferralId id) {
        return jdbc.sql(SELECT + "where id = ? for update")
                .param(id.value())
                .query(ReferralRows::read)
                .optional();
    }

    public Optional<Referral> find(ReferralId id) {
        return jdbc.sql(SELECT + "where id = ?").param(id.value()).query(ReferralRows::read).optional();
    }

    public void moveTo(ReferralId id, ReferralState state) {
        jdbc.sql("update medaid.referral set state = ? where id = ?")
                .params(state.name(), id.value())
                .update();
    }

    public void file(ReferralId id, Validity validity, boolean singleUse) {
        jdbc.sql("update medaid.referral set state = 'FILED', valid_from_on = ?, valid_to_on = ?, single_use = ? where id = ?")
                .params(validity.from(), validity.to(), singleUse, id.value())
                .update();
    }

    /**
     * A hospital's or, without one, an office's referrals, newest first.
     *
     * @param number a part of the number; empty for all
     */
    public List<Referral> of(
            Optional<String> hospital,
            PoolingArea office,
            Set<ReferralState> states,
            String number,
            int skip,
            int most) {
        String whose = hospital.isPresent() ? ":whose in (tier2_hospital, tier3_hospital)" : "area = :whose";
        return jdbc.sql(SELECT + "where " + whose + """
                         and state in (:states) and strpos(number, :number) > 0
                        order by opened_at desc, id limit :most offset :skip
                        """)
                .param("whose", hospital.orElseGet(office::tenantId))
                .param("states", states.stream().map(ReferralState::name).toList())
                .param("number", number)
                .param("most", most)
                .param("skip", skip)
                .query(ReferralRows::read)
                .list();
    }

    /** Every referral of a person to a hospital, oldest first. */
    public List<Referral> of(PersonId person, String targetHospital) {
        return jdbc.sql(SELECT + "where person_id = ? and target_hospital = ? order by opened_at")
                .params(person.value(), targetHospital)
                .query(ReferralRows::read)
                .list();
    }

    /** Of these people those with a referral to whichever hospital. */
    public Set<PersonId> withAny(Collection<PersonId> people) {
        return jdbc.sql("select distinct person_id from medaid.referral where person_id = any(?)")
                .param(people.stream().map(PersonId::value).toArray(UUID[]::new))
                .query((row, number) -> new PersonId(row.getObject(1, UUID.class)))
                .set();
    }

    /** @param content a record that JSON can hold */
    public void record(ReferralId referral, String kind, HospitalTier tier, Object content, String by, Instant at) {
        try {
            jdbc.sql(
                            """
                            insert into medaid.referral_record (referral_id, kind, tier, content, by_user, at)
                            values (?, ?, ?, ?::jsonb, ?, ?)
                            """)
                    .params(Arrays.asList(
                            referral.value(),
                            kind,
                            tier == null ? null : tier.name(),
                            json.writeValueAsString(content),
                            by,
                            at(at)))
                    .update();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a step's record can be written", e);
        }
    }

    /** Everything about a referral, oldest first. */
    public List<ReferralRecord> records(ReferralId referral) {
        return jdbc.sql("select kind, tier, content, by_user, at from medaid.referral_record where referral_id = ? order by id")
                .param(referral.value())
                .query((row, number) -> new ReferralRecord(
                        row.getString(1),
                        Optional.ofNullable(row.getString(2)).map(HospitalTier::valueOf),
                        tree(row.getString(3)),
                        row.getString(4),
                        row.getObject(5, OffsetDateTime.class).toInstant()))
                .list();
    }

    /** The newest record of a kind, at a tier or, with null, at the office. */
    public Optional<ReferralRecord> latest(ReferralId referral, String kind, HospitalTier tier) {
        return records(referral).stream()
                .filter(record -> record.kind().equals(kind) && record.tier().equals(Optional.ofNullable(tier)))
                .reduce((earlier, later) -> later);
    }

    public void keepPaper(
            ReferralId referral, byte[] paper, String sealedBy, String pressedBy, String certificate, Instant at) {
        jdbc.sql(
                        """
                        insert into medaid.referral_paper (referral_id, content, sealed_by, pressed_by, certificate, at)
                        values (?, ?, ?, ?, ?, ?)
                        """)
                .params(referral.value(), paper, sealedBy, pressedBy, certificate, at(at))
                .update();
    }

    /** The form with every seal on it until now. */
    public Optional<byte[]> paper(ReferralId referral) {
        return jdbc.sql("select content from medaid.referral_paper where referral_id = ? order by id desc limit 1")
                .param(referral.value())
                .query((row, number) -> row.getBytes(1))
                .optional();
    }

    /** Whether another bill counts on it. */
    public boolean usedByOther(ReferralId referral, UUID claim) {
        return jdbc.sql(
                        """
                        select exists (select 1 from medaid.referral_use
                         where referral_id = ? and claim_id <> ? and released_at is null)
                        """)
                .params(referral.value(), claim)
                .query(Boolean.class)
                .single();
    }

    /** Whether this very bill counts on it. */
    public boolean isUsedBy(ReferralId referral, UUID claim) {
        return jdbc.sql(
                        """
                        select exists (select 1 from medaid.referral_use
                         where referral_id = ? and claim_id = ? and released_at is null)
                        """)
                .params(referral.value(), claim)
                .query(Boolean.class)
                .single();
    }

    public void use(ReferralId referral, UUID claim, Instant at) {
        release(claim, at);
        jdbc.sql("insert into medaid.referral_use (referral_id, claim_id, used_at) values (?, ?, ?)")
                .params(referral.value(), claim, at(at))
                .update();
    }

    public void release(UUID claim, Instant at) {
        jdbc.sql("update medaid.referral_use set released_at = ? where claim_id = ? and released_at is null")
                .params(at(at), claim)
                .update();
    }

    /** @return false if the hospital's liability is recorded already */
    public boolean recordLiability(ReferralId referral, String hospital, String reason, String by, Instant at) {
        return jdbc.sql(
                                """
                                insert into medaid.hospital_liability (referral_id, hospital_code, reason, recorded_by, recorded_at)
                                values (?, ?, ?, ?, ?) on conflict on constraint uq_hospital_liability_once do nothing
                                """)
                        .params(referral.value(), hospital, reason, by, at(at))
                        .update()
                == 1;
    }

    /** What a machine's earlier request with this key led to. */
    public record Requested(String bodySha256, ReferralId referral) {}

    public Optional<Requested> requested(String hospital, String key) {
        return jdbc.sql(
                        """
                        select body_sha256, referral_id from medaid.referral_request
                         where hospital_code = ? and idempotency_key = ?
                        """)
                .params(hospital, key)
                .query((row, number) -> new Requested(row.getString(1), new ReferralId(row.getObject(2, UUID.class))))
                .optional();
    }

    /** The same key at the same moment waits for the first. */
    public void lockRequest(String hospital, String key) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param(hospital + "\n" + key)
                .query((row, number) -> 1)
                .list();
    }

    public void requested(String hospital, String key, String bodySha256, ReferralId referral, Instant at) {
        jdbc.sql(
                        """
                        insert into medaid.referral_request (hospital_code, idempotency_key, body_sha256, referral_id, at)
                        values (?, ?, ?, ?, ?)
                        """)
                .params(hospital, key, bodySha256, referral.value(), at(at))
                .update();
    }

    private JsonNode tree(String content) {
        try {
            return json.readTree(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored record can be read", e);
        }
    }

    private static Referral read(ResultSet row, int number) throws SQLException {
        LocalDate from = row.getObject("valid_from_on", LocalDate.class);
        return new Referral(
                new ReferralId(row.getObject("id", UUID.class)),
                row.getString("number"),
                PoolingArea.ofTenant(row.getString("area")).orElseThrow(),
                new PersonId(row.getObject("person_id", UUID.class)),
                row.getString("phone"),
                row.getString("work_unit"),
                row.getString("diagnosis"),
                row.getString("target_hospital"),
                Route.valueOf(row.getString("route")),
                new Citation(row.getString("basis_document"), row.getString("basis_article")),
                row.getString("tier2_hospital"),
                Optional.ofNullable(row.getString("tier3_hospital")),
                row.getBoolean("emergency"),
                Optional.ofNullable(row.getObject("admitted_on", LocalDate.class)),
                row.getObject("applied_on", LocalDate.class),
                ReferralState.valueOf(row.getString("state")),
                from == null
                        ? Optional.empty()
                        : Optional.of(new Validity(from, row.getObject("valid_to_on", LocalDate.class))),
                row.getBoolean("single_use"),
                row.getString("opened_by"),
                row.getObject("opened_at", OffsetDateTime.class).toInstant());
    }

    private static OffsetDateTime at(Instant moment) {
        return OffsetDateTime.ofInstant(moment, ZoneOffset.UTC);
    }
}
