package org.medaid.workbench.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.medaid.api.RequestWithBody;
import org.medaid.kernel.Clause;
import org.medaid.security.SignedIn;
import org.medaid.workbench.persistence.GroupTasks;
import org.medaid.workbench.process.TaskFilters;
import org.medaid.workbench.process.TaskFilters.Place;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Has the engine look at the fifteen tasks of a page instead of at all of a group's: which they are, and how many there are in
 * all, the application's own rows know. What is shown stays the engine's word: it answers for these tasks under the user's rights, with
 * everything that Tasklist asks for.
 *
 * <p>A list with conditions of the user's own, or in an order of the user's own, goes to the engine as it is; for somebody who works
 * for some townships alone, with the tasks it may choose from.
 */
@Component
@Clause("X6")
class TaskListPages extends OncePerRequestFilter {

    private static final Pattern PATH = Pattern.compile("/camunda/api/engine/engine/default/filter/([0-9A-Za-z-]{1,64})/list");
    private static final Pattern PART = Pattern.compile("firstResult=(\\d{1,7})&maxResults=(\\d{1,3})");
    private static final Set<String> CONDITIONS = Set.of("processVariables", "taskVariables", "caseInstanceVariables");
    private static final Set<String> PARTS = Set.of("firstResult", "maxResults");
    private static final String NO_TASK = "-";
    private static final String TASKS = "taskIdIn";

    private final TaskFilters filters;
    private final SignedIn signedIn;
    private final ObjectMapper json;

    TaskListPages(TaskFilters filters, SignedIn signedIn, ObjectMapper json) {
        this.filters = filters;
        this.signedIn = signedIn;
        this.json = json;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !"POST".equals(request.getMethod())
                || !PATH.matcher(request.getRequestURI()).matches()
                || request.getQueryString() == null
                || !PART.matcher(request.getQueryString()).matches()
                || !String.valueOf(request.getHeader("Accept")).contains("application/hal+json");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        // Bounded by the guard that stands before.
        byte[] body = request.getInputStream().readAllBytes();
        Optional<GroupTasks.Page> page = page(request, body);
        if (page.isEmpty()) {
            chain.doFilter(new RequestWithBody(request, ofOwnTowns(body)), response);
            return;
        }
        ObjectNode narrowed = (ObjectNode) json.readTree(body);
        List<String> tasks = page.get().tasks().isEmpty() ? List.of(NO_TASK) : page.get().tasks();
        narrowed.remove(PARTS);
        narrowed.set(TASKS, json.valueToTree(tasks));
        ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
        chain.doFilter(
                new RequestWithBody(request, json.writeValueAsBytes(narrowed), "firstResult=0&maxResults=" + tasks.size()), answer);
        if (answer.getStatus() == HttpServletResponse.SC_OK
                && json.readTree(answer.getContentAsByteArray()) instanceof ObjectNode list) {
            list.put("count", page.get().count());
            byte[] whole = json.writeValueAsBytes(list);
            answer.resetBuffer();
            answer.getOutputStream().write(whole);
        }
        answer.copyBodyToResponse();
    }

    private byte[] ofOwnTowns(byte[] body) throws IOException {
        Optional<Set<String>> own;
        JsonNode asked;
        try {
            own = filters.ofOwnTowns(signedIn.user());
            asked = body.length == 0 ? json.createObjectNode() : json.readTree(body);
        } catch (IllegalStateException | JsonProcessingException nobodyIsSignedInOrNotJson) {
            // Neither gets past the engine.
            return body;
        }
        if (own.isEmpty() || !(asked instanceof ObjectNode narrowed)) {
            return body;
        }
        List<String> tasks = new ArrayList<>(own.get());
        if (narrowed.has(TASKS)) {
            Set<String> chosen = new HashSet<>();
            narrowed.get(TASKS).forEach(task -> chosen.add(task.asText()));
            tasks.retainAll(chosen);
        }
        narrowed.set(TASKS, json.valueToTree(tasks.isEmpty() ? List.of(NO_TASK) : tasks));
        return json.writeValueAsBytes(narrowed);
    }

    private Optional<GroupTasks.Page> page(HttpServletRequest request, byte[] body) {
        Optional<Optional<Place>> place = place(body);
        Matcher path = PATH.matcher(request.getRequestURI());
        Matcher part = PART.matcher(request.getQueryString());
        if (place.isEmpty() || !path.matches() || !part.matches()) {
            return Optional.empty();
        }
        try {
            return filters.page(
                    signedIn.user(), path.group(1), place.get(), Integer.parseInt(part.group(1)), Integer.parseInt(part.group(2)));
        } catch (IllegalStateException nobodyIsSignedIn) {
            return Optional.empty();
        }
    }

    /** @return empty if the list has conditions or an order that are not known here; a place if it is narrowed to one */
    private Optional<Optional<Place>> place(byte[] body) {
        JsonNode asked;
        try {
            asked = json.readTree(body);
        } catch (IOException notJson) {
            return Optional.empty();
        }
        if (asked == null || !asked.isObject()) {
            return Optional.empty();
        }
        Optional<Place> place = Optional.empty();
        for (var member : asked.properties()) {
            JsonNode value = member.getValue();
            boolean known;
            if (CONDITIONS.contains(member.getKey())) {
                known = value.isArray() && value.isEmpty();
                if (!known && member.getKey().equals("taskVariables") && value.size() == 1 && isPlace(value.get(0))) {
                    place = Optional.of(new Place(value.get(0).get("name").asText(), value.get(0).get("value").asText()));
                    known = true;
                }
            } else if (member.getKey().equals("active")) {
                known = value.isBoolean() && value.booleanValue();
            } else if (PARTS.contains(member.getKey())) {
                // Once more what stands in the address, which counts.
                known = value.isIntegralNumber();
            } else {
                known = member.getKey().equals("sorting")
                        && value.size() == 1
                        && value.get(0).size() == 2
                        && value.get(0).path("sortBy").asText().equals("created")
                        && value.get(0).path("sortOrder").asText().equals("desc");
            }
            if (!known) {
                return Optional.empty();
            }
        }
        return asked.has("sorting") ? Optional.of(place) : Optional.empty();
    }

    private static boolean isPlace(JsonNode condition) {
        return condition.size() == 3
                && condition.path("operator").asText().equals("eq")
                && condition.path("name").isTextual()
                && condition.path("value").isTextual();
    }
}
