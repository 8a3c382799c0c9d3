package org.medaid.application.persistence;

import java.util.Optional;
import org.medaid.kernel.PoolingArea;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Telephones and addresses of staff, to find applicants who share them. */
@Component
public class StaffContacts {

    private final JdbcClient jdbc;

    StaffContacts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether somebody of the area's staff has this telephone or this address; spaces and hyphens do not count. */
    public boolean sharesContact(PoolingArea area, Optional<String> phone, String address) {
        return jdbc.sql("select phone, address from medaid.staff_contact where area = ?")
                .param(area.tenantId())
                .query((rs, row) -> same(rs.getString(1), phone.orElse(null)) || same(rs.getString(2), address))
                .list()
                .contains(true);
    }

    /** Enters or replaces what is known of a member of staff; one of the two may be empty. */
    public void save(PoolingArea area, String user, String phone, String address) {
        jdbc.sql(
                        """
                        insert into medaid.staff_contact (user_id, area, phone, address) values (?, ?, ?, ?)
                        on conflict (user_id) do update set phone = excluded.phone, address = excluded.address
                        """)
                .params(user, area.tenantId(), phone, address)
                .update();
    }

    private static boolean same(String one, String other) {
        return one != null && other != null && plain(one).equals(plain(other)) && !plain(one).isEmpty();
    }

    private static String plain(String text) {
        return text.replaceAll("[\\s\\-+()（）]", "");
    }
}
