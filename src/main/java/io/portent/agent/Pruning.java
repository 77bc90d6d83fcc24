package io.portent.agent;

import io.portent.store.Housekeeping;
import io.portent.store.Store;
import io.portent.store.WindowReader;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Keeps the store within its age and size, once an hour. Not thread-safe; owned by the store's thread. */
final class Pruning {
    private static final Duration BETWEEN = Duration.ofHours(1);

    private final Housekeeping.Retention retention;
    private final InstantSource clock;
    private @Nullable Instant last;

    Pruning(Housekeeping.Retention retention, InstantSource clock) {
        this.retention = retention;
        this.clock = clock;
    }

    /** A clock that was set back does not put it off. */
    void pruneIfDue(Store store) {
        Instant now = clock.instant();
        Instant before = last;
        if (before == null || !now.isBefore(before.plus(BETWEEN)) || now.isBefore(before)) {
            store.housekeeping().prune(retention, sober(store, now));
            last = now;
        }
    }

    /** A clock that has jumped ahead must not make all history old: it counts as a day ahead of the windows at most. */
    private static Instant sober(Store store, Instant now) {
        Instant newest = store.windowReader().extents().stream()
                .map(WindowReader.Extent::last)
                .max(Instant::compareTo)
                .orElse(now);
        Instant ahead = newest.plus(Duration.ofDays(1));
        return now.isAfter(ahead) ? ahead : now;
    }
}
