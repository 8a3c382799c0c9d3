package org.medaid.party.persistence;

import java.util.List;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.PoolingArea;
import org.medaid.party.Town;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Townships in the database. */
@Component
public class Towns {

    private final JdbcClient jdbc;

    Towns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<Town> of(PoolingArea area) {
        return jdbc.sql("select code, division, name, demonstration from medaid.town where area = ? order by code")
                .param(area.tenantId())
                .query((rs, row) -> new Town(
                        rs.getString(1), area, new DivisionCode(rs.getString(2)), rs.getString(3), rs.getBoolean(4)))
                .list();
    }

    /** Enters a township, or gives it its present name. */
    public void save(Town town) {
        jdbc.sql(
                        """
                        insert into medaid.town (code, area, division, name, demonstration) values (?, ?, ?, ?, ?)
                        on conflict (code) do update set name = excluded.name
                        """)
                .params(town.code(), town.area().tenantId(), town.division().value(), town.name(), town.demonstration())
                .update();
    }
}
