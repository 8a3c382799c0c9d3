package org.medaid.claim.model;

import java.util.List;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;

/** How several experts' figures for one item become one; the office chooses by parameter. */
@Clause("C12")
public enum Aggregation {
    /** The middle figure; of an even number the mean of the two in the middle, rounded half up. */
    MEDIAN {
        @Override
        public Money of(List<Money> unreasonable) {
            if (unreasonable.isEmpty()) {
                throw new IllegalArgumentException("nobody has given an opinion");
            }
            List<Money> sorted = unreasonable.stream().sorted().toList();
            int middle = sorted.size() / 2;
            if (sorted.size() % 2 == 1) {
                return sorted.get(middle);
            }
            long sum = sorted.get(middle - 1).plus(sorted.get(middle)).fen();
            return Money.ofFen((sum + 1) / 2);
        }
    },
    /** Unreasonable only if more than half of the experts say so; then the median of their figures. */
    MAJORITY {
        @Override
        public Money of(List<Money> unreasonable) {
            if (unreasonable.isEmpty()) {
                throw new IllegalArgumentException("nobody has given an opinion");
            }
            List<Money> against = unreasonable.stream().filter(Money::isPositive).toList();
            return against.size() * 2 > unreasonable.size() ? MEDIAN.of(against) : Money.ZERO;
        }
    };

    /** @param unreasonable one figure per expert, at least one */
    public abstract Money of(List<Money> unreasonable);
}
