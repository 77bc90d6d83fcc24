package io.portent.web;

/** What was sent cannot be understood; sending it again will not help. The sentence is for the sender. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RefusedException(String sentence) {
        super(sentence);
    }
}
