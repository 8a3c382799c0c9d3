package org.medaid.engine;

import com.sun.management.OperatingSystemMXBean;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL server that comes with the application: its data live in one folder and outlive the application.
 *
 * <p>The folder holds
 *
 * <ul>
 *   <li>{@code lock}: locked while an application owns the folder. The lock dies with its process, however that ends;
 *       so a server that runs while nobody holds the lock is an orphan and may be stopped;
 *   <li>{@code data}: the server's data folder. It is made under another name and renamed when complete, so whatever
 *       bears this name is a database and is never deleted;
 *   <li>{@code password}: the server's password, readable by its owner alone;
 *   <li>{@code server.log}, and {@code server.previous.log} of the start before.
 * </ul>
 *
 * <p>The server listens on 127.0.0.1 only. It is in no JVM shutdown hook: whoever started it closes it last, after
 * everything that still writes.
 */
public final class EmbeddedServer implements AutoCloseable {

    /** Whether committed data must survive a power cut. */
    public enum Durability {
        /** Every commit is on the disk before it is answered. */
        KEEP,
        /** Faster; for tests, whose data nobody misses. */
        FORGET
    }

    /** The application's role: owner of its databases, not a superuser, as in production. */
    public static final String USER = "medaid";

    /** The application's database. */
    public static final String DATABASE = "medaid";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);
    private static final String SUPERUSER = "postgres";
    private static final String SETTINGS = "medaid.conf";
    private static final int MAX_CONNECTIONS = 200;
    private static final int START_ATTEMPTS = 3;
    private static final Duration NOTE_LIMIT = Duration.ofSeconds(3);
    private static final Duration INITIALISATION_LIMIT = Duration.ofMinutes(5);
    /** Recovery after a crash replays at most some minutes of changes. */
    private static final Duration START_LIMIT = Duration.ofMinutes(10);

    private final Path folder;
    private final Path data;
    private final Durability durability;
    private final Duration stopLimit;
    private final FileChannel lock;
    private final ServerAccount account;
    private final ServerBinaries binaries;
    private final String password;
    private final AtomicBoolean closed = new AtomicBoolean();
    private int port;
    private boolean started;

    /**
     * Starts the server on a folder, which is filled at the first start.
     *
     * <p>A server that a killed application left behind is stopped first; its committed data are kept.
     *
     * @param folder where everything of this server is kept; the binaries are unpacked beside it
     * @throws StartRefused if a living application owns the folder, or the server does not start
     */
    public static EmbeddedServer start(Path folder, Durability durability) {
        return start(folder, durability, Duration.ofMinutes(1), ServerAccount.ofThisMachine());
    }

    /** @param stopLimit how long a server may take to stop before it is made to stop harder */
    static EmbeddedServer start(Path folder, Durability durability, Duration stopLimit, ServerAccount account) {
        Path absolute = folder.toAbsolutePath().normalize();
        FileChannel lock = null;
        EmbeddedServer server = null;
        try {
            Files.createDirectories(absolute);
            lock = lock(absolute);
            server = new EmbeddedServer(absolute, durability, stopLimit, lock, account);
            server.initialiseIfNew();
            server.startProcess();
            server.createRole();
            server.createDatabaseIfMissing(DATABASE);
            return server;
        } catch (IOException | SQLException | RuntimeException e) {
            giveUp(server, lock, e);
            if (e instanceof RuntimeException refused) {
                throw refused;
            }
            throw new IllegalStateException("The embedded database in " + absolute + " did not start", e);
        }
    }

    private EmbeddedServer(
            Path folder, Durability durability, Duration stopLimit, FileChannel lock, ServerAccount account)
            throws IOException {
        this.folder = folder;
        this.data = folder.resolve("data");
        this.durability = durability;
        this.stopLimit = stopLimit;
        this.lock = lock;
        this.account = account;
        this.binaries = ServerBinaries.unpackedBelow(folder.resolveSibling("postgres-binaries"));
        this.password = readOrMakePassword();
    }

    /** The JDBC address of one of this server's databases. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** The password of {@link #USER}. */
    public String password() {
        return password;
    }

    /** Connections as superuser, for what the application itself may not do. */
    public PGSimpleDataSource administration() {
        var source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl("postgres"));
        source.setUser(SUPERUSER);
        source.setPassword(password);
        return source;
    }

    /** Creates an empty database that belongs to {@link #USER}, unless there is one of this name. */
    public void createDatabaseIfMissing(String name) throws SQLException {
        try (Connection connection = administration().getConnection();
                Statement statement = connection.createStatement()) {
            var existing = connection.prepareStatement("select 1 from pg_database where datname = ?");
            existing.setString(1, name);
            if (!existing.executeQuery().next()) {
                statement.execute("create database " + statement.enquoteIdentifier(name, true) + " owner " + USER);
            }
        }
    }

    /** Stops the server and gives the folder free. Open connections are ended; what they had committed is kept. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            release(lock);
        }
    }

    private static void giveUp(EmbeddedServer server, FileChannel lock, Exception reason) {
        try {
            if (server != null) {
                server.close();
            } else if (lock != null) {
                release(lock);
            }
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            LOG.debug("This very process owns {}", folder);
        }
        channel.close();
        throw new StartRefused(
                "另一个正在运行的程序占用着数据库文件夹 " + folder + "。",
                "请先停止那个程序;如需同时运行两个程序,请用 medaid.embedded-database.folder 为其中一个指定另一个文件夹。");
    }

    private static void release(FileChannel lock) {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String readOrMakePassword() throws IOException {
        Path file = folder.resolve("password");
        if (Files.exists(file)) {
            return Files.readString(file);
        }
        if (Files.exists(data)) {
            throw new StartRefused(
                    "数据库文件夹 " + folder + " 中缺少密码文件 password。", "请从备份中恢复该文件。数据没有被改动。");
        }
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String made = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Folders.writeSecret(file, made);
        return made;
    }

    private void initialiseIfNew() throws IOException {
        if (Files.exists(data)) {
            checkVersion();
            return;
        }
        deleteUnfinished();
        // A killed start may have left an initdb that is still writing; it does so in a folder of its own.
        Path unfinished = Files.createTempDirectory(folder, "unfinished-");
        account.takeOver(unfinished);
        Path passwordForServer = folder.resolve("password.initial");
        Folders.writeSecret(passwordForServer, password);
        account.takeOver(passwordForServer);
        List<String> arguments = new ArrayList<>(List.of(
                "--pgdata=" + unfinished,
                "--username=" + SUPERUSER,
                "--pwfile=" + passwordForServer,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                // The same order of texts on every system, with Unicode's upper and lower case.
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--data-checksums",
                "--no-instructions"));
        if (durability == Durability.FORGET) {
            arguments.add("--no-sync");
        }
        Outcome outcome = run("initdb", arguments, INITIALISATION_LIMIT);
        Files.delete(passwordForServer);
        if (!outcome.succeeded()) {
            throw new StartRefused(
                    "无法在文件夹 " + folder + " 中建立数据库:" + outcome.output(), "请检查该文件夹的权限和剩余空间。");
        }
        Files.writeString(
                unfinished.resolve("postgresql.conf"),
                "\ninclude '" + SETTINGS + "'\n",
                StandardOpenOption.APPEND,
                StandardOpenOption.SYNC);
        Folders.rename(unfinished, data);
    }

    private void deleteUnfinished() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (file.getFileName().toString().startsWith("unfinished-")) {
                    try {
                        Folders.delete(file);
                    } catch (IOException e) {
                        LOG.info("{} is still being written to; it will be deleted at a later first start", file);
                    }
                }
            }
        }
    }

    private void checkVersion() throws IOException {
        Path version = data.resolve("PG_VERSION");
        if (!Files.exists(version)) {
            throw new StartRefused(
                    "文件夹 " + data + " 不是 PostgreSQL 数据库。", "请将其移走,或用 medaid.embedded-database.folder 指定另一个文件夹。");
        }
        String ofData = Files.readString(version).strip();
        Outcome outcome = run("postgres", List.of("--version"), stopLimit);
        // "postgres (PostgreSQL) 17.11"
        String ofServer = outcome.output().replaceAll("(?s).*\\(PostgreSQL\\) (\\d+).*", "$1");
        if (!ofServer.equals(ofData)) {
            throw new StartRefused(
                    "文件夹 " + data + " 由 PostgreSQL " + ofData + " 建立,本程序自带的是 PostgreSQL " + ofServer + "。",
                    "请先用旧版程序导出数据,再导入新版。数据没有被改动。");
        }
    }

    private void startProcess() throws IOException {
        Outcome outcome = null;
        // Again when another program took the port in between, or when the orphan was only just coming up.
        for (int attempt = 1; attempt <= START_ATTEMPTS; attempt++) {
            stopOrphan();
            port = freePort();
            writeSettings();
            Path log = freshLog();
            account.takeOver(data);
            outcome = run(
                    "pg_ctl",
                    List.of(
                            "start",
                            "--pgdata=" + data,
                            "--log=" + log,
                            "--wait",
                            "--timeout=" + START_LIMIT.toSeconds(),
                            "--silent"),
                    START_LIMIT.plus(stopLimit));
            if (outcome.succeeded()) {
                started = true;
                LOG.info("PostgreSQL runs on 127.0.0.1:{} with the data in {}", port, data);
                return;
            }
            LOG.warn("PostgreSQL did not start (attempt {} of {}): {}", attempt, START_ATTEMPTS, outcome.output());
        }
        throw new StartRefused(
                "自带的 PostgreSQL 无法启动:" + outcome.output(), "请查看 " + folder.resolve("server.log") + " 中的说明。");
    }

    private void stopOrphan() throws IOException {
        Optional<PostmasterFile> file = awaitNote();
        if (file.isEmpty()) {
            // An incomplete note that nobody completes is the remnant of a crash.
            Files.deleteIfExists(PostmasterFile.in(data));
            return;
        }
        switch (file.get().holder()) {
            case THIS_SERVER -> {
                LOG.warn(
                        "An earlier application ended without stopping its database (process {}); stopping it now",
                        file.get().process());
                stop();
            }
            case STRANGER -> {
                LOG.warn("Process {} is not the server that noted it in {}; removing the note", file.get().process(), data);
                Files.deleteIfExists(PostmasterFile.in(data));
            }
            case GONE, UNKNOWN -> LOG.debug("PostgreSQL itself decides on {}", file.get());
        }
    }

    /** The orphan may have been killed, or be alive, just as it wrote its note: gives it time to finish. */
    private Optional<PostmasterFile> awaitNote() throws IOException {
        long deadline = System.nanoTime() + NOTE_LIMIT.toNanos();
        Optional<PostmasterFile> file = PostmasterFile.read(data);
        while (file.isEmpty() && Files.exists(PostmasterFile.in(data)) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            file = PostmasterFile.read(data);
        }
        return file;
    }

    /** Ends sessions and writes everything out; when that takes too long, ends at once and recovers at the next start. */
    private void stop() throws IOException {
        if (!isRunning()) {
            return;
        }
        Outcome outcome = stop("fast");
        if (!outcome.succeeded() && isRunning()) {
            LOG.warn("PostgreSQL did not stop in {}: {}", stopLimit, outcome.output());
            outcome = stop("immediate");
            if (!outcome.succeeded() && isRunning()) {
                throw new StartRefused(
                        "文件夹 " + data + " 的数据库服务无法停止:" + outcome.output(), "请结束该数据库进程,或重新启动计算机。");
            }
        }
    }

    private boolean isRunning() throws IOException {
        Optional<PostmasterFile> file = PostmasterFile.read(data);
        if (file.isEmpty()) {
            return false;
        }
        return switch (file.get().holder()) {
            case THIS_SERVER -> true;
            // The system does not say what it is, but we started it ourselves.
            case UNKNOWN -> started;
            case GONE, STRANGER -> false;
        };
    }

    private Outcome stop(String mode) throws IOException {
        return run(
                "pg_ctl",
                List.of(
                        "stop",
                        "--pgdata=" + data,
                        "--mode=" + mode,
                        "--wait",
                        "--timeout=" + stopLimit.toSeconds(),
                        "--silent"),
                stopLimit.multipliedBy(2));
    }

    private void createRole() throws SQLException {
        try (Connection connection = administration().getConnection();
                Statement statement = connection.createStatement()) {
            if (!statement.executeQuery("select 1 from pg_roles where rolname = '" + USER + "'").next()) {
                statement.execute("create role " + USER + " login password " + statement.enquoteLiteral(password));
            }
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private void writeSettings() throws IOException {
        String durable = durability == Durability.KEEP ? "on" : "off";
        Path settings = data.resolve(SETTINGS);
        Files.writeString(settings, """
                # Written at each start.
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                max_connections = %d
                fsync = %s
                synchronous_commit = %s
                full_page_writes = %s
                # What is asked for all day stays in memory, and a busy hour is not one checkpoint after the other.
                shared_buffers = %dMB
                max_wal_size = 4GB
                checkpoint_timeout = 15min
                lc_messages = 'C'
                # The values of a violated constraint and the text of a failed statement may name a person.
                log_error_verbosity = terse
                log_min_error_statement = panic
                """.formatted(port, MAX_CONNECTIONS, durable, durable, durable, sharedBuffers()));
        account.takeOver(settings);
    }

    /** An eighth of the machine's memory, or of the container's, in MiB; the server takes it only as its pages fill. */
    private static long sharedBuffers() {
        var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return Math.max(128, Math.min(1024, machine.getTotalMemorySize() / 8 >> 20));
    }

    private Path freshLog() throws IOException {
        Path log = folder.resolve("server.log");
        if (Files.exists(log)) {
            Files.move(log, folder.resolve("server.previous.log"), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.createFile(log);
        account.takeOver(log);
        return log;
    }

    /** @param output what the program said */
    private record Outcome(boolean succeeded, String output) {}

    private Outcome run(String program, List<String> arguments, Duration limit) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(binaries.program(program).toString());
        command.addAll(arguments);
        // A file: the server would keep a pipe open long after pg_ctl has ended.
        File output = folder.resolve(program + ".out").toFile();
        try {
            var builder = new ProcessBuilder(account.command(command))
                    .directory(binaries.folder().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output);
            // Whatever the person has set for other servers must not lead this one astray.
            builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
            builder.environment().put("LC_ALL", "C");
            Process process = builder.start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(limit.toSeconds(), TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            String said = new String(Files.readAllBytes(output.toPath()), Charset.defaultCharset()).strip();
            return ended
                    ? new Outcome(process.exitValue() == 0, said)
                    : new Outcome(false, "no answer after " + limit + " " + said);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for " + program, e);
        } finally {
            Files.deleteIfExists(output.toPath());
        }
    }
}
