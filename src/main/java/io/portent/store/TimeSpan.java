package io.portent.store;

import java.time.Instant;

/** All times in [from, until), to the millisecond. */
public record TimeSpan(Instant from, Instant until) {
    /** From the first to the last time that a store can hold. */
    public static final TimeSpan ALL =
            new TimeSpan(Instant.ofEpochMilli(Long.MIN_VALUE), Instant.ofEpochMilli(Long.MAX_VALUE));

    public TimeSpan {
        Limits.millis("from", from);
        Limits.millis("until", until);
        if (until.isBefore(from)) {
            throw new IllegalArgumentException("until must be >= from, was " + until + " < " + from);
        }
    }

    public boolean contains(Instant time) {
        return !time.isBefore(from) && time.isBefore(until);
    }
}
