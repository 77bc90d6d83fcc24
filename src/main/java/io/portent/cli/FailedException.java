package io.portent.cli;

/** The command could not do what it was asked for; exit code 1. */
final class FailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    FailedException(String message) {
        super(message);
    }
}
