package io.portent.model;

import io.portent.dataset.EncodedRun;
import java.util.Arrays;
import java.util.List;

/**
 * The forecaster's rule for how far back its memory reaches: every answer comes from the last data window, read from a zero
 * state, averaged over the ensemble. Backtest and live agent both come through here, so that they cannot differ.
 *
 * <p>The price is that a backtest reads every window as many times as the data window is long. A carried state would
 * be cheaper, but would make a forecast depend on when the agent was started.
 *
 * <p>Not thread-safe.
 */
public final class Recurrent implements HazardModel {
    /** Steps in memory at a time: few enough for a small container, enough to share the work of neighbours. */
    private static final int STEPS = 16_384;

    private final List<Network> ensemble;
    private final int dataWindow;

    public Recurrent(List<Network> ensemble, int dataWindow) {
        if (ensemble.isEmpty()) {
            throw new IllegalArgumentException("an ensemble has at least one network");
        }
        this.ensemble = List.copyOf(ensemble);
        this.dataWindow = dataWindow;
    }

    @Override
    public float[] hazards(EncodedRun run, int from, int to) {
        int width = run.outputs();
        float[] all = new float[(to - from) * width];
        Arrays.fill(all, Float.NaN);
        int first = Math.max(from, dataWindow - 1);
        int sequences = Math.max(1, STEPS / dataWindow);
        for (int step = first; step < to; step += sequences) {
            int until = Math.min(to, step + sequences);
            float[] some = mean(run.vectors(), step, until, width);
            System.arraycopy(some, 0, all, (step - from) * width, some.length);
        }
        return all;
    }

    /** Mean hazards of the ensemble at the last step of the data windows that end at [from, to). */
    private float[] mean(float[] vectors, int from, int to, int outputs) {
        int sequences = to - from;
        float[] mean = new float[sequences * outputs];
        for (Network network : ensemble) {
            float[] answers = network.sliding(vectors, from - dataWindow + 1, sequences, dataWindow);
            for (int i = 0; i < mean.length; i++) {
                // A rounding above 1 is no chance any more.
                mean[i] = Math.min(1, mean[i] + answers[i] / ensemble.size());
            }
        }
        return mean;
    }

    @Override
    public void close() {
        ensemble.forEach(Network::close);
    }
}
