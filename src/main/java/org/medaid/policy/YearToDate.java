package org.medaid.policy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.medaid.kernel.Money;

/**
 * What a person has used of each accumulator before this bill: in the running application the ledger's sums, locked.
 *
 * <p>A handful of entries in plain arrays: looking one up costs a few comparisons and no allocation.
 */
public final class YearToDate {

    public static final YearToDate NOTHING = new YearToDate(Map.of());

    private final Accumulator[] accumulators;
    private final int[] months;
    private final long[] fen;

    private YearToDate(Map<AccumulatorKey, Money> used) {
        accumulators = new Accumulator[used.size()];
        months = new int[used.size()];
        fen = new long[used.size()];
        int i = 0;
        for (Map.Entry<AccumulatorKey, Money> entry : used.entrySet()) {
            accumulators[i] = entry.getKey().accumulator();
            months[i] = entry.getKey().month();
            fen[i] = entry.getValue().fen();
            i++;
        }
    }

    /** @throws IllegalArgumentException if an amount is negative */
    public static YearToDate of(Map<AccumulatorKey, Money> used) {
        for (Money amount : used.values()) {
            if (amount.isNegative()) {
                throw new IllegalArgumentException("what was used is never negative");
            }
        }
        return used.isEmpty() ? NOTHING : new YearToDate(used);
    }

    /**
     * Fen used so far; 0 where nothing is on record.
     *
     * @param accumulator what is asked for
     * @param month the month of the bill, see {@link AccumulatorKey#monthOf}; read only for monthly accumulators
     */
    public long fen(Accumulator accumulator, int month) {
        for (int i = 0; i < accumulators.length; i++) {
            if (accumulators[i] == accumulator && (months[i] == month || months[i] == 0)) {
                return fen[i];
            }
        }
        return 0;
    }

    public Map<AccumulatorKey, Money> asMap() {
        Map<AccumulatorKey, Money> map = new LinkedHashMap<>();
        for (int i = 0; i < accumulators.length; i++) {
            map.put(new AccumulatorKey(accumulators[i], months[i]), Money.ofFen(fen[i]));
        }
        return map;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof YearToDate that && asMap().equals(that.asMap());
    }

    @Override
    public int hashCode() {
        return asMap().hashCode();
    }

    @Override
    public String toString() {
        return asMap().toString();
    }
}
