package io.portent.config;

import io.portent.health.HealthState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the recorded health comes from.
 *
 * @param files globs of label CSV files, relative to the working directory
 * @param defaultState of time that no label covers; null: unknown, and such time is not learnt from
 */
public record LabelsConfig(List<String> files, @Nullable HealthState defaultState) {
    public LabelsConfig {
        files = List.copyOf(files);
        if (defaultState == HealthState.ORANGE || defaultState == HealthState.RED) {
            throw new IllegalArgumentException("labels.default must be unknown or green, was " + defaultState);
        }
    }
}
