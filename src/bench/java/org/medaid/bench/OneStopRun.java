package org.medaid.bench;

import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Collectors;
import org.medaid.engine.EmbeddedServer;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.OrderedIds;
import org.medaid.kernel.ResidentId;
import org.postgresql.PGConnection;

/**
 * One-stop settlement against a plain service that calls one stored function with the same writes: the same PostgreSQL with
 * every durability setting on, the same triggers, the same client, in turns.
 *
 * <pre>
 * mvn -q -B -f src/bench/one-stop-control/pom.xml package
 * mvn -q -B -Pbenchmark test-compile exec:exec -Dbenchmark.main=org.medaid.bench.OneStopRun -Dbenchmark.args="20 1000000"
 * </pre>
 *
 * Arguments: seconds of each phase, settlements stored before the last phase (0 leaves it out), and, to look at one thing
 * only, {@code ours} or {@code store}.
 */
public final class OneStopRun {

    private static final int CLIENTS = 64;
    private static final int PERSONS = 20_000;
    private static final String HOSPITAL = "BENCH0001";
    private static final String SECRET = "yzs_benchmark-benchmark-benchmark-benchmark";
    private static final LocalDate TODAY = LocalDate.now(BusinessClock.ZONE);

    private final EmbeddedServer server;
    private final Path folder;
    private final double seconds;
    private int nextBill;

    private OneStopRun(EmbeddedServer server, Path folder, double seconds) {
        this.server = server;
        this.folder = folder;
        this.seconds = seconds;
    }

