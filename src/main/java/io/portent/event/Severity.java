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

    /** Reads the level names of logback, log4j, syslog, klog, python, zap, zerolog and Serilog; anything else is {@link #UNKNOWN}. */
    public static Severity of(String name) {
        return switch (name.trim().toUpperCase(Locale.ROOT)) {
            case "TRACE", "FINEST", "FINER", "ALL", "VERBOSE", "TRC", "V" -> TRACE;
            case "DEBUG", "FINE", "DBG", "D" -> DEBUG;
            case "INFO", "INFORMATION", "NOTICE", "CONFIG", "INF", "I" -> INFO;
            case "WARN", "WARNING", "WRN", "W" -> WARN;
            case "ERROR", "ERR", "SEVERE", "E" -> ERROR;
            case "FATAL", "CRITICAL", "CRIT", "ALERT", "EMERG", "EMERGENCY", "PANIC", "DPANIC", "FTL", "F" -> FATAL;
            default -> UNKNOWN;
        };
    }

    public boolean atLeast(Severity other) {
        return compareTo(other) >= 0;
    }
}
