package org.medaid.bench;

import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.medaid.engine.EmbeddedServer;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.ResidentId;
import org.postgresql.PGConnection;

/**
 * Hospitals settle while the application and PostgreSQL are killed again and again; then every settlement is accounted for.
 *
 * <pre>
 * mvn -q -B -Pbenchmark test-compile exec:exec -Dbenchmark.main=org.medaid.bench.CrashRun -Dbenchmark.args="50 50"
 * </pre>
 *
 * Arguments: how often the application is killed, how often PostgreSQL. A killed PostgreSQL loses all its processes at once
 * and recovers from its log, as after a power failure of the process; the machine itself is not switched off.
 */
public final class CrashRun {

    private static final int CLIENTS = 8;
    private static final int PERSONS = 500;
    private static final String SECRET = "yzs_crash-crash-crash-crash-crash-crash-crash";
    private static final LocalDate TODAY = LocalDate.now(BusinessClock.ZONE);
    private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final EmbeddedServer server;
    private final Path data;
    private final int port;
    /** What was asked, by key: first what the bill would come to, then its settlement. */
    private final Map<String, Request> sent = new ConcurrentHashMap<>();
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
    private final AtomicInteger nextBill = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private volatile boolean loading;

    private record Request(String path, String body) {

        boolean settles() {
            return path.equals("settlements");
        }
    }

    private CrashRun(EmbeddedServer server, Path folder, int port) {
        this.server = server;
        this.data = folder.resolve("data");
        this.port = port;
    }

