package org.medaid.kernel;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A citizen's identity number of 18 characters (GB 11643): division, date of birth, order, check character.
 *
 * <p>{@link #toString()} is masked on purpose, so that a number never reaches a log by accident.
 *
 * @param value 17 digits and a check character
 */
public record ResidentId(String value) {

    private static final Pattern FORM = Pattern.compile("[1-9]\\d{16}[0-9X]");
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECK_CHARACTERS = "10X98765432";
    private static final DateTimeFormatter BIRTH =
            DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);

    /** @throws IllegalArgumentException if the form, the date of birth or the check character is wrong */
    public ResidentId {
        if (value == null || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("an identity number has 17 digits and a check character");
        }
        birth(value);
        if (checkCharacter(value.substring(0, 17)) != value.charAt(17)) {
            throw new IllegalArgumentException("the check character does not fit the digits");
        }
    }

    /** Reads a number as people type it: surrounding blanks and a small x are accepted. */
    public static ResidentId parse(String typed) {
        return new ResidentId(typed == null ? null : typed.strip().toUpperCase(Locale.ROOT));
    }

    /** Completes 17 digits with their check character. */
    public static ResidentId complete(String seventeenDigits) {
        return new ResidentId(seventeenDigits + checkCharacter(seventeenDigits));
    }

    public LocalDate birthDate() {
        return birth(value);
    }

    public boolean isFemale() {
        return (value.charAt(16) - '0') % 2 == 0;
    }

    /** The first six and the last two characters, as on public notices and lists. */
    public String masked() {
        return value.substring(0, 6) + "**********" + value.substring(16);
    }

    @Override
    public String toString() {
        return masked();
    }

    private static LocalDate birth(String value) {
        try {
            return LocalDate.parse(value.substring(6, 14), BIRTH);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("the date of birth in the number does not exist");
        }
    }

    private static char checkCharacter(String seventeenDigits) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += (seventeenDigits.charAt(i) - '0') * WEIGHTS[i];
        }
        return CHECK_CHARACTERS.charAt(sum % 11);
    }
}
