package org.medaid.engine;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The PostgreSQL server that comes with the application, for the demonstration.
 *
 * <p>The connection pool is made from the server's connection details, and so depends on the server: Spring closes the
 * engine first, then the pool, and stops the server last.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("medaid.embedded-database.enabled")
class EmbeddedDatabase {

    @Bean
    EmbeddedServer embeddedServer(@Value("${medaid.embedded-database.folder}") Path folder) {
        return EmbeddedServer.start(folder, EmbeddedServer.Durability.KEEP);
    }

    @Bean
    JdbcConnectionDetails jdbcConnectionDetails(EmbeddedServer server) {
        return new JdbcConnectionDetails() {

            @Override
            public String getUsername() {
                return EmbeddedServer.USER;
            }

            @Override
            public String getPassword() {
                return server.password();
            }

            @Override
            public String getJdbcUrl() {
                return server.jdbcUrl(EmbeddedServer.DATABASE);
            }
        };
    }
}
