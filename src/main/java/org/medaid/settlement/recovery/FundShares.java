package org.medaid.settlement.recovery;

import java.math.BigInteger;
import java.util.EnumMap;
import java.util.Map;
import org.medaid.kernel.Money;
import org.medaid.ledger.Fund;

/** Splits a sum among funds in the proportion of what each has at stake, to the fen. */
final class FundShares {

    private FundShares() {}

    /**
     * @param amount from zero to the sum of the weights
     * @param weights more than zero each
     * @return what falls to each fund, never more than its weight and coming to the amount; without those that get nothing
     */
    static Map<Fund, Money> split(Money amount, Map<Fund, Money> weights) {
        Money whole = sum(weights);
        if (amount.isNegative() || amount.isMoreThan(whole)) {
            throw new IllegalArgumentException("no more is split than is at stake");
        }
        Map<Fund, Money> parts = new EnumMap<>(Fund.class);
        if (amount.isZero()) {
            return parts;
        }
        for (Map.Entry<Fund, Money> weight : new EnumMap<>(weights).entrySet()) {
            parts.put(weight.getKey(), portion(amount, weight.getValue(), whole));
        }
        // Fen that do not divide go to the first funds that still have room.
        Money left = amount.minus(sum(parts));
        for (Fund fund : parts.keySet()) {
            Money more = left.min(weights.get(fund).minus(parts.get(fund)));
            parts.merge(fund, more, Money::plus);
            left = left.minus(more);
        }
        parts.values().removeIf(Money::isZero);
        return parts;
    }

    /** Amount times weight over whole, the fen cut off. */
    static Money portion(Money amount, Money weight, Money whole) {
        return Money.ofFen(BigInteger.valueOf(amount.fen())
                .multiply(BigInteger.valueOf(weight.fen()))
                .divide(BigInteger.valueOf(whole.fen()))
                .longValueExact());
    }

    static Money sum(Map<?, Money> amounts) {
        return amounts.values().stream().reduce(Money.ZERO, Money::plus);
    }
}
