package org.medaid.policy;

/**
 * Why a rule file is refused.
 *
 * @param decision the decision table's key
 * @param row the id of the row, the column or the table at fault
 * @param code a stable code, for example {@code CITATION_MISSING}
 * @param message plain Chinese, naming the table and the row as a person counts and reads them
 */
public record RuleFault(String decision, String row, String code, String message) {}
