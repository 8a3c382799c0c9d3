package org.medaid.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.medaid.roster.upload.RosterAlone;
import org.medaid.testing.ManyResidents;
import org.medaid.testing.TestServer;
import org.postgresql.PGConnection;

/**
 * A list of many people from its .csv file into the roster, against PostgreSQL's COPY of the same rows into the same tables:
 * the roster's table with its keys and indexes, and the table the rows are staged in.
 *
 * <pre>
 * mvn -q -Pbenchmark test-compile exec:exec -Dbenchmark.main=org.medaid.bench.RosterUploadRun
 * mvn -q -Pbenchmark test-compile exec:exec -Dbenchmark.main=org.medaid.bench.RosterUploadRun -Dbenchmark.args="100000"
 * </pre>
 *
 * The argument is the number of rows (1,000,000). Everybody is registered beforehand. Both sides use one server, and pay
 * for the same durability. Memory is bounded by starting with a small heap: {@code JAVA_TOOL_OPTIONS=-Xmx256m}.
 */
public final class RosterUploadRun {

    private static final String DIVISION = "320706";

    private RosterUploadRun() {}

    public static void main(String[] arguments) throws Exception {
        int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        Path folder = Files.createTempDirectory("roster-upload-run");
        Path uploads = Files.createDirectory(folder.resolve("uploads"));
        TestServer.Database database = TestServer.freshDatabase();
        RosterAlone.start(database, uploads.toString()).close();
        try (Connection connection =
                DriverManager.getConnection(database.url(), database.user(), database.password())) {
            register(connection, folder.resolve("people"), rows);
            UUID upload = UUID.randomUUID();
            Path file = uploads.resolve(upload + ".table");
            writeFile(file, rows);
            update(connection, """
                    insert into medaid.roster_upload (id, area, purpose, kind, list_on, entry_from_on, exit_last_on,
                        source_document, file_name, file_bytes, permitted, state, uploaded_by, uploaded_at)
                    values ('%s', 'lianyungang', 'ROSTER', 'DAILY', '2099-05-08', '2099-05-08', '2099-05-08', 'bench', 'a.csv',
                        %d, '{ORPHAN}', 'CHECKING', 'bench', now())
                    """.formatted(upload, Files.size(file)));
            System.out.printf("%,d rows, %,d MiB%n", rows, Files.size(file) >> 20);

            try (var application = RosterAlone.start(database, uploads.toString())) {
                await(connection, "select state = 'CHECKED' from medaid.roster_upload");
            }
            update(connection, "update medaid.roster_upload set state = 'TAKING', confirmed_by = 'b', confirmed_at = now()");
            try (var application = RosterAlone.start(database, uploads.toString())) {
                await(connection, "select state = 'TAKEN' from medaid.roster_upload");
            }
            // As Spring Batch timed its own steps: the application's start is no part of them.
            double staged = step(connection, "stage");
            double checked = staged + step(connection, "check");
            double taken = step(connection, "take");
            require(connection, "select count(*) = " + rows + " from medaid.category_period");
            require(connection, "select rows_refused = 0 from medaid.roster_upload");
            double all = checked + taken;

            double copyPeriods = copyAgain(connection, folder.resolve("periods"), "category_period");
            double copyStaged = copyAgain(connection, folder.resolve("staged"), "roster_upload_row");

            System.out.printf(Locale.ROOT, "staged                 %8.1f s%n", staged);
            System.out.printf(Locale.ROOT, "staged and checked     %8.1f s%n", checked);
            System.out.printf(Locale.ROOT, "taken                  %8.1f s%n", taken);
            System.out.printf(Locale.ROOT, "all                    %8.1f s  %,.0f rows/s%n", all, rows / all);
            System.out.printf(Locale.ROOT, "COPY category_period   %8.1f s  all = %.2f times%n", copyPeriods, all / copyPeriods);
            System.out.printf(Locale.ROOT, "COPY roster_upload_row %8.1f s  staged and checked = %.2f times%n",
                    copyStaged, checked / copyStaged);
            System.out.printf("heap limit %,d MiB%n", Runtime.getRuntime().maxMemory() >> 20);
        }
        System.exit(0);
    }

    private static double step(Connection connection, String name) throws SQLException {
        await(connection, "select exists (select 1 from medaid.batch_step_execution where step_name = '" + name
                + "' and status = 'COMPLETED')");
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select sum(extract(epoch from end_time - start_time))"
                        + " from medaid.batch_step_execution where step_name = '" + name + "'")) {
            row.next();
            return row.getDouble(1);
        }
    }

    private static void register(Connection connection, Path file, int rows) throws SQLException, IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < rows; i++) {
                out.write(UUID.randomUUID() + "\tlianyungang\t" + ManyResidents.number(DIVISION, i).value() + "\t张三" + i
                        + "\t" + DIVISION + "\tt\t\\N\tt\tbench\t2020-01-01\n");
            }
        }
        copy(connection, file, "person");
        update(connection, "analyze medaid.person");
    }

    private static void writeFile(Path file, int rows) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("身份证号,姓名,变动,类别\n");
            for (int i = 0; i < rows; i++) {
                out.write(ManyResidents.number(DIVISION, i).value() + ",张三" + i + ",新增,孤儿\n");
            }
        }
    }

    /** Copies what a table holds into a file, empties the table, and measures how long COPY takes to fill it again. */
    private static double copyAgain(Connection connection, Path file, String table)
            throws SQLException, IOException {
        try (var out = Files.newOutputStream(file)) {
            connection.unwrap(PGConnection.class).getCopyAPI().copyOut("copy medaid." + table + " to stdout", out);
        }
        boolean refusing = table.equals("category_period");
        if (refusing) {
            // They refuse to be emptied, and rightly so.
            for (String append : new String[] {
                "category_period", "category_period_end", "category_period_annulment", "category_period_end_annulment"
            }) {
                update(connection, "alter table medaid." + append + " disable trigger user");
            }
        }
        update(connection, "truncate medaid." + table + (refusing ? " cascade" : ""));
        long begin = System.nanoTime();
        copy(connection, file, table);
        return seconds(begin);
    }

    private static void copy(Connection connection, Path file, String table) throws SQLException, IOException {
        try (var in = Files.newInputStream(file)) {
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy medaid." + table + " from stdin", in, 1 << 16);
        }
    }

    /** However long a million rows take on this machine. */
    private static void await(Connection connection, String condition) {
        Awaitility.await().forever().pollInterval(Duration.ofMillis(20)).until(() -> is(connection, condition));
    }

    private static void require(Connection connection, String condition) throws SQLException {
        if (!is(connection, condition)) {
            throw new AssertionError(condition);
        }
    }

    private static boolean is(Connection connection, String condition) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(condition)) {
            rows.next();
            return rows.getBoolean(1);
        }
    }

    private static void update(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
