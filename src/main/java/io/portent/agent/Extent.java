package io.portent.agent;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * From when to when the events of one file happened. A line whose date no neighbour shares is taken for wrong, unless all
 * are so far apart: one wrong date must not stretch a history of weeks to one of decades. Not thread-safe.
 */
final class Extent {
    private final Duration apart;
    private @Nullable Instant before;
    private @Nullable Instant first;
    private @Nullable Instant last;
    private @Nullable Instant earliest;
    private @Nullable Instant latest;

    /** @param apart neighbours up to this far from each other confirm each other */
    Extent(Duration apart) {
        this.apart = apart;
    }

    void add(Instant time) {
        earliest = earlier(earliest, time);
        latest = later(latest, time);
        if (before != null && Duration.between(before, time).abs().compareTo(apart) <= 0) {
            first = earlier(earlier(first, before), time);
            last = later(later(last, before), time);
        }
        before = time;
    }

    /** Null without any event. */
    @Nullable
    Instant first() {
        return first == null ? earliest : first;
    }

    /** Null without any event. */
    @Nullable
    Instant last() {
        return last == null ? latest : last;
    }

    static Instant earlier(@Nullable Instant one, Instant other) {
        return one == null || other.isBefore(one) ? other : one;
    }

    static Instant later(@Nullable Instant one, Instant other) {
        return one == null || other.isAfter(one) ? other : one;
    }
}
