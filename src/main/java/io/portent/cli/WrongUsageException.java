package io.portent.cli;

/** The command line asks for something that cannot be meant; exit code 2. */
final class WrongUsageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    WrongUsageException(String message) {
        super(message);
    }
}
