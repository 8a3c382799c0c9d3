package org.medaid.document.model;

import java.util.OptionalDouble;

/**
 * How large a text may be printed to fit into its place. Reckoned, not measured, and on the safe side: a Chinese character is
 * as wide as it is high, and a line is two characters shorter than it could be, because no line begins with a comma.
 */
final class TextFit {

    /** In points. */
    static final double LARGEST = 10.5;

    /** In points, for long texts. */
    static final double SMALLEST = 6;
    /** In points, for names, which must fit however long they are. */
    static final double SMALLEST_OF_NAMES = 4.5;

    private static final double STEP = 0.5;
    private static final double MM_PER_POINT = 25.4 / 72;
    private static final double LINE_HEIGHT = 1.3;
    private static final int SPARE_CHARACTERS = 2;
    private static final double NARROW = 0.62;
    private static final String WIDE_LATIN = "ABCDEFGHKLMNOPQRSTUVWXYZmw@%&—";

    private TextFit() {}

    /**
     * The size in points, nothing if not even the smallest is small enough.
     *
     * @param text with what stands before it in its place; line breaks count
     * @param width in millimetres
     * @param height in millimetres
     * @param smallest in points
     */
    static OptionalDouble size(String text, double width, double height, double smallest) {
        for (double size = LARGEST; size >= smallest; size -= STEP) {
            double em = size * MM_PER_POINT;
            double perLine = width / em;
            int lines = 0;
            for (String part : text.split("\\R", -1)) {
                double length = ems(part);
                lines += length <= perLine - 0.5 ? 1 : (int) Math.ceil(length / (perLine - SPARE_CHARACTERS));
            }
            if (lines * em * LINE_HEIGHT <= height) {
                return OptionalDouble.of(size);
            }
        }
        return OptionalDouble.empty();
    }

    /** As {@link #size}, for what stands on one line. */
    static OptionalDouble sizeOfLine(String text, double width, double smallest) {
        for (double size = LARGEST; size >= smallest; size -= STEP) {
            if (ems(text) <= width / (size * MM_PER_POINT) - 0.5) {
                return OptionalDouble.of(size);
            }
        }
        return OptionalDouble.empty();
    }

    private static double ems(String text) {
        return text.codePoints()
                .mapToDouble(c -> c < 0x80 && WIDE_LATIN.indexOf(c) < 0 ? NARROW : 1)
                .sum();
    }
}
