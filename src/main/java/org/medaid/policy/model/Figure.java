package org.medaid.policy.model;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.medaid.kernel.Ratio;
import org.medaid.policy.OfficeParameterValues;
import org.medaid.policy.ParameterKey;

/**
 * A figure in a rule's row: a number, or an office parameter, perhaps a share of it, perhaps with a number that holds
 * while the office has not set it: {@code 0.60}, {@code "jining.other.ratio"},
 * {@code "0.50 * lianyungang.basic-insurance-annual-ceiling"}, {@code "lianyungang.key.ratio | 0.70"}.
 *
 * <p>All numbers are fen for amounts and ten-thousandths for ratios.
 */
public final class Figure {

    /** What {@link #value} answers if the office has not set the parameter. */
    public static final long MISSING = OfficeParameterValues.NOT_SET;

    private static final Pattern REFERENCE =
            Pattern.compile("(?:(\\d+(?:\\.\\d+)?) \\* )?([a-z][a-z.-]*)(?: \\| (\\d+(?:\\.\\d+)?))?");
    private static final long WHOLE = 10_000;

    private final long fixed;
    private final ParameterKey key;
    private final long share;
    private final long fallback;

    private Figure(long fixed, ParameterKey key, long share, long fallback) {
        this.fixed = fixed;
        this.key = key;
        this.share = share;
        this.fallback = fallback;
    }

    /** @param value fen or ten-thousandths */
    public static Figure of(long value) {
        return new Figure(value, null, WHOLE, MISSING);
    }

    /**
     * Reads a cell.
     *
     * @param cell a number or a text
     * @param decimals 2 for amounts, 4 for ratios
     * @return empty if the cell is neither a number of that exactness, not negative, nor a reference to a parameter
     */
    public static Optional<Figure> read(Object cell, int decimals) {
        try {
            if (cell instanceof Number number) {
                return Optional.of(of(scaled(new BigDecimal(number.toString()), decimals)));
            }
            Matcher reference = REFERENCE.matcher(String.valueOf(cell));
            if (!(cell instanceof String) || !reference.matches()) {
                return Optional.empty();
            }
            long share = reference.group(1) == null ? WHOLE : scaled(new BigDecimal(reference.group(1)), 4);
            long fallback = reference.group(3) == null ? MISSING : scaled(new BigDecimal(reference.group(3)), decimals);
            return ParameterKey.of(reference.group(2)).map(key -> new Figure(MISSING, key, share, fallback));
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static long scaled(BigDecimal value, int decimals) {
        long scaled = value.movePointRight(decimals).longValueExact();
        if (scaled < 0 || scaled > 1_000_000_000_000L) {
            throw new ArithmeticException("out of range");
        }
        return scaled;
    }

    /** The parameter it rests on, or null. */
    public ParameterKey key() {
        return key;
    }

    /** Whether the office must have set the parameter. */
    public boolean needsParameter() {
        return key != null && fallback == MISSING;
    }

    /** The number itself, or the number that holds while the office has set nothing, or {@link #MISSING}. */
    public long statutory() {
        return key == null ? fixed : fallback;
    }

    /** Ten-thousandths of the parameter that count. */
    public long share() {
        return share;
    }

    /** Fen or ten-thousandths under the office's parameters; only for scalar parameters. */
    public long value(OfficeParameterValues parameters) {
        if (key == null) {
            return fixed;
        }
        long set = parameters.scalar(key);
        if (set == MISSING) {
            set = fallback;
        }
        return share == WHOLE || set == MISSING ? set : Ratio.roundHalfUp(set * share);
    }

    /** Whether the office's own figure is used. */
    public boolean isOfficeParameter(OfficeParameterValues parameters) {
        return key != null && parameters.isSet(key);
    }
}
