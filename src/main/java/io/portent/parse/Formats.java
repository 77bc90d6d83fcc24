package io.portent.parse;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** From the name of a format to what reads it. */
public final class Formats {
    private Formats() {}

    /** What is wrong with a pattern of this format, with the position (from 1); null where it can be used. */
    public static @Nullable String check(FormatKind kind, String pattern) {
        try {
            switch (kind) {
                case LOGBACK -> PatternCompiler.compile(pattern);
                case LOG4J -> Log4jPattern.compile(pattern);
                case PATTERN -> ColumnPattern.compile(pattern);
                case ACCESS -> AccessPattern.compile(pattern);
                case AUTO, LOGSTASH, ECS, JSON, LOGFMT, SYSLOG, POSTGRES, KLOG, CRI, DOCKER, RAW -> {
                    return "goes with none of the formats that say all by themselves";
                }
            }
            return null;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    /** @throws IllegalArgumentException with position and reason where the pattern cannot be read back */
    static LineFormat of(FormatSpec spec) {
        List<FieldName> fields = spec.options().fields();
        return switch (spec.inner()) {
            case AUTO -> new AutoFormat(fields);
            case LOGSTASH, ECS, JSON -> new JsonFormat(fields);
            case LOGFMT -> new LogfmtFormat(fields);
            case LOGBACK -> new PatternFormat(pattern(spec), pattern(spec));
            case LOG4J -> Log4jPattern.format(pattern(spec));
            case PATTERN -> ColumnFormat.of(pattern(spec));
            case ACCESS -> spec.pattern() == null ? AccessFormat.usual() : AccessFormat.of(pattern(spec));
            case SYSLOG -> new SyslogFormat();
            case POSTGRES -> new PostgresFormat();
            case KLOG -> new KlogFormat();
            case RAW -> new RawFormat();
            case CRI, DOCKER -> throw new IllegalArgumentException("no envelope is inside another one");
        };
    }

    private static String pattern(FormatSpec spec) {
        return Objects.requireNonNull(spec.pattern(), "pattern");
    }
}
