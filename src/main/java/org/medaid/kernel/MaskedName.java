package org.medaid.kernel;

/**
 * A name as the public may read it: enough for neighbours to know who is meant, not enough to find the person elsewhere.
 *
 * <p>Two characters: the second is hidden (王*). More: everything between the first and the last (王*明, 欧**娜). A name of
 * parts keeps its dots, and of all its parts only the very first and the very last character (阿***·**提). A single character
 * is hidden, and what is no letter is never shown.
 */
public final class MaskedName {

    private static final int MASK = '*';

    private MaskedName() {}

    /**
     * @param name as registered; surrounding blanks do not count, rare characters beyond the basic plane count as one
     * @throws IllegalArgumentException if the name is blank
     */
    public static String of(String name) {
        int[] characters = name.strip().codePoints().toArray();
        if (characters.length == 0) {
            throw new IllegalArgumentException("a name has a character");
        }
        int last = characters.length - 1;
        StringBuilder masked = new StringBuilder();
        for (int i = 0; i <= last; i++) {
            boolean shown = (i == 0 && last > 0 || i == last && last > 1) && Character.isLetter(characters[i]);
            masked.appendCodePoint(shown || isDot(characters[i]) ? characters[i] : MASK);
        }
        return masked.toString();
    }

    /** Whether a text can be the result of {@link #of}: at most its ends are readable. */
    public static boolean isMasked(String text) {
        int[] characters = text.codePoints().toArray();
        if (characters.length == 0 || characters.length <= 2 && characters[characters.length - 1] != MASK) {
            return false;
        }
        for (int i = 1; i < characters.length - 1; i++) {
            if (characters[i] != MASK && !isDot(characters[i])) {
                return false;
            }
        }
        return true;
    }

    /** The dots between the parts of a name, in the ways people type them. */
    private static boolean isDot(int character) {
        return character == '·' || character == '•' || character == '・' || character == '．';
    }
}
