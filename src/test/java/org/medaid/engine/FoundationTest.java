package org.medaid.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.junit.jupiter.api.Test;
import org.medaid.testing.IntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@IntegrationTest
class FoundationTest {

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private ProcessEngine engine;

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
    void no_job_runs_by_itself_in_tests() {
        var configuration = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        assertThat(configuration.isJobExecutorActivate()).isFalse();
        assertThat(configuration.getJobExecutor() == null
                        || !configuration.getJobExecutor().isActive())
                .isTrue();
    }
}
