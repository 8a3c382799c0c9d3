package org.medaid.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.junit.jupiter.api.Test;
import org.medaid.testing.IntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;

@IntegrationTest
class FoundationTest {

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private ConfigurableListableBeanFactory beans;

    @Test
    void each_test_context_has_a_database_of_its_own() {
        assertThat(jdbc.queryForObject("select current_database()", String.class)).matches("test_\\d+");
    }

    @Test
    void the_engine_keeps_history_without_form_fields() {
        var configuration = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        assertThat(configuration.getHistoryLevel()).isInstanceOf(CaseHistoryLevel.class);
        assertThat(jdbc.queryForObject("select value_ from engine.act_ge_property where name_ = 'historyLevel'", String.class))
                .isEqualTo(Integer.toString(new CaseHistoryLevel().getId()));
    }

    @Test
    void the_engines_tables_and_ours_are_apart_and_nothing_is_in_public() {
        var engineTables = tables("engine");
        assertThat(engineTables).hasSizeGreaterThan(40).allMatch(table -> table.startsWith("act_"));
        assertThat(tables("medaid"))
                .contains("working_day_exception", "flyway_schema_history")
                .noneMatch(table -> table.startsWith("act_"));
        assertThat(jdbc.queryForList(
                        "select relname from pg_class where relnamespace = 'public'::regnamespace", String.class))
                .isEmpty();
        assertThat(jdbc.queryForList(
                        "select proname from pg_proc where pronamespace = 'public'::regnamespace", String.class))
                .isEmpty();
        assertThat(jdbc.queryForList(
                        "select distinct schemaname::text from pg_tables where schemaname !~ '^(pg_|information_schema)'",
                        String.class))
                .containsExactlyInAnyOrder("engine", "medaid");
    }

    @Test
    void the_web_applications_work_from_the_first_request() {
        // What is lazy is made by the warm-up, seconds after the port is open; until then their filters would answer 500.
        assertThat(beans.getMergedBeanDefinition("lazyInitRegistration").isLazyInit()).isFalse();
    }

    @Test
    void there_is_one_migration_history() {
        assertThat(jdbc.queryForList(
                        "select schemaname || '.' || tablename from pg_tables where tablename ~ 'schema_history'",
                        String.class))
                .containsExactly("medaid.flyway_schema_history");
        assertThat(jdbc.queryForObject(
                        "select description from medaid.flyway_schema_history where version = '1' and success",
                        String.class))
                .isEqualTo("create engine schema");
    }

    @Test
    void the_engines_tables_are_of_the_same_version_as_its_library() {
        String library = ProcessEngine.class.getPackage().getImplementationVersion();
        assertThat(jdbc.queryForList("select version_ from engine.act_ge_schema_log", String.class))
                .containsExactly(library);
        // The engine's own word for "the tables that this library expects".
        assertThat(jdbc.queryForObject(
                        "select value_ from engine.act_ge_property where name_ = 'schema.version'", String.class))
                .isEqualTo(ProcessEngine.VERSION);
    }

    @Test
    void another_engine_is_refused_before_it_meets_the_tables() {
        for (String other : new String[] {"7.25.0", "7.2.4", "8.0.0", "1.0.0", null}) {
            assertThatThrownBy(() -> new V1__create_engine_schema(other))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("add a migration");
        }
        assertThat(new V1__create_engine_schema("7.24.1")).isNotNull();
    }

    @Test
    void every_transaction_is_read_committed() {
        assertThat(jdbc.queryForObject("show transaction_isolation", String.class)).isEqualTo("read committed");
    }

    @Test
    void messages_of_the_database_do_not_repeat_the_values_of_a_violated_constraint() {
        assertThatThrownBy(() -> jdbc.update(
                        "insert into medaid.working_day_year (year, source, entered_by) values (2026, '欧阳测试', 'test')"))
                .isInstanceOf(DuplicateKeyException.class)
                .hasMessageContaining("working_day_year_pkey")
                .hasMessageNotContaining("Detail")
                .hasMessageNotContaining("(2026) already");
    }

    @Test
    void no_job_runs_by_itself_in_tests() {
        var configuration = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        assertThat(configuration.isJobExecutorActivate()).isFalse();
        assertThat(configuration.getJobExecutor() == null
                        || !configuration.getJobExecutor().isActive())
                .isTrue();
    }

    private List<String> tables(String schema) {
        return jdbc.queryForList("select tablename::text from pg_tables where schemaname = ?", String.class, schema);
    }
}
