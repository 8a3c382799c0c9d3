package org.medaid.testing;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.medaid.kernel.BusinessClock;

/** A clock that a test sets. */
public final class MovableClock extends Clock {

    private volatile Instant now;

    public MovableClock(LocalDate today) {
        set(today);
    }

    /** It is ten in the morning of this day in Beijing. */
    public void set(LocalDate today) {
        now = today.atTime(10, 0).atZone(BusinessClock.ZONE).toInstant();
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return BusinessClock.ZONE;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
