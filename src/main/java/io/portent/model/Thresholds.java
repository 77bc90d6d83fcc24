package io.portent.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From which chance on a forecast counts as an alarm, per horizon, and below which one that rings ends. Between the two it goes on
 * ringing: a chance that wavers about one threshold would ring many times for one incident.
 *
 * @param orange for orange or worse
 * @param red for red
 * @param orangeKept at most as high; null, as in bundles of before there was such a thing: as high
 * @param redKept likewise
 */
public record Thresholds(
        List<Double> orange,
        List<Double> red,
        @Nullable List<Double> orangeKept,
        @Nullable List<Double> redKept) {
    public Thresholds {
        orange = List.copyOf(orange);
        red = List.copyOf(red);
        orangeKept = orangeKept == null ? orange : List.copyOf(orangeKept);
        redKept = redKept == null ? red : List.copyOf(redKept);
        int horizons = orange.size();
        if (red.size() != horizons || orangeKept.size() != horizons || redKept.size() != horizons) {
            throw new IllegalArgumentException("one threshold per horizon, were " + orange + " and " + red + ", kept "
                    + orangeKept + " and " + redKept);
        }
        for (int i = 0; i < horizons; i++) {
            if (orangeKept.get(i) > orange.get(i) || redKept.get(i) > red.get(i)) {
                throw new IllegalArgumentException("an alarm must end below where it begins, was " + orangeKept
                        + " for " + orange + " and " + redKept + " for " + red);
            }
        }
    }

    /** Alarms that end where they begin. */
    public Thresholds(List<Double> orange, List<Double> red) {
        this(orange, red, null, null);
    }

    double keptRed(int horizon) {
        return (redKept == null ? red : redKept).get(horizon);
    }

    double keptOrange(int horizon) {
        return (orangeKept == null ? orange : orangeKept).get(horizon);
    }
}
