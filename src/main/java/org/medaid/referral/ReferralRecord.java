package org.medaid.referral;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that happened to a referral.
 *
 * @param kind stable code, for example {@code SUMMARY_WRITTEN}
 * @param tier at which of the two hospitals, if at one
 * @param content what was handed in
 */
public record ReferralRecord(String kind, Optional<HospitalTier> tier, JsonNode content, String by, Instant at) {}
