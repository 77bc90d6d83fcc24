package io.portent.metrics;

import java.time.Duration;

/**
 * The counters of one source. Thread-safe. The lines it read are {@code parsed + unparsed + filtered}; the implementation adds
 * them up, so that the sum holds by construction.
 */
public interface SourceMeter {
    /** Lines that became an event or part of one. */
    void parsed(long lines);

    /** Lines that no format could read. */
    void unparsed(long lines);

    /** Lines dropped by configuration. */
    void filtered(long lines);

    void bytes(long bytes);

    void rotations(long count);

    void truncations(long count);

    /** Files gone before they were read to their known end. */
    void generationsMissed(long count);

    /** Lines that lost their tail to the length limit. */
    void longLines(long count);

    /** Attempts to read a file that failed, and connections that broke or were one too many. */
    void readFailures(long count);

    /** Lines that were sent and not taken. */
    void refused(long lines);

    /** So many clients are connected now. */
    void clients(int number);

    /** Files that are there now and could not be read when it was last tried. */
    void unreadableFiles(long count);

    /** Events that came after their window had closed. */
    void late(long events);

    /** Events whose time was ahead of their own arrival by more than clocks differ. */
    void future(long events);

    /** Events of an entity beyond the limit on entities. */
    void dropped(long events);

    /** Events that lacked the field which names the entity. */
    void withoutEntity(long events);

    /** From the newest event's time to now. */
    void lag(Duration lag);
}
