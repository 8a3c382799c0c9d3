package org.medaid.document;

/**
 * A file with its content.
 *
 * @param bytes the content exactly as it was sent; not to be changed
 */
public record DocumentContent(Document document, byte[] bytes) {}
