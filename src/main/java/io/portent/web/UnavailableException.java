package io.portent.web;

/** What was sent could not be kept, and nothing of it was; sending it again later may help. The cause is for the agent's log. */
public final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnavailableException(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}
