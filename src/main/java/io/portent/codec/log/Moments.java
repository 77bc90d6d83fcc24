package io.portent.codec.log;

import io.portent.window.Window;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Mean and standard deviation of features that every window is asked for, from going through the windows twice. Deviations are
 * summed about the mean: the shorter formula leaves a constant with a deviation made of rounding.
 */
final class Moments {
    private final Map<Feature, Sum> sums = new HashMap<>();

    private static final class Sum {
        private int count;
        private double total;
        private double squares;

        double mean() {
            return total / count;
        }
    }

    Moments(List<Feature> features, List<Window> windows) {
        features.forEach(feature -> sums.put(feature, new Sum()));
        for (Window window : windows) {
            sums.forEach((feature, sum) -> {
                double value = feature.of(window);
                if (!Double.isNaN(value)) {
                    sum.count++;
                    sum.total += value;
                }
            });
        }
        for (Window window : windows) {
            sums.forEach((feature, sum) -> {
                double off = feature.of(window) - sum.mean();
                sum.squares += Double.isNaN(off) ? 0 : off * off;
            });
        }
    }

    /** Null for a feature that was not given, or of which no window says anything. */
    double @Nullable [] of(Feature feature) {
        Sum sum = sums.get(feature);
        return sum == null || sum.count == 0 ? null : new double[] {sum.mean(), Math.sqrt(sum.squares / sum.count)};
    }
}
