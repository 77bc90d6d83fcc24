package io.portent.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * A clock that stands at a chosen moment, and runs faster than real time once it is started. Thread-safe.
 *
 * <pre>
 *   stands ─ start ─▶ runs, speed seconds in each second ─ hold ─▶ stands
 * </pre>
 */
final class QuickClock implements InstantSource {
    private final LongSupplier nanos;
    private final int speed;
    private Instant base;
    private long startedAt;
    private boolean running;

    /**
     * @param nanos a monotonic clock
     * @param speed simulated seconds in a real one
     */
    QuickClock(LongSupplier nanos, Instant base, int speed) {
        if (speed < 1) {
            throw new IllegalArgumentException("speed must be >= 1, was " + speed);
        }
        this.nanos = nanos;
        this.base = base;
        this.speed = speed;
    }

    synchronized void start() {
        if (!running) {
            startedAt = nanos.getAsLong();
            running = true;
        }
    }

    synchronized void hold() {
        base = instant();
        running = false;
    }

    @Override
    public synchronized Instant instant() {
        if (!running) {
            return base;
        }
        return base.plus(Duration.ofNanos(nanos.getAsLong() - startedAt).multipliedBy(speed));
    }
}
