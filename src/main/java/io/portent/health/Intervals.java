package io.portent.health;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Disjoint half-open intervals [start, end) in rising order, in milliseconds; what touches is merged. Immutable. */
final class Intervals {
    private final long[] starts;
    private final long[] ends;

    /** @param end exclusive; {@link Long#MAX_VALUE}: never */
    record Span(long start, long end) {}

    private Intervals(long[] starts, long[] ends) {
        this.starts = starts;
        this.ends = ends;
    }

    static Intervals of(List<Span> spans) {
        List<Span> sorted = new ArrayList<>(spans);
        sorted.sort(Comparator.comparingLong(Span::start));
        long[] starts = new long[sorted.size()];
        long[] ends = new long[sorted.size()];
        int n = 0;
        for (Span span : sorted) {
            if (n > 0 && span.start() <= ends[n - 1]) {
                ends[n - 1] = Math.max(ends[n - 1], span.end());
            } else {
                starts[n] = span.start();
                ends[n++] = span.end();
            }
        }
        return new Intervals(Arrays.copyOf(starts, n), Arrays.copyOf(ends, n));
    }

    private int at(long millis) {
        int found = Arrays.binarySearch(starts, millis);
        return found >= 0 ? found : -found - 2;
    }

    boolean contain(Instant time) {
        int i = at(time.toEpochMilli());
        return i >= 0 && time.toEpochMilli() < ends[i];
    }

    boolean cover(Instant from, Instant to) {
        int i = at(from.toEpochMilli());
        return i >= 0 && to.toEpochMilli() <= ends[i];
    }

    /** Where the interval ends that this time lies in; null where none does, or where it never ends. */
    @Nullable
    Instant endAt(Instant time) {
        int i = at(time.toEpochMilli());
        boolean within = i >= 0 && time.toEpochMilli() < ends[i] && ends[i] != Long.MAX_VALUE;
        return within ? Instant.ofEpochMilli(ends[i]) : null;
    }

    /** The first start in (after, upTo]. */
    @Nullable
    Instant firstStart(Instant after, Instant upTo) {
        int found = Arrays.binarySearch(starts, after.toEpochMilli());
        int i = found >= 0 ? found + 1 : -found - 1;
        return i < starts.length && starts[i] <= upTo.toEpochMilli() ? Instant.ofEpochMilli(starts[i]) : null;
    }

    /** How many start in (after, upTo]. */
    int countStarts(Instant after, Instant upTo) {
        return Math.max(0, at(upTo.toEpochMilli()) - at(after.toEpochMilli()));
    }

    /** The last start in (after, upTo]. */
    @Nullable
    Instant lastStart(Instant after, Instant upTo) {
        int i = at(upTo.toEpochMilli());
        return i >= 0 && starts[i] > after.toEpochMilli() ? Instant.ofEpochMilli(starts[i]) : null;
    }

    /** The first moment after this one, in milliseconds, at which an interval starts or ends; {@link Long#MAX_VALUE} if there is none. */
    long changeAfter(long millis) {
        int i = at(millis);
        long end = i >= 0 && ends[i] > millis ? ends[i] : Long.MAX_VALUE;
        long start = i + 1 < starts.length ? starts[i + 1] : Long.MAX_VALUE;
        return Math.min(start, end);
    }

    List<Instant> startsIn(Instant from, Instant to) {
        List<Instant> in = new ArrayList<>();
        for (long start : starts) {
            if (start >= from.toEpochMilli() && start <= to.toEpochMilli()) {
                in.add(Instant.ofEpochMilli(start));
            }
        }
        return in;
    }
}
