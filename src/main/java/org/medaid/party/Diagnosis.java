package org.medaid.party;

/**
 * An entry of the catalogue of diagnoses.
 *
 * @param code of the International Classification of Diseases, tenth revision, as far as the catalogue distinguishes
 * @param name in Chinese
 */
public record Diagnosis(String code, String name) {}
