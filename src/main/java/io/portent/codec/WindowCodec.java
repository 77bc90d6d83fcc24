package io.portent.codec;

import io.portent.window.Window;
import java.util.List;

/**
 * Turns windows into vectors. Implementations are immutable and thread-safe; they do not know the network, and a vector
 * depends on its window alone, so that the live agent and training cannot differ.
 */
public interface WindowCodec {
    /** One name per feature, in vector order. */
    List<String> features();

    /**
     * Writes the vector of a window.
     *
     * @param out receives {@code features().size()} values from {@code offset}; every one finite and within a fixed
     *     bound, whatever the window holds
     */
    void encode(Window window, float[] out, int offset);
}
