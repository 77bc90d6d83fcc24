package io.portent.codec;

/** A text that a codec cannot take. The message says what is wrong and where, for the person who gave the text. */
public final class BadTextException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BadTextException(String message) {
        super(message);
    }
}
