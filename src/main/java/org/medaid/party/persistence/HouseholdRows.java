package org.medaid.party.persistence;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.medaid.kernel.Money;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.party.DiseaseGroup;
import org.medaid.party.FamilyDoctorContract;
import org.medaid.party.HealthCard;
import org.medaid.party.Household;
import org.medaid.party.HouseholdId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Households, cards and contracts in the database. Plain SQL: append-only tables have no objects whose state could change. */
@Repository
public class HouseholdRows {

    private static final String MEMBERS = """
            select m.id, m.household_id, m.person_id, m.relation, m.from_on, m.entered_by, e.last_on, e.reason
            from medaid.household_member m
            join medaid.household h on h.id = m.household_id
            left join medaid.household_member_end e on e.member_id = m.id
            """;

    private final JdbcClient jdbc;

    HouseholdRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Until the end of the transaction nobody else changes where this person belongs. */
    public void lock(PersonId person) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:place, 0))")
                .param("place", "household of " + person)
                .query(row -> {});
    }

    public Optional<HouseholdId> householdOf(PoolingArea area, PersonId person) {
        return jdbc.sql(MEMBERS + "where h.area = ? and m.person_id = ? and e.member_id is null")
                .params(area.tenantId(), person.value())
                .query((row, number) -> new HouseholdId(row.getObject("household_id", UUID.class)))
                .optional();
    }

    public List<Household.Member> presentOf(PoolingArea area, PersonId person) {
        return jdbc.sql(MEMBERS + "where h.area = ? and m.person_id = ? and e.member_id is null")
                .params(area.tenantId(), person.value())
                .query((row, number) -> member(row))
                .list();
    }

    public HouseholdId householdOfMember(UUID member) {
        return jdbc.sql("select household_id from medaid.household_member where id = ?")
                .param(member)
                .query((row, number) -> new HouseholdId(row.getObject(1, UUID.class)))
                .single();
    }

    public Optional<Household> find(PoolingArea area, HouseholdId id) {
        return jdbc.sql("select source from medaid.household where area = ? and id = ?")
                .params(area.tenantId(), id.value())
                .query(String.class)
                .optional()
                .map(source -> new Household(id, area, source, homes(id), members(id)));
    }

    public Optional<Household.Home> home(HouseholdId id) {
        return homes(id).stream().findFirst();
    }

    private List<Household.Home> homes(HouseholdId id) {
        return jdbc.sql("select head_person_id, address, phone, entered_by, entered_at from medaid.household_home"
                        + " where household_id = ? order by id desc")
                .param(id.value())
                .query((row, number) -> new Household.Home(
                        new PersonId(row.getObject(1, UUID.class)),
                        row.getString(2),
                        Optional.ofNullable(row.getString(3)),
                        row.getString(4),
                        row.getObject(5, OffsetDateTime.class).toInstant()))
                .list();
    }

    private List<Household.Member> members(HouseholdId id) {
        return jdbc.sql(MEMBERS + "where h.id = ? order by m.entered_at, m.relation <> 'SELF', m.id")
                .param(id.value())
                .query((row, number) -> member(row))
                .list();
    }

    private static Household.Member member(ResultSet row) throws SQLException {
        return new Household.Member(
                row.getObject("id", UUID.class),
                new PersonId(row.getObject("person_id", UUID.class)),
                row.getString("relation"),
                row.getObject("from_on", LocalDate.class),
                Optional.ofNullable(row.getObject("last_on", LocalDate.class)),
                Optional.ofNullable(row.getString("reason")),
                row.getString("entered_by"));
    }

    public void add(HouseholdId id, PoolingArea area, String source, String by, Instant at) {
        jdbc.sql("insert into medaid.household (id, area, source, entered_by, entered_at) values (?, ?, ?, ?, ?)")
                .params(id.value(), area.tenantId(), source, by, at(at))
                .update();
    }

    public void addHome(
            HouseholdId id, PersonId head, String address, Optional<String> phone, String by, Instant at) {
        jdbc.sql("insert into medaid.household_home (household_id, head_person_id, address, phone, entered_by, entered_at)"
                        + " values (:id, :head, :address, :phone, :by, :at)")
                .param("id", id.value())
                .param("head", head.value())
                .param("address", address)
                .param("phone", phone.orElse(null))
                .param("by", by)
                .param("at", at(at))
                .update();
    }

    public void addMember(HouseholdId id, PersonId person, String relation, LocalDate from, String by, Instant at) {
        jdbc.sql("insert into medaid.household_member (id, household_id, person_id, relation, from_on, entered_by, entered_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?)")
                .params(UUID.randomUUID(), id.value(), person.value(), relation, from, by, at(at))
                .update();
    }

    public void endMember(UUID member, LocalDate lastOn, String reason, String by, Instant at) {
        jdbc.sql("insert into medaid.household_member_end (member_id, last_on, reason, entered_by, entered_at)"
                        + " values (?, ?, ?, ?, ?)")
                .params(member, lastOn, reason, by, at(at))
                .update();
    }

    public void add(HealthCard card) {
        jdbc.sql("""
                        insert into medaid.health_card
                            (id, person_id, conditions, disease_groups, hospital_code, plan, entered_by, entered_at)
                        values (:id, :person, :conditions, string_to_array(:groups, ','), :hospital, :plan, :by, :at)
                        """)
                .param("id", UUID.randomUUID())
                .param("person", card.person().value())
                .param("conditions", card.conditions())
                .param("groups", card.groups().stream().sorted().map(Enum::name).collect(Collectors.joining(",")))
                .param("hospital", card.hospitalCode().orElse(null))
                .param("plan", card.plan())
                .param("by", card.enteredBy())
                .param("at", at(card.enteredAt()))
                .update();
    }

    public List<HealthCard> cards(PersonId person) {
        return jdbc.sql("select conditions, disease_groups, hospital_code, plan, entered_by, entered_at"
                        + " from medaid.health_card where person_id = ? order by entered_at desc, id")
                .param(person.value())
                .query((row, number) -> new HealthCard(
                        person,
                        row.getString(1),
                        groups(row.getArray(2)),
                        Optional.ofNullable(row.getString(3)),
                        row.getString(4),
                        row.getString(5),
                        row.getObject(6, OffsetDateTime.class).toInstant()))
                .list();
    }

    private static Set<DiseaseGroup> groups(Array codes) throws SQLException {
        Set<DiseaseGroup> groups = EnumSet.noneOf(DiseaseGroup.class);
        for (String code : (String[]) codes.getArray()) {
            groups.add(DiseaseGroup.valueOf(code));
        }
        return groups;
    }

    public void add(FamilyDoctorContract contract, Instant at) {
        jdbc.sql("""
                        insert into medaid.family_doctor_contract
                            (id, person_id, doctor, clinic, from_on, to_on, own_share, borne_by, entered_by, entered_at)
                        values (?, ?, ?, ?, ?, ?, ?, 'POVERTY_ALLEVIATION_FUND', ?, ?)
                        """)
                .params(
                        contract.id(),
                        contract.person().value(),
                        contract.doctor(),
                        contract.clinic(),
                        contract.from(),
                        contract.to(),
                        contract.ownShare().yuan(),
                        contract.enteredBy(),
                        at(at))
                .update();
    }

    public List<FamilyDoctorContract> contracts(PersonId person) {
        return jdbc.sql("""
                        select c.id, c.doctor, c.clinic, c.from_on, c.to_on, c.own_share, e.last_on, c.entered_by
                        from medaid.family_doctor_contract c
                        left join medaid.family_doctor_contract_end e on e.contract_id = c.id
                        where c.person_id = ? order by c.from_on desc, c.entered_at desc
                        """)
                .param(person.value())
                .query((row, number) -> new FamilyDoctorContract(
                        row.getObject(1, UUID.class),
                        person,
                        row.getString(2),
                        row.getString(3),
                        row.getObject(4, LocalDate.class),
                        row.getObject(5, LocalDate.class),
                        Money.of(row.getBigDecimal(6)),
                        Optional.ofNullable(row.getObject(7, LocalDate.class)),
                        row.getString(8)))
                .list();
    }

    public void endContract(UUID contract, LocalDate lastOn, String reason, String by, Instant at) {
        jdbc.sql("insert into medaid.family_doctor_contract_end (contract_id, last_on, reason, entered_by, entered_at)"
                        + " values (?, ?, ?, ?, ?)")
                .params(contract, lastOn, reason, by, at(at))
                .update();
    }

    private static OffsetDateTime at(Instant moment) {
        return OffsetDateTime.ofInstant(moment, ZoneOffset.UTC);
    }
}
