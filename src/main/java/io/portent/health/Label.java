package io.portent.health;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An interval of known health.
 *
 * @param entity empty: all entities
 * @param end exclusive; null: still open
 * @param source who says so
 */
public record Label(
        String entity,
        HealthState state,
        Instant start,
        @Nullable Instant end,
        String source,
        String note) {
    public Label {
        if (end != null && !end.isAfter(start)) {
            throw new IllegalArgumentException("end must be after start, was " + end + " <= " + start);
        }
    }
}
