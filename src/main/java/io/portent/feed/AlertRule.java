package io.portent.feed;

import io.portent.health.HealthState;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What some alerts mean.
 *
 * @param severity the alert's label of that name; null: any, and none
 * @param state null: nothing, they are left out
 */
public record AlertRule(
        Glob alertname, @Nullable String severity, @Nullable HealthState state) {
    boolean speaksOf(Map<String, String> labels) {
        return (severity == null || severity.equalsIgnoreCase(labels.getOrDefault("severity", "")))
                && alertname.matches(labels.getOrDefault("alertname", ""));
    }
}
