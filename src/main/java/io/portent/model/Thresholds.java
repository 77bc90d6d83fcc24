package io.portent.model;

import java.util.List;

/**
 * From which chance on a forecast counts as an alarm, per horizon.
 *
 * @param orange for orange or worse
 * @param red for red
 */
public record Thresholds(List<Double> orange, List<Double> red) {
    public Thresholds {
        orange = List.copyOf(orange);
        red = List.copyOf(red);
        if (orange.size() != red.size()) {
            throw new IllegalArgumentException("one threshold per horizon, were " + orange + " and " + red);
        }
    }
}
