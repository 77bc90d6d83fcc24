package io.portent.config;

import io.portent.health.HealthState;
import io.portent.health.Trust;
import io.portent.rule.LabelRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the recorded health comes from, and whom to believe.
 *
 * @param files globs of label CSV files, relative to the working directory
 * @param defaultState of time that no label covers; null: unknown, and such time is not learnt from
 * @param rules what is called red or orange although nobody said so
 * @param filesAlone what the store knows does not count
 */
public record LabelsConfig(
        List<String> files,
        @Nullable HealthState defaultState,
        Trust trust,
        List<LabelRule> rules,
        boolean filesAlone) {
    public LabelsConfig {
        files = List.copyOf(files);
        rules = List.copyOf(rules);
        if (defaultState == HealthState.ORANGE || defaultState == HealthState.RED) {
            throw new IllegalArgumentException("labels.default must be unknown or green, was " + defaultState);
        }
    }

    /** Beside what the store knows. */
    public LabelsConfig(List<String> files, @Nullable HealthState defaultState, Trust trust, List<LabelRule> rules) {
        this(files, defaultState, trust, rules, false);
    }

    /** Files alone, with the usual trust and no rules. */
    public LabelsConfig(List<String> files, @Nullable HealthState defaultState) {
        this(files, defaultState, Trust.DEFAULT, List.of(), true);
    }

    /** These files alone: neither the store nor a rule says anything beside them. */
    public LabelsConfig alone(List<String> otherFiles) {
        return new LabelsConfig(otherFiles, defaultState, trust, List.of(), true);
    }

    /** The same with other files. */
    public LabelsConfig with(List<String> otherFiles) {
        return new LabelsConfig(otherFiles, defaultState, trust, rules, filesAlone);
    }
}
