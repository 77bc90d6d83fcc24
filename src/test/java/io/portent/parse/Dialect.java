package io.portent.parse;

import io.portent.event.Severity;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A way to write log records, and a reader of it that is slow and obviously right: by regular expressions or a whole JSON tree. */
interface Dialect {
    FormatSpec spec();

    /** A record of its own making, as a line. */
    String line(Random random);

    /** What is in the line; null where it is no record. */
    @Nullable
    Read read(String line);

    /** What two readers must agree upon. */
    record Read(Instant time, Severity severity, String logger, String message, Map<String, Double> numbers) {}

    /** Gathers what a reader finds. */
    final class Found {
        Instant time = Parsed.ARRIVAL;
        Severity severity = Severity.UNKNOWN;
        String logger = "";
        String message = "";
        final Map<String, Double> numbers = new HashMap<>();

        void number(String name, String text) {
            if (text.matches("-?([0-9]+\\.?[0-9]*|\\.[0-9]+)")) {
                numbers.put(name, Double.valueOf(text));
            }
        }

        Read read() {
            return new Read(time, severity, logger, message, numbers);
        }
    }
}
