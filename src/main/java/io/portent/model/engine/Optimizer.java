package io.portent.model.engine;

import java.util.List;

/** A rule that turns gradients into steps of the weights. Not thread-safe. */
public sealed interface Optimizer permits AdaGrad, Adam {
    /**
     * @param weights changed
     * @param gradient of the loss; left as it is
     */
    void step(float[] weights, float[] gradient);

    /** A step goes so far from now on; what has been gathered stays. */
    void rate(double rate);

    /** What it has gathered, to go on from; copies. */
    List<float[]> state();

    /** Goes on from there. */
    void state(List<float[]> gathered);
}
