package io.portent.model.baseline;

import io.portent.dataset.EncodedRun;

/**
 * One moment for fitting: its vector, and per output whether it counts and what happened. Owns its arrays. All rows together
 * fit in no cache, so half the bytes are nearly half the time.
 */
final class LogisticRow {
    final float[] vector;
    private final byte[] outcomes;
    final double weight;

    private LogisticRow(float[] vector, byte[] outcomes, double weight) {
        this.vector = vector;
        this.outcomes = outcomes;
        this.weight = weight;
    }

    static LogisticRow of(EncodedRun run, int step, int outputs, double[] vector, double weight) {
        byte[] outcomes = new byte[outputs];
        for (int i = 0; i < outputs; i++) {
            int at = step * outputs + i;
            outcomes[i] = (byte) (run.masks()[at] == 0 ? -1 : run.targets()[at] == 1 ? 1 : 0);
        }
        float[] small = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            small[i] = (float) vector[i];
        }
        return new LogisticRow(small, outcomes, weight);
    }

    /** 1 or 0; -1 where the moment does not count for this output. */
    int outcome(int output) {
        return outcomes[output];
    }
}
