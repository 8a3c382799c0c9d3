package org.medaid.workbench.persistence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.workbench.CaseKind;
import org.medaid.workbench.CaseRow;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Every case of every module, read in one place. It writes nothing: a case belongs to its module.
 *
 * <p>The view is asked by id, number or person only; each has an index in each module's table.
 */
@Repository
public class CaseRows {

    /** The township of a case {@code o} of the view: a review's is that of the person it is about. */
    static final String TOWN = """
            coalesce(o.town_code, case o.kind when 'ROSTER_REVIEW' then
                (select t.town_code from medaid.person_town t where t.person_id = o.person_id) end)""";

    private static final String SELECT = "select o.*, " + TOWN + " as town from medaid.case_overview o ";

    private final JdbcClient jdbc;

    CaseRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The condition, to be added to others, that a row belongs to the townships of the parameter {@code towns}, or to none.
     *
     * @param column where the township's code stands
     * @param towns by code; empty for all, which is no condition
     */
    static String inTowns(String column, Set<String> towns) {
        return towns.isEmpty() ? "" : " and (%1$s is null or %1$s = any(:towns))".formatted(column);
    }

    public List<CaseRow> find(Collection<UUID> ids) {
        return jdbc.sql(SELECT + "where o.case_id = any(:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .query((row, number) -> row(row))
                .list();
    }

    /** The cases of this number in these offices; numbers are the office's own, so there is hardly more than one. */
    public List<CaseRow> numbered(Collection<PoolingArea> areas, String number) {
        return jdbc.sql(SELECT + "where o.number = :number and o.area = any(:areas)")
                .param("number", number)
                .param("areas", tenants(areas))
                .query((row, rowNumber) -> row(row))
                .list();
    }

    /**
     * A page of the cases about these people, the latest first, a household's also by those who belong to it.
     *
     * @param towns with what belongs to no township, by code; empty for all
     * @param hospital whose cases alone are asked for; empty for all
     */
    public List<CaseRow> about(
            Collection<PoolingArea> areas,
            Set<String> towns,
            Optional<String> hospital,
            Collection<CaseKind> kinds,
            Collection<PersonId> people,
            int offset,
            int most) {
        // Asked for first: a join with the view would read its households whole.
        List<UUID> households = jdbc.sql("select distinct application_id from medaid.application_member where person_id = any(:people)")
                .param("people", ids(people))
                .query(UUID.class)
                .list();
        return jdbc.sql("""
                        select * from (
                            %1$s where o.kind <> 'APPLICATION' and o.person_id = any(:people)
                            union all
                            %1$s where o.kind = 'APPLICATION' and o.case_id = any(:households)
                        ) as found
                         where area = any(:areas) and kind = any(:kinds)%2$s%3$s
                         order by opened_at desc, case_id offset :offset limit :most
                        """.formatted(
                        SELECT,
                        inTowns("town", towns),
                        hospital.isPresent() ? " and :hospital in (hospital_code, other_hospital_code)" : ""))
                .param("towns", towns.toArray(String[]::new))
                .param("hospital", hospital.orElse(""))
                .param("offset", offset)
                .param("people", ids(people))
                .param("households", households.toArray(UUID[]::new))
                .param("areas", tenants(areas))
                .param("kinds", kinds.stream().map(CaseKind::name).toArray(String[]::new))
                .param("most", most)
                .query((row, number) -> row(row))
                .list();
    }

    /** People of these areas of that name, in whichever case its letters are. */
    public List<PersonId> called(Collection<PoolingArea> areas, String name, int most) {
        return named("lower(name) = lower(:name)", areas, name, most);
    }

    /** People of these areas whose name begins with the text, in whichever case its letters are. */
    public List<PersonId> calledAlike(Collection<PoolingArea> areas, String start, int most) {
        return named(
                "lower(name) like lower(:name)",
                areas,
                start.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%",
                most);
    }

    private List<PersonId> named(String condition, Collection<PoolingArea> areas, String name, int most) {
        return jdbc.sql("select id from medaid.person where area = any(:areas) and " + condition + " order by name, id limit :most")
                .param("areas", tenants(areas))
                .param("name", name)
                .param("most", most)
                .query((row, number) -> new PersonId(row.getObject("id", UUID.class)))
                .list();
    }

    private static UUID[] ids(Collection<PersonId> people) {
        return people.stream().map(PersonId::value).toArray(UUID[]::new);
    }

    private static String[] tenants(Collection<PoolingArea> areas) {
        return areas.stream().map(PoolingArea::tenantId).toArray(String[]::new);
    }

    private static CaseRow row(ResultSet row) throws SQLException {
        return new CaseRow(
                CaseKind.valueOf(row.getString("kind")),
                row.getObject("case_id", UUID.class),
                row.getString("number"),
                PoolingArea.ofTenant(row.getString("area")).orElseThrow(),
                Optional.ofNullable(row.getObject("person_id", UUID.class)).map(PersonId::new),
                Optional.ofNullable(row.getString("town")),
                Optional.ofNullable(row.getString("hospital_code")),
                Optional.ofNullable(row.getString("other_hospital_code")),
                row.getString("state"),
                row.getBoolean("open"),
                row.getString("opened_by"),
                row.getObject("opened_at", OffsetDateTime.class).toInstant());
    }
}
