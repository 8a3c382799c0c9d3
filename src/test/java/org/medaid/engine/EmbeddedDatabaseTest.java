package org.medaid.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.medaid.testing.OwnApplication;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

@OwnApplication
class EmbeddedDatabaseTest {

    private final Path folder = Path.of("target", "embedded-server-test", UUID.randomUUID().toString());

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
            .withUserConfiguration(EmbeddedDatabase.class, WritesAtTheEnd.class)
            .withPropertyValues("medaid.embedded-database.folder=" + folder);

    @AfterEach
    void leave_nothing_behind() throws Exception {
        Folders.delete(folder);
    }

    @Test
    void the_server_stops_after_the_last_bean_that_writes() {
        var writer = new WriterAtTheEnd[1];
        var server = new EmbeddedServer[1];

        application.withPropertyValues("medaid.embedded-database.enabled=true").run(context -> {
            writer[0] = context.getBean(WriterAtTheEnd.class);
            server[0] = context.getBean(EmbeddedServer.class);
            assertThat(writer[0].write()).isEqualTo("medaid");
        });

        assertThat(writer[0].writtenAtTheEnd).isEqualTo("medaid");
        assertThatThrownBy(() -> server[0].administration().getConnection()).isInstanceOf(SQLException.class);
    }

    @Test
    void there_is_no_server_where_it_is_switched_off() {
        application
                .withPropertyValues("medaid.embedded-database.enabled=false", "spring.datasource.url=jdbc:postgresql:none")
                .run(context -> {
                    assertThat(context).hasNotFailed().doesNotHaveBean(EmbeddedServer.class);
                    assertThat(folder).doesNotExist();
                });
    }

    @Configuration(proxyBeanMethods = false)
    static class WritesAtTheEnd {

        @Bean
        @Lazy
        WriterAtTheEnd writerAtTheEnd(DataSource dataSource) {
            return new WriterAtTheEnd(dataSource);
        }
    }

    /** Like the engine, which writes while it is being closed. */
    static final class WriterAtTheEnd implements DisposableBean {

        private final DataSource dataSource;
        private String writtenAtTheEnd;

        WriterAtTheEnd(DataSource dataSource) {
            this.dataSource = dataSource;
        }

        String write() throws SQLException {
            try (var connection = dataSource.getConnection();
                    var rows = connection.createStatement().executeQuery("select current_user")) {
                rows.next();
                return rows.getString(1);
            }
        }

        @Override
        public void destroy() throws SQLException {
            writtenAtTheEnd = write();
        }
    }
}
