package io.portent.store.jdbc;

/** Stored bytes that are not what any version has written. */
final class BrokenBytesException extends Exception {
    private static final long serialVersionUID = 1;

    BrokenBytesException(String what) {
        super(what);
    }
}
