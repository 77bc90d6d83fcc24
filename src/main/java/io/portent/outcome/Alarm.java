package io.portent.outcome;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** An alarm that stands: its red forecasts, as far as they can still come true. */
final class Alarm {
    private final Instant began;
    private final String model;
    private final Deque<Said> reds = new ArrayDeque<>();
    private Instant reach;

    Alarm(Said first) {
        this.began = first.time();
        this.model = first.model();
        this.reach = first.reach();
        add(first);
    }

    /** Forgets reds whose horizon has passed, so that an alarm which stands for days needs no more memory than one horizon does. */
    void add(Said red) {
        while (!reds.isEmpty() && reds.getFirst().reach().isBefore(red.time())) {
            reds.removeFirst();
        }
        reds.addLast(red);
        reach = red.reach().isAfter(reach) ? red.reach() : reach;
    }

    Instant began() {
        return began;
    }

    /** The end of the longest horizon of its last red forecast. */
    Instant reach() {
        return reach;
    }

    String model() {
        return model;
    }

    /** From the first red whose horizon reaches the onset; null if it came with no more than the warning time left. */
    @Nullable
    Duration lead(Instant onset, Duration warning) {
        for (Said red : reds) {
            if (!onset.isAfter(red.reach()) && red.time().isBefore(onset.minus(warning))) {
                return Duration.between(red.time(), onset);
            }
        }
        return null;
    }
}
