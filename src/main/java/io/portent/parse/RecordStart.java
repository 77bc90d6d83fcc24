package io.portent.parse;

/**
 * How a record begins, as an administrator says it: a regular expression that is looked for in the first {@value #MAX_CHARS}
 * characters of a line. One that goes back and forth too often is taken for not found: no expression may cost more than
 * {@value #MAX_STEPS} steps a line.
 */
final class RecordStart {
    private static final int MAX_CHARS = 256;
    private static final int MAX_STEPS = 20_000;

    private final BoundedRegex regex;

    RecordStart(String expression) {
        this.regex = new BoundedRegex(expression, MAX_STEPS);
    }

    boolean matches(String line) {
        return regex.find(line, MAX_CHARS);
    }
}
