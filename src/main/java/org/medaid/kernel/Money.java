package org.medaid.kernel;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * An amount of Chinese yuan, exact to the fen.
 *
 * <p>The range is that of a bill: at most ten digits before the decimal point, so that sums of many bills still fit
 * a {@code long} and the database's {@code numeric(14,2)}.
 *
 * @param fen the amount in fen; may be negative where a reversal is meant
 */
public record Money(long fen) implements Comparable<Money> {

    public static final Money ZERO = new Money(0);

    private static final Pattern AMOUNT = Pattern.compile("-?\\d{1,10}(\\.\\d{1,2})?");

    public static Money ofFen(long fen) {
        return fen == 0 ? ZERO : new Money(fen);
    }

    /**
     * Reads an amount in yuan such as {@code 1234.50}.
     *
     * @throws IllegalArgumentException if the text is not a plain number, has more than two decimals or more than ten
     *     digits before the point
     */
    public static Money parse(String yuan) {
        if (yuan == null || !AMOUNT.matcher(yuan).matches()) {
            throw new IllegalArgumentException("not an amount in yuan with at most two decimals");
        }
        return of(new BigDecimal(yuan));
    }

    /** @throws ArithmeticException if the value has a fraction of a fen */
    public static Money of(BigDecimal yuan) {
        return ofFen(yuan.movePointRight(2).longValueExact());
    }

    public Money plus(Money other) {
        return ofFen(Math.addExact(fen, other.fen));
    }

    public Money minus(Money other) {
        return ofFen(Math.subtractExact(fen, other.fen));
    }

    public Money negate() {
        return ofFen(Math.negateExact(fen));
    }

    /** This amount, or zero if it is negative. */
    public Money orZeroIfNegative() {
        return fen < 0 ? ZERO : this;
    }

    public Money min(Money other) {
        return fen <= other.fen ? this : other;
    }

    public Money max(Money other) {
        return fen >= other.fen ? this : other;
    }

    public boolean isZero() {
        return fen == 0;
    }

    public boolean isPositive() {
        return fen > 0;
    }

    public boolean isNegative() {
        return fen < 0;
    }

    public boolean isMoreThan(Money other) {
        return fen > other.fen;
    }

    public BigDecimal yuan() {
        return BigDecimal.valueOf(fen, 2);
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(fen, other.fen);
    }

    /** Yuan with exactly two decimals, as in the machine interface. */
    @Override
    public String toString() {
        return yuan().toPlainString();
    }
}
