package org.medaid.testing;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.medaid.engine.EmbeddedServer;
import org.medaid.engine.StartRefused;
import org.springframework.boot.SpringApplication;

/**
 * The PostgreSQL server of this test process, started at the first need and stopped after the last Spring context.
 *
 * <p>Its folder is kept between runs, which saves making it; the databases in it are not.
 */
public final class TestServer {

    /** How many test runs may share one build folder at the same time. */
    private static final int FOLDERS = 8;

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static EmbeddedServer server;

    private TestServer() {}

    /**
     * A database on this server.
     *
     * @param url its JDBC address
     */
    public record Database(String name, String url, String user, String password) {}

    /** Makes an empty database that nobody else uses. */
    public static synchronized Database freshDatabase() {
        try {
            if (server == null) {
                server = startOnFreeFolder();
                dropLeftovers();
                SpringApplication.getShutdownHandlers().add(server::close);
            }
            String name = "test_" + DATABASES.incrementAndGet();
            server.createDatabaseIfMissing(name);
            return new Database(name, server.jdbcUrl(name), EmbeddedServer.USER, server.password());
        } catch (SQLException e) {
            throw new IllegalStateException("No fresh database for a test", e);
        }
    }

    private static EmbeddedServer startOnFreeFolder() {
        StartRefused refused = null;
        for (int number = 1; number <= FOLDERS; number++) {
            try {
                return EmbeddedServer.start(
                        Path.of("target", "postgres", "server-" + number), EmbeddedServer.Durability.FORGET);
            } catch (StartRefused e) {
                refused = e;
            }
        }
        throw refused;
    }

    private static void dropLeftovers() throws SQLException {
        try (var connection = server.administration().getConnection();
                var statement = connection.createStatement()) {
            List<String> names = new ArrayList<>();
            try (var rows = statement.executeQuery("select datname from pg_database where datname like 'test\\_%'")) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            for (String name : names) {
                statement.execute("drop database " + statement.enquoteIdentifier(name, true) + " with (force)");
            }
        }
    }
}
