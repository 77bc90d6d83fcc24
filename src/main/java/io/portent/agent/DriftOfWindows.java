package io.portent.agent;

import io.portent.drift.DriftMeter;
import io.portent.drift.DriftScale;
import io.portent.window.Window;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far the entity that has drifted most was from what a model has learnt from, over windows that were read at once.
 *
 * @param highest score of any entity at any moment; NaN where none could be told
 * @param reason what the highest score was made of; null where there is none
 */
public record DriftOfWindows(double highest, @Nullable String reason) {
    static final DriftOfWindows UNKNOWN = new DriftOfWindows(Double.NaN, null);

    /** A score costs as much as several windows, and changes slowly: it is looked at every so many windows. */
    private static final int EVERY = 10;

    static DriftOfWindows of(List<Window> windows, @Nullable DriftScale scale) {
        DriftOfWindows highest = UNKNOWN;
        Map<String, DriftMeter> meters = new HashMap<>();
        if (scale == null) {
            return UNKNOWN;
        }
        for (Window window : windows) {
            DriftMeter meter = meters.computeIfAbsent(window.entity(), entity -> scale.meter());
            meter.add(window);
            long index = window.start().toEpochMilli() / window.length().toMillis();
            double score = index % EVERY == 0 ? meter.score() : Double.NaN;
            if (score > highest.highest || (Double.isNaN(highest.highest) && !Double.isNaN(score))) {
                highest = new DriftOfWindows(score, meter.reason());
            }
        }
        return highest;
    }

    /** Score after the last window of the entity that has drifted least; NaN where that of any cannot be told. */
    static double leastAtTheEnd(List<Window> windows, DriftScale scale) {
        Map<String, DriftMeter> meters = new HashMap<>();
        for (Window window : windows) {
            meters.computeIfAbsent(window.entity(), entity -> scale.meter()).add(window);
        }
        return meters.values().stream()
                .mapToDouble(DriftMeter::score)
                .reduce(Math::min)
                .orElse(Double.NaN);
    }
}
