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
    private final List<Integer> spans;
    private final int features;
    /** Prefix sums [step][feature], one row more than there are steps. */
    private final double[] sums;

    /** @param columns of the run's vectors that are averaged; empty: all */
    TrailingMeans(EncodedRun run, List<Integer> columns, List<Integer> spans) {
        this.spans = spans;
        this.features = columns.isEmpty() ? run.features() : columns.size();
        this.sums = new double[(run.run().size() + 1) * features];
        for (int step = 0; step < run.run().size(); step++) {
            for (int i = 0; i < features; i++) {
                int column = columns.isEmpty() ? i : columns.get(i);
                int at = step * features + i;
                sums[at + features] = sums[at] + run.vectors()[step * run.features() + column];
            }
        }
    }

    int size() {
        return spans.size() * features;
    }

    /** Writes the means at a step. */
    void write(int step, double[] out) {
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
