package org.medaid.api;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts what strangers try, so that nobody tries without end. Counted in memory: a restart forgets, and several
 * applications beside each other each count for themselves.
 */
public final class Tries {

    private record Count(Instant since, int used) {}

    private final int most;
    private final Duration window;
    private final Map<String, Count> counts;

    /**
     * @param most how many tries a key has in one window; 1 or more
     * @param window how long a try counts, from the first of its window
     * @param keys how many keys are remembered; the ones not used for longest are forgotten first
     */
    public Tries(int most, Duration window, int keys) {
        if (most < 1 || keys < 1) {
            throw new IllegalArgumentException("at least one try and one key");
        }
        this.most = most;
        this.window = window;
        this.counts = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
                return size() > keys;
            }
        };
    }

    /** Uses a try of the key, if one is left at this moment. */
    public synchronized boolean use(String key, Instant now) {
        Count count = counts.get(key);
        if (count == null || !now.isBefore(count.since().plus(window))) {
            count = new Count(now, 0);
        }
        boolean left = count.used() < most;
        counts.put(key, left ? new Count(count.since(), count.used() + 1) : count);
        return left;
    }
}
