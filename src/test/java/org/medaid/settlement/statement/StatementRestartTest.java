package org.medaid.settlement.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.YearMonth;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.testing.ManyPostings;
import org.medaid.testing.OwnApplication;
import org.medaid.testing.TestServer;

/** A drawing whose process is killed, twice: each month is drawn as a whole or not at all, and in the end each once. */
@OwnApplication
@Clause("M1")
class StatementRestartTest {

    private static final int BILLS = 60_000;
    private static final int HOSPITALS = 200;
    private static final String[] MONTHS = {"2020-01", "2020-02", "2020-03"};

    @TempDir
    Path temporary;

    private TestServer.Database database;
    private Process process;

    @AfterEach
    void stop() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void killed_while_it_draws_it_ends_with_every_line_once() throws Exception {
        // given
        database = TestServer.freshDatabase();
        StatementsAlone.start(database).close();
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password())) {
            for (String month : MONTHS) {
                ManyPostings.write(connection, "lianyungang", YearMonth.parse(month), HOSPITALS, BILLS);
            }
        }

        // when it is killed in the first month, and in the second
        killWhileDrawing(0);
        killWhileDrawing(1);

        // then it goes on
        start();
        assertThat(process.waitFor()).isZero();
        assertThat(number("select count(*) from medaid.hospital_statement_line")).isEqualTo(3L * BILLS);
        assertThat(number("select count(distinct entry_id) from medaid.hospital_statement_line")).isEqualTo(3L * BILLS);
        assertThat(number("select count(*) from medaid.hospital_statement")).isEqualTo(3L * HOSPITALS);
        assertThat(number("select count(*) from medaid.hospital_statement_draw")).isEqualTo(3);
        assertThat(number("select (sum(owed) * 100)::bigint from medaid.hospital_statement"))
                .isEqualTo(number("select (sum(total) * 100)::bigint from medaid.ledger_transfer"))
                .isPositive();

        // and once more adds nothing
        try (var application = StatementsAlone.start(database)) {
            assertThat(StatementsAlone.draw(application, PoolingArea.LIANYUNGANG, YearMonth.parse(MONTHS[0]))).isZero();
        }
    }

    private void killWhileDrawing(int drawnBefore) throws Exception {
        start();
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> number("select count(*) from medaid.hospital_statement_draw") == drawnBefore
                        && number("""
                                select count(*) from pg_stat_activity where pid <> pg_backend_pid() and state = 'active'
                                   and query like '%with line as materialized%'""") == 1);
        process.destroyForcibly().waitFor();
        // What it had begun goes when the server notices.
        await().atMost(Duration.ofMinutes(1)).until(() -> number("""
                select count(*) from pg_stat_activity where pid <> pg_backend_pid() and query like '%with line as materialized%'""") == 0);
        assertThat(number("select count(*) from medaid.hospital_statement_draw")).isEqualTo(drawnBefore);
        assertThat(number("select count(*) from medaid.hospital_statement_line")).isEqualTo((long) drawnBefore * BILLS);
        assertThat(number("select count(*) from medaid.hospital_statement")).isEqualTo((long) drawnBefore * HOSPITALS);
    }

    private void start() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        // A short life: the second compiler would take half of the start.
                        "-XX:TieredStopAtLevel=1",
                        "-Duser.timezone=Asia/Shanghai",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        StatementsAlone.class.getName(),
                        database.url(),
                        database.user(),
                        database.password(),
                        "lianyungang",
                        MONTHS[0],
                        MONTHS[1],
                        MONTHS[2])
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(temporary.resolve("log").toFile()))
                .start();
    }

    private long number(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
