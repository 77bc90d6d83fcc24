package io.portent.rule;

import io.portent.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * When one entity was heard during the last day, in slots of five minutes: 25 hours in 4 KB whatever the window's length. Not
 * thread-safe.
 */
final class Traffic {
    private static final long SLOT = Duration.ofMinutes(5).toMillis();
    private static final int SLOTS = 300;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration AFTER = Duration.ofMinutes(30);
    private static final double MOST = 0.75;
    private static final int NOTHING = 0;
    private static final int QUIET = 1;
    private static final int HEARD = 2;

    private final long[] slots = new long[SLOTS];
    private final byte[] what = new byte[SLOTS];
    /** Longest silence that ended in the slot, in milliseconds. */
    private final long[] silences = new long[SLOTS];

    private long quietSince = Long.MIN_VALUE;
    private boolean heardLast;

    Traffic() {
        Arrays.fill(slots, Long.MIN_VALUE);
    }

    private int slotOf(long millis) {
        return (int) Math.floorMod(Math.floorDiv(millis, SLOT), (long) SLOTS);
    }

    private byte at(long slot) {
        int i = (int) Math.floorMod(slot, (long) SLOTS);
        return slots[i] == slot ? what[i] : NOTHING;
    }

    /** Windows in the order of time. */
    void add(Window window) {
        long start = window.start().toEpochMilli();
        int i = slotOf(start);
        long slot = Math.floorDiv(start, SLOT);
        if (slots[i] != slot) {
            slots[i] = slot;
            what[i] = NOTHING;
            silences[i] = 0;
        }
        heardLast = window.events() > 0;
        if (heardLast) {
            silences[i] = Math.max(silences[i], quietSince == Long.MIN_VALUE ? 0 : start - quietSince);
            quietSince = Long.MIN_VALUE;
            what[i] = HEARD;
        } else {
            quietSince = quietSince == Long.MIN_VALUE ? start : quietSince;
            what[i] = (byte) Math.max(what[i], QUIET);
        }
    }

    /** There was a hole in the windows: what was before it says nothing of a silence that goes on. */
    void interrupted() {
        quietSince = Long.MIN_VALUE;
        heardLast = false;
    }

    /**
     * Whether a silence of this length that begins now would be news: the hour before was seen for the most part, had traffic
     * in most of its slots and no silence half as long; and the half hour after the same moment a day before, if it was seen,
     * had traffic for the most part: a service that sleeps every night may fall asleep half an hour early.
     */
    boolean expectedAt(Instant now, Duration silence) {
        return heardLast
                && share(now.minus(HOUR), now, 6) >= MOST
                && longestSilence(now.minus(HOUR), now) <= silence.toMillis() / 2
                && share(now.minus(DAY), now.minus(DAY).plus(AFTER), 1) >= MOST;
    }

    /** Slots with traffic among those seen in [from, to); where fewer are seen than asked: 0 if many were, 1 if one. */
    private double share(Instant from, Instant to, int least) {
        int seen = 0;
        int heard = 0;
        for (long slot = Math.floorDiv(from.toEpochMilli(), SLOT); slot * SLOT < to.toEpochMilli(); slot++) {
            byte there = at(slot);
            seen += there == NOTHING ? 0 : 1;
            heard += there == HEARD ? 1 : 0;
        }
        if (seen < least) {
            return least > 1 ? 0 : 1;
        }
        return (double) heard / seen;
    }

    private long longestSilence(Instant from, Instant to) {
        long longest = 0;
        for (long slot = Math.floorDiv(from.toEpochMilli(), SLOT); slot * SLOT < to.toEpochMilli(); slot++) {
            int i = (int) Math.floorMod(slot, (long) SLOTS);
            longest = Math.max(longest, slots[i] == slot ? silences[i] : 0);
        }
        return longest;
    }
}
