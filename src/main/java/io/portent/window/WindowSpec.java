package io.portent.window;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How event time is cut into tumbling windows.
 *
 * <pre>
 *   offset      length
 *   |-->|---------------|---------------|        window i = [offset + i*length, offset + (i+1)*length)
 *  epoch                                ^~~~~~^  closed once the clock has passed its end by lateness
 * </pre>
 *
 * @param length at least one second, whole milliseconds
 * @param offset from the epoch (UTC), 0 &lt;= offset &lt; length
 * @param lateness how long a window waits for events that arrive out of order
 */
public record WindowSpec(Duration length, Duration offset, Duration lateness) {
    public WindowSpec {
        if (length.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("window.length must be >= 1s, was " + length);
        }
        if (!length.equals(length.truncatedTo(ChronoUnit.MILLIS))) {
            throw new IllegalArgumentException("window.length must be whole milliseconds, was " + length);
        }
        if (offset.isNegative() || offset.compareTo(length) >= 0) {
            throw new IllegalArgumentException("window.offset must be in [0, length), was " + offset);
        }
        if (lateness.isNegative()) {
            throw new IllegalArgumentException("window.lateness must be >= 0, was " + lateness);
        }
    }

    /** The start of the window that holds this time. */
    public Instant startOf(Instant time) {
        long millis = length.toMillis();
        long since = Math.floorMod(time.toEpochMilli() - offset.toMillis(), millis);
        return Instant.ofEpochMilli(time.toEpochMilli() - since);
    }
}
