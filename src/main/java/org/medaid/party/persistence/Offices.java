package org.medaid.party.persistence;

import java.util.Optional;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.PoolingArea;
import org.medaid.party.Office;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The offices' rows. */
@Repository
public class Offices {

    private final JdbcClient jdbc;

    Offices(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<Office> find(PoolingArea area) {
        return jdbc.sql("select name, division, demonstration from medaid.office where area = :area")
                .param("area", area.tenantId())
                .query((row, number) -> new Office(
                        area,
                        row.getString("name"),
                        new DivisionCode(row.getString("division")),
                        row.getBoolean("demonstration")))
                .optional();
    }

    public void add(Office office) {
        jdbc.sql("""
                        insert into medaid.office (area, name, division, demonstration)
                        values (:area, :name, :division, :demonstration)
                        """)
                .param("area", office.area().tenantId())
                .param("name", office.name())
                .param("division", office.division().value())
                .param("demonstration", office.demonstration())
                .update();
    }
}
