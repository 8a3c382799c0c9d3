package org.medaid.claim.persistence;

import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Experts who must not judge a hospital, and why. */
@Component
public class ExpertTies {

    private record Tie(String expert, String reason) {}

    private final JdbcClient jdbc;

    ExpertTies(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The reasons by expert. */
    public Map<String, String> to(String hospitalCode) {
        return jdbc.sql("select expert, reason from medaid.expert_tie where hospital_code = ?")
                .param(hospitalCode)
                .query((rs, row) -> new Tie(rs.getString(1), rs.getString(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Tie::expert, Tie::reason));
    }

    /** Enters or renews a tie. */
    public void enter(String expert, String hospitalCode, String reason, String by) {
        jdbc.sql(
                        """
                        insert into medaid.expert_tie (expert, hospital_code, reason, entered_by) values (?, ?, ?, ?)
                        on conflict on constraint pk_expert_tie do update set reason = excluded.reason,
                           entered_by = excluded.entered_by, entered_at = now()
                        """)
                .params(expert, hospitalCode, reason, by)
                .update();
    }

    /** A tie that no longer exists. */
    public void remove(String expert, String hospitalCode) {
        jdbc.sql("delete from medaid.expert_tie where expert = ? and hospital_code = ?")
                .params(expert, hospitalCode)
                .update();
    }
}
