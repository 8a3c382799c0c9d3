package org.medaid.audit;

import java.time.Instant;

/**
 * An act as it stands in the trail.
 *
 * @param number its place in the trail, ascending
 * @param at when it was recorded
 */
public record RecordedAct(long number, Instant at, AuditEntry entry) {}
