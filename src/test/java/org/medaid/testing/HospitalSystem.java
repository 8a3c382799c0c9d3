package org.medaid.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.medaid.kernel.ResidentId;

/** A hospital's own system, as it calls one-stop settlement. */
public final class HospitalSystem {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String base;
    private final String secret;

    public HospitalSystem(int port, String secret) {
        this("http://localhost:" + port, secret);
    }

    /** @param base where the application is, for example {@code http://localhost:8080} */
    public HospitalSystem(String base, String secret) {
        this.base = base;
        this.secret = secret;
    }

    /** An answer with its body read. */
    public record Answer(int status, String body, HttpResponse<String> response) {

        public JsonNode json() {
            return Office.read(body);
        }

        public String text(String field) {
            return json().path(field).asText();
        }

        public String code() {
            return text("code");
        }

        public Answer must(int expected) {
            if (status != expected) {
                throw new AssertionError(status + " " + body);
            }
            return this;
        }
    }

    /** So many requests at the same moment, each from a thread of its own. */
    public static List<Answer> together(int count, IntFunction<Answer> request) {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            CyclicBarrier ready = new CyclicBarrier(count);
            List<CompletableFuture<Answer>> answers = IntStream.range(0, count)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    ready.await();
                                } catch (InterruptedException | BrokenBarrierException e) {
                                    throw new IllegalStateException(e);
                                }
                                return request.apply(i);
                            },
                            threads))
                    .toList();
            return answers.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdown();
        }
    }

    public static String key() {
        return UUID.randomUUID().toString();
    }

    /** What a hospital sends to register a patient. */
    public static Map<String, Object> patient(String office, ResidentId resident, String name, String careType, String admittedOn) {
        Map<String, Object> patient = new LinkedHashMap<>();
        patient.put("office", office);
        patient.put("residentId", resident.value());
        patient.put("name", name);
        patient.put("careType", careType);
        patient.put("admissionNumber", "Z" + UUID.randomUUID().toString().substring(0, 12));
        patient.put("admittedOn", admittedOn);
        patient.put("diagnosis", "肺炎");
        return patient;
    }

    /** A bill of which insurance paid nothing but what is said. */
    public static Map<String, Object> bill(String admission, String dischargedOn, String inScope, String basicPaid, String selfPaid) {
        Map<String, Object> bill = new HashMap<>();
        bill.put("admission", admission);
        bill.put("dischargedOn", dischargedOn);
        bill.put("invoiceNumber", "F" + UUID.randomUUID().toString().substring(0, 18));
        bill.put(
                "amounts",
                Map.of(
                        "total", new java.math.BigDecimal(inScope).add(new java.math.BigDecimal(selfPaid)).toPlainString(),
                        "inScope", inScope,
                        "deductible", "0",
                        "basicPaid", basicPaid,
                        "criticalIllnessPaid", "0",
                        "supplementaryPaid", "0",
                        "selfPaid", selfPaid));
        return bill;
    }

    public Answer admit(Map<String, Object> patient) {
        return post("/api/v1/admissions", key(), patient);
    }

    public Answer cancel(String admission, String reason) {
        return post("/api/v1/admissions/" + admission + "/cancellations", key(), Map.of("reason", reason));
    }

    public Answer preSettle(Map<String, Object> bill) {
        return post("/api/v1/pre-settlements", key(), bill);
    }

    public Answer settle(Map<String, Object> bill) {
        return post("/api/v1/settlements", key(), bill);
    }

    public Answer reverse(String settlement, String reason) {
        return post("/api/v1/settlements/" + settlement + "/reversals", key(), Map.of("reason", reason));
    }

    public Answer post(String path, String key, Object body) {
        return postText(path, key, body instanceof String text ? text : Office.write(body));
    }

    public Answer postText(String path, String key, String body) {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return send(request.build());
    }

    public Answer get(String path) {
        return send(request(path).GET().build());
    }

    /** A file, to the byte. */
    public HttpResponse<byte[]> file(String path) {
        try {
            return HTTP.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).header("Authorization", "Bearer " + secret);
    }

    private static Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The codes of a list of named things in an answer. */
    public static List<String> codes(JsonNode list) {
        return list.findValuesAsText("code");
    }
}
