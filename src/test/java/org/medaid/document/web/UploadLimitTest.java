package org.medaid.document.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.medaid.testing.OwnApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.web.embedded.EmbeddedWebServerFactoryCustomizerAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.MultipartAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/**
 * The application's own limits on its own kind of server, over a real connection: only there does an upload break off
 * before it reaches a controller.
 */
@OwnApplication
class UploadLimitTest {

    private static final int MEGABYTE = 1024 * 1024;

    static ServletWebServerApplicationContext server;

    @BeforeAll
    static void start() {
        server = (ServletWebServerApplicationContext)
                new SpringApplicationBuilder(ServerAlone.class).run("--server.port=0", "--spring.main.banner-mode=off");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void a_file_of_twenty_megabytes_arrives() throws Exception {
        assertThat(send(20 * MEGABYTE).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {20 * MEGABYTE + 1, 22 * MEGABYTE, 60 * MEGABYTE})
    void a_larger_file_is_refused_in_chinese_and_the_refusal_arrives(int bytes) throws Exception {
        HttpResponse<String> answer = send(bytes);

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"DOCUMENT_TOO_LARGE\"", "单个文件不能超过20MB");
    }

    @Test
    void an_upload_that_breaks_off_is_refused_in_chinese() throws Exception {
        byte[] withoutEnd = "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF"
                .getBytes(StandardCharsets.US_ASCII);

        HttpResponse<String> answer = send("cut", withoutEnd);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"code\":\"UPLOAD_BROKEN\"", "请重新上传");
    }

    private static HttpResponse<String> send(int bytes) throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream(bytes + 300);
        body.writeBytes("--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(new byte[bytes]);
        body.writeBytes("\r\n--cut--\r\n".getBytes(StandardCharsets.US_ASCII));
        return send("cut", body.toByteArray());
    }

    private static HttpResponse<String> send(String boundary, byte[] body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + server.getWebServer().getPort() + "/api/v1/documents"))
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** The web server with the application's settings and nothing behind it. */
    @TestConfiguration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        ServletWebServerFactoryAutoConfiguration.class,
        EmbeddedWebServerFactoryCustomizerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        MultipartAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        JacksonAutoConfiguration.class
    })
    @Import({UploadProblems.class, Receiver.class})
    static class ServerAlone {}

    @RestController
    static class Receiver {

        @PostMapping("/api/v1/documents")
        long receive(@RequestParam MultipartFile file) {
            return file.getSize();
        }
    }
}
