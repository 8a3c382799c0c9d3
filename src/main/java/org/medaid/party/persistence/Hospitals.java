package org.medaid.party.persistence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.DivisionCode;
import org.medaid.party.Hospital;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The hospital register's rows. */
@Repository
public class Hospitals {

    private static final String SELECT = "select code, name, level, division, demonstration from medaid.hospital ";

    private final JdbcClient jdbc;

    Hospitals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<Hospital> find(String code) {
        return jdbc.sql(SELECT + "where code = :code")
                .param("code", code)
                .query((row, number) -> hospital(row))
                .optional()
                .map(hospital -> designated(List.of(hospital)).get(0));
    }

    public List<Hospital> find(Collection<String> codes) {
        return designated(jdbc.sql(SELECT + "where code = any(:codes)")
                .param("codes", codes.toArray(String[]::new))
                .query((row, number) -> hospital(row))
                .list());
    }

    public List<Hospital> search(String text, int most) {
        // An escaped pattern: a percent sign that somebody types is a percent sign.
        String literal = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        return designated(jdbc.sql(SELECT + """
                        where name ilike :pattern or code ilike :pattern
                        order by (code = upper(:text)) desc, level desc, code
                        limit :most
                        """)
                .param("pattern", "%" + literal + "%")
                .param("text", text)
                .param("most", most)
                .query((row, number) -> hospital(row))
                .list());
    }

    public void add(Hospital hospital) {
        jdbc.sql("""
                        insert into medaid.hospital (code, name, level, division, demonstration)
                        values (:code, :name, :level, :division, :demonstration)
                        """)
                .param("code", hospital.code())
                .param("name", hospital.name())
                .param("level", hospital.level())
                .param("division", hospital.division().value())
                .param("demonstration", hospital.demonstration())
                .update();
        for (DateRange period : hospital.designations()) {
            jdbc.sql("insert into medaid.hospital_designation (hospital_code, from_on, to_on) values (:code, :from, :to)")
                    .param("code", hospital.code())
                    .param("from", period.from())
                    .param("to", period.to())
                    .update();
        }
    }

    private List<Hospital> designated(List<Hospital> found) {
        if (found.isEmpty()) {
            return found;
        }
        Map<String, List<DateRange>> periods = new LinkedHashMap<>();
        found.forEach(hospital -> periods.put(hospital.code(), new ArrayList<>()));
        jdbc.sql("""
                        select hospital_code, from_on, to_on from medaid.hospital_designation
                        where hospital_code in (:codes) order by from_on
                        """)
                .param("codes", periods.keySet())
                .query(row -> {
                    periods.get(row.getString("hospital_code"))
                            .add(new DateRange(
                                    row.getObject("from_on", LocalDate.class),
                                    row.getObject("to_on", LocalDate.class)));
                });
        return found.stream()
                .map(hospital -> new Hospital(
                        hospital.code(),
                        hospital.name(),
                        hospital.level(),
                        hospital.division(),
                        periods.get(hospital.code()),
                        hospital.demonstration()))
                .toList();
    }

    private static Hospital hospital(ResultSet row) throws SQLException {
        return new Hospital(
                row.getString("code"),
                row.getString("name"),
                row.getInt("level"),
                new DivisionCode(row.getString("division")),
                List.of(),
                row.getBoolean("demonstration"));
    }
}
