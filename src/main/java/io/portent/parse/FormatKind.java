package io.portent.parse;

/** The log formats that can be named in the configuration. */
public enum FormatKind {
    AUTO,
    LOGSTASH,
    LOGBACK,
    RAW
}
