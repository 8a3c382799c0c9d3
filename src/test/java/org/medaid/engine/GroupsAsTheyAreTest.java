package org.medaid.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.junit.jupiter.api.Test;
import org.medaid.testing.IntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@IntegrationTest
class GroupsAsTheyAreTest {

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private JdbcTemplate jdbc;

    @Test
    void a_command_takes_the_groups_of_a_user_without_reading_every_right_there_is() {
        // given: one group with rights and one that has none, which the engine's own manager would look up and leave out
        List<String> groups = List.of("agency-clerk", "group-without-any-right");

        // when
        List<String> taken = ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getCommandExecutorTxRequired()
                .execute(context -> context.getAuthorizationManager().filterAuthenticatedGroupIds(groups));

        // then
        assertThat(taken).isEqualTo(groups);
    }

    @Test
    void rights_that_are_not_of_tasks_have_an_index_of_their_own() {
        // given: kind 5, filters
        String question = "explain select * from engine.act_ru_authorization where type_ < 2 and resource_type_ = 5";

        // when
        List<String> plan = jdbc.execute((Connection connection) -> {
            try (var statement = connection.createStatement()) {
                statement.execute("set enable_seqscan = off");
                var lines = new ArrayList<String>();
                try (var rows = statement.executeQuery(question)) {
                    while (rows.next()) {
                        lines.add(rows.getString(1));
                    }
                } finally {
                    statement.execute("reset enable_seqscan");
                }
                return lines;
            }
        });

        // then
        assertThat(String.join("\n", plan)).contains("ix_act_ru_authorization_not_of_tasks");
    }
}
