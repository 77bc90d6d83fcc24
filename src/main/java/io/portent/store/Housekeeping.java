package io.portent.store;

import java.time.Duration;
import java.time.Instant;

/**
 * Keeps the store within bounds. Windows, forecasts and outcomes go, the oldest first; labels, interventions and models are
 * few and stay.
 */
public interface Housekeeping {
    /** Deletes what is older than the rule's age, then more of the oldest until the store is within the rule's size. */
    Pruned prune(Retention rule, Instant now);

    /** Room that the store's contents take. The file may be larger until it is written to again. */
    long bytes();

    /**
     * @param age of a window's start, a forecast, an outcome; more than zero
     * @param bytes more than zero
     */
    record Retention(Duration age, long bytes) {
        public Retention {
            if (age.isNegative() || age.isZero()) {
                throw new IllegalArgumentException("age must be > 0, was " + age);
            }
            if (bytes <= 0) {
                throw new IllegalArgumentException("bytes must be > 0, was " + bytes);
            }
        }
    }

    /** How many were deleted. */
    record Pruned(long windows, long forecasts, long outcomes) {
        public static final Pruned NOTHING = new Pruned(0, 0, 0);

        public Pruned plus(Pruned other) {
            return new Pruned(windows + other.windows, forecasts + other.forecasts, outcomes + other.outcomes);
        }
    }
}
