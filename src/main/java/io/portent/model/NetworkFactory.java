package io.portent.model;

/** Makes networks. Implementations are thread-safe. */
public interface NetworkFactory {
    /**
     * A fresh network; the same arguments give the same weights.
     *
     * @param bias initial bias per output, on the logit scale; its length is the number of outputs
     */
    LearningNetwork create(ModelSpec spec, int features, float[] bias);

    /**
     * Reads a saved network, to answer and not to learn.
     *
     * @throws IllegalArgumentException if the bytes are not a network of this shape
     */
    Network restore(byte[] saved, ModelSpec spec, int features, int outputs);
}
