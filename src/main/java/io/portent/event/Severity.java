package io.portent.event;

import java.util.Locale;

/** How bad a log record says it is, in rising order; {@link #UNKNOWN} where the record does not say. */
public enum Severity {
    UNKNOWN,
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR,
    FATAL;

    /** Reads the level names of logback, log4j, syslog, klog and python; anything else is {@link #UNKNOWN}. */
    public static Severity of(String name) {
        return switch (name.trim().toUpperCase(Locale.ROOT)) {
            case "TRACE", "FINEST", "FINER", "ALL" -> TRACE;
            case "DEBUG", "FINE", "D" -> DEBUG;
            case "INFO", "INFORMATION", "NOTICE", "CONFIG", "I" -> INFO;
            case "WARN", "WARNING", "W" -> WARN;
            case "ERROR", "ERR", "SEVERE", "E" -> ERROR;
            case "FATAL", "CRITICAL", "CRIT", "ALERT", "EMERG", "PANIC", "F" -> FATAL;
            default -> UNKNOWN;
        };
    }

    public boolean atLeast(Severity other) {
        return compareTo(other) >= 0;
    }
}
