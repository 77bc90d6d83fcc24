package io.portent.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Bounds that every store has, so that what one accepts another does too. */
final class Limits {
    /** A PostgreSQL index takes 2,700 bytes, and a character may need six. */
    private static final int LONGEST_KEY = 400;

    private Limits() {}

    static void key(String name, String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException(name + " must not be empty");
        }
        keyOrEmpty(name, value);
    }

    static void keyOrEmpty(String name, String value) {
        if (value.length() > LONGEST_KEY) {
            throw new IllegalArgumentException(
                    name + " must have at most " + LONGEST_KEY + " characters, had " + value.length());
        }
    }

    /** Times are kept in milliseconds: what is finer would come back changed. */
    static void millis(String name, Instant time) {
        if (!time.equals(time.truncatedTo(ChronoUnit.MILLIS))) {
            throw new IllegalArgumentException(name + " must be whole milliseconds, was " + time);
        }
        long unused = time.toEpochMilli();
    }
}
