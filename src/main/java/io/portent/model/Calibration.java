package io.portent.model;

import java.util.List;

/**
 * A map per output of a model, or none for any.
 *
 * @param maps [level * buckets + bucket]; empty: hazards stay as they are
 */
public record Calibration(List<HazardMap> maps) {
    public static final Calibration NONE = new Calibration(List.of());

    public Calibration {
        maps = List.copyOf(maps);
    }

    double of(int output, double hazard) {
        return maps.isEmpty() ? hazard : maps.get(output).of(hazard);
    }
}
