package io.portent.model;

/** A network with an optimizer. */
public interface LearningNetwork extends Network {
    /**
     * Takes one optimizer step.
     *
     * @return binary cross-entropy before the step, summed over counted targets
     */
    double fit(Batch batch);

    /** Chances for all steps, [sequence][step][output]. */
    float[] answers(Batch batch);

    /** Changes how far the optimizer goes in one step; its other state stays. */
    void learningRate(double rate);

    /** Weights and updater state in the library's own format; {@link NetworkFactory#restore} takes it back. */
    byte[] save();
}
