package io.portent.agent;

/** Somebody else does just now what one may do at a time; the message says who. */
public final class HeldException extends RuntimeException {
    private static final long serialVersionUID = 1;

    HeldException(String who) {
        super(who);
    }
}
