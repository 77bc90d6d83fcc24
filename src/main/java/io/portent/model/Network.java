package io.portent.model;

/**
 * A recurrent network that answers at every step with chances in (0, 1), one per output. Reads every sequence from a zero
 * state. Not thread-safe.
 */
public interface Network extends AutoCloseable {
    /**
     * Takes one optimizer step.
     *
     * @return the batch's loss before the step: binary cross-entropy summed over counted targets, plus what the
     *     network adds against large weights
     */
    double fit(Batch batch);

    /** Changes how far the optimizer goes in one step; its other state stays. */
    void learningRate(double rate);

    /** Chances for all steps, [sequence][step][output]. */
    float[] answers(Batch batch);

    /** Weights and updater state in the library's own format; {@link NetworkFactory#restore} takes it back. */
    byte[] save();

    @Override
    void close();
}
