package io.portent.simulate;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What to simulate. The same spec gives the same bytes on every machine.
 *
 * @param start whole seconds; the shop's clients live in UTC, so midnight here is their midnight
 * @param days 1 to 3650
 * @param renameDay from this day on, counted from 0, a third of the log statements has other words; {@code days} or later: never
 */
public record SimulationSpec(Instant start, int days, long seed, int renameDay) {
    /** A Monday: the weekly rhythm begins with a quiet working day. Fixed, because the clock must not change the output. */
    public static final Instant DEFAULT_START = Instant.parse("2026-03-02T00:00:00Z");

    /** One whose log statements stay as they are. */
    public SimulationSpec(Instant start, int days, long seed) {
        this(start, days, seed, Integer.MAX_VALUE);
    }

    public SimulationSpec {
        if (!start.equals(start.truncatedTo(ChronoUnit.SECONDS))) {
            throw new IllegalArgumentException("start must be a whole second, was " + start);
        }
        if (days < 1 || days > 3650) {
            throw new IllegalArgumentException("days must be in [1, 3650], was " + days);
        }
        if (renameDay < 0) {
            throw new IllegalArgumentException("renameDay must be >= 0, was " + renameDay);
        }
    }

    long renameMillis() {
        return start.toEpochMilli() + renameDay * 86_400_000L;
    }

    long endMillis() {
        return days * 86_400_000L;
    }
}
