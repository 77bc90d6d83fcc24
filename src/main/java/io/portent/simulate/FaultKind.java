package io.portent.simulate;

import java.util.Locale;

/** What can go wrong for good, until somebody repairs it. */
enum FaultKind {
    CONNECTION_LEAK,
    HEAP_LEAK,
    DISK_FILLING,
    UPSTREAM_BROWNOUT,
    SLOW_QUERY,
    /** The host is lost from one millisecond to the next. Nothing in the log can tell before. */
    CRASH;

    boolean precursor() {
        return this != CRASH;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
