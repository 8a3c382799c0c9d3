package org.medaid.application;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.medaid.api.FieldProblem;
import org.medaid.api.Typed;
import org.medaid.application.model.Application;
import org.medaid.kernel.Money;
import org.medaid.security.CurrentUser;

/**
 * What a step is judged against.
 *
 * @param history everything recorded so far, oldest first
 * @param user who takes the step
 * @param limits the office's parameters as of today
 */
public record StepContext(
        Application application,
        List<Recorded> history,
        CurrentUser user,
        LocalDate today,
        Function<ApplicationParameter, String> limits) {

    public int number(ApplicationParameter parameter) {
        return Integer.parseInt(limits.apply(parameter));
    }

    public Money amount(ApplicationParameter parameter) {
        return Money.parse(limits.apply(parameter));
    }

    /** The newest record of a kind in the present investigation. */
    public Optional<Recorded> latest(String kind) {
        return history.stream()
                .filter(recorded -> recorded.round() == application.round() && recorded.kind().equals(kind))
                .reduce((earlier, later) -> later);
    }

    public boolean everRecorded(String kind) {
        return history.stream().anyMatch(recorded -> recorded.kind().equals(kind));
    }

    /** Who surveyed the household, in any investigation, by sign-in name. */
    public Set<String> surveyors() {
        return history.stream()
                .filter(recorded -> recorded.kind().equals(SurveyHousehold.KIND))
                .flatMap(recorded -> Stream.concat(
                        Stream.of(recorded.by()),
                        StreamSupport.stream(recorded.content().path("surveyors").spliterator(), false)
                                .map(JsonNode::asText)))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The day, unless the text is none or lies after today. */
    public Optional<LocalDate> pastDay(String text) {
        try {
            return Optional.of(LocalDate.parse(String.valueOf(text))).filter(day -> !day.isAfter(today));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Adds a problem if a choice is none of the possible ones. */
    static void chosen(List<FieldProblem> problems, String field, String value, Set<String> possible, String message) {
        if (value == null || !possible.contains(value)) {
            problems.add(new FieldProblem(field, "CHOICE_MISSING", message));
        }
    }

    /** Adds a problem if a text is missing or longer than the form allows. */
    static void text(List<FieldProblem> problems, String field, String value, String message) {
        if (Typed.blank(value)) {
            problems.add(new FieldProblem(field, "TEXT_MISSING", message));
        } else if (value.length() > 2000) {
            problems.add(new FieldProblem(field, "TEXT_TOO_LONG", "内容不能超过2000个字。"));
        }
    }
}
