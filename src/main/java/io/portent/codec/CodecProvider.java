package io.portent.codec;

import java.util.Map;

/**
 * Makes codecs of one kind. Found by {@link java.util.ServiceLoader}: a jar beside the agent that names an implementation, with a
 * constructor without arguments, in {@code META-INF/services/io.portent.codec.CodecProvider} adds a codec.
 */
public interface CodecProvider {
    /** What it is asked for by, such as {@code text}; lower case, and another for each provider. */
    String name();

    /** One line for those who choose. */
    String description();

    /**
     * Fits a codec to a text.
     *
     * @param options by name; may be empty
     * @throws BadTextException where the text is not of its kind
     * @throws IllegalArgumentException for an option that it does not know or understand; the message names it
     */
    Codec<?> fit(String text, Map<String, String> options);

    /** @throws IllegalArgumentException if a codec of this kind has not {@linkplain Codec#save saved} these bytes */
    Codec<?> restore(byte[] saved);
}
