package io.portent.parse;

import java.util.ArrayList;
import java.util.List;

/** Reads the pattern language of logback, with the braces that log4j uses where logback has parentheses; and that of log4j. */
final class PatternReader {
    private static final int MAX_DEPTH = 16;
    private static final int MAX_WIDTH = 4096;

    private final String pattern;
    private final boolean log4j;
    private int at;
    private int depth;

    private PatternReader(String pattern, boolean log4j) {
        this.pattern = pattern;
        this.log4j = log4j;
    }

    /** @throws IllegalArgumentException with position and reason */
    static List<PatternNode> read(String pattern) {
        return new PatternReader(Substitution.defaults(pattern), false).nodes();
    }

    /**
     * Parentheses mean nothing there, and a word ends where no known one could go on.
     *
     * @throws IllegalArgumentException with position and reason
     */
    static List<PatternNode> readLog4j(String pattern) {
        int runtime = pattern.indexOf("$${");
        if (runtime >= 0) {
            throw refused(runtime, "what is looked up for each event ($${...}) has no fixed text");
        }
        return new PatternReader(Substitution.defaults(pattern), true).nodes();
    }

    static IllegalArgumentException refused(int at, String reason) {
        return new IllegalArgumentException("pattern, position " + (at + 1) + ": " + reason);
    }

    private List<PatternNode> nodes() {
        List<PatternNode> nodes = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            if (c == ')' && depth > 0) {
                break;
            } else if (c == '\\') {
                escape(literal);
            } else if (c == '%' && pattern.startsWith("%%", at)) {
                literal.append('%');
                at += 2;
            } else if (c == '%') {
                flush(literal, nodes);
                nodes.add(word());
            } else {
                literal.append(c);
                at++;
            }
        }
        flush(literal, nodes);
        return nodes;
    }

    private static void flush(StringBuilder literal, List<PatternNode> nodes) {
        if (literal.length() > 0) {
            nodes.add(new PatternNode.Text(literal.toString()));
            literal.setLength(0);
        }
    }

    private void escape(StringBuilder literal) {
        if (at + 1 == pattern.length()) {
            throw refused(at, "a backslash ends the pattern");
        }
        char c = pattern.charAt(at + 1);
        switch (c) {
            case '_' -> {}
            case 't' -> literal.append('\t');
            case 'n' -> literal.append('\n');
            case 'r' -> {}
            default -> literal.append(c);
        }
        at += 2;
    }

    private PatternNode.Word word() {
        int start = at++;
        PatternNode.Width width = width(start);
        int from = at;
        while (at < pattern.length()
                && Character.isJavaIdentifierPart(pattern.charAt(at))
                && pattern.charAt(at) >= ' ') {
            at++;
        }
        while (log4j && at > from + 1 && Conversion.of(pattern.substring(from, at)) == null) {
            at--;
        }
        String word = pattern.substring(from, at);
        boolean grouped = !log4j && at < pattern.length() && pattern.charAt(at) == '(';
        List<PatternNode> children = grouped ? group() : List.of();
        if (word.isEmpty() && children.isEmpty()) {
            throw refused(
                    start, "% without a conversion word; write " + (log4j ? "%%" : "\\%") + " for the sign itself");
        }
        List<String> options = new ArrayList<>();
        while (at < pattern.length() && pattern.charAt(at) == '{') {
            options.add(option());
        }
        if (children.isEmpty() && Conversion.of(word) == Conversion.GROUP && !options.isEmpty()) {
            children = inBraces(options.get(0), start);
        }
        return new PatternNode.Word(start, width, word, List.copyOf(options), children);
    }

    private List<PatternNode> inBraces(String inner, int start) {
        try {
            return new PatternReader(inner, log4j).nodes();
        } catch (IllegalArgumentException e) {
            throw refused(start, "in braces: " + e.getMessage());
        }
    }

    private PatternNode.Width width(int start) {
        boolean padsRight = take('-');
        int min = number(start);
        int max = Integer.MAX_VALUE;
        boolean keepsStart = false;
        if (take('.')) {
            keepsStart = take('-');
            max = number(start);
            if (max == 0) {
                throw refused(start, "a number must follow the point of the width");
            }
        }
        return new PatternNode.Width(min, max, padsRight, keepsStart);
    }

    private boolean take(char c) {
        boolean there = at < pattern.length() && pattern.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    private int number(int start) {
        int value = 0;
        while (at < pattern.length() && IsoTime.isDigit(pattern.charAt(at))) {
            value = value * 10 + (pattern.charAt(at++) - '0');
            if (value > MAX_WIDTH) {
                throw refused(start, "a width above " + MAX_WIDTH);
            }
        }
        return value;
    }

    private List<PatternNode> group() {
        int open = at++;
        if (++depth > MAX_DEPTH) {
            throw refused(open, "groups nested deeper than " + MAX_DEPTH);
        }
        List<PatternNode> children = nodes();
        depth--;
        if (!take(')')) {
            throw refused(open, "the parenthesis is never closed");
        }
        return children;
    }

    /** The text between braces; braces inside and quoted ones are part of it. */
    private String option() {
        int open = at++;
        int level = 1;
        char quote = 0;
        int from = at;
        while (at < pattern.length()) {
            char c = pattern.charAt(at++);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || (c == '\'' && from == at - 1)) {
                quote = c;
            } else if (c == '{') {
                level++;
            } else if (c == '}' && --level == 0) {
                return pattern.substring(from, at - 1);
            }
        }
        throw refused(open, "the brace is never closed");
    }
}
