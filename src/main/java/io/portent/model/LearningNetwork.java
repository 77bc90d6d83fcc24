package io.portent.model;

/** A network with an optimizer. */
public interface LearningNetwork extends Network, Learner {
    /** Chances for all steps, [sequence][step][output]; NaN for those that it does not answer at, see {@link NetworkKind#bidirectional}. */
    float[] answers(Batch batch);

    /** Changes how far the optimizer goes in one step; its other state stays. */
    void learningRate(double rate);

    /** Weights and updater state in the library's own format; {@link NetworkFactory#restore} takes it back. */
    byte[] save();

    @Override
    void close();
}
