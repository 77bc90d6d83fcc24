package io.portent.store.jdbc;

import io.portent.event.Severity;
import io.portent.window.FieldSummary;
import io.portent.window.Window;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A window as bytes, but for its entity and start, which are the row's key. Names are numbers of a dictionary
 * ({@link Terms}); a name too long for it stands in full.
 *
 * <pre>
 *   format 2:  2 length gap new | severities | templates | values | exceptions | fields
 *   severities n (code count)*     templates, values, exceptions n (term count)*     fields n (term numbers)*
 *   term  number > 0, or 0 and the text
 *   format 1 has fields without their count of values from 500 to 599
 * </pre>
 */
final class WindowBytes {
    private static final int FORMAT = 2;
    private static final int WITHOUT_FIVES = 1;
    private static final int LONGEST_TERM = 300;

    private WindowBytes() {}

    /** Gives a term its number. */
    @FunctionalInterface
    interface Numbering {
        long of(String term);
    }

    /** Gives a number its term. */
    @FunctionalInterface
    interface Naming {
        String of(long number) throws SQLException, BrokenBytesException;
    }

    /** The names that want a number before the window can be written. */
    static Set<String> terms(Window window) {
        Set<String> terms = new TreeSet<>(window.templates().keySet());
        terms.addAll(window.values().keySet());
        terms.addAll(window.exceptions().keySet());
        terms.addAll(window.fields().keySet());
        terms.removeIf(term -> term.length() > LONGEST_TERM);
        return terms;
    }

    static byte[] write(Window window, Numbering numbers) {
        ByteSink out = new ByteSink();
        out.one(FORMAT);
        out.duration(window.length());
        out.duration(window.longestGap());
        out.count(window.newTemplates());
        out.number(window.severities().size());
        new TreeMap<>(window.severities()).forEach((severity, count) -> {
            out.one(code(severity));
            out.count(count);
        });
        counts(window.templates(), numbers, out);
        counts(window.values(), numbers, out);
        counts(window.exceptions(), numbers, out);
        out.number(window.fields().size());
        new TreeMap<>(window.fields()).forEach((name, field) -> {
            term(name, numbers, out);
            FieldNumbers.write(field, out);
        });
        return out.bytes();
    }

    private static void counts(Map<String, Integer> counts, Numbering numbers, ByteSink out) {
        out.number(counts.size());
        new TreeMap<>(counts).forEach((name, count) -> {
            term(name, numbers, out);
            out.count(count);
        });
    }

    private static void term(String term, Numbering numbers, ByteSink out) {
        if (term.length() > LONGEST_TERM) {
            out.number(0);
            out.text(term);
        } else {
            out.number(numbers.of(term));
        }
    }

    static Window read(String entity, Instant start, byte[] bytes, Naming names)
            throws SQLException, BrokenBytesException {
        ByteSource in = new ByteSource(bytes);
        int format = in.one();
        if (format != FORMAT && format != WITHOUT_FIVES) {
            throw new BrokenBytesException("format " + format + " of a window is unknown");
        }
        var length = in.duration();
        var gap = in.duration();
        int newTemplates = in.count();
        Window window = new Window(
                entity,
                start,
                length,
                severities(in),
                counts(in, names),
                counts(in, names),
                counts(in, names),
                fields(in, names, format == FORMAT),
                newTemplates,
                gap);
        in.end();
        return window;
    }

    private static Map<Severity, Integer> severities(ByteSource in) throws BrokenBytesException {
        Map<Severity, Integer> severities = new EnumMap<>(Severity.class);
        for (int left = in.length(); left > 0; left--) {
            severities.put(severity(in.one()), in.count());
        }
        return severities;
    }

    private static Map<String, Integer> counts(ByteSource in, Naming names) throws SQLException, BrokenBytesException {
        List<Map.Entry<String, Integer>> counts = new ArrayList<>();
        for (int left = in.length(); left > 0; left--) {
            counts.add(Map.entry(name(in, names), in.count()));
        }
        return map(counts);
    }

    private static Map<String, FieldSummary> fields(ByteSource in, Naming names, boolean fives)
            throws SQLException, BrokenBytesException {
        List<Map.Entry<String, FieldSummary>> fields = new ArrayList<>();
        for (int left = in.length(); left > 0; left--) {
            fields.add(Map.entry(name(in, names), fives ? FieldNumbers.read(in) : FieldNumbers.readWithoutFives(in)));
        }
        return map(fields);
    }

    /** In the form that a window keeps: it need not be copied again. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <V> Map<String, V> map(List<Map.Entry<String, V>> entries) throws BrokenBytesException {
        try {
            return Map.ofEntries(entries.toArray(new Map.Entry[0]));
        } catch (IllegalArgumentException twice) {
            throw new BrokenBytesException("a window names one thing twice");
        }
    }

    private static String name(ByteSource in, Naming names) throws SQLException, BrokenBytesException {
        long number = in.number();
        return number == 0 ? in.text() : names.of(number);
    }

    /** Fixed for ever: the order of the constants may change, what is stored may not. */
    private static int code(Severity severity) {
        return switch (severity) {
            case UNKNOWN -> 0;
            case TRACE -> 1;
            case DEBUG -> 2;
            case INFO -> 3;
            case WARN -> 4;
            case ERROR -> 5;
            case FATAL -> 6;
        };
    }

    private static Severity severity(int code) throws BrokenBytesException {
        for (Severity severity : Severity.values()) {
            if (code(severity) == code) {
                return severity;
            }
        }
        throw new BrokenBytesException("severity " + code);
    }
}
