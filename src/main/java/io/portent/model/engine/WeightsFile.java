package io.portent.model.engine;

/** Weights as other programs read them. */
public interface WeightsFile {
    /** @param weights flat as {@link Shape} says */
    byte[] write(Shape shape, float[] weights);

    /** @throws IllegalArgumentException if the bytes are no network */
    float[] read(byte[] saved);

    /**
     * The same of what nobody vouches for: a few bytes may inflate to very many.
     *
     * @param most weights
     * @throws IllegalArgumentException if the bytes are no network, or a larger one
     */
    float[] read(byte[] saved, int most);
}
