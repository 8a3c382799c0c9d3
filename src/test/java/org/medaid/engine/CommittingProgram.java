package org.medaid.engine;

import java.nio.file.Path;
import java.sql.DriverManager;

/** Starts the embedded server on a folder and commits one row after the other until it is killed. */
final class CommittingProgram {

    private CommittingProgram() {}

    public static void main(String[] args) throws Exception {
        var server = EmbeddedServer.start(Path.of(args[0]), EmbeddedServer.Durability.KEEP);
        try (var connection = DriverManager.getConnection(
                        server.jdbcUrl(EmbeddedServer.DATABASE), EmbeddedServer.USER, server.password());
                var statement = connection.createStatement()) {
            statement.execute("create table if not exists note (number bigint generated always as identity)");
            var session = statement.executeQuery("select pg_backend_pid()");
            session.next();
            System.out.println("session " + session.getLong(1));
            while (true) {
                var row = statement.executeQuery("insert into note default values returning number");
                row.next();
                // Said only after the commit: whatever was said must be found again.
                System.out.println("committed " + row.getLong(1));
            }
        }
    }
}
