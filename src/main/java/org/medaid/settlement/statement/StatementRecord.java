package org.medaid.settlement.statement;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A step of a statement as it was taken.
 *
 * @param by sign-in name, or {@code system}
 */
public record StatementRecord(String kind, JsonNode content, String by, Instant at) {}
