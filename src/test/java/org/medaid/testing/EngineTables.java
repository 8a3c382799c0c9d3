package org.medaid.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Everything the engine has stored, read as text. */
public final class EngineTables {

    private EngineTables() {}

    /** Fails if any row of any table of the engine holds one of the texts. */
    public static void assertNoneHolds(JdbcClient jdbc, String... texts) {
        List<String> tables = jdbc.sql("select table_name from information_schema.tables where table_schema = 'engine'")
                .query(String.class)
                .list();
        assertThat(tables).hasSizeGreaterThan(40);
        for (String table : tables) {
            // The deployed files themselves are no case data; everything else is read as text, byte columns included.
            boolean bytes = table.equals("act_ge_bytearray");
            List<String> rows = jdbc.sql("select (t.*)::text || ' ' || coalesce((select string_agg(convert_from(v, 'UTF8'), ' ')"
                            + " from (select " + (bytes ? "t.bytes_" : "null::bytea")
                            + " as v) as b where v is not null and get_byte(v, 0) <> 172), '') from engine." + table + " t"
                            + (bytes ? " where deployment_id_ is null" : ""))
                    .query(String.class)
                    .list();
            for (String row : rows) {
                assertThat(row).as(table).doesNotContain(texts);
            }
        }
    }
}
