package io.portent.simulate;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What to simulate. The same spec gives the same bytes on every machine.
 *
 * @param start whole seconds; the shop's clients live in UTC, so midnight here is their midnight
 * @param days 1 to 3650
 */
public record SimulationSpec(Instant start, int days, long seed) {
    /** A Monday: the weekly rhythm begins with a quiet working day. Fixed, because the clock must not change the output. */
    public static final Instant DEFAULT_START = Instant.parse("2026-03-02T00:00:00Z");

    public SimulationSpec {
        if (!start.equals(start.truncatedTo(ChronoUnit.SECONDS))) {
            throw new IllegalArgumentException("start must be a whole second, was " + start);
        }
        if (days < 1 || days > 3650) {
            throw new IllegalArgumentException("days must be in [1, 3650], was " + days);
        }
    }

    long endMillis() {
        return days * 86_400_000L;
    }
}
