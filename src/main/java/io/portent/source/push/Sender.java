package io.portent.source.push;

/** One of those who send, as the origin of its lines names it. Its lines are counted under the lock of its queue. */
final class Sender {
    private final String name;
    private long lines;

    Sender(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** The number of its next line, from 1. */
    long nextLine() {
        return ++lines;
    }
}
