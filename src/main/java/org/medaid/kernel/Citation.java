package org.medaid.kernel;

/**
 * The place in a public document that a figure or decision rests on.
 *
 * @param document the document number, for example {@code 抚政办发〔2014〕67号}
 * @param article the article, for example {@code 四(二)}
 */
public record Citation(String document, String article) {

    public Citation {
        if (document == null || document.isBlank() || article == null || article.isBlank()) {
            throw new IllegalArgumentException("a citation names a document and an article");
        }
    }

    @Override
    public String toString() {
        return document + " " + article;
    }
}
