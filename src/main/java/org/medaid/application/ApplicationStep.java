package org.medaid.application;

import java.util.List;
import java.util.Map;
import org.medaid.api.FieldProblem;

/** What somebody hands in to take one step of an application. Each judges itself; nothing is changed by that. */
public interface ApplicationStep {

    /** Stable code, as recorded. */
    String kind();

    /** What is wrong with it, each at its field; empty if nothing is. */
    List<FieldProblem> problems(StepContext context);

    /** Ids of uploaded files that belong to it. */
    default List<String> documents() {
        return List.of();
    }

    /** Texts that a letter will print, by field: their characters must have a glyph. */
    default Map<String, String> printed() {
        return Map.of();
    }
}
