package io.portent.model;

import io.portent.dataset.EncodedRun;

/** Says how likely each level's onset is in each bucket of time, given that it has not come before. Not thread-safe. */
public interface HazardModel extends AutoCloseable {
    /**
     * Hazards for steps [from, to) of a run.
     *
     * @return [step - from][level][bucket] in [0, 1], as {@link io.portent.dataset.HazardTargets} orders them; NaN where the run
     *     does not reach back far enough
     */
    float[] hazards(EncodedRun run, int from, int to);

    /** Gives back what was held for answering; most hold nothing. */
    @Override
    default void close() {}
}
