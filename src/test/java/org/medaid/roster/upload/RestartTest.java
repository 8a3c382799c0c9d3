package org.medaid.roster.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.medaid.testing.ManyResidents;
import org.medaid.testing.OwnApplication;
import org.medaid.testing.TestServer;

/** An import whose process is killed, twice while it reads and twice while it takes: no row is lost, none comes twice. */
@OwnApplication
class RestartTest {

    private static final int ROWS = 120_000;
    /** Every thousandth row has a wrong name of its category. */
    private static final int REFUSED = ROWS / 1_000;

    @TempDir
    Path temporary;

    private Path folder;

    private TestServer.Database database;
    private Process process;

    @BeforeEach
    void migrate() {
        folder = temporary.resolve("uploads");
        database = TestServer.freshDatabase();
        RosterAlone.start(database, folder.toString()).close();
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void killed_while_it_reads_and_while_it_takes_it_ends_with_every_row_once() throws Exception {
        // given
        UUID upload = UUID.randomUUID();
        Files.createDirectories(folder);
        writeFile(folder.resolve(upload + ".table"));
        update("""
                insert into medaid.roster_upload (id, area, purpose, kind, list_on, entry_from_on, exit_last_on, source_document,
                    file_name, file_bytes, permitted, state, uploaded_by, uploaded_at)
                values ('%s', 'lianyungang', 'ROSTER', 'DAILY', '2020-05-08', '2020-05-08', '2020-05-08', '重启测试', 'a.csv',
                    1, '{ORPHAN}', 'CHECKING', 'test', now())
                """.formatted(upload));

        // when it is killed with some of the rows read, and again
        killWhen("select count(*) from medaid.roster_upload_row", 1, ROWS);
        long read = number("select count(*) from medaid.roster_upload_row");
        killWhen("select count(*) from medaid.roster_upload_row", read + 1, ROWS);

        // then it goes on
        start();
        await().atMost(Duration.ofMinutes(3))
                .until(() -> number("select count(*) from medaid.roster_upload where state = 'CHECKED'") == 1);
        assertThat(number("select count(*) from medaid.roster_upload_row")).isEqualTo(ROWS);
        assertThat(number("select count(distinct resident_id) from medaid.roster_upload_row")).isEqualTo(ROWS);
        assertThat(number("select rows_staged from medaid.roster_upload")).isEqualTo(ROWS);
        assertThat(number("select rows_refused from medaid.roster_upload")).isEqualTo(REFUSED);
        assertThat(Files.exists(folder.resolve(upload + ".table"))).isFalse();
        stop();

        // when it is confirmed, and killed with some of the rows taken, and again
        update("update medaid.roster_upload set state = 'TAKING', confirmed_by = 'test', confirmed_at = now()");
        killWhen("select count(*) from medaid.category_period", 1, ROWS - REFUSED);
        long taken = number("select count(*) from medaid.category_period");
        killWhen("select count(*) from medaid.category_period", taken + 1, ROWS - REFUSED);

        // then it goes on
        start();
        await().atMost(Duration.ofMinutes(3))
                .until(() -> number("select count(*) from medaid.roster_upload where state = 'TAKEN'") == 1);
        assertThat(number("select count(*) from medaid.category_period")).isEqualTo(ROWS - REFUSED);
        assertThat(number("select count(distinct person_id) from medaid.category_period")).isEqualTo(ROWS - REFUSED);
        assertThat(number("select rows_taken from medaid.roster_upload")).isEqualTo(ROWS - REFUSED);
        assertThat(number("select count(*) from medaid.person")).isEqualTo(ROWS - REFUSED);

        // and Spring Batch's tables know the file by its id only
        assertThat(number("""
                select count(*) from (
                    select parameter_value as text from medaid.batch_job_execution_params
                    union all select short_context from medaid.batch_step_execution_context
                    union all select serialized_context from medaid.batch_step_execution_context
                    union all select exit_message from medaid.batch_step_execution
                    union all select exit_message from medaid.batch_job_execution
                ) t where text ~ '\\d{17}[0-9X]' or text ~ '名单'
                """))
                .isZero();
        assertThat(number("select count(*) from medaid.batch_job_execution_params")).isPositive();
    }

    private void killWhen(String count, long atLeast, long below) throws Exception {
        start();
        long seen = await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> number(count), number -> number >= atLeast);
        process.destroyForcibly().waitFor();
        // Otherwise nothing was interrupted, and the test would show nothing.
        assertThat(seen).isLessThan(below);
        assertThat(number(count)).isLessThan(below);
    }

    private void start() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        // A short life: the second compiler would take half of the start.
                        "-XX:TieredStopAtLevel=1",
                        "-Duser.timezone=Asia/Shanghai",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        RosterAlone.class.getName(),
                        database.url(),
                        database.user(),
                        database.password(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(temporary.resolve("log").toFile()))
                .start();
    }

    private static void writeFile(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("身份证号,姓名,变动,类别,参保地区划代码,是否参保\n");
            for (int i = 0; i < ROWS; i++) {
                out.write(ManyResidents.number("320706", i).value());
                out.write(i % 1_000 == 0 ? ",张三,新增,孤,320706,是\n" : ",张三,新增,孤儿,320706,是\n");
            }
        }
    }

    private long number(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void update(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
