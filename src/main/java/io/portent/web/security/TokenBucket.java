package io.portent.web.security;

import java.time.Duration;

/** How often something may be done: so often at once, and one more after each interval. Not thread-safe. Times are nanoseconds of one clock. */
final class TokenBucket {
    private final int burst;
    private final long interval;

    /** When the bucket would be full again; it is now if that is past. */
    private long full;

    private boolean used;

    TokenBucket(int burst, Duration interval) {
        if (burst < 1 || interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("burst and interval must be > 0, were " + burst + " and " + interval);
        }
        this.burst = burst;
        this.interval = interval.toNanos();
    }

    /** Whether one may be taken; takes none. */
    boolean has(long now) {
        return debt(now) <= (burst - 1) * interval;
    }

    /** Takes one, if it may be. */
    boolean take(long now) {
        if (!has(now)) {
            return false;
        }
        full = now + debt(now) + interval;
        used = true;
        return true;
    }

    private long debt(long now) {
        return used ? Math.max(0, full - now) : 0;
    }
}
