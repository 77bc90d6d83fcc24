package io.portent.model.engine;

import io.portent.model.engine.Matrix.Part;
import org.jspecify.annotations.Nullable;

/** What an {@link Engine} stacks: it reads steps of sequences side by side. Not thread-safe. */
sealed interface Layer extends AutoCloseable permits RecurrentLayer, BidirectionalLayer {
    /**
     * @param input [step][sequence][inputs]
     * @param stride rows of the input from one step to the next: the number of sequences, or 1 where each sequence begins
     *     one row after its neighbour
     * @param learning whether {@link #backward} will follow; it needs the gates of all steps, most of the memory
     * @param carried states, then what the cell has beside them, each [sequence][unit]; null: zero, as always
     *     where nothing can go on
     */
    void forward(Part input, int steps, int sequences, int stride, boolean learning, float @Nullable [] carried);

    /** Steps that it gives something at: all, or the last alone. */
    int stepsGiven();

    /** What goes to the layer above, [step][sequence][given], from a step on; the first of those given is 0. */
    Part given(int step);

    /** Where the gradients of all that is given are gathered, [step][sequence][given]; zero after {@link #beginBackward}. */
    Part gradients();

    /** Makes room for gradients, all zero. */
    void beginBackward();

    /**
     * Turns the gradients of what was given into those of the weights. What was carried in gets none: there the past is cut off.
     *
     * @param input as it went forward
     * @param gradient flat, like the weights
     * @param inputGradient what the input's gradient is added to; null where nobody asks
     */
    void backward(Part input, Matrix gradient, @Nullable Part inputGradient);

    /** What is carried out of the last step, as {@link #forward} takes it; empty where nothing can go on. */
    float[] carried();

    @Override
    void close();
}
