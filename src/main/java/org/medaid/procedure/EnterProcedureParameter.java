package org.medaid.procedure;

/**
 * A value as the policy officer typed it.
 *
 * @param parameter the key's code, for example {@code claim.check-working-days}
 * @param value for example {@code 5}
 * @param from ISO date, the first day; the value counts until another one starts
 * @param documentNumber the office's own document
 */
public record EnterProcedureParameter(String parameter, String value, String from, String documentNumber) {}
