package org.medaid.kernel;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A share between 0 and 1, exact to the ten-thousandth (a hundredth of a percent).
 *
 * @param tenThousandths 0 to 10,000
 */
public record Ratio(int tenThousandths) implements Comparable<Ratio> {

    private static final int ONE_IN_TEN_THOUSANDTHS = 10_000;

    public static final Ratio ONE = new Ratio(ONE_IN_TEN_THOUSANDTHS);

    public Ratio {
        if (tenThousandths < 0 || tenThousandths > ONE_IN_TEN_THOUSANDTHS) {
            throw new IllegalArgumentException("a ratio lies between 0 and 1");
        }
    }

    /** @throws IllegalArgumentException if the value is outside 0 to 1 or finer than four decimals */
    public static Ratio of(BigDecimal value) {
        try {
            return new Ratio(value.movePointRight(4).intValueExact());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("a ratio has at most four decimals", e);
        }
    }

    public static Ratio parse(String value) {
        return of(new BigDecimal(value));
    }

    /** The share of the amount, rounded half up to the fen: the one place where a product becomes an amount. */
    public Money of(Money base) {
        return Money.ofFen(roundedFen(productOf(base), base));
    }

    /** The exact product in ten-thousandths of a fen, for sums that are rounded only once at the end. */
    public long productOf(Money base) {
        return Math.multiplyExact(base.fen(), (long) tenThousandths);
    }

    /** Rounds a sum of exact products (ten-thousandths of a fen, not negative) half up to the fen. */
    public static long roundHalfUp(long product) {
        if (product < 0) {
            throw new IllegalArgumentException("only amounts that are not negative are shared out");
        }
        return (product + ONE_IN_TEN_THOUSANDTHS / 2) / ONE_IN_TEN_THOUSANDTHS;
    }

    private static long roundedFen(long product, Money base) {
        if (base.isNegative()) {
            throw new IllegalArgumentException("only amounts that are not negative are shared out");
        }
        return roundHalfUp(product);
    }

    public BigDecimal value() {
        return new BigDecimal(BigInteger.valueOf(tenThousandths), 4);
    }

    @Override
    public int compareTo(Ratio other) {
        return Integer.compare(tenThousandths, other.tenThousandths);
    }

    /** At least two decimals, as in the rules: {@code 0.70}, {@code 0.365}. */
    @Override
    public String toString() {
        BigDecimal plain = value().stripTrailingZeros();
        return (plain.scale() < 2 ? plain.setScale(2) : plain).toPlainString();
    }
}
