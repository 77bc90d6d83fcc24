package io.portent.simulate;

import java.util.Locale;

/** What can go wrong for good, until somebody repairs it. The numbers are the time, in minutes, in which it becomes as bad as meant. */
enum FaultKind {
    CONNECTION_LEAK(40, 80),
    HEAP_LEAK(55, 120),
    DISK_FILLING(75, 150),
    UPSTREAM_BROWNOUT(35, 75),
    SLOW_QUERY(40, 80),
    /** The host is lost from one millisecond to the next. Nothing in the log can tell before, and nothing gets worse after. */
    CRASH(1, 1);

    private final double shortestRampMinutes;
    private final double longestRampMinutes;

    FaultKind(double shortestRampMinutes, double longestRampMinutes) {
        this.shortestRampMinutes = shortestRampMinutes;
        this.longestRampMinutes = longestRampMinutes;
    }

    double shortestRampMinutes() {
        return shortestRampMinutes;
    }

    double longestRampMinutes() {
        return longestRampMinutes;
    }

    boolean precursor() {
        return this != CRASH;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
