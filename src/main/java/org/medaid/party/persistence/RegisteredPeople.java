package org.medaid.party.persistence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.party.Person;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The people's rows. Every question names an area: there is no way to ask across areas. */
@Repository
public class RegisteredPeople {

    private static final String SELECT = """
            select id, area, resident_id, name, division, insured, contact, demonstration
            from medaid.person
            where area = :area and\s""";

    private final JdbcClient jdbc;

    RegisteredPeople(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<Person> find(PoolingArea area, ResidentId residentId) {
        return jdbc.sql(SELECT + "resident_id = :residentId")
                .param("area", area.tenantId())
                .param("residentId", residentId.value())
                .query((row, number) -> person(row))
                .optional();
    }

    public Optional<Person> find(PoolingArea area, PersonId id) {
        return jdbc.sql(SELECT + "id = :id")
                .param("area", area.tenantId())
                .param("id", id.value())
                .query((row, number) -> person(row))
                .optional();
    }

    public List<Person> find(PoolingArea area, Collection<PersonId> ids) {
        return jdbc.sql(SELECT + "id = any(:ids)")
                .param("area", area.tenantId())
                .param("ids", ids.stream().map(PersonId::value).toArray(UUID[]::new))
                .query((row, number) -> person(row))
                .list();
    }

    /** @return false if the identity number is registered already, in whatever area */
    public boolean add(Person person, String by, Instant at) {
        return jdbc.sql("""
                        insert into medaid.person (id, area, resident_id, name, division, insured, contact, demonstration,
                            registered_by, registered_at)
                        values (:id, :area, :residentId, :name, :division, :insured, :contact, :demonstration, :by, :at)
                        on conflict (resident_id) do nothing
                        """)
                        .param("id", person.id().value())
                        .param("area", person.area().tenantId())
                        .param("residentId", person.residentId().value())
                        .param("name", person.name())
                        .param("division", person.division().value())
                        .param("insured", person.insured())
                        .param("contact", person.contact().orElse(null))
                        .param("demonstration", person.demonstration())
                        .param("by", by)
                        .param("at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /** Adds many people; those whose identity number is registered already are left out. */
    public void addAll(List<Person> people, String by, Instant at) {
        jdbc.sql("""
                        insert into medaid.person (id, area, resident_id, name, division, insured, contact, demonstration,
                            registered_by, registered_at)
                        select *, :by, :at from unnest(:ids::uuid[], :areas::varchar[], :residentIds::varchar[], :names::varchar[],
                            :divisions::varchar[], :insured::boolean[], :contacts::varchar[], :demonstration::boolean[])
                        on conflict (resident_id) do nothing
                        """)
                .param("ids", column(people, person -> person.id().value().toString()))
                .param("areas", column(people, person -> person.area().tenantId()))
                .param("residentIds", column(people, person -> person.residentId().value()))
                .param("names", column(people, Person::name))
                .param("divisions", column(people, person -> person.division().value()))
                .param("insured", column(people, person -> Boolean.toString(person.insured())))
                .param("contacts", column(people, person -> person.contact().orElse(null)))
                .param("demonstration", column(people, person -> Boolean.toString(person.demonstration())))
                .param("by", by)
                .param("at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
                .update();
    }

    private static String[] column(List<Person> people, Function<Person, String> value) {
        return people.stream().map(value).toArray(String[]::new);
    }

    private static Person person(ResultSet row) throws SQLException {
        return new Person(
                new PersonId(row.getObject("id", UUID.class)),
                PoolingArea.ofTenant(row.getString("area")).orElseThrow(),
                new ResidentId(row.getString("resident_id")),
                row.getString("name"),
                new DivisionCode(row.getString("division")),
                row.getBoolean("insured"),
                Optional.ofNullable(row.getString("contact")),
                row.getBoolean("demonstration"));
    }
}
