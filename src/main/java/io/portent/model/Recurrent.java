package io.portent.model;

import io.portent.dataset.EncodedRun;
import io.portent.dataset.HazardTargets;
import io.portent.dataset.Hazards;
import io.portent.dataset.Horizons;
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
public final class Recurrent implements RiskModel, AutoCloseable {
    /** Steps in memory at a time: few enough for a small container, enough to share the work of neighbours. */
    private static final int STEPS = 16_384;

    private final List<Network> ensemble;
    private final Horizons horizons;
    private final int dataWindow;

    public Recurrent(List<Network> ensemble, Horizons horizons, int dataWindow) {
        if (ensemble.isEmpty()) {
            throw new IllegalArgumentException("an ensemble has at least one network");
        }
        this.ensemble = List.copyOf(ensemble);
        this.horizons = horizons;
        this.dataWindow = dataWindow;
    }

    /** Chances at the end of a single data window. */
    @Override
    public float[] risks(EncodedRun run, int from, int to) {
        int width = HazardTargets.LEVELS.size() * horizons.horizons().size();
        float[] risks = new float[(to - from) * width];
        Arrays.fill(risks, Float.NaN);
        int first = Math.max(from, dataWindow - 1);
        int sequences = Math.max(1, STEPS / dataWindow);
        for (int step = first; step < to; step += sequences) {
            int until = Math.min(to, step + sequences);
            float[] hazards = hazards(run.vectors(), step, until);
            int outputs = hazards.length / (until - step);
            for (int i = step; i < until; i++) {
                Hazards.cumulate(horizons, hazards, (i - step) * outputs, risks, (i - from) * width);
            }
        }
        return risks;
    }

    /** Mean hazards of the ensemble at the last step of the data windows that end at [from, to). */
    private float[] hazards(float[] vectors, int from, int to) {
        int sequences = to - from;
        float[] mean = new float[sequences * HazardTargets.outputs(horizons)];
        for (Network network : ensemble) {
            float[] answers = network.sliding(vectors, from - dataWindow + 1, sequences, dataWindow);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += answers[i] / ensemble.size();
            }
        }
        return mean;
    }

    @Override
    public void close() {
        ensemble.forEach(Network::close);
    }
}
