package io.portent.parse;

import io.portent.event.LogEvent;
import io.portent.event.Origin;
import io.portent.event.Severity;
import io.portent.event.Thrown;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A log record while a format reads it: one per parser, reused from line to line, bounded in what it takes in. */
final class Draft {
    static final int MAX_FIELDS = 64;
    static final int MAX_FIELD_NAME = 128;
    static final int MAX_TEXT = 256;
    /** A longer message tells templates nothing more and would only make held events large. */
    static final int MAX_MESSAGE = 16_384;

    final TimeFields time = new TimeFields();
    final StackTrace stack = new StackTrace();
    boolean timed;
    /** The line was read, and belongs to the record before it. */
    boolean continuation;

    @Nullable
    ZoneId zone;

    Severity severity = Severity.UNKNOWN;
    String logger = "";
    String message = "";
    private final Map<String, Double> numbers = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();

    void clear() {
        timed = false;
        continuation = false;
        zone = null;
        severity = Severity.UNKNOWN;
        logger = "";
        message = "";
        stack.clear();
        if (!numbers.isEmpty()) {
            numbers.clear();
        }
        if (!texts.isEmpty()) {
            texts.clear();
        }
    }

    void number(String name, double value) {
        if (Double.isFinite(value) && room(name)) {
            texts.remove(name);
            numbers.put(name, value);
        }
    }

    boolean hasFraction(String name) {
        Double value = numbers.get(name);
        return value != null && value != Math.rint(value);
    }

    /** As a whole number; empty where there is none of this name. */
    String numberText(String name) {
        Double value = numbers.get(name);
        return value == null ? "" : Long.toString(value.longValue());
    }

    void text(String name, String value) {
        if (room(name)) {
            numbers.remove(name);
            texts.put(name, cut(value, MAX_TEXT));
        }
    }

    /** A value that a pattern wrote as text: a number where it reads as one. */
    void value(String name, String value) {
        double number = plainNumber(value);
        if (Double.isNaN(number)) {
            text(name, value);
        } else {
            number(name, number);
        }
    }

    /** Only its first line: what follows is a trace or a dump. */
    void message(String text) {
        int end = text.length();
        int newline = text.indexOf('\n');
        if (newline >= 0) {
            end = newline > 0 && text.charAt(newline - 1) == '\r' ? newline - 1 : newline;
        }
        message = cut(end == text.length() ? text : text.substring(0, end), MAX_MESSAGE);
    }

    LogEvent event(Origin origin, EventClock clock) {
        Instant at = timed ? clock.instant(time, zone) : clock.inherited();
        clock.happened(at);
        return new LogEvent(at, severity, logger, message, copy(numbers), copy(texts), thrown(), origin);
    }

    private @Nullable Thrown thrown() {
        return stack.thrown(message);
    }

    private boolean room(String name) {
        if (name.isEmpty() || name.length() > MAX_FIELD_NAME) {
            return false;
        }
        return numbers.size() + texts.size() < MAX_FIELDS || numbers.containsKey(name) || texts.containsKey(name);
    }

    private static <V> Map<String, V> copy(Map<String, V> map) {
        return map.isEmpty() ? Map.of() : Map.copyOf(map);
    }

    /** Does not leave half of a surrogate pair behind. */
    static String cut(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max);
    }

    /**
     * NaN where the text is no plain decimal number; {@code 0x1p3}, {@code 1d} and {@code NaN} are not. An exponent has a sign, as Go and Python
     * write it: {@code 12e4} is as likely the end of an id.
     */
    static double plainNumber(String text) {
        int length = text.length();
        if (length == 0 || length > 24) {
            return Double.NaN;
        }
        int digits = 0;
        int points = 0;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (IsoTime.isDigit(c)) {
                digits++;
            } else if (c == '.') {
                points++;
            } else if (isExponent(c) && digits > 0 && points < 2) {
                return scientific(text, i + 1);
            } else if (c != '-' || i > 0) {
                return Double.NaN;
            }
        }
        return digits == 0 || points > 1 ? Double.NaN : Double.parseDouble(text);
    }

    private static boolean isExponent(char c) {
        return c == 'e' || c == 'E';
    }

    private static double scientific(String text, int at) {
        int first = at + 1;
        boolean signed = first < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+');
        for (int i = first; i < text.length(); i++) {
            signed &= IsoTime.isDigit(text.charAt(i));
        }
        double number = signed ? Double.parseDouble(text) : Double.NaN;
        return Double.isInfinite(number) ? Double.NaN : number;
    }
}
