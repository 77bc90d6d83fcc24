package io.portent.model;

import io.portent.dataset.EncodedRun;

/** Says how likely each level's onset is within each horizon. */
public interface RiskModel {
    /**
     * Chances for steps [from, to) of a run.
     *
     * @return [step - from][level][horizon] in [0, 1], rising with the horizon; NaN where the run does not reach back far
     *     enough
     */
    float[] risks(EncodedRun run, int from, int to);
}
