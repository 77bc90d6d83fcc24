package io.portent.codec;

import java.util.List;

/**
 * Between a text of any kind and what a network reads and answers with: cuts the text into steps, writes each as a
 * vector, and turns what was chosen from an answer into text again. Knows no network; no network knows it.
 *
 * @param <S> one step; compared by {@code equals}
 */
public interface Codec<S> extends Encoder<S>, Decoder<S> {
    /** The name of the {@link CodecProvider} that made it and can restore it. */
    String name();

    /**
     * Cuts a text into steps.
     *
     * @throws BadTextException where it holds what the codec has not been fitted to, or cannot read
     */
    List<S> read(String text);

    /** The text of a step; {@code read} of all of them one after the other gives the steps again. */
    String write(S step);

    /** All that it has been fitted to; {@link CodecProvider#restore} takes it back. */
    byte[] save();
}
