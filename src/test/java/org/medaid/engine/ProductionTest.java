package org.medaid.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.api.io.TempDir;
import org.medaid.MedicalAssistanceApplication;
import org.medaid.testing.OwnApplication;
import org.medaid.testing.ProductionStart;
import org.medaid.testing.TestServer;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
@OwnApplication
class ProductionTest {

    @Test
    void refuses_to_start_without_its_secrets_and_names_them_all(CapturedOutput output) {
        assertThatThrownBy(() -> production())
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("MEDAID_DATABASE_URL、MEDAID_DATABASE_USER、MEDAID_DATABASE_PASSWORD");
        assertThat(output).contains("缺少环境变量", "请设置这些环境变量后重新启动").doesNotContain("\tat org.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MEDAID_DATABASE_URL", "MEDAID_DATABASE_USER", "MEDAID_DATABASE_PASSWORD"})
    void refuses_to_start_without_one_of_them_and_names_only_that(String missing) {
        List<String> settings = new ArrayList<>(List.of(
                "MEDAID_DATABASE_URL=jdbc:postgresql://127.0.0.1:1/medaid",
                "MEDAID_DATABASE_USER=medaid",
                "MEDAID_DATABASE_PASSWORD=secret"));
        settings.replaceAll(setting -> setting.startsWith(missing + "=") ? missing + "= " : setting);

        assertThatThrownBy(() -> production(settings.toArray(String[]::new)))
                .isInstanceOf(StartRefused.class)
                .hasMessageEndingWith("缺少环境变量:" + missing + "。");
    }

    @Test
    void refuses_another_kind_of_database() {
        assertThatThrownBy(() -> production(
                        "MEDAID_DATABASE_URL=jdbc:h2:mem:x", "MEDAID_DATABASE_USER=x", "MEDAID_DATABASE_PASSWORD=x"))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("不是 PostgreSQL 地址");
    }

    @ParameterizedTest
    @ValueSource(strings = {"medaid.demonstration", "medaid.embedded-database.enabled"})
    void refuses_whatever_belongs_to_the_demonstration(String setting) {
        assertThatThrownBy(() -> production(
                        "MEDAID_DATABASE_URL=jdbc:postgresql://127.0.0.1:1/medaid",
                        "MEDAID_DATABASE_USER=medaid",
                        "MEDAID_DATABASE_PASSWORD=secret",
                        setting + "=true"))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining(setting);
    }

    @Test
    void starts_on_an_external_database_alone_and_stops_in_order(@TempDir Path folder) throws Exception {
        // given a database whose own default is not the isolation that the engine requires
        TestServer.Database database = TestServer.freshDatabase();
        execute(database, "alter database " + database.name() + " set default_transaction_isolation = 'repeatable read'");

        // when
        ProductionStart start = ProductionStart.on(
                database,
                folder,
                Map.of("MEDAID_ADMIN_USER", "verwalter", "MEDAID_ADMIN_PASSWORD", "Anfang-2026!xy"));
        try {
            URI address = URI.create("http://127.0.0.1:" + start.port() + "/actuator/health");
            // 503 until the last part, the engine's job executor, works.
            HttpResponse<String> health = Awaitility.await()
                    .atMost(1, TimeUnit.MINUTES)
                    .until(
                            () -> HttpClient.newHttpClient()
                                    .send(
                                            HttpRequest.newBuilder(address).build(),
                                            HttpResponse.BodyHandlers.ofString()),
                            answer -> answer.statusCode() == 200);

            // then
            assertThat(health.body()).isEqualTo("{\"status\":\"UP\"}");
            assertThat(folder.resolve(".medaid")).as("no embedded server").doesNotExist();
            assertThat(start.output()).doesNotContain("EmbeddedServer");
        } finally {
            start.process().destroy();
            assertThat(start.process().waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(start.output())
                .contains("Graceful shutdown complete", "Process Engine default closed", "Shutdown completed");
    }

    private static void execute(TestServer.Database database, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void production(String... settings) {
        new SpringApplicationBuilder(MedicalAssistanceApplication.class)
                .profiles("production")
                .run(Stream.of(settings).map("--"::concat).toArray(String[]::new))
                .close();
    }
}
