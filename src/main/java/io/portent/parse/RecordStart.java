package io.portent.parse;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * How a record begins, as an administrator says it: a regular expression that is looked for in the first {@value #MAX_CHARS}
 * characters of a line. One that goes back and forth too often is taken for not found: no expression may cost more than
 * {@value #MAX_STEPS} steps a line.
 */
final class RecordStart {
    private static final int MAX_CHARS = 256;
    private static final int MAX_STEPS = 20_000;

    private final Pattern pattern;

    RecordStart(String expression) {
        this.pattern = Pattern.compile(expression);
    }

    /** What is wrong with an expression; null where it can be used. */
    static @Nullable String check(String expression) {
        try {
            Pattern.compile(expression);
            return null;
        } catch (PatternSyntaxException e) {
            return e.getDescription() + " at position " + (e.getIndex() + 1);
        }
    }

    boolean matches(String line) {
        try {
            return pattern.matcher(new Counted(line, 0, Math.min(line.length(), MAX_CHARS), new Steps()))
                    .find();
        } catch (TooManySteps e) {
            return false;
        }
    }

    /** Thrown through java.util.regex, which cannot be stopped otherwise. */
    private static final class TooManySteps extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooManySteps() {
            super("too many steps", null, false, false);
        }
    }

    /** Shared by a text and its parts. */
    private static final class Steps {
        private int taken;
    }

    private record Counted(String line, int from, int to, Steps steps) implements CharSequence {
        @Override
        public int length() {
            return to - from;
        }

        @Override
        public char charAt(int index) {
            if (++steps.taken > MAX_STEPS) {
                throw new TooManySteps();
            }
            return line.charAt(from + index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Counted(line, from + start, from + end, steps);
        }

        @Override
        public String toString() {
            return line.substring(from, to);
        }
    }
}
