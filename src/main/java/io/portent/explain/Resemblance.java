package io.portent.explain;

import io.portent.health.HealthState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the present is like among past incidents.
 *
 * @param known incidents that it was compared with
 * @param nearest the one that it is most like; null where it is like none
 */
public record Resemblance(int known, @Nullable Incident nearest) {
    /**
     * A past incident.
     *
     * @param entity that it befell, which need not be the one whose present it is like
     * @param alike the moment before it that the present is like
     * @param onset when it began
     * @param likeness cosine of the two, 1 for the same
     */
    public record Incident(String entity, Instant alike, Instant onset, HealthState state, double likeness) {
        /** How long after the moment it began. */
        public Duration later() {
            return Duration.between(alike, onset);
        }
    }
}
