package org.medaid.policy;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An office parameter as the policy officer typed it.
 *
 * @param parameter the code, for example {@code lianyungang.key.ratio}
 * @param value in the form of a request's {@code officeParameters}
 * @param from ISO date, the first day
 * @param to ISO date, the last day, or null while the end is not known
 * @param documentNumber the office's own document
 */
public record EnterParameter(String parameter, JsonNode value, String from, String to, String documentNumber) {}
