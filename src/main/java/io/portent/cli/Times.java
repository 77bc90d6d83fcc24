package io.portent.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times on the command line of verbs that work on the store. */
final class Times {
    private Times() {}

    /** A date, a full time, or a duration back from now; to the millisecond, which is what the store keeps. */
    static Instant of(String option, String text, Instant now) {
        return TimeRange.resolve(option, text, now).truncatedTo(ChronoUnit.MILLIS);
    }
}
