package org.medaid.api;

/**
 * What is wrong with one field of a request.
 *
 * @param field the path of the field, for example {@code amounts.total}
 * @param code a stable code, for example {@code TOTAL_MISMATCH}
 * @param message a plain Chinese sentence for the person at the screen
 */
public record FieldProblem(String field, String code, String message) {}
