package io.portent.simulate;

import ch.qos.logback.classic.spi.IThrowableProxy;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The shop's way to its log: simulated time, and a chance of its own, so that what is logged cannot change what happens. */
final class ShopLog {
    private final LogSink sink;
    private final long startEpochMillis;
    final Chance chance;

    ShopLog(LogSink sink, long startEpochMillis, Chance chance) {
        this.sink = sink;
        this.startEpochMillis = startEpochMillis;
        this.chance = chance;
    }

    void write(Line line, String thread, long now, Object... arguments) {
        write(line, thread, now, null, arguments);
    }

    void write(Line line, String thread, long now, @Nullable IThrowableProxy thrown, Object... arguments) {
        if (arguments.length != line.names().size()) {
            throw new IllegalArgumentException(
                    "\"" + line.message() + "\" takes " + line.names().size() + " arguments, was " + arguments.length);
        }
        sink.write(startEpochMillis + now, line, thread, arguments, thrown);
    }

    /** As the web server names its threads. */
    static String worker(Request request) {
        return "http-nio-8080-exec-" + request.worker;
    }

    /** A decimal whose text is the same everywhere. */
    static BigDecimal decimal(double value, int digits) {
        double scale = 1;
        for (int i = 0; i < digits; i++) {
            scale *= 10;
        }
        return BigDecimal.valueOf(Math.round(value * scale), digits);
    }
}
