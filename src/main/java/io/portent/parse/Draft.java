package io.portent.parse;

import io.portent.event.LogEvent;
import io.portent.event.Origin;
import io.portent.event.Severity;
import io.portent.event.Thrown;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** A log record while a format reads it: one per parser, reused from line to line, bounded in what it takes in. */
final class Draft {
    static final int MAX_FIELDS = 64;
    static final int MAX_FIELD_NAME = 128;
    static final int MAX_TEXT = 256;
    /** A longer message tells templates nothing more and would only make held events large. */
    static final int MAX_MESSAGE = 16_384;

    private static final int EXACT_DIGITS = 15;
    private static final double[] POWERS_OF_TEN = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

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
    private final Fields<Double> numbers = new Fields<>(new Double[MAX_FIELDS]);
    private final Fields<String> texts = new Fields<>(new String[MAX_FIELDS]);

    void clear() {
        timed = false;
        continuation = false;
        zone = null;
        severity = Severity.UNKNOWN;
        logger = "";
        message = "";
        stack.clear();
        numbers.clear();
        texts.clear();
    }

    void number(String name, double value) {
        if (Double.isFinite(value)) {
            put(name, value, numbers, texts);
        }
    }

    /** As a whole number; empty where there is none of this name. */
    String numberText(String name) {
        Double value = numbers.get(name);
        return value == null ? "" : Long.toString(value.longValue());
    }

    boolean hasFraction(String name) {
        Double value = numbers.get(name);
        return value != null && value != Math.rint(value);
    }

    void text(String name, String value) {
        put(name, cut(value, MAX_TEXT), texts, numbers);
    }

    /** The last of a name is its field, whichever type it has. */
    private static <V> void put(String name, V value, Fields<V> into, Fields<?> others) {
        if (name.isEmpty() || name.length() > MAX_FIELD_NAME) {
            return;
        }
        others.remove(name);
        into.put(name, value, MAX_FIELDS - others.size());
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
        return new LogEvent(at, severity, logger, message, numbers.map(), texts.map(), thrown(), origin);
    }

    private @Nullable Thrown thrown() {
        return stack.thrown(message);
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
        return plainNumber(text, 0, text.length());
    }

    /** Of a part of the text. Fifteen digits and their power of ten are exact in a double, and so their quotient is the nearest one. */
    static double plainNumber(String text, int from, int to) {
        if (to - from > 24) {
            return Double.NaN;
        }
        int digits = 0;
        int points = 0;
        int decimals = 0;
        long number = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (IsoTime.isDigit(c)) {
                digits++;
                decimals += points;
                number = number * 10 + (c - '0');
            } else if (c == '.') {
                points++;
            } else if (isExponent(c) && digits > 0 && points < 2) {
                return scientific(text.substring(from, to), i - from + 1);
            } else if (c != '-' || i > from) {
                return Double.NaN;
            }
        }
        if (digits == 0 || points > 1) {
            return Double.NaN;
        }
        if (digits > EXACT_DIGITS) {
            return Double.parseDouble(text.substring(from, to));
        }
        double exact = number / POWERS_OF_TEN[decimals];
        return text.charAt(from) == '-' ? -exact : exact;
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
