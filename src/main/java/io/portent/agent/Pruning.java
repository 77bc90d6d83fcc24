package io.portent.agent;

import io.portent.store.Housekeeping;
import io.portent.store.Store;
import io.portent.store.WindowReader;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the store within its age and size, once an hour and when these have changed. A clock that is wrong must not make all history old: it counts as a
 * day ahead of the windows at most, and for a day after it has jumped nothing is old, since logs may have jumped with it, so that
 * there are windows of that time. Where it was ahead from the start, no more than the oldest day goes at once. Not thread-safe;
 * owned by the store's thread.
 */
final class Pruning {
    private static final Duration BETWEEN = Duration.ofHours(1);
    private static final Duration A_DAY = Duration.ofDays(1);
    /** Clocks are set right by less every day. */
    private static final Duration JUMP = Duration.ofHours(1);

    private volatile Housekeeping.Retention retention;
    private volatile boolean changed;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private @Nullable Duration last;
    private @Nullable Instant origin;
    private @Nullable Duration jumped;

    /** @param nanos goes on evenly, as {@link System#nanoTime} does, whatever the clock does */
    Pruning(Housekeeping.Retention retention, InstantSource clock, LongSupplier nanos) {
        this.retention = retention;
        this.clock = clock;
        this.nanos = nanos;
    }

    /** From the next look on, which is due at once if this is another one. Thread-safe. */
    void use(Housekeeping.Retention next) {
        if (!next.equals(retention)) {
            retention = next;
            changed = true;
        }
    }

    void pruneIfDue(Store store) {
        Duration passed = Duration.ofNanos(nanos.getAsLong());
        Instant now = clock.instant();
        watch(now, passed);
        Duration before = last;
        if (changed || before == null || passed.minus(before).compareTo(BETWEEN) >= 0) {
            changed = false; // before the rule is read: one that comes meanwhile makes the next look due
            store.housekeeping().prune(retention, sober(store, now, passed));
            last = passed;
        }
    }

    private void watch(Instant now, Duration passed) {
        Instant zero = now.minus(passed);
        Instant before = origin;
        if (before == null) {
            origin = zero;
        } else if (Duration.between(before, zero).abs().compareTo(JUMP) > 0) {
            origin = zero;
            jumped = passed;
        }
    }

    private Instant sober(Store store, Instant now, Duration passed) {
        Instant oldest = Instant.MAX;
        Instant newest = Instant.MIN;
        for (WindowReader.Extent one : store.windowReader().extents()) {
            oldest = one.first().isBefore(oldest) ? one.first() : oldest;
            newest = one.last().isAfter(newest) ? one.last() : newest;
        }
        boolean doubtful = jumped != null && passed.minus(jumped).compareTo(A_DAY) < 0;
        if (newest.equals(Instant.MIN)) {
            return doubtful ? Instant.EPOCH : now;
        }
        Instant nothingIsOld = oldest.plus(retention.age());
        Instant least = earlier(newest.plus(A_DAY), doubtful ? nothingIsOld : nothingIsOld.plus(A_DAY));
        return earlier(now, least);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
