package org.medaid.application;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * What a step found, as it was handed in.
 *
 * @param kind stable code of the step
 * @param round the investigation it belongs to, from 1
 * @param by sign-in name, or {@code system}
 */
public record Recorded(String kind, int round, JsonNode content, String by, Instant at) {}
