package org.medaid.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EmbeddedServerTest {

    /** Below target, not in the system's temporary folder: another account must be able to reach it. */
    private final Path folder = Path.of("target", "embedded-server-test", UUID.randomUUID().toString()).toAbsolutePath();

    private final List<Process> processes = new ArrayList<>();
    private final List<EmbeddedServer> servers = new ArrayList<>();

    @BeforeEach
    void make_folder() throws IOException {
        Files.createDirectories(folder.getParent());
    }

    @AfterEach
    void leave_nothing_behind() throws Exception {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
        servers.forEach(EmbeddedServer::close);
        if (Files.exists(folder.resolve("data"))) {
            start().close();
        }
        Folders.delete(folder);
    }

    @Test
    void a_killed_application_loses_no_committed_row() throws Exception {
        // given
        Process application = program(CommittingProgram.class, folder.toString());
        long committed = committedRows(application, 200);
        PostmasterFile orphan = note();

        // when
        application.destroyForcibly().waitFor();
        assertThat(isAlive(orphan)).as("the server outlives its killed application").isTrue();
        EmbeddedServer server = start();

        // then
        assertThat(numbers(server)).contains(1L, committed).hasSizeGreaterThanOrEqualTo((int) committed);
        assertThat(isAlive(orphan)).isFalse();
    }

    @Test
    void a_killed_application_and_a_killed_server_lose_no_committed_row() throws Exception {
        // given
        Process application = program(CommittingProgram.class, folder.toString());
        long committed = committedRows(application, 200);

        // when
        PostmasterFile orphan = note();
        application.destroyForcibly().waitFor();
        ProcessHandle.of(orphan.process()).orElseThrow().destroyForcibly();
        await().until(() -> !isAlive(orphan));
        EmbeddedServer server = start();

        // then
        assertThat(numbers(server)).contains(1L, committed).hasSizeGreaterThanOrEqualTo((int) committed);
    }

    @Test
    void killed_again_and_again_it_keeps_every_row() throws Exception {
        long committed = 0;
        for (int round = 1; round <= 3; round++) {
            Process application = program(CommittingProgram.class, folder.toString());
            long before = committed;
            committed = committedRows(application, 20);
            assertThat(committed).isGreaterThan(before);
            application.destroyForcibly().waitFor();
        }
        assertThat(numbers(start())).contains(committed).hasSizeGreaterThanOrEqualTo((int) committed);
    }

    @Test
    void a_first_start_killed_halfway_begins_anew() throws Exception {
        // given
        Process application = program(CommittingProgram.class, folder.toString());
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> unfinished().anyMatch(path -> Files.exists(path.resolve("PG_VERSION"))));

        // when
        application.destroyForcibly().waitFor();
        assertThat(folder.resolve("data")).doesNotExist();
        EmbeddedServer server = start();

        // then
        assertThat(one(server, "select 41 + 1")).isEqualTo(42);
        // The killed start's initdb may go on for a moment, but no longer in our way.
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(ProcessHandle.allProcesses()
                        .filter(process -> process.info().commandLine().orElse("").contains(folder + "/unfinished-")))
                .isEmpty());
    }

    @Test
    void a_second_application_on_the_same_folder_is_refused_and_the_first_goes_on() throws Exception {
        // given
        Process first = program(CommittingProgram.class, folder.toString());
        committedRows(first, 1);
        PostmasterFile firstServer = note();

        // when
        assertThatThrownBy(this::start)
                .isInstanceOfSatisfying(StartRefused.class, refused -> assertThat(refused.action()).contains("请先停止"))
                .hasMessageContaining("另一个正在运行的程序")
                .hasMessageContaining(folder.toString());

        // then
        assertThat(isAlive(firstServer)).isTrue();
        committedRows(first, 10);
    }

    @Test
    void a_second_server_in_the_same_process_is_refused() {
        start();
        assertThatThrownBy(this::start).isInstanceOf(StartRefused.class);
    }

    @Test
    void a_note_of_a_process_that_is_gone_does_not_hinder_the_start() throws Exception {
        // given
        byte[] note = noteOfStoppedServer();
        Process gone = program(WaitingProgram.class);
        gone.getOutputStream().close();
        gone.waitFor();
        Files.writeString(PostmasterFile.in(folder.resolve("data")), withProcess(note, gone.pid()));
        assertThat(note().holder()).isEqualTo(PostmasterFile.Holder.GONE);

        // when, then
        assertThat(one(start(), "select 41 + 1")).isEqualTo(42);
    }

    @Test
    void a_note_whose_number_now_belongs_to_another_program_does_not_hinder_the_start() throws Exception {
        // given
        byte[] note = noteOfStoppedServer();
        Process stranger = program(WaitingProgram.class);
        Files.writeString(PostmasterFile.in(folder.resolve("data")), withProcess(note, stranger.pid()));

        // when
        EmbeddedServer server = start();

        // then
        assertThat(one(server, "select 41 + 1")).isEqualTo(42);
        assertThat(stranger.isAlive()).as("the stranger is left alone").isTrue();
    }

    @Test
    void a_note_whose_number_now_belongs_to_another_database_leaves_that_one_alone() throws Exception {
        // given
        byte[] note = noteOfStoppedServer();
        Path elsewhere = folder.resolve("elsewhere").resolve("server");
        try (EmbeddedServer other = EmbeddedServer.start(elsewhere, EmbeddedServer.Durability.FORGET)) {
            PostmasterFile noteElsewhere = PostmasterFile.read(elsewhere.resolve("data")).orElseThrow();
            Files.writeString(PostmasterFile.in(folder.resolve("data")), withProcess(note, noteElsewhere.process()));

            // when
            EmbeddedServer server = start();

            // then
            assertThat(one(server, "select 41 + 1")).isEqualTo(42);
            assertThat(one(other, "select 41 + 1")).isEqualTo(42);
        }
    }

    @Test
    void a_half_written_note_does_not_hinder_the_start() throws Exception {
        noteOfStoppedServer();
        Files.writeString(PostmasterFile.in(folder.resolve("data")), "");

        assertThat(one(start(), "select 41 + 1")).isEqualTo(42);
    }

    @Test
    void an_orphan_that_does_not_stop_in_time_is_stopped_at_once() throws Exception {
        assumeThat(Files.isExecutable(Path.of("/bin/kill"))).isTrue();
        // given
        Process application = program(CommittingProgram.class, folder.toString());
        long session = number(application, "session ", 1);
        long committed = committedRows(application, 20);
        PostmasterFile orphan = note();
        // A session that no longer hears anything keeps the server from stopping the usual way.
        new ProcessBuilder("/bin/kill", "-STOP", Long.toString(session)).start().waitFor();
        application.destroyForcibly().waitFor();

        // when
        EmbeddedServer server = remember(EmbeddedServer.start(
                folder, EmbeddedServer.Durability.KEEP, Duration.ofSeconds(10), ServerAccount.ofThisMachine()));

        // then
        assertThat(isAlive(orphan)).isFalse();
        assertThat(numbers(server)).contains(committed);
    }

    @Test
    void a_folder_without_its_password_is_refused_and_not_touched() throws Exception {
        noteOfStoppedServer();
        Path password = folder.resolve("password");
        Path away = folder.resolve("password.away");
        Files.move(password, away);

        assertThatThrownBy(this::start).isInstanceOf(StartRefused.class).hasMessageContaining("密码文件");

        Files.move(away, password);
        assertThat(one(start(), "select 41 + 1")).isEqualTo(42);
    }

    @Test
    void a_folder_of_another_major_version_is_refused_and_not_touched() throws Exception {
        noteOfStoppedServer();
        Path version = folder.resolve("data").resolve("PG_VERSION");
        Files.writeString(version, "16\n");

        assertThatThrownBy(this::start)
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("PostgreSQL 16")
                .hasMessageContaining("PostgreSQL 17");

        Files.writeString(version, "17\n");
    }

    @Test
    void the_server_is_durable_local_and_closed_to_whoever_does_not_know_the_password() throws Exception {
        // given
        EmbeddedServer server = start();

        // then
        assertThat(text(server, "show fsync")).isEqualTo("on");
        assertThat(text(server, "show synchronous_commit")).isEqualTo("on");
        assertThat(text(server, "show full_page_writes")).isEqualTo("on");
        assertThat(text(server, "show data_checksums")).isEqualTo("on");
        assertThat(text(server, "show server_encoding")).isEqualTo("UTF8");
        assertThat(text(server, "show listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(text(server, "show unix_socket_directories")).isEmpty();
        assertThat(text(server, "select string_agg(distinct auth_method, ',') from pg_hba_file_rules"))
                .isEqualTo("scram-sha-256");
        assertThat(text(server, "select rolsuper::text from pg_roles where rolname = 'medaid'")).isEqualTo("false");
        assertThatThrownBy(() -> DriverManager.getConnection(
                        server.jdbcUrl(EmbeddedServer.DATABASE), EmbeddedServer.USER, "guess"))
                .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
        if (Folders.isPosix(folder)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("password"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void the_servers_log_names_no_value_of_a_violated_constraint() throws Exception {
        EmbeddedServer server = start();
        try (Connection connection = connect(server);
                var statement = connection.createStatement()) {
            statement.execute("create table person (name text unique)");
            statement.execute("insert into person values ('欧阳测试')");
            assertThatThrownBy(() -> statement.execute("insert into person values ('欧阳测试')"))
                    .isInstanceOf(SQLException.class);
        }
        assertThat(Files.readString(folder.resolve("server.log")))
                .contains("duplicate key")
                .doesNotContain("欧阳测试");
    }

    @Test
    void orderly_closed_it_leaves_no_process_and_gives_the_folder_free() throws Exception {
        EmbeddedServer server = start();
        PostmasterFile process = note();

        server.close();

        assertThat(isAlive(process)).isFalse();
        assertThat(one(start(), "select 41 + 1")).isEqualTo(42);
    }

    @ParameterizedTest
    @EnumSource
    void runs_under_each_account_that_the_machine_offers_and_changes_between_them(ServerAccount account)
            throws Exception {
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        assumeThat(account).isNotEqualTo(ServerAccount.OURSELVES);
        assumeThat(account.works()).isTrue();
        // given
        try (EmbeddedServer server = EmbeddedServer.start(
                folder, EmbeddedServer.Durability.FORGET, Duration.ofMinutes(1), account)) {
            assertThat(one(server, "select 41 + 1")).isEqualTo(42);
        }

        // when the data were left by that account, then the usual one goes on with them
        assertThat(one(start(), "select 41 + 1")).isEqualTo(42);
    }

    private EmbeddedServer start() {
        return remember(EmbeddedServer.start(folder, EmbeddedServer.Durability.KEEP));
    }

    private EmbeddedServer remember(EmbeddedServer server) {
        servers.add(server);
        return server;
    }

    private byte[] noteOfStoppedServer() throws IOException {
        try (EmbeddedServer server = start()) {
            return Files.readAllBytes(PostmasterFile.in(folder.resolve("data")));
        }
    }

    private static String withProcess(byte[] note, long process) {
        return new String(note, StandardCharsets.UTF_8).replaceFirst("^\\d+", Long.toString(process));
    }

    private Process program(Class<?> program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                program.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        processes.add(process);
        return process;
    }

    /** Reads on until so many more rows are committed; the number of the last one. */
    private static long committedRows(Process application, int count) throws IOException {
        return number(application, "committed ", count);
    }

    /** Reads on until so many more lines of this kind are there; the number in the last one. */
    private static long number(Process application, String kind, int count) throws IOException {
        // Not closed: the program goes on writing.
        BufferedReader reader = application.inputReader();
        int seen = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.startsWith(kind) && ++seen == count) {
                return Long.parseLong(line.substring(kind.length()));
            }
        }
        throw new AssertionError("The program ended before it said %s%d times".formatted(kind, count));
    }

    private PostmasterFile note() throws IOException {
        return PostmasterFile.read(folder.resolve("data")).orElseThrow();
    }

    private static boolean isAlive(PostmasterFile server) throws IOException {
        return server.holder() == PostmasterFile.Holder.THIS_SERVER;
    }

    private Stream<Path> unfinished() throws IOException {
        if (!Files.exists(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(path -> path.getFileName().toString().startsWith("unfinished-"))
                    .toList()
                    .stream();
        }
    }

    private static Connection connect(EmbeddedServer server) throws SQLException {
        return DriverManager.getConnection(
                server.jdbcUrl(EmbeddedServer.DATABASE), EmbeddedServer.USER, server.password());
    }

    private static List<Long> numbers(EmbeddedServer server) throws SQLException {
        List<Long> numbers = new ArrayList<>();
        try (Connection connection = connect(server);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select number from note")) {
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
        }
        return numbers;
    }

    private static long one(EmbeddedServer server, String query) throws SQLException {
        return Long.parseLong(text(server, query));
    }

    private static String text(EmbeddedServer server, String query) throws SQLException {
        try (Connection connection = server.administration().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
