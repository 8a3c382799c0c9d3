package org.medaid.api;

import java.util.List;
import java.util.function.Function;

/** What came of a command: done, or refused with the reasons at the fields. A refusal has changed nothing. */
public sealed interface Outcome<T> {

    record Done<T>(T value) implements Outcome<T> {}

    record Refused<T>(List<FieldProblem> problems) implements Outcome<T> {
        public Refused {
            problems = List.copyOf(problems);
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("a refusal says why");
            }
        }
    }

    static <T> Outcome<T> done(T value) {
        return new Done<>(value);
    }

    static <T> Outcome<T> refused(String field, String code, String message) {
        return new Refused<>(List.of(new FieldProblem(field, code, message)));
    }

    static <T> Outcome<T> refused(List<FieldProblem> problems) {
        return new Refused<>(problems);
    }

    /** The refusal's problems, empty when done. */
    default List<FieldProblem> problems() {
        return this instanceof Refused<T> refused ? refused.problems() : List.of();
    }

    default <R> R fold(Function<T, R> done, Function<List<FieldProblem>, R> refused) {
        return this instanceof Done<T> d ? done.apply(d.value()) : refused.apply(problems());
    }
}
