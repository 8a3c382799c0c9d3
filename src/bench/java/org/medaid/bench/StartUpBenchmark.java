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
 * Our start against that of a bare Camunda with its web applications, in turns, on one PostgreSQL server, each on its own
 * database that an unmeasured first start has filled: the bare one from its jar, ours from its jar and as the container
 * image starts it, taken apart and with its classes laid down ready (see {@code docker/Dockerfile}). Linux only.
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
        List<String> jar = command(jarOfOurs(), "--medaid.embedded-database.enabled=false");
        start(bare);
        start(jar);
        List<String> image = asInTheImage(jar);

        List<Start> bareStarts = new ArrayList<>();
        List<Start> jarStarts = new ArrayList<>();
        List<Start> imageStarts = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            bareStarts.add(start(bare));
            jarStarts.add(start(jar));
            imageStarts.add(start(image));
        }

        report("our jar", bareStarts, jarStarts);
        assertThat(report("our image's way", bareStarts, imageStarts)).allMatch(ratio -> ratio <= LIMIT);
    }

    /** The same start from a folder prepared as the container image's is. */
    private static List<String> asInTheImage(List<String> jar) throws Exception {
        Path folder = Files.createTempDirectory(Path.of("target"), "image");
        run(folder, List.of(jar.get(0), "-Djarmode=tools", "-jar", Path.of(jar.get(2)).toAbsolutePath().toString(),
                "extract", "--force", "--destination", "."));
        String extracted = Path.of(jar.get(2)).getFileName().toString();
        List<String> settings = jar.subList(3, jar.size());
        List<String> training = new ArrayList<>(List.of(jar.get(0), "-XX:ArchiveClassesAtExit=medaid.jsa",
                "-Dspring.context.exit=onRefresh", "-jar", extracted));
        training.addAll(settings);
        run(folder, training);
        List<String> command = new ArrayList<>(List.of(
                jar.get(0),
                "-XX:SharedArchiveFile=" + folder.resolve("medaid.jsa").toAbsolutePath(),
                "-jar",
                folder.resolve(extracted).toAbsolutePath().toString()));
        command.addAll(settings);
        return command;
    }

    private static void run(Path folder, List<String> command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("preparation.log").toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new AssertionError("It was not prepared:\n" + Files.readString(folder.resolve("preparation.log")));
        }
    }

    private static List<Double> report(String what, List<Start> bare, List<Start> ours) {
        System.out.printf("%-34s%12s%12s%8s%n", what + ", median of " + ROUNDS, "bare", "ours", "ratio");
        return List.of(
                report("until started, ms", bare, ours, start -> start.wall().toMillis()),
                report("processor time, ms", bare, ours, start -> start.processor().toMillis()),
                report("resident memory, MiB", bare, ours, start -> start.residentKilobytes() / 1024),
                report("live heap, MiB", bare, ours, start -> start.liveKilobytes() / 1024));
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
        // "Total       1304532       91404024"; counting collects first, soft references too.
        return jcmd(process, "GC.class_histogram")
                .lines()
                .filter(line -> line.startsWith("Total"))
                .mapToLong(line -> Long.parseLong(line.trim().split("\\s+")[2]) / 1024)
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
