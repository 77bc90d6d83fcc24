package io.portent.codec;

/**
 * Says what a network's outputs stand for: the chance of each of finitely many steps to come next. Implementations are
 * immutable and thread-safe.
 */
public interface Decoder<S> {
    /** How many steps there are to choose from. */
    int outputs();

    /** The output that stands for a step, in [0, {@link #outputs}). */
    int outputOf(S step);

    /** The step that an output stands for. */
    S stepOf(int output);
}
