package org.medaid.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.medaid.testing.TestServer;

/**
 * Our start against that of a bare Camunda with its web applications: two packaged jars in turns, on one PostgreSQL
 * server, each on its own database that an unmeasured first start has filled. Linux only.
 *
 * <p>Not part of the build, which has no quiet machine:
 *
 * <pre>
 * mvn -B package -DskipTests
 * mvn -B -f src/bench/bare-camunda/pom.xml package
 * mvn -B -Pbenchmark test-compile surefire:test -Dtest=StartUpBenchmark
 * </pre>
 */
class StartUpBenchmark {

    private static final int ROUNDS = Integer.getInteger("rounds", 5);
    private static final double LIMIT = 1.5;

    /**
     * @param wall from the start of the process until it says that it has started
     * @param processor processor time used until then, by all threads
     * @param residentKilobytes what the process holds of the machine's memory right then
     * @param liveKilobytes what its heap holds after a collection
     */
    private record Start(Duration wall, Duration processor, long residentKilobytes, long liveKilobytes) {}

    @Test
    void our_start_takes_at_most_half_as_much_again_as_a_bare_camundas() throws Exception {
        List<String> bare = command(Path.of("target", "bare-camunda", "bare-camunda.jar"),
                "--camunda.bpm.admin-user.id=bench",
                "--camunda.bpm.admin-user.password=bench");
        List<String> ours = command(jarOfOurs(), "--medaid.embedded-database.enabled=false");
        start(bare);
        start(ours);

        List<Start> bareStarts = new ArrayList<>();
        List<Start> ourStarts = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            bareStarts.add(start(bare));
            ourStarts.add(start(ours));
        }

        System.out.printf("%-34s%12s%12s%8s%n", "median of " + ROUNDS, "bare", "ours", "ratio");
        double wall = report("until started, ms", bareStarts, ourStarts, start -> start.wall().toMillis());
        double processor = report("processor time, ms", bareStarts, ourStarts, start -> start.processor().toMillis());
        double resident = report("resident memory, MiB", bareStarts, ourStarts, start -> start.residentKilobytes() / 1024);
        double live = report("live heap, MiB", bareStarts, ourStarts, start -> start.liveKilobytes() / 1024);
        assertThat(List.of(wall, processor, resident, live)).allMatch(ratio -> ratio <= LIMIT);
    }

    private static double report(String what, List<Start> bare, List<Start> ours, ToLongFunction<Start> figure) {
        long ofBare = median(bare, figure);
        long ofOurs = median(ours, figure);
        double ratio = (double) ofOurs / ofBare;
        System.out.printf("%-34s%12d%12d%8.2f%n", what, ofBare, ofOurs, ratio);
        return ratio;
    }

    private static long median(List<Start> starts, ToLongFunction<Start> figure) {
        long[] figures = starts.stream().mapToLong(figure).sorted().toArray();
        return figures[figures.length / 2];
    }

    private static Path jarOfOurs() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.getFileName().toString().matches("medaid-.*\\.jar"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    private static List<String> command(Path jar, String... settings) {
        TestServer.Database database = TestServer.freshDatabase();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                jar.toString(),
                "--server.port=0",
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password()));
        command.addAll(Arrays.asList(settings));
        return command;
    }

    private static Start start(List<String> command) throws Exception {
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            List<String> said = new ArrayList<>();
            var output = process.inputReader();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                said.add(line);
                // "Started BareCamunda in 9.1 seconds (process running for 9.8)"
                if (line.contains(" Started ") && line.contains("process running for")) {
                    Duration wall = Duration.ofNanos(System.nanoTime() - begin);
                    Duration processor = process.info().totalCpuDuration().orElseThrow();
                    return new Start(wall, processor, residentKilobytes(process), liveKilobytes(process));
                }
            }
            throw new AssertionError("It did not start:\n" + String.join("\n", said));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static long residentKilobytes(Process process) throws IOException {
        // "VmRSS:	  412344 kB"
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private static long liveKilobytes(Process process) throws Exception {
        jcmd(process, "GC.run");
        // " garbage-first heap   total 94208K, used 51234K [0x…"
        return jcmd(process, "GC.heap_info")
                .lines()
                .filter(line -> line.contains("heap") && line.contains("used"))
                .mapToLong(line -> Long.parseLong(line.replaceAll(".*used (\\d+)K.*", "$1")))
                .findFirst()
                .orElseThrow();
    }

    private static String jcmd(Process process, String what) throws Exception {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        what)
                .redirectErrorStream(true)
                .start();
        String said = new String(jcmd.getInputStream().readAllBytes());
        jcmd.waitFor();
        return said;
    }
}
