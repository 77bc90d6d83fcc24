package io.portent.parse;

/** The log formats that can be named in the configuration. */
public enum FormatKind {
    AUTO,
    LOGSTASH,
    ECS,
    JSON,
    LOGFMT,
    LOGBACK,
    LOG4J,
    /** Named columns. */
    PATTERN,
    ACCESS,
    SYSLOG,
    POSTGRES,
    KLOG,
    CRI,
    DOCKER,
    RAW;

    /** Whether the format means nothing without a pattern. */
    public boolean needsPattern() {
        return this == LOGBACK || this == LOG4J || this == PATTERN;
    }

    /** Whether a pattern may stand beside it. */
    public boolean takesPattern() {
        return needsPattern() || this == ACCESS;
    }

    /** Whether another format is inside. */
    public boolean wraps() {
        return this == CRI || this == DOCKER;
    }

    /** Whether fields can be told their meaning. */
    public boolean takesFields() {
        return this == AUTO || this == JSON || this == LOGSTASH || this == ECS || this == LOGFMT;
    }

    /** What a pattern alone, beside format auto, means. */
    public static FormatKind ofPattern(String pattern) {
        if (pattern.contains("<") && !pattern.contains("%") && !pattern.contains("$")) {
            return PATTERN;
        }
        return pattern.contains("$") && !pattern.contains("${") && !pattern.contains("%") ? ACCESS : LOGBACK;
    }
}
