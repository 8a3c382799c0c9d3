package org.medaid.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.medaid.engine.EmbeddedServer;
import org.medaid.kernel.BusinessClock;
import org.medaid.testing.Browser;

/**
 * What staff wait for: the first page of each of Tasklist's filters with its cards, the counts beside the filters, the search for a
 * case, the own cases, the head's page, finished cases, one case's course and the reports; over HTTP, each user signed in, with a
 * tenth of the cases and with all of them. Both run side by side, each with a database of its own, and are asked in turns, request by
 * request: what else the machine does in the meantime falls on both.
 *
 * <pre>
 * mvn -q -B -Pbenchmark test-compile exec:exec -Dbenchmark.main=org.medaid.bench.WorkbenchRun
 * mvn -q -B -Pbenchmark test-compile exec:exec -Dbenchmark.main=org.medaid.bench.WorkbenchRun -Dbenchmark.args="1000000 100000 200"
 * </pre>
 *
 * <p>With {@code JAVA_TOOL_OPTIONS=-Dbench.slow=50} statements that take so many milliseconds are written into
 * {@code target/workbench/all.log}, with their plans; that costs time of its own.
 *
 * <p>Arguments: finished cases, open cases, requests of each kind; with a fourth, {@code engine}, the lists are also asked of the engine
 * alone, once each, which takes a quarter of an hour. It needs {@code cp} and 25 GB of disk.
 */
public final class WorkbenchRun {

    private static final String ENGINE = "/camunda/api/engine/engine/default";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String AREA = "fushun";
    private static final int PAGE = 15;
    private static final List<String> USERS = List.of("clerk1", "checker", "manager", "town1");
    private static final int CLIENTS = 8;

    /** The body that Tasklist sends for its list. */
    private static final String FIRST_PAGE =
            "{\"processVariables\":[],\"taskVariables\":[],\"caseInstanceVariables\":[],\"firstResult\":0,\"maxResults\":15,\"sorting\":[{\"sortOrder\":\"desc\",\"sortBy\":\"created\"}],\"active\":true}";

    /** An order of the user's own, which the application's rows do not have. */
    private static final String ENGINE_ALONE = FIRST_PAGE.replace("\"desc\"", "\"asc\"");

    private final int requests;
    private final boolean engineAlone;

    private WorkbenchRun(int requests, boolean engineAlone) {
        this.requests = requests;
        this.engineAlone = engineAlone;
    }

