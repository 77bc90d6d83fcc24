package io.portent.feed.prometheus;

import io.portent.health.HealthState;

/**
 * An expression whose series tell a state: at every moment at which one has a value other than zero.
 *
 * @param entityLabel the label of the series that names the entity
 */
public record Watched(String expression, HealthState state, String entityLabel) {
    public Watched {
        if (expression.isBlank()) {
            throw new IllegalArgumentException("expression must not be blank");
        }
    }
}
