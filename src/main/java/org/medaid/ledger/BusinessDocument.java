package org.medaid.ledger;

/**
 * What a posting rests on, for example one calculation sheet.
 *
 * @param type the kind of document, for example {@code sheet}
 * @param id its id; unique within the type
 */
public record BusinessDocument(String type, String id) {}