    public static void main(String[] args) throws Exception {
        int finished = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        int open = args.length > 1 ? Integer.parseInt(args[1]) : 100_000;
        int requests = args.length > 2 ? Integer.parseInt(args[2]) : 200;
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "workbench")), "run");
        try {
            fill(folder, finished, open);
            new WorkbenchRun(requests, args.length > 3 && args[3].equals("engine")).compare(folder);
        } finally {
            Path log = folder.resolve("all").resolve("server.log");
            if (Files.exists(log)) {
                Files.copy(log, Path.of("target", "workbench", "all.log"), StandardCopyOption.REPLACE_EXISTING);
            }
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(java.util.Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }
    }

    /** Fills a database with a tenth of the cases, sets a copy of it aside, and fills it further. */
    private static void fill(Path folder, int finished, int open) throws Exception {
        try (EmbeddedServer server = EmbeddedServer.start(folder.resolve("all"), EmbeddedServer.Durability.KEEP)) {
            Side all = new Side(server, "all");
            all.start();
            // The demonstration's bills, one of which is the pattern, are entered while the first pages are answered already.
            for (long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
                    System.nanoTime() < end
                            && all.texts("select 1 from engine.act_ru_task where tenant_id_ = 'heshan' having count(*) > 1").isEmpty(); ) {
                Thread.sleep(500);
            }
            all.stop();
            try (Connection connection = all.medaid()) {
                ManyCases cases = new ManyCases(connection);
                add(cases, finished / 10, open / 10);
                // Nobody writes now, and everything is on the disk: what is copied is as after a power cut in a quiet moment.
                if (new ProcessBuilder("cp", "-a", folder.resolve("all").toString(), folder.resolve("tenth").toString())
                                .inheritIO()
                                .start()
                                .waitFor()
                        != 0) {
                    throw new IllegalStateException("the database cannot be copied");
                }
                // The number in it is that of the server that was copied from.
                Files.delete(folder.resolve("tenth").resolve("data").resolve("postmaster.pid"));
                add(cases, finished - finished / 10, open - open / 10);
                int forgotten = cases.forgetSome();
                try {
                    all.start();
                    // The application writes what is missing among the open steps.
                    for (long end = System.nanoTime() + Duration.ofMinutes(3).toNanos(); cases.differences() > 0 && System.nanoTime() < end; ) {
                        Thread.sleep(2_000);
                    }
                } finally {
                    all.stop();
                }
                System.out.printf("open steps that the application wrote again: %d, otherwise than before: %d%n", forgotten, cases.differences());
            }
        }
    }

    private static void add(ManyCases cases, int finished, int open) throws Exception {
        long begin = System.nanoTime();
        cases.add(finished, open);
        System.out.printf("%,d finished and %,d open cases added in %.0f s%n", finished, open, (System.nanoTime() - begin) / 1e9);
    }

    /** @param folder where the two databases are, {@code tenth} and {@code all} */
    private void compare(Path folder) throws Exception {
        try (EmbeddedServer tenthServer = EmbeddedServer.start(folder.resolve("tenth"), EmbeddedServer.Durability.KEEP);
                EmbeddedServer allServer = EmbeddedServer.start(folder.resolve("all"), EmbeddedServer.Durability.KEEP)) {
            List<Side> sides = List.of(new Side(tenthServer, "tenth"), new Side(allServer, "all"));
            sides.get(1).slow(System.getProperty("bench.slow", "-1"));
            try {
                for (Side side : sides) {
                    side.start();
                    side.report();
                }
                for (int clients : new int[] {1, CLIENTS}) {
                    measure(clients, sides);
                }
            } finally {
                for (Side side : sides) {
                    side.stop();
                }
            }
        }
    }

    /** A database and an application on it. */
    private static final class Side {

        private final EmbeddedServer server;
        private final String name;
        private final int port;
        private Process application;

        Side(EmbeddedServer server, String name) throws IOException {
            this.server = server;
            this.name = name;
            this.port = freePort();
        }

        /** For the sessions that begin from now on: those of the application. */
        void slow(String milliseconds) throws SQLException {
            try (Connection connection = medaid();
                    Statement sql = connection.createStatement()) {
                for (String setting : List.of(
                        "session_preload_libraries = 'auto_explain'",
                        "auto_explain.log_min_duration = '" + Integer.parseInt(milliseconds) + "ms'",
                        "auto_explain.log_analyze = on",
                        "auto_explain.log_timing = off")) {
                    if (!milliseconds.equals("-1")) {
                        sql.execute("load 'auto_explain'");
                        sql.execute("alter database " + EmbeddedServer.DATABASE + " set " + setting);
                    }
                }
            }
        }

        void report() throws SQLException {
            try (Connection connection = medaid();
                    Statement sql = connection.createStatement();
                    ResultSet row = sql.executeQuery("""
                            select 'finished ' || (select count(*) from medaid.finished_case) || ', open steps ' || (select count(*) from medaid.work_task)
                                || ', engine tasks ' || (select count(*) from engine.act_ru_task) || ', tasks in its history ' || (select count(*) from engine.act_hi_taskinst)
                                || ', people ' || (select count(*) from medaid.person) || ', database ' || pg_size_pretty(pg_database_size(current_database()))
                            """)) {
                row.next();
                System.out.println(row.getString(1));
            }
        }

        void start() throws Exception {
            List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1500m"));
            // For example a flight recording: -Dapp.jvm=-XX:StartFlightRecording=filename=target/workbench/app.jfr
            Arrays.stream(System.getProperty("app.jvm", "").split(" ")).filter(option -> !option.isBlank()).forEach(command::add);
            command.addAll(List.of(
                    "-cp", productOnly(), "org.medaid.MedicalAssistanceApplication",
                    "--medaid.embedded-database.enabled=false",
                    // What is late would be dealt with in the middle of the measurement.
                    "--medaid.overdue-tasks-cron=-",
                    "--server.port=" + port,
                    "--spring.datasource.url=" + server.jdbcUrl(EmbeddedServer.DATABASE),
                    "--spring.datasource.username=" + EmbeddedServer.USER,
                    "--spring.datasource.password=" + server.password()));
            application = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(new File("target/workbench/" + name + "-application.log")))
                    .start();
            for (long end = System.nanoTime() + Duration.ofMinutes(5).toNanos(); System.nanoTime() < end; Thread.sleep(500)) {
                try {
                    HttpURLConnection connection = (HttpURLConnection)
                            URI.create("http://localhost:" + port + "/actuator/health").toURL().openConnection();
                    if (connection.getResponseCode() == 200) {
                        return;
                    }
                } catch (IOException notYet) {
                    // Still starting.
                }
            }
            throw new IllegalStateException("does not start, see target/workbench");
        }

        void stop() throws InterruptedException {
            if (application != null) {
                application.destroy();
                application.waitFor();
                application = null;
            }
        }

        Connection medaid() throws SQLException {
            var source = server.administration();
            source.setURL(server.jdbcUrl(EmbeddedServer.DATABASE));
            return source.getConnection();
        }

        List<String> texts(String query) throws SQLException {
            List<String> found = new ArrayList<>();
            try (Connection connection = medaid();
                    Statement sql = connection.createStatement();
                    ResultSet row = sql.executeQuery(query)) {
                while (row.next()) {
                    found.add(row.getString(1));
                }
            }
            return found;
        }
    }

    // --- requests ---

    /** One thing that somebody waits for. */
    private record Operation(String what, String user, Asked asked) {}

    private interface Asked {
        void of(Browser browser, int number) throws Exception;
    }

    /** One side's users, signed in once for each client, and what they ask for. */
    private record Asking(List<Map<String, Browser>> browsers, List<Operation> operations) {}

    private Asking asking(Side side, int clients) throws Exception {
        List<Map<String, Browser>> browsers = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            Map<String, Browser> one = new LinkedHashMap<>();
            for (String user : USERS) {
                one.put(user, Browser.signedIn(side.port, AREA + "-" + user));
            }
            browsers.add(one);
        }
        for (String user : USERS) {
            fillDesk(side, browsers.get(0).get(user), user);
        }
        return new Asking(browsers, operations(side, browsers.get(0), clients));
    }

    private void measure(int clients, List<Side> sides) throws Exception {
        List<Asking> asking = new ArrayList<>();
        for (Side side : sides) {
            asking.add(asking(side, clients));
        }
        List<Operation> operations = asking.get(0).operations;
        System.out.printf(
                "%n%-52s %5s %8s %8s %8s %8s %8s %8s %7s   (%d at a time, ms)%n",
                "", "n", "p50", "p95", "p99", "all p50", "all p95", "all p99", "p95", clients);
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            if (clients == 1) {
                // Whoever comes first after a start waits for the virtual machine's own work; it is no figure of one list or another.
                for (int i = 0; i < operations.size(); i++) {
                    times(threads, asking, i, requests, compared(operations.get(i)) ? 0 : 10);
                }
            }
            for (int i = 0; i < operations.size(); i++) {
                Operation operation = operations.get(i);
                // What is new to the virtual machine is not what staff wait for all day, nor a server that has read no index yet. What is
                // measured the user has not asked for before.
                times(threads, asking, i, requests, warmUp(operation));
                List<double[]> took = times(threads, asking, i, 0, compared(operation) ? 1 : requests);
                System.out.printf(
                        "%-52s %5d %8.1f %8.1f %8.1f %8.1f %8.1f %8.1f %7.2f%s%n",
                        operation.what + " (" + operation.user + ")",
                        took.get(0).length,
                        at(took.get(0), .5),
                        at(took.get(0), .95),
                        at(took.get(0), .99),
                        at(took.get(1), .5),
                        at(took.get(1), .95),
                        at(took.get(1), .99),
                        at(took.get(1), .95) / at(took.get(0), .95),
                        at(took.get(1), .95) >= 200 ? "  *" : "");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static double at(double[] sorted, double share) {
        return sorted[(int) (sorted.length * share)];
    }

    /** What nobody waits for, only to compare with: once, for with many cases it takes a minute. */
    private static boolean compared(Operation operation) {
        return operation.what.startsWith(" ");
    }

    private static int warmUp(Operation operation) {
        return compared(operation) ? 0 : operation.what.startsWith("case search") ? 300 : 30;
    }

    /** Requests with the numbers from one up to, and without, that plus so many, each of one side and then of the other. */
    private static List<double[]> times(ExecutorService threads, List<Asking> sides, int operation, int from, int requests)
            throws Exception {
        AtomicInteger next = new AtomicInteger(from);
        List<Callable<List<List<Double>>>> all = new ArrayList<>();
        for (int client = 0; client < sides.get(0).browsers.size(); client++) {
            int own = client;
            all.add(() -> {
                List<List<Double>> took = sides.stream().<List<Double>>map(side -> new ArrayList<>()).toList();
                for (int number = next.getAndIncrement(); number < from + requests; number = next.getAndIncrement()) {
                    for (int turn = 0; turn < sides.size(); turn++) {
                        int side = (number + turn) % sides.size();
                        Operation asked = sides.get(side).operations.get(operation);
                        long begin = System.nanoTime();
                        asked.asked.of(sides.get(side).browsers.get(own).get(asked.user), number);
                        took.get(side).add((System.nanoTime() - begin) / 1e6);
                    }
                }
                return took;
            });
        }
        List<List<Double>> took = sides.stream().<List<Double>>map(side -> new ArrayList<>()).toList();
        for (Future<List<List<Double>>> one : threads.invokeAll(all)) {
            for (int side = 0; side < sides.size(); side++) {
                took.get(side).addAll(one.get().get(side));
            }
        }
        return took.stream().map(side -> side.stream().mapToDouble(Double::doubleValue).sorted().toArray()).toList();
    }

    /** Whoever has less than a page of own tasks takes more: a person's own work does not shrink with the county. */
    private static void fillDesk(Side side, Browser browser, String user) throws Exception {
        int missing = PAGE - Integer.parseInt(
                side.texts("select count(*)::text from medaid.work_task where assignee = '" + AREA + "-" + user + "'").get(0));
        for (JsonNode filter : json(browser.getJson(ENGINE + "/filter?firstResult=0&maxResults=2000&itemCount=false&resourceType=Task"))) {
            if (missing > 0 && filter.get("name").asText().startsWith("本组待办")) {
                JsonNode list = json(browser.postJson(
                        ENGINE + "/filter/" + filter.get("id").asText() + "/list?firstResult=0&maxResults=" + PAGE, FIRST_PAGE));
                for (JsonNode task : list.isArray() ? list : list.path("_embedded").path("task")) {
                    // One may not take a case that one had another part in.
                    missing -= browser.postJson(
                                            ENGINE + "/task/" + task.get("id").asText() + "/claim",
                                            JSON.writeValueAsString(Map.of("userId", AREA + "-" + user)))
                                    .statusCode() < 300
                            ? 1
                            : 0;
                }
            }
        }
    }

    private List<Operation> operations(Side side, Map<String, Browser> browsers, int clients) throws Exception {
        List<Operation> operations = new ArrayList<>();
        for (String user : USERS) {
            Browser browser = browsers.get(user);
            operations.add(new Operation("list of filters", user, (b, n) -> json(b.getJson(
                    ENGINE + "/filter?firstResult=0&maxResults=2000&itemCount=false&resourceType=Task"))));
            for (JsonNode filter : json(browser.getJson(ENGINE + "/filter?firstResult=0&maxResults=2000&itemCount=false&resourceType=Task"))) {
                String id = filter.get("id").asText();
                String name = filter.get("name").asText();
                operations.add(new Operation("first page " + name, user, (b, n) -> firstPage(b, id, FIRST_PAGE)));
                if (clients == 1 && engineAlone) {
                    operations.add(new Operation("  the engine alone, " + name, user, (b, n) -> firstPage(b, id, ENGINE_ALONE)));
                }
            }
            operations.add(new Operation("filter counts", user, (b, n) -> json(b.getJson("/api/v1/task-counts"))));
        }
        List<String> numbers = side.texts("select number from medaid.finished_case where area = '" + AREA + "' order by md5(case_id::text) limit 500");
        numbers.addAll(side.texts("select number from medaid.work_task where area = '" + AREA + "' order by md5(task_id) limit 500"));
        List<String> names = side.texts("select name from medaid.person where area = '" + AREA + "' order by md5(id::text) limit 1000");
        String month = YearMonth.from(LocalDate.now(BusinessClock.ZONE)).minusMonths(1).toString();
        for (String user : List.of("clerk1", "manager")) {
            operations.add(new Operation("case search by number", user, (b, n) -> search(b, numbers.get(n % numbers.size()))));
            operations.add(new Operation("case search by name", user, (b, n) -> search(b, names.get(n % names.size()))));
            for (String show : List.of("OPEN", "WAITING", "ALL")) {
                operations.add(new Operation("my cases " + show, user, (b, n) -> ok(b.get("/my-cases?show=" + show))));
            }
        }
        operations.add(new Operation("dashboard, page", "manager", (b, n) -> ok(b.get("/office"))));
        operations.add(new Operation("dashboard, figures", "manager", (b, n) -> json(b.getJson("/api/v1/office-figures"))));
        operations.add(new Operation("finished cases", "manager", (b, n) -> ok(b.get("/finished-cases"))));
        operations.add(new Operation("case timeline", "manager", (b, n) -> ok(b.get("/case-timelines/" + numbers.get(n % 500)))));
        operations.add(new Operation("report of a month", "manager", (b, n) -> ok(b.get("/reports?period=" + month))));
        return operations;
    }

    /** What Tasklist asks for when a filter is chosen: the list with everything on it, and then the cards of the application. */
    private static void firstPage(Browser browser, String filter, String body) throws Exception {
        String path = ENGINE + "/filter/" + filter + "/list?firstResult=0&maxResults=" + PAGE;
        JsonNode list = json(browser.send(browser.tokens(HttpRequest.newBuilder(browser.uri(path)), path)
                .header("Content-Type", "application/json")
                .header("Accept", "application/hal+json, application/json; q=0.5")
                .POST(HttpRequest.BodyPublishers.ofString(body))));
        List<String> tasks = new ArrayList<>();
        list.path("_embedded").path("task").forEach(task -> tasks.add(task.get("id").asText()));
        if (!tasks.isEmpty()) {
            json(browser.postJson("/api/v1/task-cards", JSON.writeValueAsString(Map.of("tasks", tasks))));
        }
    }

    private static void search(Browser browser, String text) throws IOException {
        if (json(browser.postJson("/api/v1/case-searches", JSON.writeValueAsString(Map.of("text", text)))).get("lines") == null) {
            throw new IllegalStateException("the search answers nothing");
        }
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        ok(answer);
        return JSON.readTree(answer.body());
    }

    private static void ok(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.uri() + " " + answer.statusCode() + " " + answer.body());
        }
    }

    // --- processes and small things ---

    /** Without the tests' own parts, which the application would find and use. */
    private static String productOnly() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
