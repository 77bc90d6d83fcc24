package io.portent.simulate;

import ch.qos.logback.classic.spi.IThrowableProxy;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A release that has found other words for every third log statement: from its moment on they say the same of the same events, and
 * no word of theirs is as it was. Nothing else changes.
 */
final class Renaming implements LogSink {
    private static final Pattern WORD = Pattern.compile("[A-Za-z]{2,}");

    private final LogSink sink;
    private final long fromMillis;
    private final Map<Line, Line> renamed = new HashMap<>();

    /** @param fromMillis epoch */
    Renaming(LogSink sink, long fromMillis) {
        this.sink = sink;
        this.fromMillis = fromMillis;
    }

    @Override
    public void write(
            long epochMillis, Line line, String thread, Object[] arguments, @Nullable IThrowableProxy thrown) {
        Line said = epochMillis < fromMillis ? line : renamed.computeIfAbsent(line, Renaming::rename);
        sink.write(epochMillis, said, thread, arguments, thrown);
    }

    /** The hash of a string is the same on every machine. */
    static Line rename(Line line) {
        if (Math.floorMod(line.message().hashCode(), 3) != 0) {
            return line;
        }
        String message = "v3: " + WORD.matcher(line.message()).replaceAll("re$0ed");
        return new Line(line.level(), line.logger(), message, line.names());
    }
}
