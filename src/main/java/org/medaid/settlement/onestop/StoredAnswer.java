package org.medaid.settlement.onestop;

/**
 * What a hospital was answered, to the byte.
 *
 * @param status HTTP status
 * @param body JSON
 * @param location where the thing can be asked for; null where there is none
 */
public record StoredAnswer(int status, String body, String location) {}
