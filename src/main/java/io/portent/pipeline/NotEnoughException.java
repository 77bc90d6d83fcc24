package io.portent.pipeline;

/** There is too little to learn from; the message says what is missing and how much. */
public final class NotEnoughException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public NotEnoughException(String what) {
        super(what);
    }
}