    public static void main(String[] args) throws Exception {
        int applicationKills = args.length > 0 ? Integer.parseInt(args[0]) : 50;
        int databaseKills = args.length > 1 ? Integer.parseInt(args[1]) : 50;
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "crash")), "run").resolve("server");
        int port;
        try (var socket = new java.net.ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        try (EmbeddedServer server = EmbeddedServer.start(folder, EmbeddedServer.Durability.KEEP)) {
            boolean sound = new CrashRun(server, folder, port).run(applicationKills, databaseKills);
            System.exit(sound ? 0 : 1);
        }
    }

    private boolean run(int applicationKills, int databaseKills) throws Exception {
        Process application = start();
        List<Thread> clients = new ArrayList<>();
        try {
            awaitUp();
            seed();
            loading = true;
            for (int c = 0; c < CLIENTS; c++) {
                Thread client = new Thread(this::load);
                clients.add(client);
                client.start();
            }
            Random random = new Random(7);
            for (int kill = 1; kill <= databaseKills; kill++) {
                TimeUnit.MILLISECONDS.sleep(800 + random.nextInt(1200));
                killDatabase();
                report("PostgreSQL killed " + kill + " times", acknowledged.size() + " acknowledged");
            }
            for (int kill = 1; kill <= applicationKills; kill++) {
                TimeUnit.MILLISECONDS.sleep(800 + random.nextInt(1200));
                application.destroyForcibly();
                application.waitFor();
                application = start();
                awaitUp();
                report("application killed " + kill + " times", acknowledged.size() + " acknowledged");
            }
            TimeUnit.SECONDS.sleep(3);
            loading = false;
            for (Thread client : clients) {
                client.join();
            }
            return account();
        } finally {
            loading = false;
            application.destroyForcibly();
        }
    }

    /** A client sends one bill after the other, each once; what is not answered is asked again at the end. */
    private void load() {
        while (loading) {
            int number = nextBill.getAndIncrement();
            String key = "crash-key-%06d".formatted(number);
            String body;
            try {
                body = bill(number);
            } catch (SQLException e) {
                continue;
            }
            // What a pre-settlement held must be free when its bill is settled, whoever died in between.
            ask(key + "-pre", new Request("pre-settlements", body));
            ask(key, new Request("settlements", body));
        }
    }

    private void ask(String key, Request request) {
        sent.put(key, request);
        try {
            HttpResponse<String> answer = send(key, request);
            if (answer.statusCode() < 300) {
                acknowledged.put(key, answer.body());
            } else {
                unanswered.incrementAndGet();
            }
        } catch (IOException | InterruptedException e) {
            unanswered.incrementAndGet();
            pause();
        }
    }

    /** Every request is sent once more: what was acknowledged gets the same bytes, the rest is done now, once. */
    private boolean account() throws Exception {
        int different = 0;
        int failed = 0;
        for (Map.Entry<String, Request> request : new TreeMap<>(sent).entrySet()) {
            HttpResponse<String> again = send(request.getKey(), request.getValue());
            for (int tries = 0; again.statusCode() >= 500 && tries < 5; tries++) {
                pause();
                again = send(request.getKey(), request.getValue());
            }
            // A settled stay is not settled in advance any more; that, too, is an answer.
            boolean late = !request.getValue().settles() && again.body().contains("ALREADY_SETTLED");
            if (again.statusCode() >= 300 && !late) {
                failed++;
                System.out.println(again.statusCode() + " " + again.body());
            } else if (acknowledged.containsKey(request.getKey()) && !acknowledged.get(request.getKey()).equals(again.body())) {
                different++;
            }
        }
        report("sent / acknowledged / left without answer", sent.size() + " / " + acknowledged.size() + " / " + unanswered);
        report("asked again: other bytes, failed", different + ", " + failed);
        List<String> faults = new ArrayList<>();
        try (Connection connection = medaid()) {
            check(connection, faults, "answers that are not one bill", """
                    select count(*) from medaid.one_stop_answer a where a.kind = 'SETTLEMENT' and a.status = 201
                       and (select count(*) from medaid.claim c where c.id = (a.answer::jsonb ->> 'settlement')::uuid and c.state = 'SETTLED') <> 1
                    """);
            check(connection, faults, "bills that are not one answer, sheet, posting and use", """
                    select count(*) from medaid.claim c
                      left join (select location, count(*) as n from medaid.one_stop_answer group by 1) a
                        on a.location = '/api/v1/settlements/' || c.id
                      left join (select claim_id, min(id::text) as id, count(*) as n from medaid.calculation_sheet group by 1) s on s.claim_id = c.id
                      left join (select document_id, count(*) as n from medaid.ledger_transfer where document_type = 'SHEET' group by 1) t
                        on t.document_id = s.id
                      left join (select document_id, count(*) as n from medaid.accumulator_entry where document_type = 'SHEET' group by 1) e
                        on e.document_id = s.id
                      left join (select subject_id, count(*) as n from medaid.audit_entry where subject_type = 'CLAIM' group by 1) u
                        on u.subject_id = c.id::text
                     where c.channel = 'ONE_STOP' and (a.n, s.n, t.n, e.n, u.n) is distinct from (1::bigint, 1::bigint, 1::bigint, 1::bigint, 3::bigint)
                    """);
            check(connection, faults, "answers more or fewer than requests", "select count(*) - " + sent.size() + " from medaid.one_stop_answer");
            check(connection, faults, "books that do not come to zero", "select coalesce(sum(amount), 0) from medaid.ledger_entry");
            check(connection, faults, "persons over their ceiling", """
                    select count(*) from (select 1 from medaid.accumulator_entry group by person_id, benefit_year, accumulator having sum(amount) > 1000) o
                    """);
            check(connection, faults, "reservations that hang", """
                    select count(*) from medaid.ledger_reservation r join medaid.one_stop_admission a on a.reservation_id = r.id and a.state = 'SETTLED'
                     where not exists (select 1 from medaid.ledger_reservation_end e where e.reservation_id = r.id)
                    """);
        }
        return different == 0 && failed == 0 && faults.isEmpty();
    }

    private static void check(Connection connection, List<String> faults, String what, String query) throws SQLException {
        try (Statement sql = connection.createStatement();
                var row = sql.executeQuery(query)) {
            row.next();
            report(what, row.getBigDecimal(1));
            if (row.getBigDecimal(1).signum() != 0) {
                faults.add(what);
            }
        }
    }

    // --- killing ---

    /** As {@code kill -9} of one of its processes does: PostgreSQL throws all others away too and recovers from its log. */
    private void killDatabase() throws Exception {
        long postmaster = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
        try (Stream<ProcessHandle> all = ProcessHandle.of(postmaster).orElseThrow().children()) {
            for (ProcessHandle process : all.toList()) {
                process.destroyForcibly();
            }
        }
        for (long end = System.nanoTime() + Duration.ofMinutes(1).toNanos(); System.nanoTime() < end; pause()) {
            try (Connection connection = medaid()) {
                return;
            } catch (SQLException recovering) {
                // Not yet.
            }
        }
        throw new IllegalStateException("PostgreSQL does not come back");
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g", "-XX:TieredStopAtLevel=1",
                        "-cp", System.getProperty("java.class.path"), "org.medaid.MedicalAssistanceApplication",
                        "--medaid.embedded-database.enabled=false",
                        "--medaid.one-stop.requests-per-second=1000000",
                        "--server.port=" + port,
                        "--spring.datasource.url=" + server.jdbcUrl(EmbeddedServer.DATABASE),
                        "--spring.datasource.username=" + EmbeddedServer.USER,
                        "--spring.datasource.password=" + server.password())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File("target/crash/application.log")))
                .start();
    }

    private void awaitUp() throws Exception {
        for (long end = System.nanoTime() + Duration.ofMinutes(3).toNanos(); System.nanoTime() < end; pause()) {
            try {
                HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/health")).build();
                if (HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // Still starting.
            }
        }
        throw new IllegalStateException("the application does not start");
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // --- people and bills ---

    private void seed() throws Exception {
        StringBuilder people = new StringBuilder();
        StringBuilder periods = new StringBuilder();
        for (int i = 0; i < PERSONS; i++) {
            ResidentId number = ResidentId.complete("21042319110101%03d".formatted(i));
            people.append(new UUID(11, i)).append(",fushun,").append(number.value()).append(",基准,210423,true,,true,bench,2026-01-01\n");
            periods.append(new UUID(12, i)).append(',').append(new UUID(11, i)).append(",SUBSISTENCE_ALLOWANCE,2015-01-01,,名册,bench,2026-01-01\n");
        }
        try (Connection connection = medaid();
                Statement sql = connection.createStatement()) {
            sql.execute("insert into medaid.hospital (code, name, level, division, demonstration) values ('BENCH0001', '基准医院', 2, '210402', true)");
            sql.execute("insert into medaid.hospital_designation (hospital_code, from_on, to_on) values ('BENCH0001', '2000-01-01', null)");
            sql.execute("insert into medaid.hospital_credential (id, hospital_code, secret_sha256, issued_by, issued_at) values (gen_random_uuid(), "
                    + "'BENCH0001', sha256('" + SECRET + "'::bytea), 'bench', now())");
            copy(connection, "medaid.person (id, area, resident_id, name, division, insured, contact, demonstration, registered_by, registered_at)", people);
            copy(connection, "medaid.category_period (id, person_id, category, from_on, to_on, source_document, entered_by, entered_at)", periods);
        }
    }

    /** Registers a visit past the interface, so that the load is settlements only, and writes its bill. */
    private String bill(int number) throws SQLException {
        UUID admission = UUID.randomUUID();
        try (Connection connection = medaid();
                var sql = connection.prepareStatement("""
                        insert into medaid.one_stop_admission (id, area, hospital_code, person_id, care_type, admission_number, admitted_on, diagnosis,
                            emergency, state, registered_by, registered_at, changed_at)
                        values (?, 'fushun', 'BENCH0001', ?, 'SPECIAL_OUTPATIENT', ?, ?, '血友病', false, 'OPEN', 'bench', now(), now())
                        """)) {
            sql.setObject(1, admission);
            sql.setObject(2, new UUID(11, number % PERSONS));
            sql.setString(3, "C" + number);
            sql.setObject(4, TODAY);
            sql.executeUpdate();
        }
        return """
                {"admission": "%s", "dischargedOn": "%s", "invoiceNumber": "CRASH%06d", "diseases": ["HAEMOPHILIA"], "amounts": {"total": "10.00",
                 "inScope": "10.00", "deductible": "0", "basicPaid": "9.90", "criticalIllnessPaid": "0", "supplementaryPaid": "0", "selfPaid": "0"}}
                """.formatted(admission, TODAY, number);
    }

    private HttpResponse<String> send(String key, Request request) throws IOException, InterruptedException {
        HttpRequest call = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/" + request.path()))
                .timeout(Duration.ofSeconds(40))
                .header("Authorization", "Bearer " + SECRET)
                .header("Idempotency-Key", key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(request.body()))
                .build();
        return HTTP.send(call, HttpResponse.BodyHandlers.ofString());
    }

    private Connection medaid() throws SQLException {
        var source = server.administration();
        source.setURL(server.jdbcUrl(EmbeddedServer.DATABASE));
        return source.getConnection();
    }

    private static void copy(Connection connection, String into, CharSequence rows) throws Exception {
        connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + into + " from stdin (format csv)", new StringReader(rows.toString()));
    }

    private static void report(String what, Object figure) {
        System.out.printf("%-55s %s%n", what, figure);
    }
}
