package io.portent.source.push;

/** Told what becomes of those who send. Thread-safe. */
public interface PushMeter {
    /** Lines that were sent and not taken. */
    void refused(long lines);

    /** A connection that broke, or that was one too many. */
    void failed();

    /** So many clients are connected now. */
    void clients(int number);
}
