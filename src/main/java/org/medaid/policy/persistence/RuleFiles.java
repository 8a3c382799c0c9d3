package org.medaid.policy.persistence;

import java.util.Optional;
import org.medaid.kernel.Clause;
import org.medaid.policy.RuleVersion;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * A copy of every rule file that was ever deployed: a sheet of long ago is computed again with it even if the engine's
 * own deployment has been deleted.
 */
@Component
@Clause("C19")
public class RuleFiles {

    private final JdbcClient jdbc;

    RuleFiles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps a file; a second time does nothing. */
    public void keep(RuleVersion version, byte[] content) {
        jdbc.sql(
                        """
                        insert into medaid.policy_rule_file (hash, area, content, stored_at) values (?, ?, ?, now())
                        on conflict do nothing
                        """)
                .params(version.hash(), version.area().tenantId(), content)
                .update();
    }

    public Optional<byte[]> content(RuleVersion version) {
        return jdbc.sql("select content from medaid.policy_rule_file where hash = ? and area = ?")
                .params(version.hash(), version.area().tenantId())
                .query((rs, row) -> rs.getBytes("content"))
                .optional();
    }

    /** Two deployments of rules at once queue up, until the end of the transaction: each builds on the one before. */
    public void lock() {
        jdbc.sql("select 1 from (select pg_advisory_xact_lock(hashtext('policy_rule_file'))) as locked")
                .query(Integer.class)
                .single();
    }
}
