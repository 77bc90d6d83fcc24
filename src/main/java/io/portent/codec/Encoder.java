package io.portent.codec;

/**
 * Turns steps into vectors. Implementations are immutable and thread-safe, and do not know the network; a vector depends on its
 * step alone.
 *
 * @param <S> what one step is: a window, a character
 */
public interface Encoder<S> {
    /** Values of a vector. */
    int inputs();

    /**
     * Writes the vector of a step.
     *
     * @param out receives {@link #inputs} values from {@code offset}; every one finite and within a fixed bound, whatever the step holds
     */
    void encode(S step, float[] out, int offset);
}
