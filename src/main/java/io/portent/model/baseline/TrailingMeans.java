package io.portent.model.baseline;

import io.portent.dataset.EncodedRun;
import java.util.List;

/**
 * A run's vectors averaged over the last few windows, for models without memory.
 *
 * <pre>
 *   spans 1, 3:   x_t , (x_t + x_{t-1} + x_{t-2}) / 3        the start of a run averages what there is
 * </pre>
 */
final class TrailingMeans {
    private final EncodedRun run;
    private final List<Integer> spans;
    /** Prefix sums [step][feature], one row more than there are steps. */
    private final double[] sums;

    TrailingMeans(EncodedRun run, List<Integer> spans) {
        this.run = run;
        this.spans = spans;
        int features = run.features();
        this.sums = new double[(run.run().size() + 1) * features];
        for (int i = 0; i < run.vectors().length; i++) {
            sums[i + features] = sums[i] + run.vectors()[i];
        }
    }

    int size() {
        return spans.size() * run.features();
    }

    /** Writes the means at a step. */
    void write(int step, double[] out) {
        int features = run.features();
        int to = (step + 1) * features;
        for (int s = 0; s < spans.size(); s++) {
            int first = Math.max(0, step + 1 - spans.get(s));
            double n = step + 1.0 - first;
            for (int f = 0; f < features; f++) {
                out[s * features + f] = (sums[to + f] - sums[first * features + f]) / n;
            }
        }
    }
}
