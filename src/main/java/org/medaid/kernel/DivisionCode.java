package org.medaid.kernel;

import java.util.regex.Pattern;

/**
 * An administrative division by its six digits of GB/T 2260: two for the province, two for the prefecture, two for the
 * county; {@code 00} stands for the whole.
 *
 * @param value six digits
 */
public record DivisionCode(String value) {

    private static final Pattern SIX_DIGITS = Pattern.compile("[1-9]\\d{5}");

    public DivisionCode {
        if (value == null || !SIX_DIGITS.matcher(value).matches()) {
            throw new IllegalArgumentException("a division code has six digits");
        }
    }

    /** The four digits of the prefecture-level city the division belongs to. */
    public String prefecture() {
        return value.substring(0, 4);
    }

    public boolean isSamePrefectureAs(DivisionCode other) {
        return prefecture().equals(other.prefecture());
    }

    @Override
    public String toString() {
        return value;
    }
}
