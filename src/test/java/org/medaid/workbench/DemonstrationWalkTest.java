package org.medaid.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.policy.Category;
import org.medaid.testing.Browser;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.SampleFiles;
import org.medaid.workbench.DemonstrationPeople.DemonstrationPerson;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The demonstration's machine users over the wire, through sign-in and rights. */
@IntegrationTest
class DemonstrationWalkTest {

    private static final DemonstrationPerson PERSON =
            DemonstrationPeople.of(PoolingArea.HESHAN, Category.CLASS_ONE).get(0);

    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    int port;

    @Test
    void an_office_and_its_hospital_look_up_a_person_of_the_demonstration() throws Exception {
        for (String user : new String[] {"api-heshan", "api-h4407842"}) {
            HttpResponse<String> answer = lookUp(user);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(JsonPath.<String>read(answer.body(), "$.name")).isEqualTo(PERSON.name());
            assertThat(JsonPath.<String>read(answer.body(), "$.categories[0].code")).isEqualTo("CLASS_ONE");
        }
    }

    @Test
    @Clause("X6")
    void another_office_and_nobody_in_particular_learn_nothing() throws Exception {
        assertThat(lookUp("api-jiangmen").statusCode()).isEqualTo(404);
        assertThat(lookUp("api-h4407033").statusCode()).isEqualTo(404);
        assertThat(lookUp("nobody").statusCode()).isEqualTo(401);
    }

    @Test
    void hospitals_are_found_by_their_chinese_name() throws Exception {
        HttpResponse<String> answer = send(
                "api-fushun", request("/api/v1/hospitals?query=%E5%BC%80%E5%B9%B3%E5%B8%82%E4%B8%AD%E5%BF%83").GET());

        assertThat(JsonPath.<String>read(answer.body(), "$[0].code")).isEqualTo("KAIPING-CENTRAL");
    }

    @Test
    @Clause("X6")
    void a_hospitals_file_goes_in_and_comes_out_for_itself_alone() throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"结算单.pdf\"\r\n\r\n"
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(SampleFiles.pdf());
        body.writeBytes("\r\n--cut--\r\n".getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> stored = send("api-h4407842", request("/api/v1/documents")
                .header("Content-Type", "multipart/form-data; boundary=cut")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
        assertThat(stored.statusCode()).isEqualTo(201);
        assertThat(JsonPath.<String>read(stored.body(), "$.fileName")).isEqualTo("结算单.pdf");

        String address = stored.headers().firstValue("Location").orElseThrow();
        HttpResponse<String> shown = send("api-h4407842", request(address).GET());
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .contains("sandbox", "default-src 'none'");
        assertThat(shown.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(send("api-h4407841", request(address).GET()).statusCode()).isEqualTo(404);
        assertThat(send("api-fushun", request(address).GET()).statusCode()).isEqualTo(404);
        assertThat(send("api-h4407842", request(address).DELETE()).statusCode()).isEqualTo(204);
    }

    private HttpResponse<String> lookUp(String user) throws Exception {
        return send(user, request("/api/v1/person-lookups")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"residentId\": \"" + PERSON.residentId().value() + "\", \"on\": \"2020-10-01\"}")));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private HttpResponse<String> send(String user, HttpRequest.Builder request) throws Exception {
        String credentials = Base64.getEncoder()
                .encodeToString((user + ":" + Browser.PASSWORD).getBytes(StandardCharsets.UTF_8));
        return client.send(
                request.header("Authorization", "Basic " + credentials).build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }
}
