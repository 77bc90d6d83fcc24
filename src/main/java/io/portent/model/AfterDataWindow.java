package io.portent.model;

import io.portent.dataset.EncodedRun;
import java.util.Arrays;

/**
 * A rule that could answer sooner, held to the moments that a network answers: those with a whole data window behind them. So a
 * baseline is asked the same questions as the network, and serves at the same moments in its place.
 */
public record AfterDataWindow(RiskModel model, int dataWindow) implements OpenModel {
    @Override
    public float[] risks(EncodedRun run, int from, int to) {
        float[] risks = model.risks(run, from, to);
        int width = to > from ? risks.length / (to - from) : 0;
        int blind = Math.max(0, Math.min(to, dataWindow - 1) - from);
        Arrays.fill(risks, 0, blind * width, Float.NaN);
        return risks;
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
