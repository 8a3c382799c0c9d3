package org.medaid.settlement.onestop;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Keeps one hospital's system, run wild, from taking the counter of all others. Each node counts for itself. */
@Component
class CounterRates {

    private static final int MOST_HOSPITALS = 10_000;

    private final int perSecond;
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .expireAfterAccess(Duration.ofMinutes(10))
            .maximumSize(MOST_HOSPITALS)
            .build();

    /** @param perSecond requests of a hospital per second; as many may come at once after a pause */
    CounterRates(@Value("${medaid.one-stop.requests-per-second:50}") int perSecond) {
        this.perSecond = perSecond;
    }

    /** @return how long to wait; empty if the request may go on */
    Optional<Duration> wait(String hospitalCode) {
        ConsumptionProbe probe = buckets.get(hospitalCode, unknown -> bucket()).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(perSecond).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .build();
    }
}