    public static void main(String[] args) throws Exception {
        double seconds = args.length > 0 ? Double.parseDouble(args[0]) : 20;
        int stored = args.length > 1 ? Integer.parseInt(args[1]) : 0;
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "one-stop")), "run");
        try (EmbeddedServer server = EmbeddedServer.start(folder.resolve("server"), EmbeddedServer.Durability.KEEP)) {
            new OneStopRun(server, folder.resolve("server"), seconds).run(stored, args.length > 2 ? args[2] : "");
        }
    }

    private void run(int stored, String only) throws Exception {
        int ours = freePort();
        int control = freePort();
        Process application = start(List.of(
                "-cp", productOnly(), "org.medaid.MedicalAssistanceApplication",
                "--medaid.embedded-database.enabled=false", "--medaid.one-stop.requests-per-second=1000000"), ours, "ours");
        Process plain = null;
        try {
            awaitUp(ours);
            seed();
            plain = start(List.of("-jar", "target/one-stop-control/one-stop-control.jar", "--spring.datasource.hikari.maximum-pool-size=16",
                            "--server.tomcat.max-keep-alive-requests=-1"),
                    control, "control");
            awaitUp(control);
            CounterLoad us = new CounterLoad(ours, SECRET, TODAY.toString());
            CounterLoad them = new CounterLoad(control, SECRET, TODAY.toString());
            report("settings", settings());
            measured("first bills ours", application, bills(PERSONS), bills -> us.closed(CLIENTS, seconds, bills));
            // From an empty database the first plans are those of empty tables, which no office has after its first minute.
            fill(10_000);
            warmUp("warm-up ours", application, us);
            if (only.equals("ours")) {
                measured("ours", application, bills(PERSONS), bills -> us.closed(CLIENTS, seconds, bills));
                measured("ours", application, bills(PERSONS), bills -> us.closed(CLIENTS, seconds, bills));
                statements(() -> measured("ours, looked at", application, bills(PERSONS), bills -> us.closed(CLIENTS, seconds, bills)));
                measured("ours, one client", application, bills(PERSONS), bills -> us.closed(1, seconds, bills));
                measured("ours, 64 on one person", application, bills(1), bills -> us.closed(CLIENTS, seconds, bills));
                scans();
                return;
            }
            if (only.equals("store")) {
                fill(stored);
                report("stored settlements", String.valueOf(count()));
                for (int round = 1; round <= 3; round++) {
                    measured("ours, full store", application, bills(PERSONS), bills -> us.closed(CLIENTS, seconds, bills));
                }
                return;
            }
            warmUp("warm-up control", plain, them);
            double peak = 0;
            double base = 0;
            for (int round = 1; round <= 3; round++) {
                CounterLoad.Result theirs =
                        measured("control, 64 clients", plain, bills(PERSONS), bills -> them.closed(CLIENTS, seconds, bills));
                CounterLoad.Result mine =
                        measured("ours, 64 clients", application, bills(PERSONS), bills -> us.closed(CLIENTS, seconds, bills));
                base = Math.max(base, theirs.perSecond());
                peak = Math.max(peak, mine.perSecond());
            }
            report("best ours / best control", "%.2f (goal 2.5)".formatted(peak / base));
            double ourRate = peak * 0.7;
            double theirRate = base * 0.7;
            open("ours, open at 70 % of its peak", application, bills -> us.open(256, seconds, ourRate, bills));
            open("control, open at 70 % of its peak", plain, bills -> them.open(256, seconds, theirRate, bills));
            CounterLoad.Result alone =
                    measured("ours, one client on one person", application, bills(1), bills -> us.closed(1, seconds, bills));
            CounterLoad.Result crowd =
                    measured("ours, 64 clients on one person", application, bills(1), bills -> us.closed(CLIENTS, seconds, bills));
            report("crowd / alone", "%.2f (goal 0.95)".formatted(crowd.perSecond() / alone.perSecond()));
            if (stored > 0) {
                fill(stored);
                report("stored settlements", String.valueOf(count()));
                us.closed(CLIENTS, seconds / 2, bills(PERSONS));
                CounterLoad.Result full = measured(
                        "ours, 64 clients, full store", application, bills(PERSONS), bills -> us.closed(CLIENTS, seconds, bills));
                report("full / before", "%.2f (goal 0.90)".formatted(full.perSecond() / peak));
            }
            books();
        } finally {
            application.destroy();
            if (plain != null) {
                plain.destroy();
            }
            application.waitFor();
        }
    }

    private interface Phase {
        CounterLoad.Result of(Iterator<CounterLoad.Bill> bills) throws InterruptedException;
    }

    /** Until compiling is over: the first minutes after a start are not what is compared. */
    private void warmUp(String what, Process service, CounterLoad load) throws Exception {
        for (int round = 1; round <= 3; round++) {
            measured(what, service, bills(PERSONS), bills -> load.closed(CLIENTS, 3 * seconds, bills));
        }
    }

    /** Runs a phase and says what each settlement cost the processor, of which a shared machine cannot rob the figure. */
    private CounterLoad.Result measured(String what, Process service, Iterator<CounterLoad.Bill> bills, Phase phase) throws Exception {
        Duration serviceBefore = service.info().totalCpuDuration().orElseThrow();
        Duration clientBefore = ProcessHandle.current().info().totalCpuDuration().orElseThrow();
        Duration databaseBefore = databaseCpu();
        CounterLoad.Result result = phase.of(bills);
        double count = Math.max(1, result.count());
        report(what, "%s; processor per settlement: service %.2f ms, database %.2f ms, client %.2f ms"
                .formatted(
                        result,
                        service.info().totalCpuDuration().orElseThrow().minus(serviceBefore).toNanos() / 1e6 / count,
                        databaseCpu().minus(databaseBefore).toNanos() / 1e6 / count,
                        ProcessHandle.current().info().totalCpuDuration().orElseThrow().minus(clientBefore).toNanos() / 1e6 / count));
        return result;
    }

    /** Says for each second how long the slowest answers took: one pause of a shared machine is not the same as every second. */
    private void open(String what, Process service, Phase phase) throws Exception {
        report("  99 of 100 in ms, second by second", measured(what, service, bills(PERSONS), phase).bySecond());
    }

    private Duration databaseCpu() throws IOException {
        long postmaster = Long.parseLong(Files.readAllLines(folder.resolve("data").resolve("postmaster.pid")).get(0).strip());
        return ProcessHandle.of(postmaster).orElseThrow().descendants()
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private void books() throws SQLException {
        try (Connection connection = medaid()) {
            report("claims settled / answers 201 / transfers", text(connection, """
                    select (select count(*) from medaid.claim where channel = 'ONE_STOP') || ' / '
                        || (select count(*) from medaid.one_stop_answer where status = 201) || ' / '
                        || (select count(*) from medaid.ledger_transfer) || ', sum of entries ' || (select sum(amount) from medaid.ledger_entry)
                    """));
        }
    }

    /** Where the database's time goes: which statements it is found working on, or waiting in. */
    private void statements(java.util.concurrent.Callable<?> phase) throws Exception {
        java.util.Map<String, Integer> seen = new java.util.concurrent.ConcurrentHashMap<>();
        Thread watcher = new Thread(() -> {
            try (Connection connection = medaid();
                    Statement sql = connection.createStatement()) {
                while (!Thread.currentThread().isInterrupted()) {
                    try (var row = sql.executeQuery("""
                            select coalesce(wait_event_type || ':' || wait_event, 'working') || ' | ' || left(regexp_replace(query, '\\s+', ' ', 'g'), 90)
                              from pg_stat_activity where state = 'active' and pid <> pg_backend_pid() and datname = current_database()
                            """)) {
                        while (row.next()) {
                            seen.merge(row.getString(1), 1, Integer::sum);
                        }
                    }
                    Thread.sleep(5);
                }
            } catch (SQLException | InterruptedException e) {
                // The phase is over.
            }
        });
        watcher.start();
        phase.call();
        watcher.interrupt();
        seen.entrySet().stream()
                .sorted(java.util.Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(30)
                .forEach(entry -> report("  " + entry.getValue(), entry.getKey()));
    }

    /** Tables that are read from beginning to end, which grows with what is stored. */
    private void scans() throws SQLException {
        try (Connection connection = medaid()) {
            report("whole tables read", text(connection, """
                    select string_agg(relname || ' ' || seq_scan || ' times, ' || seq_tup_read || ' rows', '; ' order by seq_tup_read desc)
                      from (select * from pg_stat_user_tables where seq_tup_read > 0 order by seq_tup_read desc limit 8) t
                    """));
        }
    }

    private String settings() throws SQLException {
        try (Connection connection = medaid()) {
            return text(connection, "select string_agg(name || '=' || setting, ', ') from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes')");
        }
    }

    private long count() throws SQLException {
        try (Connection connection = medaid()) {
            return Long.parseLong(text(connection, "select count(*)::text from medaid.claim"));
        }
    }

    // --- people and admissions ---

    private void seed() throws Exception {
        try (Connection connection = medaid();
                Statement sql = connection.createStatement()) {
            sql.execute("set session_replication_role = replica");
            sql.execute("""
                    insert into medaid.hospital (code, name, level, division, demonstration) values ('BENCH0001', '基准医院', 2, '210402', true)
                    """);
            sql.execute("insert into medaid.hospital_designation (hospital_code, from_on, to_on) values ('BENCH0001', '2000-01-01', null)");
            sql.execute("insert into medaid.hospital_credential (id, hospital_code, secret_sha256, issued_by, issued_at) values ('"
                    + UUID.randomUUID() + "', 'BENCH0001', '\\x" + hex(sha256(SECRET)) + "', 'bench', now())");
            StringBuilder people = new StringBuilder();
            StringBuilder periods = new StringBuilder();
            for (int i = 0; i < PERSONS; i++) {
                String birth = LocalDate.of(1911, 1, 1).plusDays(i / 1000).toString().replace("-", "");
                ResidentId number = ResidentId.complete("210423" + birth + "%03d".formatted(i % 1000));
                people.append(person(i)).append(",fushun,").append(number.value()).append(",基准,210423,true,,true,bench,2026-01-01\n");
                periods.append(new UUID(7, i)).append(',').append(person(i)).append(",SUBSISTENCE_ALLOWANCE,2015-01-01,,名册,bench,2026-01-01\n");
            }
            copy(connection, "medaid.person (id, area, resident_id, name, division, insured, contact, demonstration, registered_by, registered_at)", people);
            copy(connection, "medaid.category_period (id, person_id, category, from_on, to_on, source_document, entered_by, entered_at)", periods);
            sql.execute(new String(
                    OneStopRun.class.getResourceAsStream("/one-stop/control.sql").readAllBytes(), StandardCharsets.UTF_8));
            sql.execute("grant usage on schema control to medaid; grant execute on all functions in schema control to medaid");
            sql.execute("analyze");
        }
    }

    private static UUID person(int number) {
        // Scattered in every bit, as real ids are: the last ones choose the queue.
        SplittableRandom random = new SplittableRandom(number);
        return new UUID(random.nextLong(), random.nextLong());
    }

    /** Enough new admissions for a phase, of so many persons in turn. */
    private Iterator<CounterLoad.Bill> bills(int persons) throws Exception {
        int count = (int) (seconds * 9_000) + 2_000;
        List<CounterLoad.Bill> bills = new ArrayList<>(count);
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < count; i++) {
            // Of one person no more than the ceiling of a year bears; then it is the next one's turn.
            UUID person = person(persons == 1 ? (nextBill + i / 90_000) % PERSONS : (nextBill + i) % persons);
            long random = UUID.randomUUID().getLeastSignificantBits();
            UUID id = new UUID(OrderedIds.next().getMostSignificantBits(), random & ~0xFFFFL | person.hashCode() & 0xFFFF);
            String invoice = "B%09d".formatted(nextBill + i);
            bills.add(new CounterLoad.Bill(id.toString(), invoice));
            rows.append(id).append(",fushun,BENCH0001,").append(person).append(",SPECIAL_OUTPATIENT,").append(invoice).append(',')
                    .append(TODAY).append(",血友病,false,OPEN,false,,,bench,2026-01-01,2026-01-01\n");
        }
        nextBill += count;
        try (Connection connection = medaid();
                Statement sql = connection.createStatement()) {
            copy(connection, """
                    medaid.one_stop_admission (id, area, hospital_code, person_id, care_type, admission_number, admitted_on, diagnosis,
                        emergency, state, discharged, reservation_id, claim_id, registered_by, registered_at, changed_at)""", rows);
            // A hundred thousand admissions in one moment are the measurement's own: their clean-up is no part of it.
            sql.execute("vacuum analyze medaid.one_stop_admission");
            sql.execute("checkpoint");
        }
        return bills.iterator();
    }

    /** Settlements of years gone by, written past the triggers. */
    private void fill(int count) throws SQLException {
        try (Connection connection = medaid();
                Statement sql = connection.createStatement()) {
            sql.execute("set session_replication_role = replica");
            sql.execute("set bench.fill = 'FILL-" + count + "-%'");
            sql.execute("""
                    insert into medaid.claim
                      (id, case_number, area, channel, person_id, division, hospital_code, care_type, admitted_on, discharged_on, diagnosis,
                       diseases, insured, treated_as_inpatient, emergency, referral_status, invoice_number, total, in_scope, deductible,
                       basic_paid, critical_illness_paid, supplementary_paid, self_paid, state, entered_by, entered_at, closed_at)
                    select gen_random_uuid(), 'FILL-%2$d-' || g, 'fushun', 'ONE_STOP', p.id, '210402', 'BENCH0001', 'SPECIAL_OUTPATIENT',
                           current_date - 400, current_date - 400, '血友病', '{HAEMOPHILIA}', true, false, false, 'NONE', 'FILL-%2$d-' || g, 10, 10, 0,
                           9.98, 0, 0, 0, 'SETTLED', 'bench', now() - interval '400 days', now() - interval '400 days'
                      from generate_series(1, %1$d) g
                      join (select id, row_number() over () - 1 as n from medaid.person where registered_by = 'bench') p on p.n = g %% %3$d
                    """.formatted(count, count, PERSONS));
            sql.execute("""
                    insert into medaid.calculation_sheet (id, claim_id, number, input, rules, result, status, calculated_by, calculated_at)
                    select gen_random_uuid(), c.id, 1, s.input, s.rules, s.result, 'CALCULATED', 'system', now()
                      from medaid.claim c, (select * from medaid.calculation_sheet where calculated_by = 'system' limit 1) s
                     where c.case_number like current_setting('bench.fill')
                    """);
            sql.execute("""
                    insert into medaid.claim_event (claim_id, kind, by_user)
                    select c.id, k, 'system' from medaid.claim c, unnest(array['BILL_ENTERED','REFERRAL_LOOKED_UP','BENEFIT_CALCULATED','SETTLED_AT_COUNTER']) k
                     where c.case_number like current_setting('bench.fill')
                    """);
            sql.execute("insert into medaid.accumulator_year (person_id, benefit_year) select distinct person_id, extract(year from discharged_on)::int from medaid.claim on conflict do nothing");
            sql.execute("""
                    insert into medaid.accumulator_entry (person_id, benefit_year, accumulator, amount, ceiling, document_type, document_id)
                    select c.person_id, extract(year from c.discharged_on), 'fushun.special-outpatient', 0.01, 1000, 'SHEET', s.id::text
                      from medaid.claim c join medaid.calculation_sheet s on s.claim_id = c.id where c.case_number like current_setting('bench.fill')
                    """);
            sql.execute("""
                    insert into medaid.ledger_account (area, fund, fund_year, kind, holder) select 'fushun', 'MEDICAL_ASSISTANCE_FUND',
                        extract(year from current_date - 400), k, h from (values ('FUND', 'MEDICAL_ASSISTANCE_FUND'), ('HOSPITAL_PAYABLE', 'BENCH0001')) v(k, h)
                    on conflict do nothing
                    """);
            sql.execute("""
                    insert into medaid.ledger_transfer (area, kind, document_type, document_id, posted_on, period, entry_count, total, posted_by, posted_at)
                    select 'fushun', 'SETTLEMENT', 'SHEET', s.id::text, current_date - 400, date_trunc('month', current_date - 400), 2, 0.01, current_setting('bench.fill'), now()
                      from medaid.claim c join medaid.calculation_sheet s on s.claim_id = c.id where c.case_number like current_setting('bench.fill')
                    """);
            sql.execute("""
                    insert into medaid.ledger_entry (transfer_id, account_id, amount, line_no)
                    select t.id, a.id, case when a.kind = 'FUND' then 0.01 else -0.01 end, case when a.kind = 'FUND' then 1 else 2 end
                      from medaid.ledger_transfer t join medaid.ledger_account a
                        on a.area = t.area and a.fund_year = extract(year from t.period)
                     where t.posted_by = current_setting('bench.fill') and a.holder in ('MEDICAL_ASSISTANCE_FUND', 'BENCH0001')
                    """);
            sql.execute("""
                    insert into medaid.audit_entry (happened_at, user_id, area, action, subject_type, subject_id, details)
                    select now(), 'system', 'fushun', k, 'CLAIM', c.id::text, '{}' from medaid.claim c,
                        unnest(array['BILL_ENTERED','BENEFIT_CALCULATED','SETTLED_AT_COUNTER']) k where c.case_number like current_setting('bench.fill')
                    """);
            sql.execute("""
                    insert into medaid.one_stop_answer (hospital_code, request_key, kind, body_sha256, status, answer, answered_at)
                    select 'BENCH0001', c.case_number || '-filled', 'SETTLEMENT', sha256(c.id::text::bytea), 201, a.answer, now()
                      from medaid.claim c, (select answer from medaid.one_stop_answer where status = 201 limit 1) a where c.case_number like current_setting('bench.fill')
                    """);
            sql.execute("set session_replication_role = origin");
            sql.execute("vacuum analyze");
            sql.execute("checkpoint");
        }
    }

    // --- processes and small things ---

    /** Without the tests' own parts, which the application would find and use. */
    private static String productOnly() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private Process start(List<String> arguments, int port, String name) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g"));
        // For example a flight recording: -Dapp.jvm=-XX:StartFlightRecording=settings=profile,filename=target/one-stop/app.jfr
        if (name.equals("ours")) {
            Arrays.stream(System.getProperty("app.jvm", "").split(" ")).filter(option -> !option.isBlank()).forEach(command::add);
        }
        command.addAll(arguments);
        command.addAll(List.of(
                "--server.port=" + port,
                "--spring.datasource.url=" + server.jdbcUrl(EmbeddedServer.DATABASE),
                "--spring.datasource.username=" + EmbeddedServer.USER,
                "--spring.datasource.password=" + server.password()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(new File("target/one-stop/" + name + ".log"))
                .start();
    }

    private static void awaitUp(int port) throws Exception {
        for (long end = System.nanoTime() + Duration.ofMinutes(3).toNanos(); System.nanoTime() < end; Thread.sleep(500)) {
            try {
                HttpURLConnection connection = (HttpURLConnection)
                        URI.create("http://localhost:" + port + "/actuator/health").toURL().openConnection();
                if (connection.getResponseCode() < 500) {
                    return;
                }
            } catch (IOException notYet) {
                // Still starting.
            }
        }
        throw new IllegalStateException("does not start");
    }

    private Connection medaid() throws SQLException {
        var source = server.administration();
        source.setURL(server.jdbcUrl(EmbeddedServer.DATABASE));
        return source.getConnection();
    }

    private static void copy(Connection connection, String into, CharSequence rows) throws Exception {
        connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + into + " from stdin (format csv)", new StringReader(rows.toString()));
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (Statement sql = connection.createStatement();
                var row = sql.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static byte[] sha256(String text) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String hex(byte[] bytes) {
        StringBuilder hex = new StringBuilder();
        for (byte b : bytes) {
            hex.append("%02x".formatted(b));
        }
        return hex.toString();
    }

    private static void report(String what, Object figure) {
        System.out.printf("%-40s %s%n", what, figure);
    }
}
