package io.portent.parse;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the format by trying: JSON where a line starts with a brace, else the usual default patterns of Java logging,
 * else any line with an ISO time stamp. It stays with what matched last, and so follows a stream that changes.
 */
final class AutoFormat implements LineFormat {
    private final LineFormat json = new LogstashFormat();
    private final LineFormat raw = new RawFormat();
    private final List<LineFormat> texts = List.of(
            pattern("Spring Boot", "%d{ANY_ISO} %5p %pid --- [%t] %-40.40logger{39} : %m%n"),
            pattern("WildFly, Quarkus", "%d{ANY_ISO} %-5p [%c] (%t) %m%n"),
            pattern("class and line", "%d{ANY_ISO} [%t] %-5p %C{25}:%L - %m%n"),
            pattern("logback basic", "%d{ANY_ISO} [%thread] %-5level %logger{36} - %msg%n"),
            pattern("ZooKeeper", "%d{ANY_ISO} [myid:%X{myid}] - %-5p [%t] - %m%n"),
            pattern("log4j", "%d{ANY_ISO} %-5p [%t] %c: %m%n"),
            pattern("log4j, thread last", "%d{ANY_ISO} - %-5p [%t] - %m%n"),
            pattern("logback, level first", "%d{ANY_ISO} %-5level [%thread] %logger - %msg%n"),
            pattern("Kafka", "[%d{ANY_ISO}] %p %m (%c)%n"),
            pattern("Elasticsearch", "[%d{ANY_ISO}][%-5p][%-25c{1.}] %m%n"),
            pattern("Cassandra", "%-5level [%thread] %date{ANY_ISO} %F:%L - %msg%n"),
            pattern("Dropwizard", "%-5p [%d{ANY_ISO}] %c: %m%n"),
            pattern("Spark", "%d{yy/MM/dd HH:mm:ss} %p %c: %m%n"),
            pattern("log4j TTCC", "%r [%t] %p %c - %m%n"),
            new IsoLineFormat());
    private @Nullable LineFormat chosen;

    private static LineFormat pattern(String name, String pattern) {
        return new PatternFormat(name + ": " + pattern.replace(TimePattern.ANY_ISO, "ISO8601"), pattern);
    }

    @Override
    public boolean read(String line, Draft draft) {
        LineFormat last = chosen;
        if (last != null && last != raw && last.read(line, draft)) {
            return true;
        }
        return recognise(line, draft, last) || (last == raw && raw.read(line, draft));
    }

    private boolean recognise(String line, Draft draft, @Nullable LineFormat last) {
        if (!line.isEmpty() && line.charAt(0) == '{') {
            return last != json && choose(json, line, draft);
        }
        if (looksContinued(line)) {
            return false;
        }
        for (LineFormat text : texts) {
            if (text != last && choose(text, line, draft)) {
                return true;
            }
        }
        return false;
    }

    /** Lines of a stack trace need not be tried with every format. */
    private static boolean looksContinued(String line) {
        return line.isEmpty() || line.charAt(0) <= ' ' || line.startsWith("Caused by: ");
    }

    private boolean choose(LineFormat format, String line, Draft draft) {
        boolean read = format.read(line, draft);
        if (read) {
            chosen = format;
        }
        return read;
    }

    boolean undecided() {
        return chosen == null;
    }

    /** Raw until a line is recognised after all: the stream may have begun inside a long stack trace. */
    void settleRaw() {
        chosen = raw;
    }

    @Override
    public String describe() {
        LineFormat last = chosen;
        return last == null ? "auto (undecided)" : "auto: " + last.describe();
    }

    @Override
    public boolean joinsLines() {
        LineFormat last = chosen;
        return last != null && last.joinsLines();
    }
}
