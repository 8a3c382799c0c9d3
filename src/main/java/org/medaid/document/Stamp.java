package org.medaid.document;

import java.util.Optional;

/**
 * One stamp to be set.
 *
 * @param holder whose seal: a hospital's code, or {@code office-} with the office's tenant id
 * @param holderName what the holder is called; the name on a certificate that the demonstration makes, otherwise not used
 * @param field the name of the signature field, in ASCII letters, digits and hyphens; one that the file holds and nobody
 *     has signed, otherwise it is made at the place
 * @param reason what is stamped, as a reader of the file shows it; nothing personal
 * @param place where the field is made if the file does not hold it
 * @param appearance a PDF whose first page is what one sees; it is scaled into the field
 */
public record Stamp(
        String holder, String holderName, String field, String reason, Optional<Place> place, byte[] appearance) {

    /**
     * A rectangle on a page.
     *
     * @param page from 0
     * @param x of the left side, in points from the page's left
     * @param y of the lower side, in points from the page's foot
     * @param width in points, more than 0
     * @param height in points, more than 0
     */
    public record Place(int page, float x, float y, float width, float height) {

        /** @throws IllegalArgumentException for a page before the first, or a rectangle without area */
        public Place {
            if (page < 0 || !(width > 0) || !(height > 0)) {
                throw new IllegalArgumentException("a place is a rectangle on a page");
            }
        }
    }
}
