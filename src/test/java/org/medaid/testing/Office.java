package org.medaid.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;

/** An office's staff at their desks: everything they do goes over the wire as Tasklist's forms send it. */
public final class Office {

    private static final String ENGINE = "/camunda/api/engine/engine/default";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int port;
    private final String area;
    private final Map<String, Browser> signedIn = new HashMap<>();

    public Office(int port, String area) {
        this.port = port;
        this.area = area;
    }

    public Browser as(String who) {
        return signedIn.computeIfAbsent(who, w -> Browser.signedIn(port, signInName(w)));
    }

    /** The office's own staff are called without the office; a hospital's by their whole name. */
    private String signInName(String who) {
        return who.contains("-") ? who : area + "-" + who;
    }

    /** Sends the start form of a bill. */
    public HttpResponse<String> enter(String clerk, Object bill) {
        return start(clerk, "ClaimSettlementProcess", bill);
    }

    /** Sends the start form of a process. */
    public HttpResponse<String> start(String who, String process, Object form) {
        return as(who).postJson(ENGINE + "/process-definition/key/" + process + "/submit-form", payload(form));
    }

    /** As {@link #start}, by somebody who works for several offices and names this one. */
    public HttpResponse<String> startHere(String who, String process, Object form) {
        return as(who).postJson(
                ENGINE + "/process-definition/key/" + process + "/submit-form",
                write(transientVariables(Map.of("form", write(form), "office", area))));
    }

    /** The id of the instance that a start form began. */
    public String instance(HttpResponse<String> started) {
        if (started.statusCode() != 200) {
            throw new AssertionError(started.statusCode() + " " + started.body());
        }
        return read(started.body()).get("id").asText();
    }

    /** The task of a kind in a case, as its worker sees it; null if the worker sees none. */
    public String task(String who, String instance, String definitionKey) {
        JsonNode tasks = read(as(who)
                .getJson(ENGINE + "/task?processInstanceId=" + instance + "&taskDefinitionKey=" + definitionKey)
                .body());
        if (!tasks.isArray()) {
            throw new AssertionError(tasks.toString());
        }
        for (JsonNode task : tasks) {
            String assignee = task.path("assignee").asText("");
            if (assignee.isEmpty() || assignee.equals("null") || assignee.equals(signInName(who))) {
                return task.get("id").asText();
            }
        }
        return null;
    }

    /** Sends the form of a task. */
    public HttpResponse<String> complete(String who, String instance, String definitionKey, Object payload) {
        String task = task(who, instance, definitionKey);
        if (task == null) {
            throw new AssertionError(who + " sees no " + definitionKey);
        }
        return submit(who, task, payload);
    }

    /** Sends the form of a task known by its id. */
    public HttpResponse<String> submit(String who, String task, Object payload) {
        return as(who).postJson(ENGINE + "/task/" + task + "/submit-form", payload(payload));
    }

    /** Sends the form of a task that must be accepted. */
    public void completed(String who, String instance, String definitionKey, Object payload) {
        HttpResponse<String> answer = complete(who, instance, definitionKey, payload);
        if (answer.statusCode() >= 300) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
    }

    public JsonNode get(String who, String path) {
        HttpResponse<String> answer = as(who).getJson(path);
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + " " + answer.statusCode() + " " + answer.body());
        }
        return read(answer.body());
    }

    public static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String payload(Object form) {
        return write(transientVariables(Map.of("form", write(form))));
    }

    private static ObjectNode transientVariables(Map<String, String> values) {
        ObjectNode body = JSON.createObjectNode();
        ObjectNode variables = body.putObject("variables");
        values.forEach((name, value) -> variables
                .putObject(name)
                .put("value", value)
                .put("type", "String")
                .putObject("valueInfo")
                .put("transient", true));
        return body;
    }
}
