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

    /**
     * The application's own role, as an office's database administrator would make it: the owner of its database and no
     * more, and not called like the application's schema, which a server would then search by itself.
     */
    private static final String OWNER = "office";

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
                createOwner();
                SpringApplication.getShutdownHandlers().add(server::close);
            }
            String name = "test_" + DATABASES.incrementAndGet();
            server.createDatabaseIfMissing(name);
            administer("alter database " + name + " owner to " + OWNER);
            return new Database(name, server.jdbcUrl(name), OWNER, server.password());
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

    /** Its password is the server's, which changes when a kept folder is made anew. */
    private static void createOwner() throws SQLException {
        administer("do $$ begin create role " + OWNER + "; exception when duplicate_object then null; end $$");
        administer("alter role " + OWNER + " login nosuperuser password '" + server.password() + "'");
    }

    private static void administer(String sql) throws SQLException {
        try (var connection = server.administration().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
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
