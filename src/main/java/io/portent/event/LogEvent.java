package io.portent.event;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One log record.
 *
 * @param time event time; where the record has none, its predecessor's
 * @param logger may be empty
 * @param message one line; what followed it of a stack trace is in {@code thrown}
 * @param numbers structured numeric fields, finite values only
 * @param texts structured text fields; bounded by the parser in number and length
 */
public record LogEvent(
        Instant time,
        Severity severity,
        String logger,
        String message,
        Map<String, Double> numbers,
        Map<String, String> texts,
        @Nullable Thrown thrown,
        Origin origin) {
    public LogEvent {
        numbers = FieldMap.copyOf(numbers);
        texts = FieldMap.copyOf(texts);
    }

    /** The value of a structured field as text, whichever kind it has; null where the record lacks it. */
    public @Nullable String field(String name) {
        String text = texts.get(name);
        if (text != null) {
            return text;
        }
        Double number = numbers.get(name);
        if (number == null) {
            return null;
        }
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString(number.longValue())
                : number.toString();
    }
}
