package org.medaid.engine;

import org.camunda.bpm.engine.ProcessEngine;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ScriptUtils;
import org.springframework.stereotype.Component;

/**
 * Creates the engine's tables, from the engine's own scripts, in a PostgreSQL schema of their own.
 *
 * <p>Part of the one Flyway history, so that no start of the engine ever changes a schema by itself.
 */
@Component
@SuppressWarnings("checkstyle:TypeName")
public class V1__create_engine_schema extends BaseJavaMigration {

    private static final String[] PARTS = {
        "engine", "history", "identity", "case.engine", "case.history", "decision.engine", "decision.history"
    };

    /** The engine whose scripts these are; its patches (7.24.x) change no table. */
    private static final String ENGINE = "7.24.";

    public V1__create_engine_schema() {
        this(ProcessEngine.class.getPackage().getImplementationVersion());
    }

    /**
     * Made at each start, so this is where another engine is found out before it meets the wrong tables.
     *
     * @param engineVersion the version of the engine's library
     */
    V1__create_engine_schema(String engineVersion) {
        if (engineVersion == null || !engineVersion.startsWith(ENGINE)) {
            throw new IllegalStateException("This migration creates the tables of engine " + ENGINE + "x, but the"
                    + " library is " + engineVersion + ": keep these scripts as they are (copy them), and add a migration"
                    + " with the new engine's upgrade script");
        }
    }

    @Override
    public void migrate(Context context) throws Exception {
        var connection = context.getConnection();
        var jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
        String searchPath = jdbc.queryForObject("show search_path", String.class);
        jdbc.execute("create schema if not exists engine");
        jdbc.execute("set local search_path to engine");
        for (String part : PARTS) {
            ScriptUtils.executeSqlScript(
                    connection,
                    new ClassPathResource(
                            "org/camunda/bpm/engine/db/create/activiti.postgres.create." + part + ".sql"));
        }
        jdbc.execute("set local search_path to " + searchPath);
    }

    /** The scripts' content is fixed by the engine's version; a new version brings a migration of its own. */
    @Override
    public Integer getChecksum() {
        return 72400;
    }
}
