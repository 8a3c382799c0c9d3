package org.medaid.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.medaid.MedicalAssistanceApplication;

/**
 * The application in production, in a process of its own as an office would start it: a second engine in the tests'
 * own process would take the web applications from the first.
 *
 * @param process the running application
 * @param log what it says
 */
public record ProductionStart(Process process, Path log) {

    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

    /**
     * @param folder the working folder, which also takes the log
     * @param variables further environment variables; none that starts with MEDAID_ is inherited
     */
    public static ProductionStart on(TestServer.Database database, Path folder, Map<String, String> variables)
            throws IOException {
        Path log = Files.createTempFile(folder, "start", ".log");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // A short life: the second compiler would take half of the start.
                "-XX:TieredStopAtLevel=1",
                "-Duser.timezone=Asia/Shanghai",
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                MedicalAssistanceApplication.class.getName(),
                "--spring.profiles.active=production",
                "--server.port=0");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("MEDAID_"));
        builder.environment()
                .putAll(Map.of(
                        "MEDAID_DATABASE_URL", database.url(),
                        "MEDAID_DATABASE_USER", database.user(),
                        "MEDAID_DATABASE_PASSWORD", database.password()));
        builder.environment().putAll(variables);
        return new ProductionStart(builder.start(), log);
    }

    public String output() throws IOException {
        return Files.readString(log);
    }

    /** Waits until it serves; the port it serves on. */
    public int port() {
        return Awaitility.await().atMost(5, TimeUnit.MINUTES).until(
                () -> {
                    assertThat(process.isAlive()).as(output()).isTrue();
                    Matcher port = PORT.matcher(output());
                    return port.find() ? Integer.valueOf(port.group(1)) : null;
                },
                port -> port != null);
    }
}
