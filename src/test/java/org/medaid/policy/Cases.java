package org.medaid.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The worked examples: each a request and what is expected of it. */
public final class Cases {

    public static final ObjectMapper JSON = new ObjectMapper();

    private static final List<String> AREAS = List.of("fushun", "lianyungang", "jining", "jiangmen");

    private Cases() {}

    /** One worked example. */
    public record Case(String name, JsonNode request, JsonNode expected) {

        @Override
        public String toString() {
            return name;
        }
    }

    public static Stream<Case> computed() {
        return AREAS.stream().flatMap(area -> read(area).stream());
    }

    public static Stream<Case> refused() {
        return read("refused").stream();
    }

    /** A request of an example that is read without a problem. */
    public static CalculationRequest request(JsonNode json) {
        RequestReading reading = CalculationRequestReader.read(json);
        if (reading instanceof RequestReading.Accepted accepted) {
            return accepted.request();
        }
        throw new AssertionError(((RequestReading.Rejected) reading).problems());
    }

    private static List<Case> read(String area) {
        try (InputStream stream = Cases.class.getResourceAsStream("/cases/" + area + ".json")) {
            List<Case> cases = new ArrayList<>();
            for (JsonNode node : JSON.readTree(stream)) {
                cases.add(new Case(area + " " + cases.size(), node.get("request"), node.get("expected")));
            }
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
