package io.portent.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Named columns, {@code <Date> <Time> <Level> <Component>: <Content>}. What stands between them is literal, but that a blank
 * stands for any number of them; a backslash takes a sign literally, and {@code (...)?} may be absent.
 */
final class ColumnPattern {
    /** What a column means, told by its name. */
    enum Role {
        /** Joined with the other columns of time in the order of the line. */
        TIME,
        /** Enough by itself. */
        STAMP,
        LEVEL,
        LOGGER,
        MESSAGE,
        SKIPPED,
        FIELD
    }

    /** Either a column or a literal. */
    sealed interface Part {}

    record Column(Role role, String name) implements Part {}

    record Literal(String text) implements Part {}

    private static final int MAX_PARTS = 128;
    private static final int MAX_VARIANTS = 16;

    private final String pattern;
    private int at;
    private List<List<Part>> variants = new ArrayList<>(List.of(List.of()));

    private ColumnPattern(String pattern) {
        this.pattern = pattern;
    }

    /**
     * The pattern with its optional parts and without, in the order to try them.
     *
     * @throws IllegalArgumentException with position and reason
     */
    static List<List<Part>> compile(String pattern) {
        ColumnPattern compiled = new ColumnPattern(pattern);
        compiled.read(false);
        List<List<Part>> joined =
                compiled.variants.stream().map(ColumnPattern::joined).toList();
        joined.forEach(ColumnPattern::check);
        return joined;
    }

    private void read(boolean inGroup) {
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            if (c == ')' && inGroup) {
                return;
            } else if (c == '(' && !inGroup) {
                group();
            } else if (c == '<') {
                add(column());
            } else {
                at += c == '\\' && at + 1 < pattern.length() ? 1 : 0;
                add(new Literal(String.valueOf(pattern.charAt(at++))));
            }
        }
    }

    private void group() {
        int open = at++;
        List<List<Part>> without = variants;
        read(true);
        if (!pattern.startsWith(")?", at)) {
            throw PatternReader.refused(
                    open, "a parenthesis opens what may be absent, (...)?; write \\( for the sign itself");
        }
        at += 2;
        variants = new ArrayList<>(variants);
        variants.addAll(without);
        if (variants.size() > MAX_VARIANTS) {
            throw PatternReader.refused(open, "more than " + MAX_VARIANTS + " combinations of optional parts");
        }
    }

    private void add(Part part) {
        List<List<Part>> longer = new ArrayList<>();
        for (List<Part> before : variants) {
            List<Part> one = new ArrayList<>(before);
            one.add(part);
            longer.add(one);
        }
        variants = longer;
    }

    private Column column() {
        int close = pattern.indexOf('>', at);
        String name = close < 0 ? "" : pattern.substring(at + 1, close);
        if (name.isEmpty() || !name.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_')) {
            throw PatternReader.refused(
                    at, "a column is a name in angle brackets, such as <Time>; write \\< for the sign itself");
        }
        at = close + 1;
        return new Column(role(name.toLowerCase(Locale.ROOT)), name.toLowerCase(Locale.ROOT));
    }

    private static Role role(String name) {
        return switch (name) {
            case "date", "time", "month", "day", "year", "zone" -> Role.TIME;
            case "timestamp" -> Role.STAMP;
            case "level", "severity" -> Role.LEVEL;
            case "component", "logger", "class" -> Role.LOGGER;
            case "content", "message", "msg" -> Role.MESSAGE;
            case "pid", "tid", "thread", "threadid", "lineid", "ignored", "skip" -> Role.SKIPPED;
            default -> Role.FIELD;
        };
    }

    private static List<Part> joined(List<Part> parts) {
        List<Part> joined = new ArrayList<>();
        for (Part part : parts) {
            int end = joined.size() - 1;
            if (part instanceof Literal next && end >= 0 && joined.get(end) instanceof Literal before) {
                joined.set(end, new Literal(before.text() + next.text()));
            } else {
                joined.add(part);
            }
        }
        return List.copyOf(joined);
    }

    /** Rows of numbers have no message. */
    private static boolean tells(Part part) {
        return part instanceof Column column && (column.role() == Role.MESSAGE || column.role() == Role.FIELD);
    }

    private static void check(List<Part> parts) {
        if (parts.size() > MAX_PARTS) {
            throw PatternReader.refused(0, "more than " + MAX_PARTS + " columns and separators");
        }
        for (int i = 1; i < parts.size(); i++) {
            if (parts.get(i) instanceof Column column && parts.get(i - 1) instanceof Column before) {
                throw PatternReader.refused(
                        0, "nothing stands between <" + before.name() + "> and <" + column.name() + ">");
            }
        }
        if (parts.stream().noneMatch(ColumnPattern::tells)) {
            throw PatternReader.refused(
                    0, "neither a column <Content> nor one of a name of your own: there would be nothing to read");
        }
    }
}
